import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, find, withQuery } from '../src/api';
import type { Answer, Query, Schemas } from '../src/schemas';

type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

const isTrue = (told: true): boolean => told;
const id = 'x' as string;

// Never run: the compiler refuses what is marked, and complains where it would not.
export const refused = () => [
  // @ts-expect-error no such address
  call('GET', '/camera'),
  // @ts-expect-error no such method there
  call('DELETE', '/cameras'),
  // @ts-expect-error an address below one that there is
  call('GET', `/cameras/${id}/nothing`),
  // @ts-expect-error a body that is needed
  call('POST', '/sessions'),
  // @ts-expect-error a body that nobody reads
  call('POST', '/panel/mute', {}),
  // @ts-expect-error a member that the body does not have
  call('PUT', '/panel/locating', { locating: true, loudly: true }),
  // @ts-expect-error a member that is missing
  call('POST', '/cameras', { name: 'Door' }),
  // @ts-expect-error a word that the recorder does not have
  call('POST', '/disks/volumes', { name: 'A', level: 'raid7', disks: [] }),
  // @ts-expect-error a question that is needed
  call('GET', `/cameras/${id}/recordings`),
  // @ts-expect-error a question that nobody looked at
  call('GET', '/audit?limit=50'),
  // @ts-expect-error a name that the question does not have
  find('/audit', { limits: 50 }),
  // @ts-expect-error a type that it does not have
  find('/audit', { limit: '50' }),
  // @ts-expect-error one where several may be asked
  find('/events', { camera: id }),
  // @ts-expect-error a word that the recorder does not have
  find('/events', { kind: ['earthquake'] }),
  // @ts-expect-error a part that is missing
  find(`/cameras/${id}/thumbnails`, { from: id }),
  // @ts-expect-error an address that is asked nothing
  find('/cameras', { limit: 1 }),
  // @ts-expect-error the same of an address for a link
  withQuery(`/cameras/${id}/video.mp4`, { from: id, to: id, sounds: 'aac' }),
];

test('a question has the shape that the description gives to its address', () => {
  const told = [
    isTrue(true satisfies IsSame<Query<'GET', '/audit'>, { before?: string; limit?: number }>),
    isTrue(true satisfies IsSame<Query<'GET', '/timeline'>, { camera?: string[]; from: string; to: string; cell: number }>),
    isTrue(true satisfies IsSame<Query<'GET', '/cameras'>, never>),
  ];
  assert.deepEqual(told, told.map(() => true));
});

test('a list is asked several times, what is undefined is not, and text is spelt as addresses spell it', () => {
  assert.equal(withQuery('/events', { camera: ['a', 'b'], zone: 'Tür & Tor', kind: undefined, limit: 5 }), '/events?camera=a&camera=b&zone=T%C3%BCr+%26+Tor&limit=5');
  assert.equal(withQuery('/events', {}), '/events?');
});

test('an answer has the shape that the description gives to its address', () => {
  const told = [
    isTrue(true satisfies IsSame<Answer<'GET', '/cameras'>, Schemas['CameraList']>),
    isTrue(true satisfies IsSame<Answer<'GET', `/cameras/${string}/recordings`>, Schemas['Recordings']>),
    isTrue(true satisfies IsSame<Answer<'PUT' | 'DELETE', `/models/${string}/use`>, Schemas['Cargo']>),
    isTrue(true satisfies IsSame<Answer<'DELETE', '/sessions/current'>, undefined>),
    isTrue(true satisfies IsSame<Answer<'POST', '/exports'>, Schemas['Export']>),
    // Of two addresses that fit, the one that says so.
    isTrue(true satisfies IsSame<Answer<'GET', '/sessions/current'>, Schemas['Box']>),
  ];
  assert.deepEqual(told, told.map(() => true));
});
