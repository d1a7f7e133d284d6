import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { api, call, Failure, whenSignedOut } from '../src/api';
import { listEvents, search } from '../src/eventapi';
import { motionApi, type Motion } from '../src/motionapi';

afterEach(() => {
  mock.restoreAll();
  whenSignedOut(() => {});
});

/** A recorder that answers everything alike, and what it was asked. */
function recorder(answer: () => Response) {
  const asked: { address: string; init: RequestInit }[] = [];
  mock.method(globalThis, 'fetch', (address: string, init: RequestInit) => {
    asked.push({ address, init });
    return Promise.resolve().then(answer);
  });
  return asked;
}

const said = async (deed: Promise<unknown>): Promise<Failure> => deed.then(() => assert.fail('it succeeded'), (f: unknown) => { assert.ok(f instanceof Failure); return f; });

test('what the recorder explains is told in its words', async () => {
  recorder(() => new Response(JSON.stringify({ detail: 'There is no such camera.' }), { status: 404 }));
  const failure = await said(api.deleteCamera('x'));
  assert.deepEqual([failure.status, failure.message], [404, 'There is no such camera.']);
});

test('a failure without an explanation is told by its number, whatever came with it', async () => {
  for (const body of ['', '<html>', 'null', '{}']) {
    recorder(() => new Response(body, { status: 502 }));
    assert.equal((await said(api.health())).message, 'The recorder answered with 502.');
    mock.restoreAll();
  }
});

test('a recorder that is not there is a failure of its own', async () => {
  recorder(() => { throw new TypeError('fetch failed'); });
  const failure = await said(api.health());
  assert.equal(failure.status, 0);
  assert.match(failure.message, /does not answer/);
});

test('a session that has ended is told, and a wrong password at the door is not one', async () => {
  let ended = 0;
  whenSignedOut(() => { ended++; });
  recorder(() => new Response('{}', { status: 401 }));
  await said(api.signIn('owner', 'wrong'));
  assert.equal(ended, 0);
  await said(api.cameras());
  assert.equal(ended, 1);
});

test('nothing is an answer as well', async () => {
  recorder(() => new Response(null, { status: 204 }));
  assert.equal(await call('DELETE', '/sessions/current'), undefined);
});

test('a body is sent as JSON, and none where there is none', async () => {
  const asked = recorder(() => new Response('{}'));
  await api.locate(true);
  await api.mute();
  assert.deepEqual(asked.map((a) => [a.init.method, a.init.body, (a.init.headers as Record<string, string>)['Content-Type']]), [['PUT', '{"locating":true}', 'application/json'], ['POST', undefined, undefined]]);
});

test('events are asked for by their times, and what is not asked is left out', async () => {
  const asked = recorder(() => new Response('{"events":[],"next":null,"lookedUntil":null}'));
  await listEvents({ camera: ['a'], kind: undefined, from: 0, limit: 20, cursor: undefined });
  assert.equal(asked[0]!.address, '/api/v1/events?camera=a&from=1970-01-01T00%3A00%3A00.000Z&limit=20');
});

test('words of people are not part of an address', async () => {
  const asked = recorder(() => new Response('{}'));
  await search('red car & lorry? 100 %', 5);
  assert.equal(new URL(asked[0]!.address, 'http://recorder').searchParams.get('q'), 'red car & lorry? 100 %');
});

test('settings of motion carry the tag that they were read with, unless they are to win', async () => {
  const asked = recorder(() => new Response('{"motion":{},"now":"off"}', { headers: { ETag: '"7"' } }));
  assert.equal((await motionApi.read('a')).tag, '"7"');
  await motionApi.save('a', {} as Motion, '"7"');
  await motionApi.save('a', {} as Motion, null);
  assert.deepEqual(asked.slice(1).map((a) => (a.init.headers as Record<string, string>)['If-Match']), ['"7"', undefined]);
});
