import { call } from './api';
import type { Schemas } from './schemas';

export type CargoPolicy = Schemas['CargoPolicy'];
export type CargoItem = Schemas['CargoItem'];
export type BoxUpdate = Schemas['Update'];
export type Model = Schemas['Model'];
export type Cargo = Schemas['Cargo'];
export type Backup = Schemas['Backup'];

const of = (stick: string) => `/sticks/${encodeURIComponent(stick)}` as const;

/** What USB keys carry beside exports. */
export const cargoApi = {
  read: () => call('GET', '/cargo'),
  look: (stick: string) => call('POST', `${of(stick)}/cargo`),
  policy: (policy: CargoPolicy) => call('PUT', '/cargo/policy', policy),
  backUp: (stick: string, passphrase: string) => call('POST', `${of(stick)}/backup`, { passphrase }),
  open: (stick: string, file: string, passphrase: string) => call('POST', `${of(stick)}/backup/contents`, { file, passphrase }),
  restore: (stick: string, file: string, passphrase: string, confirm: string) => call('POST', `${of(stick)}/backup/restore`, { file, passphrase, confirm }),
  take: (stick: string, file: string) => call('POST', `${of(stick)}/models`, { file }),
  remove: (model: string) => call('DELETE', `/models/${encodeURIComponent(model)}`),
  use: (model: string, isUsed: boolean) => call(isUsed ? 'PUT' : 'DELETE', `/models/${encodeURIComponent(model)}/use`),
  install: (stick: string, file: string, confirm: string) => call('POST', `${of(stick)}/update`, { file, confirm }),
};
