import { call } from './api';
import type { Schemas } from './schemas';

export type Stick = Schemas['Stick'];
export type StickExport = Schemas['StickExport'];
export type ButtonPolicy = Schemas['StickPolicy'];
export type Sticks = Schemas['Sticks'];

/** USB sticks and the export to them. */
export const stickApi = {
  read: () => call('GET', '/sticks'),
  begin: (wish: Schemas['StickExportBody']) => call('POST', '/sticks/export', wish),
  cancel: () => call('DELETE', '/sticks/export'),
  release: (id: string) => call('POST', `/sticks/${encodeURIComponent(id)}/release`),
  button: (policy: ButtonPolicy) => call('PUT', '/sticks/button', policy),
};
