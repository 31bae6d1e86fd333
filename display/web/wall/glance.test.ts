import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { LineOnBoard, WallLine, WindowOnBoard } from '@lib/types.ts';
import { columnsFor, linesOf, percent, statesOf } from './glance.ts';

const wait = { low_ms: 0, high_ms: 60_000, about: false };
const known = (line: string, longest_from: string): WallLine => ({ line, waiting: 9, longest_from, wait });
const live = (line: string, waiting: number): LineOnBoard => ({ line, waiting, wait }) as LineOnBoard;
const NOW = Date.parse('2026-03-02T02:30:00Z');

test('a line waits as many as the live line says, and is over its target after it', () => {
  const found = linesOf(
    [
      known('A', '2026-03-02T02:10:30Z'),
      known('B', '2026-03-02T02:15:00Z'),
      known('C', '2026-03-02T02:29:00Z'),
    ],
    [live('A', 2), live('B', 1), live('C', 0)],
    15 * 60_000,
    NOW,
  );
  deepEqual(
    found.map(({ line, waiting, longest, over }) => [line, waiting, longest, over]),
    [
      ['A', 2, 19, true],
      ['B', 1, 15, false],
    ],
  );
});

test('windows are counted by what they do, and states that none is in are left out', () => {
  const windows = ['open', 'serving', 'open', 'closed'].map((state) => ({ state }) as WindowOnBoard);
  deepEqual(statesOf(windows), [
    ['serving', 1],
    ['open', 2],
    ['closed', 1],
  ]);
});

test('tiles fill their box, and a share of nothing is none', () => {
  deepEqual([columnsFor(3), columnsFor(40), columnsFor(48)], [4, 6, 7]);
  equal(percent(0, 0), '—');
  equal(percent(199, 200), '99%');
});
