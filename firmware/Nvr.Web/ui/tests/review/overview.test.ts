import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farAt, laneOf } from '../../src/review/overview';
import type { CameraOverview } from '../../src/review/overviewapi';

const cell = 600_000;
const from = Date.parse('2026-11-23T20:00:00Z');
const rfc = (ms: number) => new Date(ms).toISOString();
const overviewOf = (more: Partial<CameraOverview> = {}): CameraOverview => ({ camera: 'a', footage: [100, 50, 0], motion: [0, 1, 0], happenings: [], gaps: [], ...more });

test('percentages are shares', () => {
  const lane = laneOf(overviewOf(), from, cell);
  assert.deepEqual([lane.footage, lane.motion], [[1, 0.5, 0], [0, 0.01, 0]]);
});

test('what happened is told for its cell, and how often', () => {
  const lane = laneOf(overviewOf({ happenings: [{ kind: 'object', object: 'person', counts: [0, 1, 3] }] }), from, cell);
  assert.deepEqual(lane.marks.map((m) => [m.from, m.to, m.text]), [[from + cell, from + 2 * cell, 'Person'], [from + 2 * cell, from + 3 * cell, '3 × Person']]);
  assert.equal(farAt(lane, from + 2 * cell).note, '3 × Person');
  assert.equal(farAt(lane, from + 2 * cell - 1).note, 'Person');
});

test('where nothing is recorded, the reason is told; before and after what is known, nothing is', () => {
  const lane = laneOf(overviewOf({ gaps: [{ from: rfc(from + 2 * cell), to: rfc(from + 3 * cell), reason: 'notWanted', sentence: 'Nobody wanted it.' }] }), from, cell);
  assert.deepEqual(farAt(lane, from + 2 * cell), { isRecorded: false, note: 'Nobody wanted it.' });
  assert.equal(lane.gaps[0]!.isLoss, false);
  assert.deepEqual(farAt(lane, from), { isRecorded: true, note: undefined });
  assert.deepEqual([from - 1, from + 3 * cell].map((ms) => farAt(lane, ms)), [{ isRecorded: false, note: undefined }, { isRecorded: false, note: undefined }]);
});
