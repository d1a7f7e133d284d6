import { call } from './api';
import type { Schemas } from './schemas';

export type Positions = Schemas['Ptz'];
export type Position = Schemas['PtzPreset'];

const position = (camera: string, token: string) => `/cameras/${camera}/ptz/positions/${encodeURIComponent(token)}` as const;

export const ptzApi = {
  look: (camera: string) => call('GET', `/cameras/${camera}/ptz`),
  /** For a second; all zero stops. */
  move: (camera: string, pan: number, tilt: number, zoom: number) => call('POST', `/cameras/${camera}/ptz/move`, { pan, tilt, zoom }),
  goTo: (camera: string, preset: string | null) => call('POST', `/cameras/${camera}/ptz/position`, { preset }),
  add: (camera: string, name: string) => call('POST', `/cameras/${camera}/ptz/positions`, { name }),
  overwrite: (camera: string, token: string, name: string) => call('PUT', position(camera, token), { name }),
  remove: (camera: string, token: string) => call('DELETE', position(camera, token)),
  setHome: (camera: string) => call('PUT', `/cameras/${camera}/ptz/home`),
};
