import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { go, guard, note, show, startRouter, stopRouter, type Place } from '../src/router';
import { FakeAddresses } from './support/addresses';

afterEach(stopRouter);

function open(start: string) {
  const browser = new FakeAddresses(start);
  const log: string[] = [];
  const changes: string[] = [];
  const place = (name: string): Place => (_, query, part) => {
    log.push(`${name}${part ? ` of ${part}` : ''}${query.size > 0 ? ` asks ${query.toString()}` : ''}`);
    return () => log.push(`leaves ${name}`);
  };
  const places = { '/': place('live'), '/review': place('review'), '/cameras': place('cameras'), '/cameras/:part/motion': place('motion'), '/set-up': place('set-up'), '/set-up/:part': place('step') };
  startRouter({ replaceChildren: () => {} } as unknown as HTMLElement, places, (name) => changes.push(name));
  show();
  return { browser, log, changes };
}

test('the address says which place is shown, with what is asked of it', () => {
  assert.deepEqual(open('/review?cam=a&t=1').log, ['review asks cam=a&t=1']);
});

test('a part of the address is told to its place, and the longer address is not the shorter', () => {
  assert.deepEqual(open('/cameras/0af3/motion').log, ['motion of 0af3']);
  stopRouter();
  assert.deepEqual(open('/set-up').log, ['set-up']);
  stopRouter();
  assert.deepEqual(open('/set-up/disks').log, ['step of disks']);
});

test('an address that nobody knows shows the first place', () => {
  for (const address of ['/nothing', '/cameras/', '/cameras//motion', '/cameras/a/b/motion', '/reviews', '/review/x']) {
    assert.deepEqual(open(address).log, ['live'], address);
    stopRouter();
  }
});

test('a place is left before another is shown', () => {
  const { log, browser, changes } = open('/');
  go('/review?cam=b');
  assert.deepEqual(log, ['live', 'leaves live', 'review asks cam=b']);
  assert.deepEqual(browser.entries, ['/', '/review?cam=b']);
  assert.deepEqual(changes, ['/', '/review']);
});

test('to go where one is already shows it anew, and is no step of the history', () => {
  const { log, browser } = open('/review?cam=a');
  go('/review?cam=a');
  assert.deepEqual(log, ['review asks cam=a', 'leaves review', 'review asks cam=a']);
  assert.deepEqual(browser.entries, ['/review?cam=a']);
});

test('back shows the place before', () => {
  const { log, browser } = open('/');
  go('/cameras');
  browser.back();
  assert.deepEqual(log.slice(-2), ['leaves cameras', 'live']);
});

test('a place that holds something unsaved is asked, and stays where somebody stays', () => {
  const { log, browser } = open('/cameras/a/motion');
  guard(() => false);
  go('/');
  assert.deepEqual([log, browser.now], [['motion of a'], '/cameras/a/motion']);
  guard(() => true);
  go('/');
  assert.deepEqual(log.at(-1), 'live');
});

test('back from a place with something unsaved puts its address back', () => {
  const { log, browser } = open('/');
  go('/cameras/a/motion');
  guard(() => false);
  browser.back();
  assert.equal(browser.now, '/cameras/a/motion');
  assert.equal(log.at(-1), 'motion of a');
});

test('what a place has noted of itself is put back, too', () => {
  const { browser } = open('/');
  go('/set-up');
  note('/set-up/disks');
  guard(() => false);
  browser.back();
  assert.equal(browser.now, '/set-up/disks');
});

test('the question of one place is not asked of the next', () => {
  const { log } = open('/cameras/a/motion');
  let asked = 0;
  guard(() => { asked++; return true; });
  go('/');
  go('/review');
  assert.deepEqual([asked, log.at(-1)], [1, 'review']);
});

test('a place may set its question before it is there altogether', () => {
  const browser = new FakeAddresses('/');
  startRouter({ replaceChildren: () => {} } as unknown as HTMLElement, { '/': () => { guard(() => false); return () => {}; }, '/review': () => () => {} }, () => {});
  show();
  go('/review');
  assert.equal(browser.now, '/');
});

test('links within the page are followed by it, and all others by the browser', () => {
  const { browser, log } = open('/');
  assert.equal(browser.click('/review?cam=a'), true);
  assert.equal(log.at(-1), 'review asks cam=a');
  const others = [browser.click('/api/v1/exports/1/file', { download: true }), browser.click('/box', { ctrlKey: true }), browser.click('/box', { shiftKey: true }), browser.click('/box', { metaKey: true }), browser.click('/box', { button: 1 }), browser.click('https://example.org/')];
  assert.deepEqual(others, [false, false, false, false, false, false]);
  assert.equal(browser.now, '/review?cam=a');
});

test('once nobody is signed in, the place is left and nothing is followed any more', () => {
  const { browser, log } = open('/');
  go('/cameras');
  guard(() => false);
  stopRouter();
  assert.equal(log.at(-1), 'leaves cameras');
  assert.equal(browser.click('/review'), false);
  browser.back();
  assert.equal(log.at(-1), 'leaves cameras');
});
