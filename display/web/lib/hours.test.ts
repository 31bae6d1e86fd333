import assert from 'node:assert/strict';
import { test } from 'node:test';
import { volumeAt, within } from './hours.ts';

test('loudness goes by the hour', () => {
  const spans = ['08:00-12:00=80', '12:00-13:30=35'];

  assert.deepEqual(
    ['08:00', '11:59', '12:00', '20:00'].map((face) => volumeAt(spans, face)),
    [80, 80, 35, 80],
  );
});

test('a span ends before its end', () => {
  assert.ok(within(['09:00-16:00'], '09:00'));
  assert.ok(!within(['09:00-16:00'], '16:00') && !within([], '10:00'));
});
