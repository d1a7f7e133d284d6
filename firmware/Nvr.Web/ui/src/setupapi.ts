import { ask, call, read } from './api';
import type { Answer, Schemas } from './schemas';

/** How far the first visit is; `next` is null when it is over. */
export type Progress = Schemas['SetUpProgress'];
export type Step = Progress['steps'][number]['step'];
export const steps: readonly Step[] = ['box', 'disks', 'cameras', 'sheet'];
export type BoxSettings = Schemas['BoxSettings'];
export type Recovery = Schemas['Recovery'];
export type Trial = Schemas['Trial'];
export interface Account { userName: string; password: string }

/** What an administrator decides on the first visit, and later about the box. */
export const setUpApi = {
  progress: () => call('GET', '/box/set-up'),
  pass: (step: Step) => call('PUT', `/box/set-up/${step as string}`, { passed: true }),
  end: () => call('PUT', '/box/set-up', { isOver: true }),
  box: () => call('GET', '/box'),
  changeBox: (body: Schemas['BoxSettingsBody']) => call('PUT', '/box', body),
  timeZones: async () => (await call('GET', '/box/time-zones')).timeZones,
  recovery: () => call('GET', '/box/recovery'),
  /** Given up by the signal; the recorder gives up with it. */
  tryAddress: async (address: string, account: Account | null, search: boolean, signal: AbortSignal): Promise<Trial> =>
    read<Answer<'POST', '/cameras/trial'>>(await ask('POST', '/cameras/trial', { address, search, ...account } satisfies Schemas['TrialBody'], {}, signal)),
};
