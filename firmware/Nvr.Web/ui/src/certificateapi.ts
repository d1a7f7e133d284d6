import { call } from './api';
import type { Schemas } from './schemas';

export type Certificate = Schemas['PageCertificate'];

/** The certificate that the recorder shows to browsers, for administrators. A change holds for whoever connects from then on. */
export const certificateApi = {
  read: () => call('GET', '/box/certificate'),
  give: (pem: string) => call('PUT', '/box/certificate', { pem }),
  goBack: () => call('DELETE', '/box/certificate'),
};
