import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Footage } from '../../src/review/footage';
import { releaseClock, stopClock } from '../support/time';
import { FakeRecorder } from '../support/recorder';

const hour = 3_600_000;
const begun = '2026-11-23T21:40:00Z';
const start = Date.parse(begun);
const rfc = (ms: number) => new Date(ms).toISOString();
let clock: ReturnType<typeof stopClock>;

beforeEach(() => { clock = stopClock(begun); });
afterEach(releaseClock);

const answerOf = (more: object = {}) => ({ from: '', to: '', first: rfc(start - 5 * hour), last: rfc(start - 1000), spans: [
  { from: rfc(start - 2 * hour), to: rfc(start - hour), bytes: 1, backfilled: false }, { from: rfc(start - hour / 2), to: rfc(start - 1000), bytes: 1, backfilled: true },
], gaps: [
  { from: rfc(start - hour), to: rfc(start - hour / 2), reason: 'cameraUnreachable', sentence: 'The camera did not answer.' },
  { from: rfc(start - 3 * hour), to: rfc(start - 2 * hour), reason: 'notWanted', sentence: 'Nobody wanted it.' },
], ...more });

async function known(): Promise<Footage> {
  new FakeRecorder(() => answerOf());
  const footage = new Footage('a', () => {});
  await footage.cover(start - 3 * hour, start);
  return footage;
}

test('a stretch contains its first moment and not its last', async () => {
  const footage = await known();
  assert.equal(footage.at(start - 2 * hour)?.backfilled, false);
  assert.equal(footage.at(start - hour), undefined);
  assert.equal(footage.gapAt(start - hour)?.sentence, 'The camera did not answer.');
  assert.equal(footage.gapAt(start - hour / 2), undefined);
  assert.equal(footage.at(start - hour / 2)?.backfilled, true);
});

test('what nobody wanted is no loss', async () => {
  const { gaps } = await known();
  assert.deepEqual(gaps.map((g) => g.isLoss), [true, false]);
});

test('the next footage is the first that begins after the moment', async () => {
  const footage = await known();
  assert.equal(footage.next(start - 10 * hour), start - 2 * hour);
  assert.equal(footage.next(start - 2 * hour), start - hour / 2);
  assert.equal(footage.next(start - hour / 2), null);
});

test('an instant of footage is none', async () => {
  const footage = await known();
  assert.equal(footage.anyIn(start - hour - 200, start - hour / 2), false);
  assert.equal(footage.anyIn(start - hour - 201, start - hour / 2), true);
  assert.equal(footage.anyIn(start - hour, start - hour / 2), false);
});

test('as much again is asked for on both sides, and never the future', async () => {
  const recorder = new FakeRecorder(() => answerOf());
  const footage = new Footage('a', () => {});
  await footage.cover(start - 6 * hour, start - 4 * hour);
  await footage.cover(start - hour, start + hour);
  const times = recorder.asked.map(({ query }) => [Date.parse(query.get('from')!), Date.parse(query.get('to')!)]);
  assert.deepEqual(times, [[start - 8 * hour, start - 2 * hour], [start - 3 * hour, start]]);
});

test('nothing is asked for that lies in the future altogether', async () => {
  const recorder = new FakeRecorder(() => answerOf());
  await new Footage('a', () => {}).cover(start + 10 * hour, start + 11 * hour);
  assert.equal(recorder.asked.length, 0);
});

test('what is known is not asked for again, what is being recorded every few seconds', async () => {
  const recorder = new FakeRecorder(() => answerOf());
  const footage = new Footage('a', () => {});
  await footage.cover(start - 4 * hour, start - 2 * hour);
  await clock.advance(60_000);
  await footage.cover(start - 5 * hour, start - 3 * hour);
  assert.equal(recorder.asked.length, 1, 'within what was asked for');
  await footage.cover(start - hour, start);
  assert.equal(recorder.asked.length, 2);
  await footage.cover(start - hour, start);
  assert.equal(recorder.asked.length, 2, 'asked a moment ago');
  await clock.advance(5_000);
  await footage.cover(start - hour, start + 5_000);
  assert.equal(recorder.asked.length, 3, 'its end has grown old');
});

test('one question at a time; who asks meanwhile waits for its answer', async () => {
  let open = () => {};
  const recorder = new FakeRecorder(() => answerOf());
  recorder.gate = new Promise((done) => { open = done; });
  const footage = new Footage('a', () => {});
  const both = Promise.all([footage.cover(start - hour, start), footage.cover(start - hour, start)]);
  await clock.advance(20);
  assert.equal(footage.loaded, false);
  open();
  await both;
  assert.equal(footage.loaded, true);
  assert.equal(recorder.asked.length, 1);
});

test('what failed is asked again after a while, and what was known stays', async () => {
  let isThere = true;
  const recorder = new FakeRecorder(() => (isThere ? answerOf() : undefined));
  let changes = 0;
  const footage = new Footage('a', () => { changes++; });
  await footage.cover(start - hour, start);
  isThere = false;
  await clock.advance(5_000);
  await footage.cover(start - hour, start + 5_000);
  assert.deepEqual([footage.spans.length, changes, recorder.asked.length], [2, 1, 2]);
  isThere = true;
  await clock.advance(5_000);
  await footage.cover(start - hour, start + 10_000);
  assert.deepEqual([changes, recorder.asked.length], [2, 3]);
});

test('a camera without any footage has no first moment', async () => {
  new FakeRecorder(() => answerOf({ first: null, last: null, spans: [], gaps: [] }));
  const footage = new Footage('a', () => {});
  await footage.cover(start - hour, start);
  assert.deepEqual([footage.first, footage.last, footage.next(0), footage.at(start - hour)], [null, null, null, undefined]);
});
