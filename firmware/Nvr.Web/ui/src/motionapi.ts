import { ask, read as readAnswer } from './api';
import type { Answer, Schemas } from './schemas';

/** In shares of the picture's width and height, from its top left corner. */
export type Point = Schemas['Point'];
export type Zone = Schemas['MotionZone'];
export type Mask = Schemas['MotionMask'];
export type Tripwire = Schemas['Tripwire'];
export type Direction = Tripwire['direction'];
export type Motion = Schemas['Motion'];
export type MotionMode = Motion['mode'];
/** What is looked at now: see the API's description. */
export type Standing = Schemas['CameraMotion']['now'];
export type CameraMotion = Schemas['CameraMotion'] & { tag: string };

/** What the recorder takes; it says so itself when it is given more. */
export const limits = { shapes: 16, corners: 20, name: 64, fewestLoiterSeconds: 5, mostLoiterSeconds: 3600 };

const at = (camera: string) => `/cameras/${camera}/motion` as const;

async function read(answer: Response): Promise<CameraMotion> {
  return { ...(await readAnswer<Answer<'GET' | 'PUT', ReturnType<typeof at>>>(answer)), tag: answer.headers.get('ETag') ?? '' };
}

/** The settings of motion of one camera. A tag stands for what was read; saving with it overwrites nobody else's change (a failure with the status 412). */
export const motionApi = {
  read: async (camera: string) => read(await ask('GET', at(camera))),
  save: async (camera: string, motion: Motion, tag: string | null) => read(await ask('PUT', at(camera), motion satisfies Schemas['MotionBody'], tag ? { 'If-Match': tag } : {})),
};
