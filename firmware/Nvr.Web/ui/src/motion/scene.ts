import { put, s } from '../dom';
import type { CameraEvent } from '../eventapi';
import type { Motion, Point, Tripwire, Zone } from '../motionapi';
import type { Draft, Kind, Selected } from './draft';
import { boxOfShare, crossingOf, isTold, longestPart, middleOf } from './geometry';

/** Units of the drawing for the picture's height. */
const tall = 1000;

/** What is drawn over the picture: shapes, the arrows of lines, ghosts of the sizes that count, and where something was found. Its width and height are those of the picture. */
export class Scene {
  readonly element = s('svg', { class: 'scene', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' });
  private aspect = 16 / 9;

  constructor(private readonly draft: Draft) {
    this.shape(16 / 9);
  }

  /** Width of the picture for its height. */
  shape(aspect: number): void {
    this.aspect = aspect;
    this.element.setAttribute('viewBox', `0 0 ${tall * aspect} ${tall}`);
  }

  /** `sketch` is a shape that is being drawn. */
  draw(found: CameraEvent[], chosen: string | null, sketch: { kind: Kind; points: Point[] } | null): void {
    const { motion, selected } = this.draft;
    const is = (kind: Kind, index: number) => selected?.kind === kind && selected.index === index;
    const shapes = [
      ...motion.masks.map((m, i) => this.area('masks', i, m.points, is('masks', i), m.private ? ' private' : '')),
      ...motion.zones.map((z, i) => this.area('zones', i, z.points, is('zones', i))),
      ...motion.tripwires.flatMap((w, i) => this.wire(w, i, is('tripwires', i))),
    ];
    const [zone, wire] = [this.draft.zone, this.draft.wire];
    put(this.element, ...shapes, ...found.map((e) => this.find(e, motion, zone, e.id === chosen, wire !== null)), ...(zone ? this.ghosts(zone) : []),
      ...(sketch && sketch.points.length > 0 ? [this.line(sketch.points, `sketch ${sketch.kind}`), ...sketch.points.map((p) => this.dot(p))] : []));
  }

  private place = (p: Point) => `${p.x * tall * this.aspect},${p.y * tall}`;

  private line = (points: Point[], kind: string, more: Record<string, string | number> = {}) => s('polyline', { points: points.map(this.place).join(' '), class: kind, ...more });

  private dot = (p: Point) => s('circle', { class: 'dot', cx: p.x * tall * this.aspect, cy: p.y * tall, r: tall * 0.014 });

  private area(kind: Kind, index: number, points: Point[], isSelected: boolean, more = ''): SVGElement {
    return s('polygon', { points: points.map(this.place).join(' '), class: `${kind}${more}${isSelected ? ' selected' : ''}`, 'data-kind': kind, 'data-index': index });
  }

  // A finger does not hit a thin line: a wide one that is not seen lies below it.
  private wire(wire: Tripwire, index: number, isSelected: boolean): SVGElement[] {
    const of = { 'data-kind': 'tripwires', 'data-index': index };
    return [this.line(wire.points, 'reach', of), this.line(wire.points, `tripwires${isSelected ? ' selected' : ''}`, of), this.arrow(wire)];
  }

  private arrow(wire: Tripwire): SVGElement {
    const [from, to] = longestPart(wire.points, this.aspect);
    const way = crossingOf(from, to, wire.direction, this.aspect);
    const at = { x: ((from.x + to.x) / 2) * tall * this.aspect, y: ((from.y + to.y) / 2) * tall };
    const [reach, head] = [tall * 0.11, tall * 0.04];
    const tip = (sense: number) => {
      const end = { x: at.x + sense * way.x * reach, y: at.y + sense * way.y * reach };
      const back = { x: end.x - sense * way.x * head, y: end.y - sense * way.y * head };
      return `M ${at.x} ${at.y} L ${end.x} ${end.y} M ${back.x - way.y * head} ${back.y + way.x * head} L ${end.x} ${end.y} L ${back.x + way.y * head} ${back.y - way.x * head}`;
    };
    return s('path', { class: 'arrow', d: wire.direction === 'either' ? `${tip(1)} ${tip(-1)}` : tip(1), 'data-x': way.x.toFixed(3), 'data-y': way.y.toFixed(3) });
  }

  private ghosts(zone: Zone): SVGElement[] {
    const middle = middleOf(zone.points);
    const ghost = (share: number, name: string) => {
      const box = boxOfShare(share, middle);
      return s('rect', { class: `ghost ${name}`, ...this.rect(box) });
    };
    return [zone.largestShare !== null && ghost(zone.largestShare, 'largest'), zone.smallestShare !== null && ghost(zone.smallestShare, 'smallest')].filter((g) => g !== false);
  }

  private find(e: CameraEvent, motion: Motion, zone: Zone | null, isChosen: boolean, showFoot: boolean): SVGElement {
    const box = e.box!;
    const told = isTold(motion, zone, box, strengthOf(e));
    const parts: SVGElement[] = [s('rect', this.rect(box))];
    if (showFoot) {
      parts.push(s('circle', { cx: (box.left + box.width / 2) * tall * this.aspect, cy: (box.top + box.height) * tall, r: tall * 0.012 }));
    }
    return s('g', { class: `find${told ? ' told' : ''}${isChosen ? ' chosen' : ''}`, 'data-event': e.id }, ...parts);
  }

  private rect = (b: { left: number; top: number; width: number; height: number }) =>
    ({ x: b.left * tall * this.aspect, y: b.top * tall, width: b.width * tall * this.aspect, height: b.height * tall });
}

/** How much it stood out, which the recorder tells of motion as how sure it is: strength / (strength + 25). Of other events it is not known. */
export const strengthOf = (e: CameraEvent): number | null => (e.kind === 'motion' && e.confidence !== null && e.confidence < 1 ? (25 * e.confidence) / (1 - e.confidence) : null);

/** Which shape lies there. */
export function shapeUnder(target: Element): Selected | null {
  const kind = target.getAttribute('data-kind');
  return kind ? { kind: kind as Kind, index: Number(target.getAttribute('data-index')) } : null;
}
