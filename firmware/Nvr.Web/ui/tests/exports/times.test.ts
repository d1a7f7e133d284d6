import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { stretchOf, whenOf } from '../../src/exports/times';
import { clockOf, dayOf, tellTimesIn } from '../../src/words';

afterEach(() => tellTimesIn(null));

test('the day is told once where both ends are on it', () => {
  tellTimesIn('Europe/Berlin');
  const end = Date.parse('2026-11-23T21:40:00Z');
  assert.equal(stretchOf('2026-11-23T21:30:00Z', '2026-11-23T21:40:00Z'), `${dayOf(end)}, 22:30:00 – 22:40:00`);
});

test('both days are told where the zone’s midnight lies between, and not where only another zone’s does', () => {
  tellTimesIn('Europe/Berlin');
  const over = stretchOf('2026-11-23T22:50:00Z', '2026-11-23T23:10:00Z');
  assert.ok(over.includes('23 Nov') && over.includes('24 Nov'), over);
  const within = stretchOf('2026-11-23T23:50:00Z', '2026-11-24T00:10:00Z');
  assert.equal(within.split('Nov').length, 2, within);
  assert.ok(within.includes('24 Nov'), within);
});

test('the hour that comes twice ends before it began by the clock, and is told as it is', () => {
  tellTimesIn('Europe/Berlin');
  assert.ok(stretchOf('2026-10-25T00:50:00Z', '2026-10-25T01:10:00Z').endsWith('02:50:00 – 02:10:00'));
});

test('a moment is its day and its time', () => {
  tellTimesIn('Asia/Tokyo');
  const ms = Date.parse('2026-11-23T21:40:05Z');
  assert.equal(whenOf(ms), `${dayOf(ms)}, ${clockOf(ms)}`);
  assert.ok(whenOf(ms).includes('24 Nov') && whenOf(ms).endsWith('06:40:05'), whenOf(ms));
});
