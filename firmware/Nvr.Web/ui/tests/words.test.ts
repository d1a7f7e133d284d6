import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Camera, StreamState } from '../src/api';
import type { CameraEvent } from '../src/eventapi';
import { bytesOf, clockOf, dayOf, eventWords, lengthOf, levelOf, longDayOf, lossOf, mainOf, stateWord, tellTimesIn } from '../src/words';

const streamOf = (state: StreamState['state'], more: Partial<StreamState> = {}) => ({ stream: 'main', state, network: null, ...more }) as StreamState;
const cameraOf = (...streams: StreamState[]) => ({ id: 'a', name: 'Door', enabled: true, streams }) as unknown as Camera;
const eventOf = (more: Partial<CameraEvent>) => ({ kind: 'motion', object: 'none', text: null, ...more }) as CameraEvent;
const slow = { network: { isTooSlow: true } as StreamState['network'] };

afterEach(() => tellTimesIn(null));

test('sizes count as disk makers do, and nothing is a thousand of a unit', () => {
  assert.deepEqual([0, 1, 999, 1000, 1500, 99_900, 100_000, 999_499].map(bytesOf), ['0 bytes', '1 bytes', '999 bytes', '1.0 kB', '1.5 kB', '99.9 kB', '100 kB', '999 kB']);
  assert.deepEqual([999_500, 999_999, 1_000_000, 99_960_000, 999_999_999].map(bytesOf), ['1.0 MB', '1.0 MB', '1.0 MB', '100 MB', '1.0 GB']);
  assert.deepEqual([4e12, 999e12, 5e15].map(bytesOf), ['4.0 TB', '999 TB', '5000 TB']);
});

test('lengths are in the unit that people would choose', () => {
  assert.deepEqual([0, 400, 89_400, 90_000, 5_399_000, 5_400_000, 36_000_000].map(lengthOf), ['0 s', '0 s', '89 s', '2 min', '90 min', '1.5 h', '10.0 h']);
});

test('a loss that is there is never told as none', () => {
  assert.equal(lossOf(0), 'no loss');
  assert.equal(lossOf(0.04), 'less than 0.1 % lost');
  assert.equal(lossOf(0.1), '0.1 % lost');
  assert.equal(lossOf(12.34), '12.3 % lost');
});

test('times are told in the zone of the recorder, also on the day on which it changes', () => {
  tellTimesIn('Europe/Berlin');
  assert.equal(clockOf(Date.parse('2026-03-29T00:59:59Z')), '01:59:59');
  assert.equal(clockOf(Date.parse('2026-03-29T01:00:00Z')), '03:00:00');
  assert.match(dayOf(Date.parse('2026-11-23T23:30:00Z')), /^Tue,? 24 Nov$/);
  tellTimesIn('America/New_York');
  assert.match(longDayOf(Date.parse('2026-11-24T04:59:00Z')), /^Monday,? 23 November 2026$/);
});

test('a camera is green only when it records or rests over a network that carries it', () => {
  const levels = (['recording', 'resting', 'connecting', 'waiting', 'disabled', 'stalled', 'unreachable', 'unauthorised', 'refused', 'unusable'] as const).map((s) => levelOf(cameraOf(streamOf(s))));
  assert.deepEqual(levels, ['ok', 'ok', 'attention', 'attention', 'unknown', 'failure', 'failure', 'failure', 'failure', 'failure']);
  assert.equal(levelOf(cameraOf(streamOf('recording', slow))), 'attention');
  assert.equal(levelOf(cameraOf()), 'unknown');
});

test('the main stream speaks for a camera, and the only one where there is no main', () => {
  assert.equal(mainOf(cameraOf(streamOf('stalled', { stream: 'sub' }), streamOf('recording')))?.state, 'recording');
  assert.equal(mainOf(cameraOf(streamOf('stalled', { stream: 'sub' })))?.state, 'stalled');
  assert.equal(stateWord(cameraOf(streamOf('recording', slow))), 'Slow network');
  assert.equal(stateWord(cameraOf(streamOf('somethingNew' as StreamState['state']))), 'Not known yet');
  assert.equal(stateWord(cameraOf()), 'Not known yet');
});

test('an event is told by what it was, who it was, and what the camera says', () => {
  assert.equal(eventWords(eventOf({})), 'Motion');
  assert.equal(eventWords(eventOf({ kind: 'object', object: 'person' })), 'Person');
  assert.equal(eventWords(eventOf({ kind: 'intrusion', object: 'vehicle' })), 'Area entered: vehicle');
  assert.equal(eventWords(eventOf({ kind: 'object', object: 'plate', text: 'B-XY 12' })), 'Number plate · B-XY 12');
  assert.equal(eventWords(eventOf({ kind: 'constructor' as CameraEvent['kind'], object: 'toString' as CameraEvent['object'] })), 'Event', 'what a later recorder knows, and names that every object has');
});
