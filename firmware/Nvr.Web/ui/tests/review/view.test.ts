import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { day, fromOf, tickStep, ticks, timeAt, toOf, xOf, zoomed, type View } from '../../src/review/view';
import { setZone, wallOf } from '../../src/zone';

const hour = 3_600_000;
const viewOf = (centre: string, shown: number, width = 800): View => ({ centre: Date.parse(centre), msPerPx: shown / width, width });
const walls = (v: View, step: number) => ticks(v, step).map((ms) => wallOf(ms).slice(0, 16));

afterEach(() => setZone(null));

test('a place on the band is a moment, and the moment is that place', () => {
  const v = viewOf('2026-11-23T21:40:00Z', hour);
  assert.equal(timeAt(v, 400), v.centre);
  assert.equal(xOf(v, fromOf(v)), 0);
  assert.equal(xOf(v, toOf(v)), 800);
  assert.equal(xOf(v, timeAt(v, 123)), 123);
});

test('zooming keeps the middle, and ends at ten seconds and at thirty days', () => {
  const v = viewOf('2026-11-23T21:40:00Z', hour);
  assert.equal(zoomed(v, 2).msPerPx, v.msPerPx * 2);
  assert.equal(zoomed(v, 2).centre, v.centre);
  assert.equal(zoomed(v, 1e-9).msPerPx * 800, 10_000);
  assert.equal(zoomed(v, 1e9).msPerPx * 800, 30 * day);
});

test('a band that is not on screen yet can be zoomed all the same', () => {
  const v = zoomed({ centre: 0, msPerPx: 1, width: 0 }, 2);
  assert.ok(Number.isFinite(v.msPerPx) && v.msPerPx > 0);
});

test('labels have the room that they need, from seconds to weeks', () => {
  assert.equal(tickStep(10_000 / 800, 84), 2_000);
  assert.equal(tickStep(hour / 800, 84), 600_000);
  assert.equal(tickStep((30 * day) / 800, 84), 7 * day);
  assert.equal(tickStep(1e12, 84), 7 * day, 'never none at all');
});

test('ticks are whole hours and days of the zone, and cover the band', () => {
  setZone('Asia/Kathmandu');
  const v = viewOf('2026-11-23T21:40:00Z', 12 * hour);
  const list = ticks(v, hour);
  assert.ok(list[0]! <= fromOf(v) && list.at(-1)! >= toOf(v));
  assert.ok(walls(v, hour).every((w) => w.endsWith(':00')), walls(v, hour).join());
  assert.ok(walls(viewOf('2026-11-23T21:40:00Z', 5 * day), day).every((w) => w.endsWith('T00:00')));
});

test('a day of 23 hours and one of 25 have their midnights, and their six o’clock', () => {
  setZone('Europe/Berlin');
  assert.deepEqual(walls(viewOf('2026-03-29T10:00:00Z', day), 6 * hour).slice(1, 5), ['2026-03-29T00:00', '2026-03-29T06:00', '2026-03-29T12:00', '2026-03-29T18:00']);
  assert.deepEqual(walls(viewOf('2026-10-25T09:00:00Z', day), 6 * hour).slice(1, 5), ['2026-10-25T00:00', '2026-10-25T06:00', '2026-10-25T12:00', '2026-10-25T18:00']);
  assert.deepEqual(walls(viewOf('2026-03-29T10:00:00Z', 3 * day), day).slice(1, 4), ['2026-03-28T00:00', '2026-03-29T00:00', '2026-03-30T00:00']);
});

test('no two ticks are the same moment where the clock skips an hour, and they only go on', () => {
  for (const [zone, at] of [['Europe/Berlin', '2026-03-29T01:00:00Z'], ['Europe/Berlin', '2026-10-25T01:00:00Z'], ['America/New_York', '2026-03-08T07:00:00Z'], ['America/New_York', '2026-11-01T06:00:00Z']] as const) {
    setZone(zone);
    for (const step of [600_000, 1_800_000, hour, 2 * hour, 6 * hour, day]) {
      const list = ticks(viewOf(at, Math.max(8 * step, 8 * hour)), step);
      assert.ok(list.every((ms, i) => i === 0 || ms > list[i - 1]!), `${zone} ${step}: ${list.map(wallOf).join(' ')}`);
    }
  }
});

test('a day whose midnight is skipped begins where it begins', () => {
  setZone('Africa/Cairo');
  assert.deepEqual(walls(viewOf('2026-04-24T09:00:00Z', 3 * day), day).slice(1, 4), ['2026-04-23T00:00', '2026-04-24T01:00', '2026-04-25T00:00']);
});

test('the hour that comes twice has ticks twice, where they are minutes', () => {
  setZone('Europe/Berlin');
  const list = walls(viewOf('2026-10-25T01:00:00Z', 2 * hour), 1_800_000);
  assert.equal(list.filter((w) => w === '2026-10-25T02:30').length, 2);
});
