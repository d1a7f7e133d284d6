import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Conductor } from '../../src/review/conductor';
import type { Playback } from '../../src/review/playback';
import { FakePlayer, type Nature } from '../support/player';
import { releaseClock, stopClock } from '../support/time';

const second = 1_000;
const minute = 60 * second;
/** The moment that is looked for; an hour of it is recorded by whoever records it all. */
const t0 = Date.parse('2026-11-23T20:00:00Z');
const all: Nature['spans'] = [[t0 - 10 * minute, t0 + 60 * minute]];
let clock: ReturnType<typeof stopClock>;
let conductor: Conductor | null = null;

beforeEach(() => { clock = stopClock('2026-11-23T21:40:00Z'); });
afterEach(() => {
  conductor?.close();
  conductor = null;
  releaseClock();
});

function conduct(...natures: Nature[]) {
  const players = natures.map((n) => new FakePlayer(n));
  const told: string[] = [];
  // What is caught up with is shown live, and nothing that is recorded.
  const made: Conductor = new Conductor(players as unknown as Playback[], { caughtUp: () => { told.push('caught up'); made.rest(); }, changed: () => {}, nothing: (ms) => told.push(`nothing at ${(ms - t0) / second}`) });
  conductor = made;
  return { players, told, conductor: made, seek: (ms: number) => void made.seek(ms) };
}

const near = (is: number | null, wanted: number, by: number) => assert.ok(is !== null && Math.abs(is - wanted) <= by, `${is === null ? 'nothing' : (is - t0) / second} instead of ${(wanted - t0) / second}`);

test('one camera plays from the moment that is looked for, and is heard', async () => {
  const { players: [a], conductor: c, seek } = conduct({ spans: all });
  seek(t0);
  assert.equal(c.now, t0);
  await clock.advance(10 * second);
  near(c.now, t0 + 10 * second, 200);
  assert.ok(a!.heard && c.isPlaying);
});

test('cameras begin together, and only the one that leads is heard', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: all, picturesAfter: 900 });
  seek(t0);
  await clock.advance(800);
  assert.deepEqual([a!.paused, b!.paused], [true, true]);
  await clock.advance(second);
  assert.deepEqual([a!.paused, b!.paused, a!.heard, b!.heard], [false, false, true, false]);
  near(b!.now, a!.now!, 30);
});

test('one that has no picture after a second and a half is not waited for, and is where the others are once it has', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: all, picturesAfter: 4 * second });
  seek(t0);
  await clock.advance(3 * second);
  near(a!.now, t0 + 1.4 * second, 200);
  await clock.advance(5 * second);
  near(b!.now, a!.now!, 30);
});

test('a recorder that takes long to find one camera’s moment does not keep the others', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: all, answersAfter: 8 * second });
  seek(t0);
  await clock.advance(4 * second);
  near(a!.now, t0 + 2.4 * second, 300);
  await clock.advance(10 * second);
  assert.equal(b!.paused, false);
  near(b!.now, a!.now!, 30);
  assert.equal(b!.asked.length, 1, 'and is asked once');
});

test('the others go on in step while one is still being found', async () => {
  const { players: [a, b, d], seek } = conduct({ spans: all }, { spans: all, lag: 0.1 }, { spans: all, answersAfter: 60 * second });
  seek(t0);
  await clock.advance(30 * second);
  near(b!.now, a!.now!, 100);
  assert.ok(d!.isLoading);
});

test('one that is slower than the rest is helped along, and nobody sees a jump', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: all, lag: 0.1 });
  seek(t0);
  await clock.advance(second);
  const placed = b!.placed.length;
  await clock.advance(60 * second);
  near(b!.now, a!.now!, 100);
  assert.equal(b!.placed.length, placed);
  assert.ok(b!.playbackRate > 1 && b!.playbackRate <= 1.5);
});

test('one that is far off jumps to where the others are', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: all });
  seek(t0);
  await clock.advance(2 * second);
  b!.place(t0 + 40 * second);
  await clock.advance(400);
  near(b!.now, a!.now!, 150);
});

test('nine cameras, each with its own delay, are at one moment', async () => {
  const { players, seek } = conduct(...Array.from({ length: 9 }, (_, i): Nature => ({ spans: all, answersAfter: 50 * i, picturesAfter: 400 * i, lag: i / 100 })));
  seek(t0);
  await clock.advance(12 * second);
  players.forEach((p) => near(p.now, players[0]!.now!, 100));
  assert.equal(players.filter((p) => p.heard).length, 1);
  assert.ok(players.every((p) => !p.paused));
});

