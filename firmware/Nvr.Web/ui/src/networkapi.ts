import { ask, call, read as readAnswer } from './api';
import type { Answer, Schemas } from './schemas';

export type OfficeNetwork = Schemas['OfficeNetwork'];
export type OfficeBody = Schemas['OfficeNetworkBody'];
export type Network = Schemas['BoxNetwork'] & { tag: string };

async function read(answer: Response): Promise<Network> {
  return { ...(await readAnswer<Answer<'GET', '/box/network'>>(answer)), tag: answer.headers.get('ETag') ?? '' };
}

/** The recorder's own networks, for administrators. A tag stands for what was read; changing with it overwrites nobody else's change (a failure with the status 412). */
export const networkApi = {
  read: async () => read(await ask('GET', '/box/network')),
  /** Under way until an administrator asks under the new settings, two minutes at most. */
  tryOut: async (office: OfficeBody, tag: string) => read(await ask('PUT', '/box/network/office', office, { 'If-Match': tag })),
  giveUp: () => call('DELETE', '/box/network/trial'),
  moveCameras: async (network: string, tag: string) => read(await ask('PUT', '/box/network/cameras', { network } satisfies Schemas['CameraNetworkBody'], { 'If-Match': tag })),
};
