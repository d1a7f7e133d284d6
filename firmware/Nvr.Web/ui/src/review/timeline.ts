import { h } from '../dom';
import { state } from '../state';
import { clockOf, dayOf } from '../words';
import { draw } from './draw';
import { Footage } from './footage';
import type { EventMarks } from './marks';
import { fromOf, timeAt, toOf, zoomed, day, type View } from './view';
import { t } from '../language/language';

const clickPx = 5;

interface Events { seek: (ms: number) => void; scrub: (ms: number) => void; hover: (text: string) => void; peek: (ms: number | null, x: number) => void }

/**
 * One camera's timeline. The playhead stays in the middle and time moves under it: drag to move, click to go there, wheel and pinch
 * to zoom. Tells where it is by data-from and data-to (milliseconds of its edges).
 */
export class Timeline {
  readonly element: HTMLCanvasElement;
  private view: View = { centre: state.now, msPerPx: day / 8 / 800, width: 0 };
  private readonly fingers = new Map<number, number>();
  private moved = 0;
  private frame = 0;
  private readonly size: ResizeObserver;

  constructor(private readonly footage: Footage, private readonly marks: EventMarks, private readonly events: Events) {
    this.element = h('canvas', { class: 'timeline', tabindex: '0', role: 'slider', 'aria-label': t.review.timeline, 'aria-valuetext': '' });
    this.size = new ResizeObserver(() => this.resize());
    this.size.observe(this.element);
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (e: HTMLElementEventMap[K]) => void) => this.element.addEventListener(type, act, { passive: false });
    on('pointerdown', (e) => this.down(e));
    on('pointermove', (e) => this.move(e));
    on('pointerup', (e) => this.up(e));
    on('pointercancel', (e) => this.fingers.delete(e.pointerId));
    on('pointerleave', () => {
      this.events.hover('');
      this.events.peek(null, 0);
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
    draw(element, view, this.footage, this.marks.marks, state.now);
    element.dataset['events'] = String(this.marks.marks.length);
  }

  private set(view: View): void {
    this.view = { ...view, centre: Math.min(view.centre, state.now) };
    void this.footage.cover(fromOf(this.view), toOf(this.view));
    void this.marks.cover(fromOf(this.view), toOf(this.view));
    this.repaint();
  }

  private resize(): void {
    const width = this.element.clientWidth;
    const shown = this.view.width === 0 ? day / 8 : this.view.msPerPx * this.view.width;
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
      this.hover(e.offsetX);
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
      this.events.peek(this.view.centre, this.view.width / 2);
    }
  }

  private up(e: PointerEvent): void {
    if (!this.fingers.delete(e.pointerId) || this.fingers.size > 0) {
      return;
    }
    const target = this.moved > clickPx ? this.view.centre : timeAt(this.view, e.offsetX);
    this.events.peek(null, 0);
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

  private hover(x: number): void {
    const t = timeAt(this.view, x);
    const at = this.footage.at(t);
    const word = at ? (at.backfilled ? 'fetched later from the camera’s card' : undefined) : this.footage.gapAt(t)?.sentence;
    const note = this.marks.at(t, 4 * this.view.msPerPx)?.text ?? word;
    this.events.peek(at ? t : null, x);
    this.events.hover(t > state.now ? '' : `${dayOf(t)}, ${clockOf(t)}${note ? ` · ${note}` : ''}`);
  }
}