test('at sixteen times as fast they are still together', async () => {
  const { players, conductor: c, seek } = conduct({ spans: all }, { spans: all, picturesAfter: 300, lag: 0.02 }, { spans: all });
  c.rate = 16;
  seek(t0);
  await clock.advance(20 * second);
  near(players[0]!.now, t0 + 16 * 19.6 * second, 16 * second);
  players.forEach((p) => near(p.now, players[0]!.now!, 16 * 100));
});

test('pausing puts all at exactly the moment of the one that leads', async () => {
  const { players: [a, b, d], conductor: c, seek } = conduct({ spans: all }, { spans: all, lag: 0.1 }, { spans: all });
  seek(t0);
  await clock.advance(5 * second);
  c.pause();
  const moment = c.now;
  await clock.advance(second);
  assert.equal(c.now, moment);
  [a, b, d].forEach((p) => near(p!.now, moment, 15));
  assert.ok([a, b, d].every((p) => p!.paused) && !c.isPlaying);
});

test('a step stops all and moves the one that leads', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all }, { spans: all });
  seek(t0);
  await clock.advance(3 * second);
  c.step(-1);
  assert.deepEqual([a!.steps, b!.steps, c.isPlaying], [-1, 0, false]);
});

test('pausing and going on loses nothing', async () => {
  const { conductor: c, seek } = conduct({ spans: all }, { spans: all });
  seek(t0);
  await clock.advance(5 * second);
  c.toggle();
  await clock.advance(20 * second);
  c.toggle();
  await clock.advance(5 * second);
  near(c.now, t0 + 10 * second, 400);
});

test('who pauses while a moment is being looked for sees it, and it stands', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all, answersAfter: 500 }, { spans: all });
  seek(t0);
  await clock.advance(100);
  c.pause();
  await clock.advance(5 * second);
  near(a!.now, t0, 15);
  near(b!.now, t0, 15);
  assert.ok(a!.paused && b!.paused);
});

test('of several moments that are looked for, the last is shown', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all, answersAfter: 300 }, { spans: all, answersAfter: 700 });
  [0, 5, 10, 20].forEach((m) => seek(t0 + m * minute));
  await clock.advance(6 * second);
  near(c.now, t0 + 20 * minute + 5.3 * second, second);
  [a, b].forEach((p) => near(p!.now, c.now, 100));
});

test('a camera without footage waits for its next picture while the others go on, and joins them there', async () => {
  const { players: [a, b], seek } = conduct({ spans: all }, { spans: [[t0 - minute, t0 + 10 * second], [t0 + 30 * second, t0 + 60 * minute]] });
  seek(t0);
  await clock.advance(15 * second);
  assert.ok(b!.isHeld);
  near(a!.now, t0 + 15 * second, 300);
  await clock.advance(20 * second);
  assert.ok(!b!.isHeld && !b!.paused);
  near(b!.now, a!.now!, 30);
});

test('when the one that leads comes to a pause, another leads, and the moment goes on without a leap', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: [[t0 - minute, t0 + 10 * second], [t0 + 30 * second, t0 + 60 * minute]] }, { spans: all });
  seek(t0);
  await clock.advance(15 * second);
  near(c.now, t0 + 15 * second, 400);
  assert.deepEqual([a!.isHeld, a!.heard, b!.heard], [true, false, true]);
  await clock.advance(30 * second);
  near(a!.now, b!.now!, 30);
});

test('alone, a camera plays over its pauses', async () => {
  const { conductor: c, seek } = conduct({ spans: [[t0, t0 + 5 * second], [t0 + 10 * minute - 5 * second, t0 + 20 * minute]] });
  seek(t0);
  await clock.advance(8 * second);
  near(c.now, t0 + 10 * minute - 2 * second, second);
});

test('where none has footage, all go on with the next that there is', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: [[t0 + 20 * minute, t0 + 60 * minute]] }, { spans: [[t0 + 15 * minute, t0 + 60 * minute]] });
  seek(t0);
  await clock.advance(6 * second);
  near(c.now, t0 + 15 * minute + 5 * second, 2 * second);
  assert.ok(!b!.paused && a!.paused);
});

test('a pause of all is leapt over by all', async () => {
  const spans: Nature['spans'] = [[t0 - minute, t0 + 5 * second], [t0 + 8 * minute, t0 + 60 * minute]];
  const { players: [a, b], conductor: c, seek } = conduct({ spans }, { spans });
  seek(t0);
  await clock.advance(12 * second);
  near(c.now, t0 + 8 * minute + 6 * second, 2 * second);
  near(a!.now, b!.now!, 100);
});

