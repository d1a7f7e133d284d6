import { t } from './language/language';
import type { Answer, Carried, Method, Query, Schemas } from './schemas';
import { told } from './told';

export type StreamState = Schemas['Stream'];
export type ScheduleSpan = Schemas['ScheduleSpan'];
export type RecordingMode = ScheduleSpan['mode'];
export type RecordingPolicy = Schemas['RecordingPolicy'];
export type CameraSettings = Schemas['CameraSettings'];
export type CameraBody = Schemas['CameraBody'];
export type Camera = Schemas['Camera'];
/** Small pictures of a stretch: each sheet has one for each step, taken so many milliseconds after its start; null where there is no footage. */
export type Thumbnails = Schemas['Thumbnails'];
/** What a saved file does with the sound. */
export type Sound = 'original' | 'aac' | 'none';
export type Movie = Schemas['Movie'];
export type HealthItem = Schemas['HealthItem'];
export type Health = Schemas['Health'];
export type Level = Health['level'];
export type Storage = Schemas['Storage'];
export type Led = Schemas['Led'];
/** For each eight rows from the top a byte a column from the left, its lowest bit the uppermost pixel; in base64. */
export type PanelDisplay = Schemas['Display'];
export type Panel = Schemas['Panel'];
export type User = Schemas['User'];
export type Box = Schemas['Box'];

/** A failure that the recorder explained, or that it could not be reached (status 0). */
export class Failure extends Error {
  constructor(readonly status: number, sentence: string) {
    super(sentence);
  }
}

/** What people are told of a failure: the recorder's sentence; where no request failed, that it did not work. */
export const reasonOf = (failure: unknown): string => (failure instanceof Failure ? failure.message : t.failures.other);

let onSignedOut: () => void = () => {};

export function whenSignedOut(action: () => void): void {
  onSignedOut = action;
}

/** What the recorder says of a request that failed, in the language of the page. */
export async function failureOf(status: number, problem: unknown): Promise<Failure> {
  return new Failure(status, (await told(problem as { detail?: string } | null))?.detail ?? t.failures.status(status));
}

/** The answer to a request; what is no success is a failure with the recorder's sentence. */
export async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch('/api/v1' + path, {
      method, signal,
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
    // eslint-disable-next-line no-restricted-syntax -- failureOf has it said.
    throw await failureOf(answer.status, await answer.json().catch(() => null));
  }
  return answer;
}

/** What an answer holds, with the recorder's sentences in the language of the page; undefined for nothing. The one place where answers are read. */
export async function read<Shape>(answer: Response): Promise<Shape> {
  // eslint-disable-next-line no-restricted-syntax -- here it is.
  return (answer.status === 204 ? undefined : await told(await answer.json())) as Shape;
}

/** Asks as the description of the API says: an address that it does not have, or a body of another shape, does not compile, and the answer has its shape. */
export async function call<M extends Method, Path extends string>(method: M, path: Path, ...[body]: Carried<M, Path>): Promise<Answer<M, Path>> {
  return read<Answer<M, Path>>(await ask(method, path, body));
}

type Value = string | number;

/** An address with a question; what is undefined is not asked, what is a list is asked several times. A name or a type that the description does not have does not compile. */
export function withQuery<Path extends string>(path: Path, query: Query<'GET', Path>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, Value | Value[] | undefined>)) {
    [value ?? []].flat().forEach((one) => { asked.append(name, String(one)); });
  }
  return `${path}?${asked.toString()}`;
}

/** Asks with a question behind the address, as the description of the API says. */
export async function find<Path extends string>(path: Path, query: Query<'GET', Path>): Promise<Answer<'GET', Path>> {
  return read<Answer<'GET', Path>>(await ask('GET', withQuery(path, query)));
}

export const timeOf = (ms: number): string => new Date(ms).toISOString();

const range = (from: number, to: number) => ({ from: timeOf(from), to: timeOf(to) });

const soundOf = (sound: Sound) => (sound === 'original' ? undefined : sound);

export const api = {
  setup: () => call('GET', '/setup'),
  setUp: (code: string, userName: string, password: string) => call('POST', '/setup', { code, userName, password }),
  signIn: (userName: string, password: string) => call('POST', '/sessions', { userName, password }),
  signOut: () => call('DELETE', '/sessions/current'),
  me: () => call('GET', '/sessions/current'),
  cameras: async () => (await call('GET', '/cameras')).cameras,
  addCamera: (camera: CameraBody) => call('POST', '/cameras', camera),
  changeCamera: (id: string, camera: CameraBody) => call('PUT', `/cameras/${id}`, camera),
  deleteCamera: (id: string) => call('DELETE', `/cameras/${id}`),
  health: () => call('GET', '/health'),
  panel: () => call('GET', '/panel'),
  locate: (locating: boolean) => call('PUT', '/panel/locating', { locating }),
  mute: () => call('POST', '/panel/mute'),
  press: (button: string, pressed: boolean) => call('PUT', `/panel/buttons/${button}`, { pressed }),
  storage: () => call('GET', '/storage'),
  recordings: (camera: string, from: number, to: number) => find(`/cameras/${camera}/recordings`, range(from, to)),
  thumbnails: (camera: string, from: number, to: number) => find(`/cameras/${camera}/thumbnails`, range(from, to)),
  movie: (camera: string, from: number, to: number, sound: Sound = 'original', stream: 'main' | 'sub' = 'main') => find(`/cameras/${camera}/movie`, { ...range(from, to), stream, sound: soundOf(sound) }),
  saveUrl: (camera: string, from: number, to: number, sound: Sound) => `/api/v1${withQuery(`/cameras/${camera}/video.mp4`, { ...range(from, to), download: '1', sound: soundOf(sound) })}`,
};
