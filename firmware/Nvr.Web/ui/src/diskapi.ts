import { call } from './api';
import type { Schemas } from './schemas';

export type Bay = Schemas['Bay'];
export type Disk = Schemas['Disk'];
export type DiskVolume = Schemas['DiskVolume'];
export type Plan = Schemas['Plan'];
export type FileSystem = Schemas['NewVolumeBody']['fileSystem'];
export type Disks = Schemas['Disks'];

/** The disks in the bays; changes are an administrator's, and what erases needs what is erased typed out. */
export const diskApi = {
  read: () => call('GET', '/disks'),
  locate: (bay: string, locating: boolean) => call('PUT', `/disks/bays/${encodeURIComponent(bay)}/locating`, { locating }),
  create: (name: string, level: Plan['level'], disks: string[], fileSystem: FileSystem) => call('POST', '/disks/volumes', { name, level, disks, fileSystem }),
  adopt: (id: string, name: string) => call('POST', `/disks/volumes/${encodeURIComponent(id)}/adopt`, { name }),
  remove: (id: string, confirm: string) => call('POST', `/disks/volumes/${encodeURIComponent(id)}/delete`, { confirm }),
  check: (id: string) => call('POST', `/disks/volumes/${encodeURIComponent(id)}/check`),
  spare: (id: string, disk: string) => call('POST', `/disks/volumes/${encodeURIComponent(id)}/spare`, { disk }),
  erase: (disk: string, confirm: string) => call('POST', `/disks/${encodeURIComponent(disk)}/erase`, { confirm }),
};
