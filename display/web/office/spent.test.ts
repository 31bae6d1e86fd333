import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder, stretches, sumOf, type Time } from './spent.ts';

const time = (key: string, serving_ms: number, idle_ms: number): Time => ({
  key,
  name: { zh: key, en: key },
  length: serving_ms + idle_ms,
  parts: { serving_ms, idle_ms },
  paused: {},
  pieces: 0,
  count: 0,
});
const ROWS = [time('b', 10, 30), time('a', 20, 0), time('c', 5, 5)];
const keys = (sort?: string): string =>
  inOrder(ROWS, sort, 'zh')
    .map((each) => each.key)
    .join('');

test('figures begin with the largest, names with the first', () => {
  assert.equal(keys(), 'bac');
  assert.equal(keys('idle_ms'), 'bca');
  assert.equal(keys('-length'), 'cab');
  assert.equal(keys('name'), 'abc');
  assert.equal(keys('-name'), 'cba');
  assert.equal(keys('nonsense'), 'bac');
});

test('a bar is filled by its parts, one after the other', () => {
  assert.deepEqual(stretches(time('x', 25, 75)), [
    { part: 'serving_ms', from: 0, wide: 25 },
    { part: 'idle_ms', from: 25, wide: 75 },
  ]);
  assert.deepEqual(stretches(time('x', 0, 0)), []);
});

test('rows are summed part by part', () => {
  assert.deepEqual(sumOf(ROWS).length, 70);
  assert.equal(sumOf(ROWS).parts.serving_ms, 35);
});
