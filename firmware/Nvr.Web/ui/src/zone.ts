const key = 'times';
const kept = new Map<number, number>();
const quarter = 900_000;

let zone: string | undefined;
let reader: Intl.DateTimeFormat | null = null;

/** The zone in which times are told; undefined for this device's own. */
export const zoneOf = (): string | undefined => zone;

/** Whether somebody on this browser wants this device's own zone in place of the recorder's. */
export function isOwnZone(): boolean {
  try {
    return localStorage.getItem(key) === 'own';
  } catch {
    return false;
  }
}

/** From now on, on this browser. The page begins anew: times are on screen already. */
export function chooseZone(own: boolean): void {
  try {
    if (own) {
      localStorage.setItem(key, 'own');
    } else {
      localStorage.removeItem(key);
    }
  } catch {
    return;
  }
  location.reload();
}

/** Times are told by this zone from now on; null, and one that the browser does not know, leave it to the device. */
export function setZone(name: string | null): void {
  kept.clear();
  zone = name !== null && !isOwnZone() && isKnown(name) ? name : undefined;
  reader = zone === undefined ? null : new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
}

export function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** How far the zone is ahead of UTC at a moment, in milliseconds. Zones change at quarters of an hour, if they do. */
export function offsetAt(ms: number): number {
  if (reader === null) {
    return -new Date(ms).getTimezoneOffset() * 60_000;
  }
  const at = Math.floor(ms / quarter);
  let offset = kept.get(at);
  if (offset === undefined) {
    offset = measure(reader, at * quarter);
    if (kept.size > 5_000) {
      kept.clear();
    }
    kept.set(at, offset);
  }
  return offset;
}

function measure(format: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(format.formatToParts(ms).map((p) => [p.type, Number(p.value)]));
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - ms;
}

/** A moment as the browser's date field wants it: local time without a zone, to the second. */
export const wallOf = (ms: number): string => new Date(ms + offsetAt(ms)).toISOString().slice(0, 19);

/** What a date field holds as a moment; NaN for none. In the hour that a clock change repeats it is one of the two; of an hour that is skipped, the one after it. */
export function momentOf(wall: string): number {
  const ms = Date.parse(`${wall}Z`);
  return Number.isNaN(ms) ? NaN : momentAt(ms);
}

/** The moment at which a clock in the zone shows what one in UTC shows at `wall`; see {@link momentOf}. */
export function momentAt(wall: number): number {
  const offset = offsetAt(wall - offsetAt(wall));
  // They differ only in an hour that is skipped: the offset before the change leads past it.
  return wall - Math.min(offset, offsetAt(wall - offset));
}

/** Whether a day of the zone begins at the moment: at midnight, or later where the clock skips that. */
export const beginsDay = (ms: number): boolean => dayAt(ms) !== dayAt(ms - 1);

const dayAt = (ms: number) => Math.floor((ms + offsetAt(ms)) / 86_400_000);
