import { momentAt, offsetAt } from '../zone';

/** What part of time a timeline shows: the moment in its middle, and how long one pixel is. */
export interface View { centre: number; msPerPx: number; width: number }

export const day = 86_400_000;
const shortest = 10_000;
const longest = 30 * day;

export const fromOf = (v: View) => v.centre - (v.width / 2) * v.msPerPx;
export const toOf = (v: View) => v.centre + (v.width / 2) * v.msPerPx;
export const xOf = (v: View, ms: number) => v.width / 2 + (ms - v.centre) / v.msPerPx;
export const timeAt = (v: View, x: number) => v.centre + (x - v.width / 2) * v.msPerPx;

/** Zooms by a factor around the middle, between ten seconds and thirty days. */
export function zoomed(v: View, factor: number): View {
  const width = Math.max(1, v.width);
  const msPerPx = Math.min(longest / width, Math.max(shortest / width, v.msPerPx * factor));
  return { ...v, msPerPx };
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800].map((s) => s * 1000);

/** The distance between labels that leaves at least so many pixels for each. */
export function tickStep(msPerPx: number, minPx: number): number {
  return steps.find((s) => s / msPerPx >= minPx) ?? steps[steps.length - 1]!;
}

/** The moments of the ticks, whole in local time. */
export function ticks(v: View, step: number): number[] {
  const list: number[] = [];
  const offset = offsetAt(fromOf(v));
  for (let wall = Math.floor((fromOf(v) + offset) / step) * step; wall - offset <= toOf(v) + step; wall += step) {
    // Hours and days are those of the clock, which may skip one; minutes go on also in the hour that it shows twice.
    const tick = step >= 3_600_000 ? momentAt(wall) : wall - offset;
    if (tick !== list.at(-1)) {
      list.push(tick);
    }
  }
  return list;
}