test('when what was fetched of the leader ends, the others go on, and it is fetched on', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all, chunk: 10 * second }, { spans: all });
  seek(t0);
  await clock.advance(11 * second);
  assert.deepEqual([a!.asked, b!.heard], [[t0, t0 + 10 * second], true]);
  await clock.advance(5 * second);
  near(c.now, t0 + 16 * second, 500);
  near(a!.now, b!.now!, 100);
  assert.equal(a!.paused, false);
});

test('when what was fetched of all ends, all go on where it ended', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all, chunk: 10 * second }, { spans: all, chunk: 10 * second });
  seek(t0);
  await clock.advance(25 * second);
  near(c.now, t0 + 24.5 * second, second);
  near(a!.now, b!.now!, 100);
});

test('where nothing comes any more, it stands still and says so', async () => {
  const { told, conductor: c, seek } = conduct({ spans: [[t0 - minute, t0 - second]] }, { spans: [] });
  seek(t0);
  await clock.advance(2 * second);
  assert.deepEqual([told, c.isPlaying], [['nothing at 0'], false]);
});

test('a camera that cannot be had is no reason to go elsewhere', async () => {
  const { told, conductor: c, seek } = conduct({ spans: all, fails: true });
  seek(t0);
  await clock.advance(20 * second);
  assert.deepEqual([told, c.now, c.isPlaying], [[], t0, false]);
});

test('one that cannot be had does not hold the others up', async () => {
  const { conductor: c, seek } = conduct({ spans: all, fails: true }, { spans: all });
  seek(t0);
  await clock.advance(10 * second);
  near(c.now, t0 + 10 * second, 300);
});

test('when the recorder is started again, it goes on from where it was', async () => {
  const gone: [number, number] = [clock.now(), clock.now() + 12 * second];
  const { told, players: [a, b], conductor: c, seek } = conduct({ spans: all, gone }, { spans: all, gone });
  seek(t0);
  await clock.advance(30 * second);
  assert.deepEqual(told, []);
  assert.ok(c.isPlaying && c.now > t0 + 8 * second && c.now < t0 + 20 * second, String((c.now - t0) / second));
  near(a!.now, b!.now!, 100);
});

test('a recorder that is gone is asked every few seconds, also where it takes long to say nothing', async () => {
  const { players: [a], seek } = conduct({ spans: all, gone: [0, Infinity], answersAfter: 9 * second });
  seek(t0);
  await clock.advance(60 * second);
  assert.ok(a!.asked.length >= 4 && a!.asked.length <= 7, String(a!.asked.length));
});

test('the present is caught up with, once', async () => {
  const { told, seek } = conduct({ spans: all, present: clock.now() - 4 * second });
  seek(clock.now() - 2 * second);
  await clock.advance(5 * second);
  assert.deepEqual(told, ['caught up']);
});

test('what was recorded until a moment ago leads into the present', async () => {
  const present = clock.now();
  const { told, seek } = conduct({ spans: [[present - minute, present + minute]], present: present - 4 * second });
  seek(present - 10 * second);
  await clock.advance(30 * second);
  assert.deepEqual(told, ['caught up']);
});

test('a headset’s key stops all, and only that of the camera that leads counts', async () => {
  const { players: [a, b], conductor: c, seek } = conduct({ spans: all }, { spans: all });
  seek(t0);
  await clock.advance(3 * second);
  b!.touched(false);
  assert.equal(c.isPlaying, true);
  a!.touched(false);
  assert.ok(!c.isPlaying && b!.paused);
  a!.touched(true);
  assert.ok(c.isPlaying && !b!.paused);
});

test('what rests shows nothing and does nothing by itself', async () => {
  const { players: [a], told, conductor: c, seek } = conduct({ spans: all });
  seek(t0);
  await clock.advance(3 * second);
  c.rest();
  const asked = a!.asked.length;
  await clock.advance(30 * second);
  assert.deepEqual([a!.isClosed, a!.isShowing, a!.asked.length, told], [true, false, asked, []]);
});

test('an answer that comes after everything was closed changes nothing', async () => {
  const { players: [a], told, conductor: c, seek } = conduct({ spans: all, answersAfter: 2 * second });
  seek(t0);
  await clock.advance(100);
  c.close();
  await clock.advance(10 * second);
  assert.deepEqual([a!.isShowing, a!.paused, told], [false, true, []]);
});
