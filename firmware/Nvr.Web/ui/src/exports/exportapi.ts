import { call } from '../api';
import type { Schemas } from '../schemas';

export type Export = Schemas['Export'];
export type ExportState = Export['state'];
export type ExportForm = Export['form'];
export type Share = Schemas['Share'];
export type Hold = Schemas['Hold'];

/** Exports to be downloaded, what is shared of them, and what is protected. */
export const exportApi = {
  list: async () => (await call('GET', '/exports')).exports,
  order: (wish: Schemas['ExportBody']) => call('POST', '/exports', wish),
  remove: (id: string) => call('DELETE', `/exports/${encodeURIComponent(id)}`),
  fileUrl: (id: string) => `/api/v1/exports/${encodeURIComponent(id)}/file`,
  shares: async () => (await call('GET', '/shares')).shares,
  share: (wish: Schemas['ShareBody']) => call('POST', '/shares', wish),
  revoke: (id: string) => call('DELETE', `/shares/${encodeURIComponent(id)}`),
  holds: async () => (await call('GET', '/holds')).holds,
  hold: (wish: Schemas['HoldBody']) => call('POST', '/holds', wish),
  release: (id: string) => call('DELETE', `/holds/${encodeURIComponent(id)}`),
};
