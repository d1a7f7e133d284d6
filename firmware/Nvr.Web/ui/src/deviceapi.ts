import { call } from './api';

export interface DeviceSetting { setting: string; from: string; to: string }
export interface DeviceChange { at: string; undoneAt: string | null; encoder: string; settings: DeviceSetting[] }
export type DeviceState = 'found' | 'identified' | 'needsPassword' | 'setUp' | 'recording' | 'ignored' | 'lost';
export interface Device {
  id: string; state: DeviceState; sentence: string; nextStep: string | null; detail: string | null; address: string; port: string | null; serial: string | null;
  maker: string | null; model: string | null; firmware: string | null; name: string | null; automatic: boolean; cameras: string[]; changes: DeviceChange[];
  mayReplace: { deviceId: string; name: string | null; cameras: string[] } | null; updatingUntil: string | null;
}
export interface Devices { discovery: 'off' | 'confirm' | 'auto'; devices: Device[] }
export interface ImportedCamera {
  line: number; name: string; mainUrl: string; subUrl: string | null; userName: string | null; hasPassword: boolean; needsPassword: boolean;
  id: string | null; problem: string | null;
}
export interface Import { format: string; cameras: ImportedCamera[]; remarks: { line: number; kind: string; camera: string | null; sentence: string }[] }

/** What an administrator may ask about the devices on the network. */
export const deviceApi = {
  list: () => call<Devices>('GET', '/devices'),
  adopt: (id: string, body: { userName?: string; password?: string; replaces?: string }) => call<Device>('POST', `/devices/${id}/adopt`, body),
  ignore: (id: string) => call<Device>('POST', `/devices/${id}/ignore`),
  revert: (id: string) => call<Device>('POST', `/devices/${id}/revert`),
  hold: (id: string, minutes: number) => call<Device>('PUT', `/devices/${id}/update-hold`, { minutes }),
  endHold: (id: string) => call<Device>('DELETE', `/devices/${id}/update-hold`),
  setSiteAccount: (userName: string, password: string) => call<void>('PUT', '/site/camera-password', { userName, password }),
  readList: (content: string) => call<Import>('POST', '/cameras/import', { content }),
  addFromList: (content: string, lines: number[]) => call<Import>('POST', '/cameras/import', { content, create: true, lines }),
};
