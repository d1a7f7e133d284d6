import { h } from '../dom';
import { state } from '../state';
import { clockOf, dayOf } from '../words';
import type { Cell } from './cell';
import { draw, heightOf, laneAt } from './draw';
import { fromOf, timeAt, toOf, zoomed, day, type View } from './view';
import type { Stretch } from './footage';
import { farAt, farMsPerPx, Overviews, type FarLane } from './overview';
import { t } from '../language/language';

const clickPx = 5;

/** From afar so much around the middle is still known in full: what is played there needs it. */
const nearMs = day / 4;

interface Events { seek: (ms: number) => void; scrub: (ms: number) => void; hover: (text: string) => void; peek: (ms: number | null, x: number, cell: Cell) => void }

/**
 * The timeline of one camera or several, a lane for each. The playhead stays in the middle and time moves under it: drag to move, click to go there, wheel and pinch
 * to zoom. Tells where it is by data-from and data-to (milliseconds of its edges).
 */
export class Timeline {
  readonly element: HTMLCanvasElement;
  private view: View = { centre: state.now, msPerPx: day / 8 / 800, width: 0 };
  private readonly fingers = new Map<number, number>();
  private moved = 0;
  private wanted = day / 8;
  private taken: Stretch | null = null;
  private frame = 0;
  private readonly size: ResizeObserver;
  private readonly overviews: Overviews;

