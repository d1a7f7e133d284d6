import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { draw, heightOf, laneAt, laneHeightOf, type Lane } from '../../src/review/draw';
import type { Footage, Hole, Recorded } from '../../src/review/footage';
import type { Mark } from '../../src/review/marks';
import type { View } from '../../src/review/view';
import { tellTimesIn } from '../../src/words';
import { FakeCanvas } from '../support/canvas';

const now = Date.parse('2026-11-23T21:40:00Z');
const [span, filled, rest, gap, future, motion] = ['#5b9dff', '#a9cbff', '#22262a', '#5a3f2a', '#0a0b0c', '#dfe7f1'];
/** A second is a pixel; the middle is ten minutes ago. */
const view: View = { centre: now - 600_000, msPerPx: 1000, width: 800 };
const at = (x: number) => view.centre + (x - 400) * 1000;
const recorded = (from: number, to: number, backfilled = false): Recorded => ({ from: at(from), to: at(to), backfilled });
const hole = (from: number, to: number, isLoss: boolean): Hole => ({ from: at(from), to: at(to), sentence: '', isLoss });
const mark = (kind: string, from: number, to: number, object = 'none'): Mark => ({ kind, object, text: '', from: at(from), to: at(to) });
const laneOf = (spans: Recorded[], gaps: Hole[] = [], marks: Mark[] = [], name = 'Door'): Lane => ({ name, footage: { spans, gaps } as unknown as Footage, marks, far: undefined });

function paint(...lanes: Lane[]): FakeCanvas {
  const canvas = new FakeCanvas(heightOf(lanes.length));
  draw(canvas as unknown as HTMLCanvasElement, view, lanes, now, null);
  return canvas;
}

beforeEach(() => {
  (globalThis as { devicePixelRatio?: number }).devicePixelRatio = 2;
  tellTimesIn('Europe/Berlin');
});
afterEach(() => tellTimesIn(null));

test('each pixel of the band belongs to one lane, and what lies outside to the nearest', () => {
  for (const lanes of [1, 2, 4, 5, 9, 16]) {
    const high = laneHeightOf(lanes);
    for (let lane = 0; lane < lanes; lane++) {
      assert.equal(laneAt(30 + lane * high, lanes), lane);
      assert.equal(laneAt(30 + (lane + 1) * high - 1, lanes), lane);
    }
    assert.equal(laneAt(0, lanes), 0);
    assert.equal(laneAt(10_000, lanes), lanes - 1);
    assert.equal(heightOf(lanes), 38 + lanes * high);
  }
});

test('sixteen lanes leave a phone room for pictures', () => assert.ok(heightOf(16) < 300));

test('nine lanes need less than five times the room of one', () => assert.ok(heightOf(9) < 5 * laneHeightOf(1)));

test('the canvas is as sharp as the screen', () => {
  const canvas = paint(laneOf([]));
  assert.deepEqual([canvas.width, canvas.height], [1600, 2 * heightOf(1)]);
});

test('footage is a bar from its beginning to its end, and what came later from the card has a colour of its own', () => {
  const canvas = paint(laneOf([recorded(100, 300), recorded(350, 400, true)]));
  assert.deepEqual(canvas.of(span).map((p) => [p.x, p.width]), [[100, 200]]);
  assert.deepEqual(canvas.of(filled).map((p) => [p.x, p.width]), [[350, 50]]);
});

test('footage that begins before the band and ends after it is cut at its edges; what lies outside is not painted; what is short is a pixel', () => {
  const canvas = paint(laneOf([recorded(-1e6, 1e6), recorded(-500, -400), recorded(500, 500.01)]));
  const [whole, short] = canvas.of(span);
  assert.equal(canvas.of(span).length, 2);
  assert.ok(whole!.x <= 0 && whole!.x >= -2 && whole!.x + whole!.width >= 800 && whole!.width <= 804);
  assert.equal(short!.width, 1);
});

test('a loss is hatched, and what nobody wanted recorded is not', () => {
  const canvas = paint(laneOf([], [hole(100, 200, false), hole(120, 140, true)]));
  assert.deepEqual(canvas.of(rest).map((p) => [p.x, p.width]), [[100, 100]]);
  assert.deepEqual(canvas.of(gap).map((p) => [p.x, p.width]), [[120, 20]]);
  assert.equal(canvas.painted.filter((p) => p.what === 'clip').length, 1, 'its hatching does not leave it');
});

