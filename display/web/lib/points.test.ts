import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthOf, points, share } from './points.ts';

test('points show a tenth only where there is one', () => {
  assert.deepEqual([points(1000), points(975), points(0), points(5)], ['100', '97.5', '0', '0.5']);
});

test('of nothing there is no share', () => {
  assert.deepEqual([share(3, 4), share(0, 7), share(0, 0)], ['75 %', '0 %', '—']);
});

test('a day belongs to its month', () => {
  assert.equal(monthOf('2026-03-31'), '2026-03');
});
