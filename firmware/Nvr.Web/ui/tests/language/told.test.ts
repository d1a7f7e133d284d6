import assert from 'node:assert/strict';
import { test } from 'node:test';
import description from '../../openapi.json';
import { spoken, tell } from '../../src/told';

/** Members that are texts and are not said by the recorder: names, addresses, codes, times, and what people or cameras wrote. A new member of the API belongs here or among the spoken ones. */
const silent = new Set(`
  address administrators agent at authority bay box boxTime buttons camera cameras capturedAt cause choices classes code codecs colours comment community confirm contact created createdAt createdBy deed device deviceId
  directions directory disk disks encoder encryptionPassword end event export exportFingerprint file fileSystem fingerprint firmware first firstSeen folder formerCameras from gateway host hostName id interface issuer
  keptUntil keys kind kinds knownAs label last lastFrame lastSeen lastUsed lastUsedAt licence line lookedUntil mac macs madeAt mainUrl maker meaning model mountedAt movie name nameServers names network newPassword newest
  next now objects oldPassword oldest page pages part passphrase password path pem people picture place port preset product protocol query raw reason replaces serial server setting sha256 sharedBy shownName since slot
  snapshot sources sshKeys start stick subUrl subject supply systemTimeZone text time timeZone timeZones title to token topic type underWay undoneAt until updatingUntil url user userName utc version volume wantedAt
  wantedBy words zone zones`.trim().split(/\s+/));

interface Schema { type?: string | string[]; enum?: unknown; format?: string; items?: Schema; properties?: Record<string, Schema> }

const isText = (schema: Schema): boolean => ([schema.type ?? []].flat().includes('string') && schema.enum === undefined && schema.format === undefined) || (schema.items !== undefined && isText(schema.items));

test('each text of the API is known as one that the recorder says, or as one that it does not', () => {
  const texts = new Set(Object.values(description.components.schemas as Record<string, Schema>).flatMap((s) => Object.entries(s.properties ?? {})).filter(([, s]) => isText(s)).map(([name]) => name));
  assert.deepEqual([...texts].filter((name) => !spoken.has(name) && !silent.has(name)), []);
  assert.deepEqual([...spoken].filter((name) => !texts.has(name) || silent.has(name)), []);
});

test('what is said is said anew wherever it stands in an answer, and nothing else is touched', () => {
  const answer = {
    items: [{ part: 'disk', sentence: 'a', nextStep: null, cause: 'a', level: 'ok' }, { sentence: 'b', inner: { problem: 'c', name: 'd' } }], also: ['e', 'f'], cameras: ['g'], detail: 'h', count: 3, none: null,
  };
  tell(answer, (text) => text.toUpperCase());
  assert.deepEqual(answer, {
    items: [{ part: 'disk', sentence: 'A', nextStep: null, cause: 'a', level: 'ok' }, { sentence: 'B', inner: { problem: 'C', name: 'd' } }], also: ['E', 'F'], cameras: ['g'], detail: 'H', count: 3, none: null,
  });
});

test('an answer that is no object is left alone', () => {
  for (const answer of [null, undefined, 3, 'The disk was full.', true]) {
    tell(answer, () => assert.fail('nothing is said'));
  }
});
