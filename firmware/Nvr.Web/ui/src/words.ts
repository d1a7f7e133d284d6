import type { Camera, StreamState } from './api';
import type { CameraEvent } from './eventapi';
import { locale, t, wordFor } from './language/language';
import { setZone, zoneOf } from './zone';

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zoneOf() });
const formats = () => ({
  clock: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  minute: format({ hour: '2-digit', minute: '2-digit' }),
  day: format({ weekday: 'short', day: 'numeric', month: 'short' }),
  longDay: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
});
let times = formats();

/** Times are told by this zone of the recorder from now on, see {@link setZone}. */
export function tellTimesIn(zone: string | null): void {
  setZone(zone);
  times = formats();
}

export const clockOf = (ms: number) => times.clock.format(ms);
export const minuteOf = (ms: number) => times.minute.format(ms);
export const dayOf = (ms: number) => times.day.format(ms);
export const longDayOf = (ms: number) => times.longDay.format(ms);

const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });

const anyDigits = new Intl.NumberFormat(locale, { useGrouping: false });

export const numberOf = (value: number) => anyDigits.format(value);
export const tenths = (value: number) => oneDigit.format(value);

/** Sizes as disk makers count. */
export function bytesOf(bytes: number): string {
  const { bytes: units } = t.units;
  let [value, unit] = [bytes, 0];
  // As it is shown: what would be a thousand is one of the next.
  for (; value >= 999.5 && unit < units.length - 1; unit++) {
    value /= 1000;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : tenths(value)} ${units[unit]}`;
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
  const what = whatOf(e.kind, e.object);
  return e.text ? `${what} · ${e.text}` : what;
}

/** So many events of a kind and class, in words. */
export const happeningWords = (kind: string, object: string, count: number) => (count === 1 ? whatOf(kind, object) : `${count} × ${whatOf(kind, object)}`);

function whatOf(kindWord: string, objectWord: string): string {
  const object = wordFor(t.objects, objectWord);
  const kind = wordFor(t.kinds, kindWord) ?? t.kinds.other;
  return !object ? kind : kindWord === 'object' ? object : t.kindOf(kind, object);
}

/** The part of packets that was lost over the last while, as far as there is something to tell. */
export const lossOf = (percent: number) => (percent === 0 ? t.units.noLoss : t.units.lost(percent < 0.1 ? t.units.little : tenths(percent)));
