import { call } from './api';

export interface Bay { name: string; state: string; disk: string | null }
export interface Disk {
  id: string; device: string; bay: string | null; model: string; serial: string; sizeBytes: number; celsius: number | null; powerOnHours: number | null; badSectors: number | null;
  readErrors: number; verdict: 'unknown' | 'well' | 'worrying' | 'failing' | 'failed'; isSystem: boolean; content: string; isBlank: boolean; volume: string | null; role: string | null;
}
export interface DiskVolume {
  id: string; name: string; level: string; isOwn: boolean; condition: string; sentence: string; nextStep: string | null; progress: number | null; secondsLeft: number | null; disks: number;
  missing: number; mismatches: number; sizeBytes: number; fileSystem: string | null; mountedAt: string | null;
}
export interface Plan { level: string; disks: string[]; usableBytes: number; spares: number; isRecommended: boolean }
export interface Work { sentence: string; state: 'running' | 'done' | 'failed'; failure: string | null }
export interface Disks { hasBays: boolean; trouble: string | null; bays: Bay[]; disks: Disk[]; volumes: DiskVolume[]; plans: Plan[]; work: Work | null }

/** The disks in the bays; changes are an administrator's, and what erases needs what is erased typed out. */
export const diskApi = {
  read: () => call<Disks>('GET', '/disks'),
  locate: (bay: string, locating: boolean) => call<Disks>('PUT', `/disks/bays/${encodeURIComponent(bay)}/locating`, { locating }),
  create: (name: string, level: string, disks: string[], fileSystem: string) => call<Disks>('POST', '/disks/volumes', { name, level, disks, fileSystem }),
  adopt: (id: string, name: string) => call<Disks>('POST', `/disks/volumes/${encodeURIComponent(id)}/adopt`, { name }),
  remove: (id: string, confirm: string) => call<Disks>('POST', `/disks/volumes/${encodeURIComponent(id)}/delete`, { confirm }),
  check: (id: string) => call<Disks>('POST', `/disks/volumes/${encodeURIComponent(id)}/check`),
  spare: (id: string, disk: string) => call<Disks>('POST', `/disks/volumes/${encodeURIComponent(id)}/spare`, { disk }),
  erase: (disk: string, confirm: string) => call<Disks>('POST', `/disks/${encodeURIComponent(disk)}/erase`, { confirm }),
};
