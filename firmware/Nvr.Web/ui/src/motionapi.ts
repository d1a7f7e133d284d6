import { ask } from './api';

/** In shares of the picture's width and height, from its top left corner. */
export interface Point { x: number; y: number }
export interface WeekSpan { day: string; from: string; to: string }
export interface Zone {
  name: string; points: Point[]; sensitivity: number | null; smallestShare: number | null; largestShare: number | null; schedule: WeekSpan[] | null; loiterSeconds: number | null;
}
export interface Mask { points: Point[]; private: boolean }
export type Direction = 'either' | 'left-to-right' | 'right-to-left';
export interface Tripwire { name: string; points: Point[]; direction: Direction }
export type MotionMode = 'automatic' | 'on' | 'off';
export interface Motion { mode: MotionMode; sensitivity: number; zones: Zone[]; masks: Mask[]; tripwires: Tripwire[] }
/** What is looked at now: see the API's description. */
export type Standing = 'watched' | 'cameraTells' | 'boxDoesNot' | 'off' | 'cameraOff';
export interface CameraMotion { motion: Motion; now: Standing; tag: string }

/** What the recorder takes; it says so itself when it is given more. */
export const limits = { shapes: 16, corners: 20, name: 64, fewestLoiterSeconds: 5, mostLoiterSeconds: 3600 };

const at = (camera: string) => `/cameras/${camera}/motion`;

async function read(answer: Response): Promise<CameraMotion> {
  return { ...(await answer.json() as Omit<CameraMotion, 'tag'>), tag: answer.headers.get('ETag') ?? '' };
}

/** The settings of motion of one camera. A tag stands for what was read; saving with it overwrites nobody else's change (a failure with the status 412). */
export const motionApi = {
  read: async (camera: string) => read(await ask('GET', at(camera))),
  save: async (camera: string, motion: Motion, tag: string | null) => read(await ask('PUT', at(camera), motion, tag ? { 'If-Match': tag } : {})),
};
