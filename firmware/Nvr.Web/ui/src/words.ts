import type { Camera, StreamState } from './api';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const clockOf = (ms: number) => clock.format(ms);
export const minuteOf = (ms: number) => minute.format(ms);
export const dayOf = (ms: number) => day.format(ms);
export const longDayOf = (ms: number) => longDay.format(ms);

/** Sizes as disk makers count. */
export function bytesOf(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) {
    return `${seconds} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export const mainOf = (camera: Camera): StreamState | undefined => camera.streams.find((s) => s.stream === 'main') ?? camera.streams[0];

/** The status colour of a camera: green only when it is recording, or rests because it is to. */
export function levelOf(camera: Camera): 'ok' | 'unknown' | 'attention' | 'failure' {
  switch (mainOf(camera)?.state) {
    case 'recording':
    case 'resting': return 'ok';
    case 'connecting':
    case 'waiting': return 'attention';
    case undefined:
    case 'disabled': return 'unknown';
    default: return 'failure';
  }
}

export function stateWord(camera: Camera): string {
  const words: Record<string, string> = {
    recording: 'Recording', resting: 'Ready', connecting: 'Connecting', waiting: 'Connecting', stalled: 'No picture', unreachable: 'No answer',
    unauthorised: 'Wrong password', refused: 'Refused', unusable: 'Cannot record', disabled: 'Off',
  };
  return words[mainOf(camera)?.state ?? ''] ?? 'Not known yet';
}
