import { call } from './api';
import type { Schemas } from './schemas';

export type PoeSupply = Schemas['PoeSupply'];
export type PoePort = Schemas['PoePort'];
export type Poe = Schemas['Poe'];
export type PoeMinute = Schemas['PoeMinute'];
export type Switch = Schemas['Switch'];
export type SwitchBody = Schemas['SwitchBody'];

const port = (name: string) => `/poe/ports/${encodeURIComponent(name)}` as const;

/** The power of the cameras' ports, and the switches that the recorder manages. */
export const poeApi = {
  list: () => call('GET', '/poe'),
  change: (name: string, change: Schemas['PoePortBody']) => call('PUT', port(name), change),
  cycle: (name: string) => call('POST', `${port(name)}/cycle`),
  history: async (name: string) => (await call('GET', `${port(name)}/history`)).minutes,
  setBudget: (watts: number | null) => call('PUT', '/poe/budget', { watts }),
  switches: async () => (await call('GET', '/poe/switches')).switches,
  tryOut: (body: SwitchBody) => call('POST', '/poe/switches/test', body),
  addSwitch: async (body: SwitchBody) => (await call('POST', '/poe/switches', body)).switches,
  removeSwitch: (name: string) => call('DELETE', `/poe/switches/${encodeURIComponent(name)}`),
};
