import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Arrangement, own } from '../../src/live/arrangement';

beforeEach(() => localStorage.clear());

const listOf = (ids: string) => Array.from(ids);
const cameras = (ids: string) => listOf(ids).map((id) => ({ id }));
const order = (a: Arrangement, ids: string) => a.sort(cameras(ids)).map((c) => c.id).join('');

test('before anything is arranged, the order is the recorder’s and all are shown', () => {
  const a = new Arrangement();
  assert.deepEqual([order(a, 'cab'), a.size], ['cab', 0]);
});

test('a picture is put where another is, forwards and backwards', () => {
  const a = new Arrangement();
  a.move(listOf('abcd'), 'a', 'c');
  assert.equal(order(a, 'abcd'), 'bcad');
  a.move(listOf('bcad'), 'd', 'b');
  assert.equal(order(a, 'abcd'), 'dbca');
  a.move(listOf('dbca'), 'd', 'd');
  assert.equal(order(a, 'abcd'), 'dbca');
});

test('a camera that is new comes last, and one that is gone leaves no hole', () => {
  const a = new Arrangement();
  a.move(listOf('abc'), 'c', 'a');
  assert.equal(order(a, 'abcx'), 'cabx');
  assert.equal(order(a, 'xab'), 'abx');
});

test('what was arranged is there again on this browser', () => {
  const a = new Arrangement();
  a.move(listOf('abc'), 'c', 'a');
  a.size = 4;
  assert.deepEqual([order(new Arrangement(), 'abc'), new Arrangement().size], ['cab', 4]);
});

test('a layout of one’s own shows all but those that were left out, and is there again', () => {
  const a = new Arrangement();
  a.own = { columns: 5, firstIsLarge: true, hidden: ['b'] };
  assert.equal(a.chosen(cameras('abc')).length, 3);
  a.size = own;
  assert.equal(new Arrangement().chosen(cameras('abcx')).map((c) => c.id).join(''), 'acx');
  assert.deepEqual(new Arrangement().own, { columns: 5, firstIsLarge: true, hidden: ['b'] });
});

test('nonsense in a layout of one’s own is as if it had not been made', () => {
  for (const kept of ['null', '7', '{"columns":0}', '{"columns":9,"hidden":7}', '{"columns":"x","firstIsLarge":1,"hidden":[{}]}']) {
    localStorage.setItem('live', `{"size":-1,"own":${kept}}`);
    assert.deepEqual(new Arrangement().own, { columns: 3, firstIsLarge: false, hidden: [] }, kept);
  }
});

test('the list that is sorted is left as it is', () => {
  const list = cameras('abc');
  const a = new Arrangement();
  a.move(listOf('abc'), 'c', 'a');
  a.sort(list);
  assert.equal(list.map((c) => c.id).join(''), 'abc');
});

test('a browser that keeps nonsense, or of another version, begins anew', () => {
  for (const kept of ['', '{', 'null', '7', '"x"', '[]', '{"order":7,"size":"4"}', '{"order":[1,null,{}],"size":5}']) {
    localStorage.setItem('live', kept);
    const a = new Arrangement();
    assert.deepEqual([order(a, 'ab'), a.size], ['ab', 0], kept);
  }
});

test('a browser that keeps nothing still arranges until the page is left', () => {
  const full = mock.method(localStorage, 'setItem', () => { throw new Error('full'); });
  try {
    const a = new Arrangement();
    a.move(listOf('ab'), 'b', 'a');
    a.size = 9;
    assert.deepEqual([order(a, 'ab'), a.size], ['ba', 9]);
  } finally {
    full.mock.restore();
  }
});
