import type { CameraMotion, Motion, Point, Standing, Tripwire, Zone } from '../motionapi';

export type Kind = 'zones' | 'masks' | 'tripwires';
export interface Selected { kind: Kind; index: number }
/** `whole`: other shapes than before, or other values than were typed; else what somebody just does has moved on. */
export type Change = 'edit' | 'whole';

const mostUndone = 200;

export const leastCorners = (kind: Kind) => (kind === 'tripwires' ? 2 : 3);

/** What somebody is about to decide about a camera, and every step back to what was read. Nothing here is saved. */
export class Draft {
  motion: Motion;
  selected: Selected | null = null;
  private saved: string;
  private past: string[] = [];
  private future: string[] = [];
  private joined = '';
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(private read: CameraMotion) {
    this.motion = structuredClone(read.motion);
    this.saved = JSON.stringify(read.motion);
  }

  get tag(): string {
    return this.read.tag;
  }

  /** Whether the camera is looked at, by what is saved. */
  get now(): Standing {
    return this.read.now;
  }

  /** What the recorder had when it was read, as text to compare. */
  get base(): string {
    return this.saved;
  }

  get isChanged(): boolean {
    return JSON.stringify(this.motion) !== this.saved;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  listen(listener: (change: Change) => void): void {
    this.listeners.add(listener);
  }

  /** Takes what the recorder has now for what is saved. What somebody did to it stays where it is kept; else giving it up is a step that can be taken back. */
  take(read: CameraMotion, keep: boolean): void {
    this.read = read;
    this.saved = JSON.stringify(read.motion);
    this.settle();
    if (!keep) {
      this.selected = read.motion[this.selected?.kind ?? 'zones'][this.selected?.index ?? -1] ? this.selected : null;
      this.edit((m) => Object.assign(m, structuredClone(read.motion)));
    }
    this.tell('whole');
  }

  /** One step that can be taken back. Steps of the same `join` in a row are one: a corner that is dragged, a name that is typed. */
  edit(change: (motion: Motion) => void, join = ''): void {
    const before = JSON.stringify(this.motion);
    change(this.motion);
    if (JSON.stringify(this.motion) === before) {
      return;
    }
    if (join === '' || join !== this.joined) {
      this.past = [...this.past, before].slice(-mostUndone);
    }
    this.joined = join;
    this.future = [];
    this.tell(join === '' ? 'whole' : 'edit');
  }

  /** What comes next is a step of its own. */
  settle(): void {
    this.joined = '';
  }

  undo(): void {
    this.go(this.past, this.future);
  }

  redo(): void {
    this.go(this.future, this.past);
  }

  select(selected: Selected | null): void {
    this.settle();
    this.selected = selected;
    this.tell('whole');
  }

  pointsOf(selected: Selected | null): Point[] {
    return (selected && this.motion[selected.kind][selected.index]?.points) ?? [];
  }

  get zone(): Zone | null {
    return this.selected?.kind === 'zones' ? this.motion.zones[this.selected.index] ?? null : null;
  }

  get wire(): Tripwire | null {
    return this.selected?.kind === 'tripwires' ? this.motion.tripwires[this.selected.index] ?? null : null;
  }

  add(kind: Kind, points: Point[], name: string): void {
    this.edit((m) => {
      if (kind === 'zones') {
        m.zones.push({ name, points, sensitivity: null, smallestShare: null, largestShare: null, schedule: null, loiterSeconds: null });
      } else if (kind === 'masks') {
        m.masks.push({ points, private: false });
      } else {
        m.tripwires.push({ name, points, direction: 'either' });
      }
      this.selected = { kind, index: m[kind].length - 1 };
    });
  }

  remove(which: Selected): void {
    this.selected = null;
    this.edit((m) => m[which.kind].splice(which.index, 1));
  }

  move(corner: number, to: Point, join: string): void {
    this.edit(() => { this.pointsOf(this.selected)[corner] = to; }, join);
  }

  insert(after: number, point: Point): void {
    this.edit(() => this.pointsOf(this.selected).splice(after + 1, 0, point));
  }

  removeCorner(corner: number): void {
    this.edit(() => this.pointsOf(this.selected).splice(corner, 1));
  }

  private go(from: string[], to: string[]): void {
    const state = from.pop();
    if (state !== undefined) {
      to.push(JSON.stringify(this.motion));
      this.motion = JSON.parse(state) as Motion;
      this.settle();
      if (this.selected && !this.motion[this.selected.kind][this.selected.index]) {
        this.selected = null;
      }
      this.tell('whole');
    }
  }

  private tell(change: Change): void {
    this.listeners.forEach((l) => l(change));
  }
}
