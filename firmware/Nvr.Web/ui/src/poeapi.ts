import { call } from './api';

export interface PoeSupply { name: string; budgetWatts: number | null; mostWatts: number | null; usedWatts: number | null; problem: string | null }
export interface PoePort {
  name: string; supply: string | null; enabled: boolean; power: 'unknown' | 'delivering' | 'searching' | 'off' | 'denied' | 'fault'; detection: string;
  class: number | null; volts: number | null; milliamps: number | null; watts: number | null; link: boolean | null; macs: string[]; cameras: string[];
  priority: number; canSwitch: boolean; shed: boolean; cycling: boolean; cycles: number; sentence: string | null; nextStep: string | null;
}
export interface Poe { supplies: PoeSupply[]; ports: PoePort[] }
export interface PoeMinute { at: string; watts: number }
export interface Switch { name: string; address: string; port: number; version: string; userName: string | null; hash: string | null; encrypted: boolean }

const port = (name: string) => `/poe/ports/${encodeURIComponent(name)}`;

/** The power of the cameras' ports, and the switches that the recorder manages. */
export const poeApi = {
  list: () => call<Poe>('GET', '/poe'),
  change: (name: string, change: { enabled?: boolean; priority?: number }) => call<Poe>('PUT', port(name), change),
  cycle: (name: string) => call<Poe>('POST', `${port(name)}/cycle`),
  history: async (name: string) => (await call<{ minutes: PoeMinute[] }>('GET', `${port(name)}/history`)).minutes,
  setBudget: (watts: number | null) => call<Poe>('PUT', '/poe/budget', { watts }),
  switches: async () => (await call<{ switches: Switch[] }>('GET', '/poe/switches')).switches,
  tryOut: (body: Record<string, unknown>) => call<{ sentence: string }>('POST', '/poe/switches/test', body),
  addSwitch: async (body: Record<string, unknown>) => (await call<{ switches: Switch[] }>('POST', '/poe/switches', body)).switches,
  removeSwitch: (name: string) => call<void>('DELETE', `/poe/switches/${encodeURIComponent(name)}`),
};
