import { call } from './api';

export interface CargoPolicy { updates: boolean; backups: boolean; models: boolean }
export interface CargoItem { file: string; kind: 'update' | 'backup' | 'model'; name: string; bytes: number; isUsable: boolean; sentence: string; nextStep: string | null }
export interface BoxUpdate { state: 'installing' | 'installed' | 'failed'; version: string; percent: number; sentence: string; nextStep: string | null }
export interface Model { id: string; name: string; sha256: string; bytes: number; classes: string[]; inputWidth: number; inputHeight: number; licence: string; isInUse: boolean }
export interface Cargo { policy: CargoPolicy; found: { stick: string; items: CargoItem[] } | null; update: BoxUpdate | null; models: Model[] }
export interface Backup { box: string; madeAt: string; product: string; cameras: string[]; formerCameras: string[]; people: string[]; also: string[] }

const of = (stick: string) => `/sticks/${encodeURIComponent(stick)}`;

/** What USB keys carry beside exports. */
export const cargoApi = {
  read: () => call<Cargo>('GET', '/cargo'),
  look: (stick: string) => call<Cargo>('POST', `${of(stick)}/cargo`),
  policy: (policy: CargoPolicy) => call<Cargo>('PUT', '/cargo/policy', policy),
  backUp: (stick: string, passphrase: string) => call<{ file: string }>('POST', `${of(stick)}/backup`, { passphrase }),
  open: (stick: string, file: string, passphrase: string) => call<Backup>('POST', `${of(stick)}/backup/contents`, { file, passphrase }),
  restore: (stick: string, file: string, passphrase: string, confirm: string) => call<void>('POST', `${of(stick)}/backup/restore`, { file, passphrase, confirm }),
  take: (stick: string, file: string) => call<Cargo>('POST', `${of(stick)}/models`, { file }),
  remove: (model: string) => call<Cargo>('DELETE', `/models/${encodeURIComponent(model)}`),
  use: (model: string, isUsed: boolean) => call<Cargo>(isUsed ? 'PUT' : 'DELETE', `/models/${encodeURIComponent(model)}/use`),
  install: (stick: string, file: string, confirm: string) => call<Cargo>('POST', `${of(stick)}/update`, { file, confirm }),
};
