import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LengthsView, TrendPoint } from '@lib/types.ts';
import { barsOf, halves, minuteMarks, pieces, slots } from './plots.ts';

test('an axis has a few round marks and ends above the highest point', () => {
  assert.deepEqual(minuteMarks(0), [0, 1]);
  assert.deepEqual(minuteMarks(12 * 60_000), [0, 5, 10, 15]);
  assert.deepEqual(minuteMarks(454 * 60_000), [0, 120, 240, 360, 480]);
  for (const most of [1, 7, 31, 44, 299, 5000, 99_999]) {
    const marks = minuteMarks(most * 60_000);
    assert.ok(marks.length <= 6 && (marks.at(-1) as number) >= most, String(most));
  }
});

test('each day and each month has its place, also without a point', () => {
  assert.deepEqual(slots('2026-02-27', '2026-03-02'), [
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ]);
  assert.deepEqual(slots('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('a line goes on over a weekend and stops at a week of holidays', () => {
  const at = [1, 2, undefined, undefined, 3, ...Array(7).fill(undefined), 4] as (number | undefined)[];

  assert.deepEqual(
    pieces(at).map((each) => each.map(([, value]) => value)),
    [[1, 2, 3], [4]],
  );
});

test('two halves are compared only where there are days enough', () => {
  const point = (p50_ms: number): TrendPoint => ({ p50_ms }) as TrendPoint;

  assert.deepEqual(halves([1, 1, 1, 5, 5, 5].map(point)), { was: 1, now: 5 });
  assert.equal(halves([1, 1, 1, 5, 5].map(point)), undefined);
});

test('a distribution ends with its last bar, of which the very last has no end', () => {
  const view = (counts: number[]): LengthsView => ({ counts, step_ms: 300_000 }) as LengthsView;

  assert.deepEqual(barsOf(view([3, 0, 1, 0, 0, 0])), [
    { from: 0, to: 5, n: 3 },
    { from: 5, to: 10, n: 0 },
    { from: 10, to: 15, n: 1 },
    { from: 15, to: 20, n: 0 },
  ]);
  assert.deepEqual(barsOf(view([0, 0, 0, 0, 2])).at(-1), { from: 20, to: null, n: 2 });
});
