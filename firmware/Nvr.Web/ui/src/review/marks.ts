import { listEvents, type CameraEvent } from '../eventapi';
import { state } from '../state';
import { eventWords } from '../words';
import type { Stretch } from './footage';

export interface Mark extends Stretch { kind: string; object: string; text: string }

const pageSize = 1000;
const mostPages = 5;
const freshMs = 5_000;

/** The events of one camera around what is looked at, the newest of them where there are very many; asks again when the view leaves it or it grows old. */
export class EventMarks {
  marks: Mark[] = [];
  private range: Stretch = { from: 0, to: 0 };
  private askedAt = 0;
  private asking = false;

  constructor(private readonly camera: string, private readonly changed: () => void) {}

  async cover(from: number, to: number): Promise<void> {
    const now = state.now;
    const inside = from >= this.range.from && Math.min(to, now) <= this.range.to + freshMs;
    if (this.asking || now - this.askedAt < freshMs && inside || inside && to < this.range.to - 60_000) {
      return;
    }
    [this.asking, this.askedAt] = [true, now];
    const margin = to - from;
    // What failed is asked again when the band moves on.
    await this.ask(from - margin, Math.min(to + margin, now)).catch(() => {});
    this.asking = false;
  }

  /** The shortest event at the moment, give or take: a mark may be narrower than a finger. */
  at(ms: number, slackMs: number): Mark | undefined {
    return this.marks.filter((m) => ms >= m.from - slackMs && ms <= m.to + slackMs).sort((a, b) => a.to - a.from - (b.to - b.from))[0];
  }

  private async ask(from: number, to: number): Promise<void> {
    const found: CameraEvent[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages && to > from; page++) {
      const answer = await listEvents({ camera: [this.camera], from, to, limit: pageSize, cursor });
      found.push(...answer.events);
      cursor = answer.next ?? undefined;
      if (!cursor) {
        break;
      }
    }
    this.marks = found.map((e) => ({ from: Date.parse(e.start), to: e.end ? Date.parse(e.end) : state.now, kind: e.kind, object: e.object, text: eventWords(e) }));
    this.range = { from, to };
    this.changed();
  }
}
