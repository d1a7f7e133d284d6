import { api } from '../api';
import { state } from '../state';
import { day } from './view';

export interface Stretch { from: number; to: number }
export interface Recorded extends Stretch { backfilled: boolean }
export interface Hole extends Stretch { sentence: string; isLoss: boolean }

/** What is known about one camera's footage around the place that is looked at; asks again when the view leaves it or it grows old. */
export class Footage {
  spans: Recorded[] = [];
  gaps: Hole[] = [];
  first: number | null = null;
  last: number | null = null;
  loaded = false;
  private range: Stretch = { from: 0, to: 0 };
  private askedAt = 0;
  private asking: Promise<void> | null = null;

  constructor(private readonly camera: string, private readonly changed: () => void) {}

  /** Makes sure that the range is known, with as much again on both sides; waits for the answer that is under way. */
  async cover(from: number, to: number): Promise<void> {
    const now = state.now;
    const inside = from >= this.range.from && Math.min(to, now) <= this.range.to + 4_000;
    if (this.asking || (inside && (to < this.range.to - 60_000 || now - this.askedAt < 4_000))) {
      return this.asking ?? undefined;
    }
    this.askedAt = now;
    const margin = Math.max(to - from, day / 24);
    // What failed is asked again after a while.
    this.asking = this.ask(from - margin, Math.min(Math.max(to + margin, from), now)).catch(() => {});
    await this.asking;
    this.asking = null;
  }

  at(ms: number): Recorded | undefined {
    return this.spans.find((s) => ms >= s.from && ms < s.to);
  }

  /** Whether more than an instant of the stretch is recorded. */
  anyIn(from: number, to: number): boolean {
    return this.spans.some((s) => Math.min(s.to, to) - Math.max(s.from, from) > 200);
  }

  gapAt(ms: number): Hole | undefined {
    return this.gaps.find((g) => ms >= g.from && ms < g.to);
  }

  /** Start of the first footage after the moment. */
  next(ms: number): number | null {
    return this.spans.find((s) => s.from > ms)?.from ?? null;
  }

  private async ask(from: number, to: number): Promise<void> {
    if (to <= from) {
      return;
    }
    const answer = await api.recordings(this.camera, from, to);
    const ms = (s: { from: string; to: string }) => ({ from: Date.parse(s.from), to: Date.parse(s.to) });
    this.spans = answer.spans.map((s) => ({ ...ms(s), backfilled: s.backfilled }));
    this.gaps = answer.gaps.map((g) => ({ ...ms(g), sentence: g.sentence, isLoss: g.reason !== 'notWanted' }));
    this.first = answer.first === null ? null : Date.parse(answer.first);
    this.last = answer.last === null ? null : Date.parse(answer.last);
    this.range = { from, to };
    this.loaded = true;
    this.changed();
  }
}
