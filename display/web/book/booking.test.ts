import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayShown, endOf, leftFace, readKey, writeKey } from './booking.ts';

test('the key of a booking is read as it was written, also under a code of another system', () => {
  for (const key of [
    { code: '12345678', key: 'a'.repeat(32) },
    { code: 'YS-2026.1', key: 'b'.repeat(32) },
  ])
    assert.deepEqual(readKey(writeKey(key)), key);
  for (const none of ['', '#', '#booking=', '#booking=12345678', '#token=x.y'])
    assert.equal(readKey(none), undefined);
});

test('the first day with a free place stands open until another one is asked for', () => {
  const day = (business_day: string, ...free: number[]) => ({
    business_day,
    slots: free.map((each) => ({ at: '2026-03-02T01:00:00Z', free: each })),
  });
  const days = [day('2026-03-02', 0, 0), day('2026-03-03', 0, 2), day('2026-03-04', 1)];
  assert.equal(dayShown(days, '')?.business_day, '2026-03-03');
  assert.equal(dayShown(days, '2026-03-02')?.business_day, '2026-03-02');
  assert.equal(dayShown(days.slice(0, 1), 'gone')?.business_day, '2026-03-02');
  assert.equal(dayShown([], ''), undefined);
});

test('what is left is counted in whole seconds, up to the last one', () => {
  assert.deepEqual([300_000, 299_001, 59_000, 1, 0, -5].map(leftFace), [
    '5:00',
    '5:00',
    '0:59',
    '0:01',
    '0:00',
    '0:00',
  ]);
  assert.equal(endOf({ at: '2026-03-02T01:00:00Z' }, 30), Date.parse('2026-03-02T01:30:00Z'));
});
