import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft, leastCorners, type Change } from '../../src/motion/draft';
import type { CameraMotion, Motion, Point } from '../../src/motionapi';

const corners: Point[] = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }];
const empty: Motion = { mode: 'automatic', sensitivity: 80, zones: [], masks: [], tripwires: [] };
const readOf = (motion: Motion = empty, tag = '"1"'): CameraMotion => ({ motion: structuredClone(motion), now: 'watched', tag });
const withZones = (...names: string[]): Motion => {
  const draft = new Draft(readOf());
  names.forEach((name) => draft.add('zones', structuredClone(corners), name));
  return draft.motion;
};
const names = (draft: Draft) => draft.motion.zones.map((z) => z.name).join();
const heard = (draft: Draft) => { const changes: Change[] = []; draft.listen((c) => changes.push(c)); return changes; };

test('what was read is never touched', () => {
  const read = readOf(withZones('Yard'));
  const before = JSON.stringify(read);
  const draft = new Draft(read);
  draft.select({ kind: 'zones', index: 0 });
  draft.move(0, { x: 0.5, y: 0.5 }, '');
  assert.equal(JSON.stringify(read), before);
  assert.ok(draft.isChanged);
});

test('each step is taken back and made again, one by one', () => {
  const draft = new Draft(readOf());
  ['A', 'B', 'C'].forEach((name) => draft.add('zones', structuredClone(corners), name));
  draft.undo();
  draft.undo();
  assert.equal(names(draft), 'A');
  draft.redo();
  assert.equal(names(draft), 'A,B');
  draft.undo();
  draft.undo();
  assert.deepEqual([names(draft), draft.canUndo, draft.canRedo, draft.isChanged], ['', false, true, false]);
  draft.undo();
  assert.equal(names(draft), '');
});

test('what is done after taking back ends what could be made again', () => {
  const draft = new Draft(readOf());
  draft.add('zones', structuredClone(corners), 'A');
  draft.undo();
  draft.add('zones', structuredClone(corners), 'B');
  assert.equal(draft.canRedo, false);
  draft.redo();
  assert.equal(names(draft), 'B');
});

test('a corner that is dragged is one step, and the next drag is another', () => {
  const draft = new Draft(readOf(withZones('Yard')));
  draft.select({ kind: 'zones', index: 0 });
  for (let i = 1; i <= 20; i++) {
    draft.move(0, { x: i / 100, y: 0 }, 'drag 1');
  }
  draft.settle();
  for (let i = 1; i <= 20; i++) {
    draft.move(0, { x: 0.2, y: i / 100 }, 'drag 2');
  }
  draft.undo();
  assert.deepEqual(draft.motion.zones[0]!.points[0], { x: 0.2, y: 0 });
  draft.undo();
  assert.deepEqual(draft.motion.zones[0]!.points[0], { x: 0, y: 0 });
  assert.equal(draft.canUndo, false);
});

test('the same drag after taking it back is a step of its own', () => {
  const draft = new Draft(readOf(withZones('Yard')));
  draft.select({ kind: 'zones', index: 0 });
  draft.move(0, { x: 0.1, y: 0 }, 'drag 1');
  draft.undo();
  draft.move(0, { x: 0.3, y: 0 }, 'drag 1');
  draft.undo();
  assert.deepEqual(draft.motion.zones[0]!.points[0], { x: 0, y: 0 });
});

test('a change that changes nothing is no step, and nobody is told', () => {
  const draft = new Draft(readOf());
  const changes = heard(draft);
  draft.edit((m) => { m.sensitivity = 80; });
  assert.deepEqual([draft.canUndo, changes.length], [false, 0]);
});

test('shapes that come and go are a whole change, what is just being done is not', () => {
  const draft = new Draft(readOf(withZones('Yard')));
  const changes = heard(draft);
  draft.edit((m) => { m.sensitivity = 50; }, 'sensitivity');
  draft.add('masks', structuredClone(corners), '');
  draft.undo();
  assert.deepEqual(changes, ['edit', 'whole', 'whole']);
});

test('a new shape is the chosen one, and is not when it is taken back', () => {
  const draft = new Draft(readOf(withZones('A')));
  draft.add('zones', structuredClone(corners), 'B');
  assert.deepEqual(draft.selected, { kind: 'zones', index: 1 });
  assert.equal(draft.zone?.name, 'B');
  draft.undo();
  assert.deepEqual([draft.selected, draft.zone, draft.wire], [null, null, null]);
  assert.deepEqual(draft.pointsOf(draft.selected), []);
});

test('a shape that was removed comes back where it was', () => {
  const draft = new Draft(readOf(withZones('A', 'B', 'C')));
  draft.remove({ kind: 'zones', index: 1 });
  assert.equal(names(draft), 'A,C');
  draft.undo();
  assert.equal(names(draft), 'A,B,C');
});

test('corners come and go where they are meant to', () => {
  const draft = new Draft(readOf(withZones('A')));
  draft.select({ kind: 'zones', index: 0 });
  draft.insert(2, { x: 0, y: 1 });
  assert.deepEqual(draft.pointsOf(draft.selected).map((p) => `${p.x}${p.y}`), ['00', '10', '11', '01']);
  draft.removeCorner(0);
  assert.deepEqual(draft.pointsOf(draft.selected).map((p) => `${p.x}${p.y}`), ['10', '11', '01']);
});

test('two hundred steps can be taken back, and no more are kept', () => {
  const draft = new Draft(readOf());
  for (let i = 0; i < 250; i++) {
    draft.edit((m) => { m.sensitivity = i; });
  }
  for (let i = 0; i < 300; i++) {
    draft.undo();
  }
  assert.equal(draft.motion.sensitivity, 49);
});

test('what was saved is the new ground: nothing is unsaved, and the steps before can still be taken back', () => {
  const draft = new Draft(readOf());
  draft.edit((m) => { m.sensitivity = 50; });
  draft.take(readOf({ ...empty, sensitivity: 50 }, '"2"'), false);
  assert.deepEqual([draft.isChanged, draft.tag], [false, '"2"']);
  draft.undo();
  assert.deepEqual([draft.motion.sensitivity, draft.isChanged], [80, true]);
});

test('what was typed while it was being saved stays, and is unsaved', () => {
  const draft = new Draft(readOf());
  draft.edit((m) => { m.sensitivity = 50; });
  draft.edit((m) => { m.sensitivity = 51; }, 'typed');
  draft.take(readOf({ ...empty, sensitivity: 50 }, '"2"'), true);
  assert.deepEqual([draft.motion.sensitivity, draft.isChanged], [51, true]);
});

test('giving up for what somebody else decided can be taken back', () => {
  const draft = new Draft(readOf(withZones('Mine')));
  draft.select({ kind: 'zones', index: 0 });
  draft.take(readOf(empty, '"2"'), false);
  assert.deepEqual([names(draft), draft.selected, draft.isChanged], ['', null, false]);
  draft.undo();
  assert.deepEqual([names(draft), draft.isChanged], ['Mine', true]);
});

test('a line has two corners at least, an area three', () => assert.deepEqual([leastCorners('tripwires'), leastCorners('zones'), leastCorners('masks')], [2, 3, 3]));