  constructor(private readonly cells: Cell[], private readonly events: Events) {
    this.overviews = new Overviews(cells.map((c) => c.camera.id), () => this.repaint());
    this.element = h('canvas', { class: 'timeline', tabindex: '0', role: 'slider', 'aria-label': t.review.timeline, 'aria-valuetext': '' });
    this.element.style.height = `${heightOf(cells.length)}px`;
    this.size = new ResizeObserver(() => this.resize());
    this.size.observe(this.element);
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (e: HTMLElementEventMap[K]) => void) => this.element.addEventListener(type, act, { passive: false });
    on('pointerdown', (e) => this.down(e));
    on('pointermove', (e) => this.move(e));
    on('pointerup', (e) => this.up(e));
    on('pointercancel', (e) => this.fingers.delete(e.pointerId));
    on('pointerleave', () => {
      this.events.hover('');
      this.events.peek(null, 0, this.cells[0]!);
    });
    on('wheel', (e) => this.wheel(e));
  }

  get isHeld(): boolean {
    return this.fingers.size > 0;
  }

  /** Moves the middle to a moment, unless a finger holds the band. */
  follow(ms: number): void {
    if (!this.isHeld) {
      this.set({ ...this.view, centre: ms });
    }
  }

  /** How long a time is shown, in milliseconds. */
  get shown(): number {
    return this.view.msPerPx * Math.max(1, this.view.width);
  }

  set shown(ms: number) {
    this.wanted = ms;
  }

  /** What is marked to be exported. */
  set marked(stretch: Stretch | null) {
    if (stretch?.from !== this.taken?.from || stretch?.to !== this.taken?.to) {
      this.taken = stretch;
      this.repaint();
    }
  }

  zoom(factor: number): void {
    this.set(zoomed(this.view, factor));
  }

  close(): void {
    this.size.disconnect();
    cancelAnimationFrame(this.frame);
  }

  repaint(): void {
    // Never put off a paint that is due: whoever moves the band in every frame would keep it from being drawn.
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frame = 0;
    const { view, element } = this;
    element.dataset['from'] = String(Math.round(fromOf(view)));
    element.dataset['to'] = String(Math.round(toOf(view)));
    element.setAttribute('aria-valuenow', String(Math.round(view.centre / 1000)));
    element.setAttribute('aria-valuetext', `${dayOf(view.centre)}, ${clockOf(view.centre)}`);
    const lanes = this.cells.map((c) => ({ name: c.camera.name, footage: c.footage, marks: c.marks.marks, far: this.farOf(c) }));
    draw(element, view, lanes, state.now, this.taken);
    element.dataset['marked'] = this.taken ? `${this.taken.from} ${this.taken.to}` : '';
    element.dataset['events'] = String(lanes.reduce((sum, l) => sum + (l.far?.marks ?? l.marks).length, 0));
    element.dataset['far'] = String(lanes.every((l) => l.far));
  }

  private get isFar(): boolean {
    return this.view.msPerPx >= farMsPerPx;
  }

  private farOf(cell: Cell): FarLane | undefined {
    return this.isFar ? this.overviews.lane(cell.camera.id) : undefined;
  }

  private set(view: View): void {
    this.view = { ...view, centre: Math.min(view.centre, state.now) };
    const [from, to] = [fromOf(this.view), toOf(this.view)];
    if (this.isFar && this.view.width > 0) {
      void this.overviews.cover(from, to, this.view.msPerPx);
    }
    this.cells.forEach((cell) => {
      if (this.isFar) {
        void cell.footage.cover(this.view.centre - nearMs, this.view.centre + nearMs);
      } else {
        void cell.footage.cover(from, to);
        void cell.marks.cover(from, to);
      }
    });
    this.repaint();
  }

  private resize(): void {
    const width = this.element.clientWidth;
    const shown = this.view.width === 0 ? this.wanted : this.view.msPerPx * this.view.width;
    this.set({ ...this.view, width, msPerPx: shown / Math.max(1, width) });
  }

  private down(e: PointerEvent): void {
    this.element.setPointerCapture(e.pointerId);
    this.fingers.set(e.pointerId, e.offsetX);
    this.moved = this.fingers.size > 1 ? clickPx + 1 : 0;
  }

  private move(e: PointerEvent): void {
    const before = this.fingers.get(e.pointerId);
    if (before === undefined) {
      this.hover(e.offsetX, e.offsetY);
      return;
    }
    const spread = this.spread();
    this.fingers.set(e.pointerId, e.offsetX);
    if (this.fingers.size === 2 && spread > 8 && this.spread() > 8) {
      this.zoom(spread / this.spread());
      return;
    }
    this.moved += Math.abs(e.offsetX - before);
    if (this.moved > clickPx) {
      this.set({ ...this.view, centre: this.view.centre - (e.offsetX - before) * this.view.msPerPx });
      this.events.scrub(this.view.centre);
      this.events.peek(this.view.centre, this.view.width / 2, this.cellAt(e.offsetY));
    }
  }

  private up(e: PointerEvent): void {
    if (!this.fingers.delete(e.pointerId) || this.fingers.size > 0) {
      return;
    }
    const target = this.moved > clickPx ? this.view.centre : timeAt(this.view, e.offsetX);
    this.events.peek(null, 0, this.cells[0]!);
    this.follow(target);
    this.events.seek(Math.min(target, state.now));
  }

  private wheel(e: WheelEvent): void {
    e.preventDefault();
    if (Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
      this.set({ ...this.view, centre: this.view.centre + e.deltaX * this.view.msPerPx });
      this.events.seek(this.view.centre);
      return;
    }
    this.zoom(Math.exp(Math.max(-120, Math.min(120, e.deltaY)) / 300));
  }

  private spread(): number {
    const [a, b] = [...this.fingers.values()];
    return Math.abs((a ?? 0) - (b ?? 0));
  }

  private cellAt(y: number): Cell {
    return this.cells[laneAt(y, this.cells.length)]!;
  }

  private hover(x: number, y: number): void {
    const ms = timeAt(this.view, x);
    const cell = this.cellAt(y);
    const far = this.farOf(cell);
    const { isRecorded, note } = far ? farAt(far, ms) : this.nearAt(cell, ms);
    this.events.peek(isRecorded ? ms : null, x, cell);
    this.events.hover(ms > state.now ? '' : [`${dayOf(ms)}, ${clockOf(ms)}`, this.cells.length > 1 && cell.camera.name, note].filter(Boolean).join(' · '));
  }

  private nearAt(cell: Cell, ms: number): { isRecorded: boolean; note: string | undefined } {
    const at = cell.footage.at(ms);
    const word = at ? (at.backfilled ? t.review.backfilled : undefined) : cell.footage.gapAt(ms)?.sentence;
    return { isRecorded: at !== undefined, note: cell.marks.at(ms, 4 * this.view.msPerPx)?.text ?? word };
  }
}
