import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, boxOfShare, clamped, coverOf, crossesItself, crossingOf, isInZone, isTold, longestPart, middleOf } from '../../src/motion/geometry';
import type { Motion, Point, Zone } from '../../src/motionapi';

const points = (...list: [number, number][]): Point[] => list.map(([x, y]) => ({ x, y }));
const boxOf = (left: number, top: number, width: number, height: number) => ({ left, top, width, height });
const square = points([0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6]);
const zoneOf = (more: Partial<Zone> = {}): Zone => ({ name: 'Yard', points: square, sensitivity: null, smallestShare: null, largestShare: null, schedule: null, loiterSeconds: null, ...more });
const motionOf = (more: Partial<Motion> = {}): Motion => ({ mode: 'automatic', sensitivity: 80, zones: [], masks: [], tripwires: [], ...more });
const close = (is: number, wanted: number) => assert.ok(Math.abs(is - wanted) < 1e-9, `${is} instead of ${wanted}`);

test('corners stay in the picture, and have no more digits than it has pixels', () => {
  assert.deepEqual(clamped({ x: -3, y: 7 }), { x: 0, y: 1 });
  assert.deepEqual(clamped({ x: 0.123456, y: 1 / 3 }), { x: 0.1235, y: 0.3333 });
  assert.deepEqual(between({ x: 0, y: 0 }, { x: 1, y: 0.5 }), { x: 0.5, y: 0.25 });
  assert.deepEqual(middleOf(points([0, 0], [1, 0], [1, 1], [0, 1])), { x: 0.5, y: 0.5 });
});

test('a box is covered by as much as lies in the polygon, whichever way round it was drawn', () => {
  close(coverOf(square, boxOf(0.3, 0.3, 0.1, 0.1)), 1);
  close(coverOf(square, boxOf(0.5, 0.5, 0.2, 0.2)), 0.25);
  close(coverOf([...square].reverse(), boxOf(0.5, 0.5, 0.2, 0.2)), 0.25);
  close(coverOf(square, boxOf(0, 0, 1, 1)), 0.16);
  close(coverOf(square, boxOf(0.7, 0.7, 0.1, 0.1)), 0);
});

test('a box that only touches the polygon is not in it', () => {
  close(coverOf(square, boxOf(0.6, 0.2, 0.2, 0.4)), 0);
  close(coverOf(square, boxOf(0, 0, 0.2, 0.2)), 0);
});

test('a triangle, and a polygon with a dent, cover what they enclose', () => {
  close(coverOf(points([0, 0], [1, 0], [0, 1]), boxOf(0, 0, 1, 1)), 0.5);
  close(coverOf(points([0, 0], [1, 0], [1, 1], [0.5, 0.5], [0, 1]), boxOf(0, 0, 1, 1)), 0.75);
  close(coverOf(points([0, 0], [1, 0], [1, 1], [0.5, 0.5], [0, 1]), boxOf(0.45, 0.8, 0.1, 0.1)), 0);
});

test('a box without an area is where it is', () => {
  assert.ok(coverOf(square, boxOf(0.3, 0.3, 0, 0)) > 0.999);
  close(coverOf(square, boxOf(0.8, 0.8, 0, 0)), 0);
});

test('a thing is in a zone when a quarter of it is, and when it has the size that counts', () => {
  assert.ok(isInZone(zoneOf(), boxOf(0.5, 0.5, 0.2, 0.2)));
  assert.ok(!isInZone(zoneOf(), boxOf(0.51, 0.5, 0.2, 0.2)));
  assert.ok(isInZone(zoneOf({ smallestShare: 0.0625, largestShare: 0.0625 }), boxOf(0.25, 0.25, 0.25, 0.25)), 'both bounds count');
  assert.ok(!isInZone(zoneOf({ smallestShare: 0.02 }), boxOf(0.3, 0.3, 0.1, 0.1)));
  assert.ok(!isInZone(zoneOf({ largestShare: 0.005 }), boxOf(0.3, 0.3, 0.1, 0.1)));
});

test('without zones the whole picture counts, with zones only they do', () => {
  const outside = boxOf(0.8, 0.8, 0.1, 0.1);
  assert.ok(isTold(motionOf(), null, outside, null));
  assert.ok(!isTold(motionOf({ zones: [zoneOf()] }), null, outside, null));
  assert.ok(isTold(motionOf({ zones: [zoneOf(), zoneOf({ points: points([0.7, 0.7], [1, 0.7], [1, 1]) })] }), null, outside, null));
  assert.ok(!isTold(motionOf({ zones: [zoneOf()] }), zoneOf(), outside, null));
});

