import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { isKnown, momentOf, offsetAt, setZone, wallOf, zoneOf } from '../src/zone';

const hour = 3_600_000;
const utc = (text: string) => Date.parse(`${text}Z`);

afterEach(() => {
  localStorage.clear();
  setZone(null);
});

/** How many hours lie between one midnight and the next. */
const lengthOfDay = (day: string, next: string) => (momentOf(`${next}T00:00`) - momentOf(`${day}T00:00`)) / hour;

test('a day has 23 hours where the clock goes forward, and 25 where it goes back', () => {
  setZone('Europe/Berlin');
  assert.equal(lengthOfDay('2026-03-28', '2026-03-29'), 24);
  assert.equal(lengthOfDay('2026-03-29', '2026-03-30'), 23);
  assert.equal(lengthOfDay('2026-10-25', '2026-10-26'), 25);
  setZone('America/New_York');
  assert.equal(lengthOfDay('2026-03-08', '2026-03-09'), 23);
  assert.equal(lengthOfDay('2026-11-01', '2026-11-02'), 25);
});

test('the offset changes at the very second', () => {
  setZone('Europe/Berlin');
  assert.equal(offsetAt(utc('2026-03-29T00:59:59.999')), hour);
  assert.equal(offsetAt(utc('2026-03-29T01:00:00')), 2 * hour);
  assert.equal(offsetAt(utc('2026-10-25T00:59:59.999')), 2 * hour);
  assert.equal(offsetAt(utc('2026-10-25T01:00:00')), hour);
});

test('offsets are not whole hours everywhere, and moments before 1970 have one as well', () => {
  setZone('Asia/Kathmandu');
  assert.equal(offsetAt(utc('2026-11-29T00:00:00')), 5.75 * hour);
  setZone('Australia/Lord_Howe');
  assert.equal(offsetAt(utc('2026-06-01T00:00:00')) - offsetAt(utc('2026-12-01T00:00:00')), -0.5 * hour);
  setZone('Asia/Tokyo');
  assert.equal(offsetAt(-1), 9 * hour);
});

test('every quarter of an hour of both days of change comes back from a date field as it went in', () => {
  for (const [zone, day] of [['Europe/Berlin', '2026-03-29'], ['Europe/Berlin', '2026-10-25'], ['America/New_York', '2026-03-08'], ['America/New_York', '2026-11-01'], ['Australia/Lord_Howe', '2026-04-05'], ['Africa/Cairo', '2026-04-24']] as const) {
    setZone(zone);
    for (let ms = utc(`${day}T00:00:00`) - 14 * hour; ms < utc(`${day}T00:00:00`) + 38 * hour; ms += hour / 4) {
      // What is written twice on that day may come back as either.
      assert.equal(wallOf(momentOf(wallOf(ms))), wallOf(ms), `${zone} ${wallOf(ms)}`);
    }
  }
});

test('an hour that is skipped is the one after it, east and west of Greenwich', () => {
  setZone('Europe/Berlin');
  assert.equal(wallOf(momentOf('2026-03-29T02:30')), '2026-03-29T03:30:00');
  setZone('America/New_York');
  assert.equal(wallOf(momentOf('2026-03-08T02:30')), '2026-03-08T03:30:00');
  setZone('America/Santiago');
  assert.equal(wallOf(momentOf('2026-09-06T00:00')), '2026-09-06T01:00:00');
});

test('an hour that comes twice is one of the two', () => {
  setZone('Europe/Berlin');
  assert.ok([utc('2026-10-25T00:30:00'), utc('2026-10-25T01:30:00')].includes(momentOf('2026-10-25T02:30')));
});

test('an empty field, and one that holds nonsense, is no moment', () => {
  setZone('Europe/Berlin');
  assert.ok(Number.isNaN(momentOf('')));
  assert.ok(Number.isNaN(momentOf('2026-13-01T00:00')));
});

test('a zone that the browser does not know leaves the times to the device', () => {
  setZone('Mars/Olympus');
  assert.equal(zoneOf(), undefined);
  assert.equal(isKnown('Mars/Olympus'), false);
  assert.equal(offsetAt(utc('2026-06-15T00:00:00')), 12.75 * hour, 'the device of the tests stands on the Chatham islands');
  setZone(null);
  assert.equal(zoneOf(), undefined);
});

test('who wants the own zone of the device gets it, whatever the recorder says', () => {
  localStorage.setItem('times', 'own');
  setZone('Europe/Berlin');
  assert.equal(zoneOf(), undefined);
  localStorage.clear();
  setZone('Europe/Berlin');
  assert.equal(zoneOf(), 'Europe/Berlin');
});

test('another zone forgets what was measured of the one before', () => {
  setZone('Europe/Berlin');
  assert.equal(offsetAt(utc('2026-01-15T12:00:00')), hour);
  setZone('Asia/Tokyo');
  assert.equal(offsetAt(utc('2026-01-15T12:00:00')), 9 * hour);
});
