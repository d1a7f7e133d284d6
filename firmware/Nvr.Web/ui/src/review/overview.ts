import { state } from '../state';
import { day } from './view';
import { happeningWords } from '../words';
import type { Hole, Stretch } from './footage';
import type { Mark } from './marks';
import { overview, type CameraOverview } from './overviewapi';

/** From this on, a pixel is so long that the cells of an overview tell as much as every segment and event would. */
export const farMsPerPx = 300_000;

const shortestCellSeconds = 600;
const pxPerCell = 2;
const freshMs = 60_000;

/** What one camera's lane shows from afar: shares of cells of equal length, 0 to 1. */
export interface FarLane { from: number; cellMs: number; footage: number[]; motion: number[]; gaps: Hole[]; marks: Mark[] }

const hole = (g: { from: string; to: string; sentence: string; reason: string }): Hole => ({ from: Date.parse(g.from), to: Date.parse(g.to), sentence: g.sentence, isLoss: g.reason !== 'notWanted' });

/** How often something began in a cell. There are a hundred thousand of them in a month of sixteen cameras: words are made for those that are pointed at. */
class Happened implements Mark {
  constructor(readonly from: number, readonly to: number, readonly kind: string, readonly object: string, private readonly count: number) {}

  get text(): string {
    return happeningWords(this.kind, this.object, this.count);
  }
}

export function laneOf(of: CameraOverview, from: number, cellMs: number): FarLane {
  const marks: Mark[] = [];
  // In the order of time, as they are painted.
  for (let cell = 0; cell < of.footage.length; cell++) {
    for (const { kind, object, counts } of of.happenings) {
      const count = counts[cell] ?? 0;
      if (count > 0) {
        marks.push(new Happened(from + cell * cellMs, from + (cell + 1) * cellMs, kind, object, count));
      }
    }
  }
  return { from, cellMs, footage: of.footage.map((percent) => percent / 100), motion: of.motion.map((percent) => percent / 100), gaps: of.gaps.map(hole), marks };
}

/** Whether there is footage around a moment, and what to say of it. */
export function farAt(lane: FarLane, ms: number): { isRecorded: boolean; note: string | undefined } {
  const isRecorded = (lane.footage[Math.floor((ms - lane.from) / lane.cellMs)] ?? 0) > 0;
  const happened = lane.marks.filter((m) => ms >= m.from && ms < m.to).map((m) => m.text).join(', ');
  return { isRecorded, note: happened || (isRecorded ? undefined : lane.gaps.find((g) => ms >= g.from && ms < g.to)?.sentence) };
}

/** What is known from afar about some cameras around the place that is looked at, all of them by one request; asks again when the view leaves it or it grows old. */
export class Overviews {
  private lanes = new Map<string, FarLane>();
  private range: Stretch = { from: 0, to: 0 };
  private cellMs = 0;
  private askedAt = 0;
  private asking = false;

  constructor(private readonly cameras: string[], private readonly changed: () => void) {}

  lane(camera: string): FarLane | undefined {
    return this.lanes.get(camera);
  }

  async cover(from: number, to: number, msPerPx: number): Promise<void> {
    const now = state.now;
    const inside = from >= this.range.from && Math.min(to, now) <= this.range.to + freshMs;
    const isFine = this.cellMs > 0 && this.cellMs <= Math.max(shortestCellSeconds * 1000, 2 * pxPerCell * msPerPx);
    if (this.asking || (inside && isFine && (to < this.range.to || now - this.askedAt < freshMs))) {
      return;
    }
    [this.asking, this.askedAt] = [true, now];
    const margin = Math.max((to - from) / 4, day);
    const seconds = Math.max(shortestCellSeconds, Math.round((pxPerCell * msPerPx) / 1000));
    // What failed is asked again after a while.
    await this.ask(from - margin, Math.min(to + margin, now), seconds).catch(() => {});
    this.asking = false;
  }

  private async ask(from: number, to: number, seconds: number): Promise<void> {
    if (to <= from) {
      return;
    }
    const answer = await overview(this.cameras, from, to, seconds);
    const start = Date.parse(answer.from);
    this.cellMs = answer.cellSeconds * 1000;
    this.lanes = new Map(answer.cameras.map((c) => [c.camera, laneOf(c, start, this.cellMs)]));
    // What is still being summed up is looked at again soon.
    this.range = answer.complete ? { from, to } : { from: 0, to: 0 };
    this.changed();
  }
}
