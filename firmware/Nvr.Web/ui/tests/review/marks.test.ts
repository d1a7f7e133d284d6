import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { EventMarks } from '../../src/review/marks';
import { releaseClock, stopClock } from '../support/time';
import { FakeRecorder } from '../support/recorder';

const hour = 3_600_000;
const begun = '2026-11-23T21:40:00Z';
const start = Date.parse(begun);
const rfc = (ms: number) => new Date(ms).toISOString();
let clock: ReturnType<typeof stopClock>;

beforeEach(() => { clock = stopClock(begun); });
afterEach(releaseClock);

const eventOf = (from: number, to: number | null, kind = 'motion', object = 'none') => ({ id: String(from), camera: 'a', start: rfc(from), end: to === null ? null : rfc(to), kind, object, text: null });
const pageOf = (events: object[], next: string | null = null) => ({ events, next, lookedUntil: null });

test('what goes on lasts until now', async () => {
  new FakeRecorder(() => pageOf([eventOf(start - 60_000, null)]));
  const marks = new EventMarks('a', () => {});
  await marks.cover(start - hour, start);
  assert.deepEqual([marks.marks[0]!.from, marks.marks[0]!.to], [start - 60_000, start]);
});

test('the shortest event at a moment is meant, and a finger may miss it by a little', async () => {
  new FakeRecorder(() => pageOf([eventOf(start - 60_000, start - 10_000), eventOf(start - 30_000, start - 29_000, 'object', 'person')]));
  const marks = new EventMarks('a', () => {});
  await marks.cover(start - hour, start);
  assert.equal(marks.at(start - 29_500, 0)?.text, 'Person');
  assert.equal(marks.at(start - 28_000, 2_000)?.text, 'Person');
  assert.equal(marks.at(start - 28_000, 0)?.text, 'Motion');
  assert.equal(marks.at(start - 5_000, 1_000), undefined);
});

test('page after page is asked for, five at most', async () => {
  const recorder = new FakeRecorder((_, query) => pageOf([eventOf(start - 60_000, start - 50_000)], `${query.get('cursor') ?? ''}x`));
  const marks = new EventMarks('a', () => {});
  await marks.cover(start - hour, start);
  assert.deepEqual(recorder.asked.map((a) => a.query.get('cursor')), [null, 'x', 'xx', 'xxx', 'xxxx']);
  assert.equal(marks.marks.length, 5);
});

test('the last page ends it', async () => {
  const recorder = new FakeRecorder((_, query) => pageOf([eventOf(start - 60_000, start - 50_000)], query.get('cursor') ? null : 'x'));
  await new EventMarks('a', () => {}).cover(start - hour, start);
  assert.equal(recorder.asked.length, 2);
});

test('what is known is not asked for again, what is new every few seconds, and what failed as soon as the band moves', async () => {
  let isThere = false;
  const recorder = new FakeRecorder(() => (isThere ? pageOf([]) : undefined));
  let changes = 0;
  const marks = new EventMarks('a', () => { changes++; });
  await marks.cover(start - 4 * hour, start - 2 * hour);
  assert.equal(changes, 0);
  isThere = true;
  await marks.cover(start - 4 * hour, start - 2 * hour);
  assert.deepEqual([recorder.asked.length, changes], [2, 1]);
  await clock.advance(60_000);
  await marks.cover(start - 5 * hour, start - 3 * hour);
  assert.equal(recorder.asked.length, 2);
  await marks.cover(start - hour, start + 60_000);
  await marks.cover(start - hour, start + 60_000);
  assert.equal(recorder.asked.length, 3);
  await clock.advance(6_000);
  await marks.cover(start - hour, start + 66_000);
  assert.equal(recorder.asked.length, 4);
});

test('nothing is asked for that lies in the future altogether', async () => {
  const recorder = new FakeRecorder(() => pageOf([]));
  await new EventMarks('a', () => {}).cover(start + 10 * hour, start + 11 * hour);
  assert.equal(recorder.asked.length, 0);
});
