import { h, put, say } from '../dom';
import { t } from '../language/language';
import type { CameraEvent } from '../eventapi';
import { limits, type Point } from '../motionapi';
import type { Backdrop } from './backdrop';
import { leastCorners, type Draft, type Kind } from './draft';
import { between, clamped, middleOf } from './geometry';
import { Scene, shapeUnder } from './scene';
import { Sketch } from './sketch';
import { labelOf } from './labels';

/** Pixels that a finger needs. */
const target = 44;
const edge = 12;
const step = 0.01;
const fineStep = 0.001;

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The picture with everything that is drawn on it. Shapes are chosen by a click; the chosen one has its corners to drag, or to move by the arrow keys. */
export class MotionCanvas {
  readonly element: HTMLElement;
  sketch: Sketch | null = null;
  found: CameraEvent[] = [];
  chosen: string | null = null;
  private readonly scene: Scene;
  private readonly names = h('div', { class: 'names', 'aria-hidden': 'true' });
  private readonly handles = h('div', { class: 'handles' });
  private readonly cross = h('i', { class: 'cross', hidden: true });
  private readonly surface = h('div', { class: 'surface', tabindex: '0', role: 'application', hidden: true }, this.cross);
  private readonly frame: HTMLElement;
  private dragged: { corner: number; pointer: number; join: string } | null = null;
  private drags = 0;

  /** `tell` says something to everybody, `drawn` is called when a shape is complete, or given up (null). */
  constructor(private readonly draft: Draft, backdrop: Backdrop, private readonly tell: (words: string) => void, private readonly drawn: (sketch: Sketch | null) => void) {
    this.scene = new Scene(draft);
    this.frame = h('div', { class: 'frame' }, backdrop.element, this.scene.element, this.names, this.handles, this.surface);
    this.element = h('div', { class: 'canvas' }, this.frame);
    this.scene.element.addEventListener('click', (e) => this.draft.select(shapeUnder(e.target as Element)));
    this.surface.addEventListener('click', (e) => this.put(this.pointAt(e)));
    this.surface.addEventListener('keydown', (e) => this.drawKey(e));
    this.handles.addEventListener('pointerdown', (e) => this.grasp(e));
    this.handles.addEventListener('pointermove', (e) => this.drag(e));
    this.handles.addEventListener('pointerup', () => this.drop());
    this.handles.addEventListener('pointercancel', () => this.drop());
    this.handles.addEventListener('keydown', (e) => this.cornerKey(e));
    new ResizeObserver(() => this.draw()).observe(this.frame);
  }

  /** The picture's width for its height. */
  shape(aspect: number): void {
    this.frame.style.aspectRatio = String(aspect);
    this.scene.shape(aspect);
  }

  begin(kind: Kind): void {
    this.draft.select(null);
    this.sketch = new Sketch(kind);
    this.surface.hidden = false;
    this.surface.setAttribute('aria-label', t.motion.surface[kind]);
    this.draw();
    this.surface.focus();
    this.tell(t.motion.howToDraw[kind]);
  }

  finish(): void {
    const { sketch } = this;
    if (!sketch?.isEnough) {
      this.tell(t.motion.cornersNeeded(leastCorners(sketch?.kind ?? 'zones')));
      return;
    }
    this.end(sketch);
  }

  cancel(): void {
    this.end(null);
  }

  takeBack(): void {
    this.sketch?.takeBack();
    this.tell(t.motion.corners(this.sketch?.points.length ?? 0));
    this.draw();
  }

  focusCorner(corner: number): void {
    this.handles.querySelectorAll<HTMLElement>('.corner')[corner]?.focus();
  }

  draw(): void {
    this.scene.draw(this.sketch ? [] : this.found, this.chosen, this.sketch);
    const { zones, tripwires } = this.draft.motion;
    const name = (text: string, points: Point[]) => this.placed(h('span', { dir: 'auto' }, text), middleOf(points));
    put(this.names, ...zones.map((z) => name(z.name, z.points)), ...tripwires.map((w) => name(w.name, w.points)));
    this.drawHandles();
    this.cross.hidden = !this.sketch;
    if (this.sketch) {
      this.placed(this.cross, this.sketch.cross);
    }
  }

  private end(sketch: Sketch | null): void {
    this.sketch = null;
    this.surface.hidden = true;
    this.drawn(sketch);
    this.draw();
  }

  private put(point: Point): void {
    const { sketch } = this;
    if (!sketch) {
      return;
    }
    const last = sketch.kind === 'tripwires' ? sketch.points.at(-1) : sketch.points[0];
    if (sketch.isEnough && last && this.distance(last, point) < target / 2) {
      this.end(sketch);
    } else if (sketch.add(point)) {
      this.tell(`${t.motion.corners(sketch.points.length)} ${sketch.isEnough ? t.motion.howToFinish[sketch.kind] : ''}`.trimEnd());
      this.draw();
    } else if (sketch.isFull) {
      this.tell(t.motion.mostCorners(limits.corners));
    }
  }

  private drawKey(e: KeyboardEvent): void {
    const { sketch } = this;
    const arrow = arrows[e.key];
    const keys: Record<string, () => void> = {
      ' ': () => sketch && this.put(sketch.cross), Enter: () => this.finish(), Escape: () => this.cancel(), Backspace: () => this.takeBack(), Delete: () => this.takeBack(),
    };
    if (!sketch || e.altKey || e.ctrlKey || e.metaKey || (!arrow && !keys[e.key])) {
      return;
    }
    e.preventDefault();
    if (arrow) {
      const by = e.shiftKey ? fineStep : step;
      sketch.step(arrow[0] * by, arrow[1] * by);
      this.tell(t.motion.place(sketch.cross));
      this.draw();
    } else {
      keys[e.key]!();
    }
  }

