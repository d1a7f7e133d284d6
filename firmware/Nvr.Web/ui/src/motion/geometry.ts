import type { EventBox } from '../eventapi';
import type { Direction, Mask, Motion, Point, Zone } from '../motionapi';

// What the recorder itself goes by: a thing is in a zone when a quarter of its box is, and hidden when half of it lies behind masks.
const enoughInZone = 0.25;
const enoughMasked = 0.5;

/** A ten thousandth of the picture is less than a pixel. */
const steps = 10_000;

export const clamped = (p: Point): Point => ({ x: inPicture(p.x), y: inPicture(p.y) });
const inPicture = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * steps) / steps;

export const between = (a: Point, b: Point): Point => clamped({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** The middle of the corners, where a name is written. */
export function middleOf(points: Point[]): Point {
  const sum = points.reduce((s, p) => ({ x: s.x + p.x, y: s.y + p.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** The surveyor's formula. */
function areaOf(points: Point[]): number {
  return Math.abs(points.reduce((twice, p, i) => {
    const next = points[(i + 1) % points.length]!;
    return twice + p.x * next.y - next.x * p.y;
  }, 0)) / 2;
}

/** How much of a box lies in a polygon, 0 to 1: one side of the box after the other cuts the polygon (Sutherland and Hodgman, 1974). */
export function coverOf(points: Point[], box: EventBox): number {
  const [width, height] = [Math.max(box.width, 1e-6), Math.max(box.height, 1e-6)];
  const inwards: ((p: Point) => number)[] = [(p) => p.x - box.left, (p) => box.left + width - p.x, (p) => p.y - box.top, (p) => box.top + height - p.y];
  const inside = inwards.reduce(cut, points);
  return Math.min(1, areaOf(inside) / (width * height));
}

function cut(points: Point[], inwards: (p: Point) => number): Point[] {
  return points.flatMap((from, i) => {
    const to = points[(i + 1) % points.length]!;
    const [a, b] = [inwards(from), inwards(to)];
    const share = a / (a - b);
    const crossing = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    return [...(a >= 0 ? [from] : []), ...((a >= 0) !== (b >= 0) ? [crossing] : [])];
  });
}

/** How much something has to stand out to be told, by a sensitivity. */
const leastStrength = (sensitivity: number) => 100 * ((100 - sensitivity) / 100) ** 2;

const isHidden = (masks: Mask[], box: EventBox) => masks.reduce((sum, m) => sum + coverOf(m.points, box), 0) >= enoughMasked;

export function isInZone(zone: Zone, box: EventBox): boolean {
  const share = box.width * box.height;
  return share >= (zone.smallestShare ?? 0) && share <= (zone.largestShare ?? 1) && coverOf(zone.points, box) >= enoughInZone;
}

/** Whether these settings would tell of something at that place: in one zone, or in any. `strength` is null where it is not known. */
export function isTold(motion: Motion, zone: Zone | null, box: EventBox, strength: number | null): boolean {
  if (isHidden(motion.masks, box)) {
    return false;
  }
  const isStrong = (sensitivity: number | null) => strength === null || strength >= leastStrength(sensitivity ?? motion.sensitivity);
  const zones = zone ? [zone] : motion.zones;
  return zones.length === 0 ? isStrong(null) : zones.some((z) => isStrong(z.sensitivity) && isInZone(z, box));
}

/** A box of a share of the picture, of the picture's own shape, about a point; moved so that it lies in the picture. */
export function boxOfShare(share: number, about: Point): EventBox {
  const side = Math.sqrt(Math.min(1, Math.max(0, share)));
  const start = (middle: number) => Math.min(1 - side, Math.max(0, middle - side / 2));
  return { left: start(about.x), top: start(about.y), width: side, height: side };
}

/**
 * The side to which a line is crossed, as a unit vector in pixels. The line's left and right are those of somebody who walks from its first point to its last; with y downwards, the right of (x, y) is (-y, x).
 */
export function crossingOf(from: Point, to: Point, direction: Direction, aspect: number): Point {
  const sense = direction === 'right-to-left' ? -1 : 1;
  const [x, y] = [-sense * (to.y - from.y), sense * (to.x - from.x) * aspect];
  const length = Math.hypot(x, y) || 1;
  return { x: x / length, y: y / length };
}

/** The longest part of a line: there is room for an arrow. */
export function longestPart(points: Point[], aspect: number): [Point, Point] {
  const parts = points.slice(1).map((to, i): [Point, Point] => [points[i]!, to]);
  const length = ([a, b]: [Point, Point]) => Math.hypot((b.x - a.x) * aspect, b.y - a.y);
  return parts.reduce((best, part) => (length(part) > length(best) ? part : best));
}

/** Whether edges of a polygon cross each other: what is inside is not certain then. */
export function crossesItself(points: Point[]): boolean {
  const edges = points.map((p, i): [Point, Point] => [p, points[(i + 1) % points.length]!]);
  const side = (a: Point, b: Point, p: Point) => Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
  return edges.some(([a, b], i) => edges.some(([c, d], j) => j > i + 1 && !(i === 0 && j === edges.length - 1)
    && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0));
}
