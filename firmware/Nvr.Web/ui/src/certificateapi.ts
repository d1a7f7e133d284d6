import { call } from './api';
import type { Schemas } from './schemas';

export type Certificate = Schemas['PageCertificate'];
export type AcmeWish = Schemas['AcmeBody'];

/** The certificate that the recorder shows to browsers, for administrators. A change holds for whoever connects from then on. */
export const certificateApi = {
  read: () => call('GET', '/box/certificate'),
  give: (pem: string) => call('PUT', '/box/certificate', { pem }),
  /** Answers once there is one, within two minutes. */
  fetch: (wish: AcmeWish) => call('PUT', '/box/certificate/acme', wish),
  goBack: () => call('DELETE', '/box/certificate'),
};
