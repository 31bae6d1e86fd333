import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HeatCell } from '@lib/types.ts';
import { halvesIn, minutesOf, shadeOf, spanFace, timeOf, weekdaysIn } from './shades.ts';

const cell = (weekday: number, hour: number, minute: number, p50_ms = 0): HeatCell => ({
  weekday,
  hour,
  minute,
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

test('half hours have no gap, weekdays stand from Monday on', () => {
  const cells = [cell(5, 9, 30), cell(1, 11, 0), cell(5, 10, 0)];
  assert.deepEqual(halvesIn(cells).map(timeOf), ['9:30', '10:00', '10:30', '11:00']);
  assert.deepEqual(weekdaysIn(cells), [1, 5]);
  assert.deepEqual(halvesIn([]), []);
});

test('minutes are whole, and nothing that is something is nothing', () => {
  assert.deepEqual([0, 20_000, 60_000, 90_000, 3_600_000].map(minutesOf), ['0', '<1', '1', '2', '60']);
});

test('an hour and each half of it have a face', () => {
  assert.deepEqual(
    [spanFace(9), spanFace(9, '0'), spanFace(10, '30')],
    ['9:00–9:59', '9:00–9:29', '10:30–10:59'],
  );
});