  private cornerKey(e: KeyboardEvent): void {
    const corner = Number((e.target as HTMLElement).dataset['corner']);
    const points = this.draft.pointsOf(this.draft.selected);
    const at = points[corner];
    if (!at || e.altKey || e.ctrlKey || e.metaKey) {
      return;
    }
    const arrow = arrows[e.key];
    const by = e.shiftKey ? fineStep : step;
    if (arrow) {
      const to = clamped({ x: at.x + arrow[0] * by, y: at.y + arrow[1] * by });
      this.draft.move(corner, to, `nudge ${corner}`);
      this.tell(t.motion.place(to));
    } else if (e.key === 'Delete' || e.key === 'Backspace') {
      this.removeCorner(corner);
    } else if (e.key === 'Insert' || e.key === '+') {
      this.insertAfter(corner);
    } else {
      return;
    }
    e.preventDefault();
  }

  insertAfter(corner: number): void {
    const points = this.draft.pointsOf(this.draft.selected);
    const isLast = corner === points.length - 1;
    if (points.length >= limits.corners) {
      this.tell(t.motion.mostCorners(limits.corners));
      return;
    }
    // Past the end of a line there is nothing to stand between: it goes before the last then.
    const after = isLast && this.draft.selected?.kind === 'tripwires' ? corner - 1 : corner;
    this.draft.insert(after, between(points[after]!, points[(after + 1) % points.length]!));
    this.focusCorner(after + 1);
    this.tell(t.motion.corners(points.length));
  }

  removeCorner(corner: number): void {
    const { selected } = this.draft;
    const points = this.draft.pointsOf(selected);
    if (!selected || points.length <= leastCorners(selected.kind)) {
      this.tell(t.motion.cornersNeeded(leastCorners(selected?.kind ?? 'zones')));
      return;
    }
    this.draft.removeCorner(corner);
    this.focusCorner(Math.min(corner, points.length - 1));
    this.tell(t.motion.corners(points.length));
  }

  private grasp(e: PointerEvent): void {
    const handle = (e.target as HTMLElement).closest<HTMLElement>('[data-corner], [data-edge]');
    if (!handle || e.button !== 0) {
      return;
    }
    let corner = Number(handle.dataset['corner']);
    if (handle.dataset['edge'] !== undefined) {
      // Its own corner from here on; the finger goes on with it.
      const edge = Number(handle.dataset['edge']);
      this.draft.insert(edge, clamped(this.pointAt(e)));
      corner = edge + 1;
    }
    e.preventDefault();
    this.handles.setPointerCapture(e.pointerId);
    this.dragged = { corner, pointer: e.pointerId, join: `drag ${++this.drags}` };
    this.focusCorner(corner);
  }

  private drag(e: PointerEvent): void {
    if (this.dragged?.pointer === e.pointerId) {
      this.draft.move(this.dragged.corner, clamped(this.pointAt(e)), this.dragged.join);
    }
  }

  private drop(): void {
    this.dragged = null;
    this.draft.settle();
  }

  // What is there already is moved, not made anew: it may be under a finger, or have the keyboard.
  private drawHandles(): void {
    const { selected } = this.draft;
    const points = this.sketch ? [] : this.draft.pointsOf(selected);
    const isLine = selected?.kind === 'tripwires';
    const edges = points.length < limits.corners ? points.map((p, i) => ({ i, from: p, to: points[(i + 1) % points.length]! })).slice(0, isLine ? -1 : undefined) : [];
    const roomy = edges.filter((e) => this.distance(e.from, e.to) >= 2 * target);
    const corners = this.keep('corner', points.length);
    points.forEach((p, i) => {
      const handle = this.held(corners[i]!, p);
      handle.setAttribute('aria-label', `${t.motion.corner(i + 1)}${selected ? `, ${labelOf(this.draft.motion, selected)}` : ''}: ${t.motion.place(p)}`);
      handle.dataset['corner'] = String(i);
      say(handle.firstElementChild!, String(i + 1));
    });
    const inserts = this.keep('edge', roomy.length);
    roomy.forEach((e, i) => {
      this.held(inserts[i]!, between(e.from, e.to)).dataset['edge'] = String(e.i);
    });
  }

  private keep(kind: 'corner' | 'edge', count: number): HTMLElement[] {
    const there = [...this.handles.querySelectorAll<HTMLElement>(`.${kind}`)];
    there.slice(count).forEach((handle) => handle.remove());
    for (let i = there.length; i < count; i++) {
      const hidden: Record<string, string> = kind === 'edge' ? { tabindex: '-1', 'aria-hidden': 'true' } : { 'aria-describedby': 'corner-help' };
      const handle = h('button', { type: 'button', class: `handle ${kind}`, ...hidden }, h('span', {}));
      this.handles.append(handle);
      there.push(handle);
    }
    return there.slice(0, count);
  }

  private placed<T extends HTMLElement>(element: T, p: Point): T {
    element.style.left = `${p.x * 100}%`;
    element.style.top = `${p.y * 100}%`;
    return element;
  }

  /** A handle at the picture's edge stays whole: it can be seen, and hit. */
  private held(handle: HTMLElement, p: Point): HTMLElement {
    const within = (share: number) => `clamp(${edge}px, ${share * 100}%, calc(100% - ${edge}px))`;
    handle.style.left = within(p.x);
    handle.style.top = within(p.y);
    return handle;
  }

  private pointAt(e: MouseEvent): Point {
    const box = this.frame.getBoundingClientRect();
    return { x: (e.clientX - box.left) / box.width, y: (e.clientY - box.top) / box.height };
  }

  private distance(a: Point, b: Point): number {
    return Math.hypot((a.x - b.x) * this.frame.clientWidth, (a.y - b.y) * this.frame.clientHeight);
  }
}
