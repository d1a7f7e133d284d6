import { call } from './api';

export interface Stick { id: string; name: string; sizeBytes: number; freeBytes: number | null; fileSystem: string; isUsable: boolean; sentence: string; nextStep: string | null }
export interface StickExport {
  state: 'running' | 'releasing' | 'safeToRemove' | 'cancelled' | 'failed'; sentence: string; nextStep: string | null; done: number; secondsLeft: number | null; writtenBytes: number;
  totalBytes: number; stick: string | null; folder: string | null; wantedBy: string;
}
export interface ButtonPolicy { what: 'lastHours' | 'marked'; hours: number }
export interface Sticks { trouble: string | null; sticks: Stick[]; export: StickExport | null; button: ButtonPolicy; fingerprint: string | null }
export interface StickWish { stick: string; cameras?: string[]; from?: string; to?: string }

/** USB sticks and the export to them. */
export const stickApi = {
  read: () => call<Sticks>('GET', '/sticks'),
  begin: (wish: StickWish) => call<Sticks>('POST', '/sticks/export', wish),
  cancel: () => call<Sticks>('DELETE', '/sticks/export'),
  release: (id: string) => call<Sticks>('POST', `/sticks/${encodeURIComponent(id)}/release`),
  button: (policy: ButtonPolicy) => call<Sticks>('PUT', '/sticks/button', policy),
};
