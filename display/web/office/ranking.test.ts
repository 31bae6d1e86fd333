import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportRow } from '@lib/types.ts';
import { orderOf, ranked } from './ranking.ts';

const row = (by: string, count: number, p50_ms: number): ReportRow =>
  ({ by, count, p50_ms, name: { zh: by, en: by } }) as ReportRow;
const ROWS = [row('a', 2, 30), row('b', 0, 0), row('c', 9, 70)];
const order = (said?: string): string =>
  ranked(ROWS, orderOf(said))
    .map((each) => each.by)
    .join('');

test('the slowest comes first, and a second press turns it round', () => {
  assert.equal(order('p50_ms'), 'cab');
  assert.equal(order('-p50_ms'), 'acb', 'who has no figure stays last');
  assert.equal(order('count'), 'cab');
});

test('names are in the order of the report, and the other way round', () => {
  assert.equal(order('by'), 'abc');
  assert.equal(order('-by'), 'cba');
  assert.equal(order(undefined), 'abc');
  assert.equal(order('nonsense'), 'abc');
});