test('motion is as high as the root of the part of a pixel’s time in which something moved', () => {
  const canvas = paint(laneOf([], [], [mark('motion', 100, 101), mark('motion', 200, 200.25)]));
  const [full, quarter] = canvas.of(motion);
  assert.deepEqual(canvas.of(motion).map((p) => [p.x, p.width]), [[100, 1], [200, 1]]);
  assert.ok(Math.abs(quarter!.height - full!.height / 2) < 0.01, `${quarter!.height} of ${full!.height}`);
});

test('a moment in an hour is still seen', () => {
  assert.deepEqual(paint(laneOf([], [], [mark('motion', 100.5, 100.5), mark('motion', 200, 200.0001)])).of(motion).map((p) => [p.x, p.height]), [[100, 2], [200, 2]]);
});

test('movements that overlap are no more than all of a pixel’s time', () => {
  const [alone] = paint(laneOf([], [], [mark('motion', 100, 101)])).of(motion);
  const [twice] = paint(laneOf([], [], [mark('motion', 100, 101), mark('motion', 100, 101)])).of(motion);
  assert.equal(twice!.height, alone!.height);
});

test('motion outside the band costs nothing and shows nothing', () => assert.equal(paint(laneOf([], [], [mark('motion', -900, -10), mark('motion', 801, 900)])).of(motion).length, 0));

test('what happened is a letter where there is room, and a line where there is none', () => {
  const canvas = paint(laneOf([], [], [mark('object', 100, 110, 'person'), mark('line-crossing', 104, 105), mark('object', 300, 310, 'vehicle')]));
  assert.deepEqual(canvas.texts.filter((text) => text.length === 1), ['P', 'V']);
  assert.deepEqual(canvas.of('#c58af9').map((p) => [p.x, p.width]), [[104, 2]]);
});

test('an object has a colour of its own, unlike footage, motion, and what else happened', () => {
  const canvas = paint(laneOf([recorded(0, 800)], [], [mark('motion', 400, 401), mark('object', 500, 510, 'person'), ...['line-crossing', 'tamper', 'sound'].map((kind, i) => mark(kind, 600 + 40 * i, 610 + 40 * i))]));
  const signAt = (x: number) => canvas.painted.find((p) => p.what === 'rect' && p.x === x && p.width === 14)?.style;
  assert.equal(signAt(500), '#f2c14e');
  assert.deepEqual([canvas.of(span).length, canvas.of(motion).map((p) => p.x)], [1, [400]]);
  const others = [span, filled, motion, rest, gap, signAt(600), signAt(640), signAt(680)];
  assert.ok(others.every((colour) => colour !== undefined && colour !== signAt(500)), others.join());
});

test('an event that began before the band keeps its sign at the edge out of sight, and one that is over shows none', () => {
  const canvas = paint(laneOf([], [], [mark('tamper', -50, 20), mark('tamper', -50, -10)]));
  assert.equal(canvas.of('#ff7b72').length, 1);
});

test('what has not happened yet is dark, from now on', () => {
  const dark = paint(laneOf([])).of(future);
  assert.deepEqual(dark.map((p) => p.x), []);
  const early = new FakeCanvas(heightOf(1));
  draw(early as unknown as HTMLCanvasElement, { ...view, centre: now - 100_000 }, [laneOf([])], now, null);
  assert.deepEqual(early.of(future).map((p) => p.x), [500]);
});

test('what is marked for an export lies between brackets, and is not seen where it lies elsewhere', () => {
  const marked = (from: number, to: number) => {
    const canvas = new FakeCanvas(heightOf(1));
    draw(canvas as unknown as HTMLCanvasElement, view, [laneOf([])], now, { from: at(from), to: at(to) });
    return canvas.of('#f2c14e');
  };
  const [top, , begin, end] = marked(100, 300);
  assert.deepEqual([top!.x, top!.width, begin!.x, end!.x + end!.width], [100, 200, 100, 300]);
  assert.ok([...marked(-500, -400), ...marked(900, 950)].every((p) => p.x + p.width <= 0 || p.x >= 800));
});

test('names are told where there are several cameras, and cut where they are long', () => {
  assert.ok(!paint(laneOf([])).texts.includes('Door'));
  const { texts } = paint(laneOf([]), laneOf([], [], [], 'The loading bay behind the house'));
  assert.ok(texts.includes('Door') && texts.includes('The loading bay b…'), texts.join());
});

test('midnight is told by its day, also where the clock skips it', () => {
  tellTimesIn('Africa/Cairo');
  const canvas = new FakeCanvas(heightOf(1));
  draw(canvas as unknown as HTMLCanvasElement, { centre: Date.parse('2026-04-23T22:00:00Z'), msPerPx: 43_200, width: 800 }, [laneOf([])], now, null);
  assert.ok(canvas.texts.some((text) => text.includes('24') && text.includes('Apr')), canvas.texts.join());
});
