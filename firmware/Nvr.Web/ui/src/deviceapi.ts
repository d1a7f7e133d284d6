import { call } from './api';
import type { Schemas } from './schemas';

export type Device = Schemas['Device'];
export type DeviceState = Device['state'];
export type ImportedCamera = Schemas['ImportedCamera'];
export type Import = Schemas['Import'];

/** What an administrator may ask about the devices on the network. */
export const deviceApi = {
  list: () => call('GET', '/devices'),
  adopt: (id: string, body: Schemas['AdoptBody']) => call('POST', `/devices/${id}/adopt`, body),
  ignore: (id: string) => call('POST', `/devices/${id}/ignore`),
  revert: (id: string) => call('POST', `/devices/${id}/revert`),
  hold: (id: string, minutes: number) => call('PUT', `/devices/${id}/update-hold`, { minutes }),
  endHold: (id: string) => call('DELETE', `/devices/${id}/update-hold`),
  setSiteAccount: (userName: string, password: string) => call('PUT', '/site/camera-password', { userName, password }),
  readList: (content: string) => call('POST', '/cameras/import', { content }),
  addFromList: (content: string, lines: number[]) => call('POST', '/cameras/import', { content, create: true, lines }),
};
