import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { CountyFigures, CountyView } from '@lib/types.ts';
import { changeOf, counted, grouped, LINES, type Line, shareOf, signed } from './county-lines.ts';

const NONE = Object.fromEntries(
  [...LINES.map((each) => each.name), 'waits'].map((name) => [name, 0]),
) as unknown as CountyFigures;

function view(now: Partial<CountyFigures>, before: Partial<CountyFigures>): CountyView {
  return {
    now: { windows: 3 },
    before: { windows: 2 },
    total: { now: { ...NONE, ...now }, before: { ...NONE, ...before } },
  } as unknown as CountyView;
}

const lineOf = (name: string): Line => LINES.find((each) => each.name === name) as Line;

test('counts change in percent, shares in points, times in minutes', () => {
  const told = view(
    { taken: 110, waits: 10, within: 9, wait_p50_ms: 300_000 },
    { taken: 100, waits: 20, within: 16, wait_p50_ms: 420_000 },
  );
  deepEqual(changeOf(told, lineOf('taken')), { by: 10, in: 'percent' });
  deepEqual(changeOf(told, lineOf('within')), { by: 10, in: 'points' });
  deepEqual(changeOf(told, lineOf('wait_p50_ms')), { by: -2, in: 'minutes' });
  deepEqual(changeOf(told, lineOf('windows')), { by: 50, in: 'percent' });
});

test('beside a span with nothing in it there is no change to tell', () => {
  const told = view({ taken: 5, waits: 5, within: 5 }, {});
  equal(changeOf(told, lineOf('taken')), undefined);
  equal(changeOf(told, lineOf('within')), undefined);
  equal(shareOf(NONE, 'kept', 'due'), undefined);
  equal(shareOf({ ...NONE, kept: 199, due: 200 }, 'kept', 'due'), 99);
});

test('each line stands once, under its heading', () => {
  equal(
    grouped().reduce((sum, [, lines]) => sum + lines.length, 0),
    LINES.length,
  );
  equal(new Set(LINES.map((each) => each.name)).size, LINES.length);
});

test('numbers are written with a sign and in groups of three', () => {
  deepEqual([signed(3), signed(-3), signed(0), counted(12345)], ['+3', '−3', '0', '12,345']);
});
