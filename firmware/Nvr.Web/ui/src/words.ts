import type { Camera, StreamState } from './api';
import type { CameraEvent } from './eventapi';
import { locale, t, wordFor } from './language/language';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const clockOf = (ms: number) => clock.format(ms);
export const minuteOf = (ms: number) => minute.format(ms);
export const dayOf = (ms: number) => day.format(ms);
export const longDayOf = (ms: number) => longDay.format(ms);

const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });

const anyDigits = new Intl.NumberFormat(locale, { useGrouping: false });

export const numberOf = (value: number) => anyDigits.format(value);
export const tenths = (value: number) => oneDigit.format(value);

/** Sizes as disk makers count. */
export function bytesOf(bytes: number): string {
  const { bytes: units } = t.units;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : tenths(value)} ${units[step]}`;
}

export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) {
    return `${seconds} ${t.units.seconds}`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} ${t.units.minutes}` : `${tenths(seconds / 3600)} ${t.units.hours}`;
}

export const mainOf = (camera: Camera): StreamState | undefined => camera.streams.find((s) => s.stream === 'main') ?? camera.streams[0];

/** The status colour of a camera: green only when it is recording, or rests because it is to, over a network that carries it. */
export function levelOf(camera: Camera): 'ok' | 'unknown' | 'attention' | 'failure' {
  switch (mainOf(camera)?.state) {
    case 'recording':
    case 'resting': return mainOf(camera)?.network?.isTooSlow ? 'attention' : 'ok';
    case 'connecting':
    case 'waiting': return 'attention';
    case undefined:
    case 'disabled': return 'unknown';
    default: return 'failure';
  }
}

export function stateWord(camera: Camera): string {
  const main = mainOf(camera);
  return main?.network?.isTooSlow ? t.states.slow : wordFor(t.states, main?.state ?? '') ?? t.states.unknown;
}

/** What happened, in a few words: the camera's own where it has some. */
export function eventWords(e: CameraEvent): string {
  const object = wordFor(t.objects, e.object);
  const kind = wordFor(t.kinds, e.kind) ?? t.kinds.other;
  const what = !object ? kind : e.kind === 'object' ? object : t.kindOf(kind, object);
  return e.text ? `${what} · ${e.text}` : what;
}

/** The part of packets that was lost over the last while, as far as there is something to tell. */
export const lossOf = (percent: number) => (percent === 0 ? t.units.noLoss : t.units.lost(percent < 0.1 ? t.units.little : tenths(percent)));
