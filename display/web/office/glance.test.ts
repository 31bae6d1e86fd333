import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LineNow, WindowNow } from '@lib/types.ts';
import { areasOf, countOf, helperFor, isFolded, isIdle, isOver, minutesSince } from './glance.ts';

const NINE = Date.parse('2026-03-02T09:00:00Z');

function at(minutes: number): string {
  return new Date(NINE - minutes * 60_000).toISOString();
}

function window(code: string, more: Partial<WindowNow> = {}): WindowNow {
  const name = { zh: code, en: code };
  return {
    code,
    name,
    zone: 'A',
    state: 'open',
    since: at(5),
    staffer: name,
    department: null,
    reason: null,
    idle_from: null,
    lines: [],
    ...more,
  };
}

test('windows stand in their areas, in the order of the plan, and the staffed ones are counted', () => {
  const areas = areasOf([window('1'), window('2', { zone: 'B' }), window('3', { state: 'closed' })]);

  assert.deepEqual(
    areas.map((each) => [each.zone, each.windows.map((one) => one.code), each.staffed]),
    [
      ['A', ['1', '3'], 1],
      ['B', ['2'], 1],
    ],
  );
});

test('areas begin folded above sixty windows', () => {
  const many = (n: number): WindowNow[] => Array.from({ length: n }, (_, i) => window(String(i)));

  assert.equal(isFolded(many(60)), false);
  assert.equal(isFolded(many(61)), true);
});

test('minutes are whole, never negative, and unknown without a beginning', () => {
  assert.equal(minutesSince(at(5), NINE + 59_000), 5);
  assert.equal(minutesSince(at(-3), NINE), 0);
  assert.equal(minutesSince(null, NINE), undefined);
});

test('a window is idle after a minute in which somebody waits for it, and no window else', () => {
  assert.equal(isIdle(window('1', { idle_from: at(1) }), NINE), true);
  assert.equal(isIdle(window('1', { idle_from: at(0.9) }), NINE), false);
  assert.equal(isIdle(window('1'), NINE), false);
});

test('a line is over the target when its longest wait is', () => {
  const line = (minutes: number | undefined): LineNow => ({
    line: 'tax',
    waiting: 3,
    longest_from: minutes === undefined ? null : at(minutes),
    windows: 1,
    wait: { low_ms: 0, high_ms: 0, about: false },
  });

  assert.equal(isOver(line(15), 900_000, NINE), false);
  assert.equal(isOver(line(16), 900_000, NINE), true);
  assert.equal(isOver(line(undefined), 900_000, NINE), false);
});

test('windows are counted by what they do', () => {
  const windows = [window('1'), window('2', { state: 'called' }), window('3', { state: 'serving' })];

  assert.equal(countOf(windows, 'called', 'serving'), 2);
});

test('the window free for longest helps out, none that is busy, waited for or of the line', () => {
  const windows = [
    window('1', { state: 'serving', since: at(60) }),
    window('2', { lines: ['tax'], since: at(50) }),
    window('3', { idle_from: at(2), since: at(40) }),
    window('4', { since: at(5) }),
    window('5', { since: at(9) }),
  ];

  assert.equal(helperFor(windows, 'tax')?.code, '5');
  assert.equal(helperFor(windows.slice(0, 3), 'tax'), undefined);
});
