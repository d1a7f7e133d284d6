import { t } from './language/language';
import type { Motion } from './motionapi';

export interface Track { codec: string; video: boolean; width: number; height: number }
/** The way from the camera over the last while. */
export interface Network { lossPercent: number; jitterMilliseconds: number; framesPerSecond: number; expectedFramesPerSecond: number | null; isTooSlow: boolean }
export interface StreamState {
  stream: 'main' | 'sub'; state: string; sentence: string; nextStep: string | null; cause: string | null;
  tracks: Track[]; bitsPerSecond: number; framesPerSecond: number; lostPackets: number; receivedPackets: number; jitterMilliseconds: number; connections: number;
  network: Network | null;
}
export interface ScheduleSpan { day: string; from: string; to: string; mode: RecordingMode }
export type RecordingMode = 'continuous' | 'events' | 'off';
export interface RecordingPolicy { mode: RecordingMode; preRecordSeconds: number; postRecordSeconds: number; schedule: ScheduleSpan[] }
export interface CameraSettings {
  mainUrl: string; subUrl: string | null; userName: string | null; hasPassword: boolean; retainDays: number | null; eventRetainDays: number | null;
  recording: RecordingPolicy; motion: Motion;
}
export interface Camera { id: string; name: string; enabled: boolean; canTalk: boolean | null; streams: StreamState[]; settings: CameraSettings | null }
export interface Span { from: string; to: string; bytes: number; backfilled: boolean }
export interface Gap { from: string; to: string; reason: string; sentence: string }
export interface Recordings { from: string; to: string; first: string | null; last: string | null; spans: Span[]; gaps: Gap[] }
/** Small pictures of a stretch: each sheet has one for each step, taken so many milliseconds after its start; null where there is no footage. */
export interface Thumbnails { stepSeconds: number; columns: number; rows: number; tileWidth: number; tileHeight: number; sheets: { from: string; to: string; url: string; offsetsMs: (number | null)[] }[] }
/** What a saved file does with the sound. */
export type Sound = 'original' | 'aac' | 'none';
export interface Movie { url: string; start: string; codecs: string; bytes: number | null; duration: number; spans: { start: number; duration: number; utc: string }[] }
export interface HealthItem { part: string; level: Level; sentence: string; nextStep: string | null; cause: string | null }
export interface Health { level: Level; now: string; items: HealthItem[] }
export type Level = 'ok' | 'unknown' | 'attention' | 'failure';
export interface Volume { path: string; totalBytes: number; freeBytes: number; footageBytes: number; reserveBytes: number; problem: string | null }
export interface Storage { volumes: Volume[]; usage: { camera: string; stream: string; bytes: number; oldest: string }[] }
export interface Led { group: 'panel' | 'bay' | 'port'; name: string; colour: string; rhythm: string }
/** For each eight rows from the top a byte a column from the left, its lowest bit the uppermost pixel; in base64. */
export interface PanelDisplay { width: number; height: number; pages: string; words: string[] }
export interface Panel {
  simulated: boolean; locating: boolean; leds: Led[]; buttons: string[]; display?: PanelDisplay | null; buzzer?: { sounding: boolean; muted: boolean } | null;
  fan?: { percent: number; celsius: number | null; rpm: number | null; stalled: boolean } | null;
}
export interface User { id: string; userName: string; role: 'administrator' | 'operator' | 'viewer' }
export interface Box { version: string; simulated: boolean; now: string; user: User }

/** A failure that the recorder explained, or that it could not be reached (status 0). */
export class Failure extends Error {
  constructor(readonly status: number, sentence: string) {
    super(sentence);
  }
}

let onSignedOut: () => void = () => {};

export function whenSignedOut(action: () => void): void {
  onSignedOut = action;
}

/** The answer to a request; what is no success is a failure with the recorder's sentence. */
export async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch('/api/v1' + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Failure(0, t.failures.noAnswer);
  }
  if (answer.status === 401 && path !== '/sessions') {
    onSignedOut();
  }
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
    throw new Failure(answer.status, problem?.detail ?? t.failures.status(answer.status));
  }
  return answer;
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await ask(method, path, body);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

const range = (from: number, to: number, stream = 'main') =>
  `from=${encodeURIComponent(new Date(from).toISOString())}&to=${encodeURIComponent(new Date(to).toISOString())}&stream=${stream}`;

const soundOf = (sound: Sound) => (sound === 'original' ? '' : `&sound=${sound}`);

export const api = {
  setup: () => call<{ needsSetup: boolean; simulated: boolean }>('GET', '/setup'),
  setUp: (code: string, userName: string, password: string) => call<unknown>('POST', '/setup', { code, userName, password }),
  signIn: (userName: string, password: string) => call<unknown>('POST', '/sessions', { userName, password }),
  signOut: () => call<void>('DELETE', '/sessions/current'),
  me: () => call<Box>('GET', '/sessions/current'),
  cameras: async () => (await call<{ cameras: Camera[] }>('GET', '/cameras')).cameras,
  addCamera: (camera: Record<string, unknown>) => call<Camera>('POST', '/cameras', camera),
  changeCamera: (id: string, camera: Record<string, unknown>) => call<Camera>('PUT', `/cameras/${id}`, camera),
  deleteCamera: (id: string) => call<void>('DELETE', `/cameras/${id}`),
  health: () => call<Health>('GET', '/health'),
  panel: () => call<Panel>('GET', '/panel'),
  locate: (locating: boolean) => call<Panel>('PUT', '/panel/locating', { locating }),
  mute: () => call<Panel>('POST', '/panel/mute'),
  press: (button: string, pressed: boolean) => call<void>('PUT', `/panel/buttons/${button}`, { pressed }),
  storage: () => call<Storage>('GET', '/storage'),
  recordings: (camera: string, from: number, to: number) => call<Recordings>('GET', `/cameras/${camera}/recordings?${range(from, to)}`),
  thumbnails: (camera: string, from: number, to: number) => call<Thumbnails>('GET', `/cameras/${camera}/thumbnails?${range(from, to)}`),
  movie: (camera: string, from: number, to: number, sound: Sound = 'original') => call<Movie>('GET', `/cameras/${camera}/movie?${range(from, to)}${soundOf(sound)}`),
  saveUrl: (camera: string, from: number, to: number, sound: Sound) => `/api/v1/cameras/${camera}/video.mp4?${range(from, to)}&download=1${soundOf(sound)}`,
};
