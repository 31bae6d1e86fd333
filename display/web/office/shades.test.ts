import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HeatCell } from '@lib/types.ts';
import { hoursIn, minutesOf, shadeOf, weekdaysIn } from './shades.ts';

const cell = (weekday: number, hour: number, p50_ms = 0): HeatCell => ({
  weekday,
  hour,
  count: 1,
  p50_ms,
  p90_ms: p50_ms,
});

test('the fullest cell is the darkest, an empty one the lightest', () => {
  assert.deepEqual(
    [0, 1, 100, 101, 499, 500].map((each) => shadeOf(each, 500)),
    [1, 1, 1, 2, 5, 5],
  );
});

test('hours have no gap, weekdays stand from Monday on', () => {
  const cells = [cell(5, 9), cell(1, 14), cell(5, 11)];
  assert.deepEqual(hoursIn(cells), [9, 10, 11, 12, 13, 14]);
  assert.deepEqual(weekdaysIn(cells), [1, 5]);
  assert.deepEqual(hoursIn([]), []);
});

test('minutes are whole, and nothing that is something is nothing', () => {
  assert.deepEqual([0, 20_000, 60_000, 90_000, 3_600_000].map(minutesOf), ['0', '<1', '1', '2', '60']);
});