test('what is hidden by half is not told, also where two masks share the hiding', () => {
  const box = boxOf(0.25, 0.25, 0.25, 0.25);
  const left = { points: points([0, 0], [0.375, 0], [0.375, 1], [0, 1]), private: false };
  const sliver = { points: points([0, 0], [0.3125, 0], [0.3125, 1], [0, 1]), private: false };
  const upper = { points: points([0.3125, 0], [1, 0], [1, 0.34], [0.3125, 0.34]), private: true };
  assert.ok(!isTold(motionOf({ masks: [left] }), null, box, null));
  assert.ok(isTold(motionOf({ masks: [sliver] }), null, box, null));
  assert.ok(!isTold(motionOf({ masks: [sliver, upper] }), null, box, null));
});

test('a zone’s own sensitivity comes before the camera’s, and what is not known is strong enough', () => {
  const box = boxOf(0.3, 0.3, 0.1, 0.1);
  assert.ok(isTold(motionOf({ sensitivity: 80 }), null, box, 4.0001));
  assert.ok(!isTold(motionOf({ sensitivity: 80 }), null, box, 3.9999));
  assert.ok(!isTold(motionOf({ zones: [zoneOf({ sensitivity: 50 })] }), null, box, 24.9));
  assert.ok(isTold(motionOf({ sensitivity: 1, zones: [zoneOf({ sensitivity: 100 })] }), null, box, 0));
  assert.ok(isTold(motionOf({ sensitivity: 1 }), null, box, null));
});

test('a box of a share has that share, and lies in the picture wherever it is wanted', () => {
  for (const share of [0, 0.01, 0.25, 1, 7]) {
    for (const about of points([0, 0], [1, 1], [0.5, 0.5], [0, 1])) {
      const box = boxOfShare(share, about);
      close(box.width * box.height, Math.min(1, share));
      assert.ok(box.left >= 0 && box.top >= 0 && box.left + box.width <= 1 + 1e-12 && box.top + box.height <= 1 + 1e-12);
    }
  }
});

test('the side to which a line is crossed is that of somebody who walks along it', () => {
  const [bottom, top, left, right] = points([0.5, 1], [0.5, 0], [0, 0.5], [1, 0.5]);
  const way = (from: Point, to: Point, direction: 'left-to-right' | 'right-to-left') => { const { x, y } = crossingOf(from, to, direction, 16 / 9); return [Math.round(x), Math.round(y)].map((n) => n + 0); };
  assert.deepEqual(way(bottom!, top!, 'left-to-right'), [1, 0], 'upwards, right is the picture’s own');
  assert.deepEqual(way(bottom!, top!, 'right-to-left'), [-1, 0]);
  assert.deepEqual(way(left!, right!, 'left-to-right'), [0, 1], 'from left to right, left is up');
  assert.deepEqual(way(right!, left!, 'left-to-right'), [0, -1]);
});

test('the arrow stands upright on the line in a wide picture as well, and a line without length has one of some kind', () => {
  const [a, b] = points([0.1, 0.1], [0.4, 0.6]);
  const aspect = 16 / 9;
  const way = crossingOf(a!, b!, 'either', aspect);
  close(way.x * (b!.x - a!.x) * aspect + way.y * (b!.y - a!.y), 0);
  close(Math.hypot(way.x, way.y), 1);
  const none = crossingOf(a!, a!, 'either', aspect);
  assert.ok(Number.isFinite(none.x) && Number.isFinite(none.y));
});

test('the longest part of a line is the one with the most pixels', () => {
  const line = points([0, 0], [0.4, 0], [0.4, 0.5]);
  assert.deepEqual(longestPart(line, 16 / 9), [line[0], line[1]]);
  assert.deepEqual(longestPart(line, 1), [line[1], line[2]]);
});

test('a bow tie crosses itself; a square, a triangle and a star-shaped polygon do not', () => {
  assert.ok(crossesItself(points([0, 0], [1, 1], [1, 0], [0, 1])));
  assert.ok(!crossesItself(square));
  assert.ok(!crossesItself(points([0, 0], [1, 0], [0, 1])));
  assert.ok(!crossesItself(points([0.5, 0], [0.6, 0.4], [1, 0.5], [0.6, 0.6], [0.5, 1], [0.4, 0.6], [0, 0.5], [0.4, 0.4])));
  assert.ok(!crossesItself([]));
});
