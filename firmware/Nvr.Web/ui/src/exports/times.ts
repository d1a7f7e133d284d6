import { clockOf, dayOf } from '../words';

/** A stretch in the zone that the page tells times in; the day twice only where it changes. */
export function stretchOf(from: string, to: string): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return `${whenOf(start)} – ${dayOf(start) === dayOf(end) ? clockOf(end) : whenOf(end)}`;
}

export const whenOf = (ms: number) => `${dayOf(ms)}, ${clockOf(ms)}`;
