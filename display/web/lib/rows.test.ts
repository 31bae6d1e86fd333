import assert from 'node:assert/strict';
import { test } from 'node:test';
import { busiest, callsOf, linesOfZone, pageAt } from './rows.ts';
import type { BoardView, CallOnBoard, LineOnBoard } from './types.ts';

const call = (seq: number, window: string, state: string): CallOnBoard => ({
  seq,
  ticket: `A00${seq}`,
  line: 'a',
  matter: 'm',
  window,
  at: '',
  state,
});

function state(...calls: CallOnBoard[]): BoardView {
  const windows = ['1', '2', '3'].map((code) => ({ code, zone: code === '3' ? 'B' : 'A' }));
  return { calls, windows } as unknown as BoardView;
}

test('who is being called stands above who is in service, the newest on top', () => {
  const shown = callsOf(state(call(1, '1', 'called'), call(2, '2', 'serving'), call(3, '3', 'called')), '');

  assert.deepEqual(
    shown.map((each) => each.seq),
    [3, 1, 2],
  );
});

test('a zone’s board shows the zone’s windows and lines', () => {
  const shown = callsOf(state(call(1, '1', 'called'), call(3, '3', 'called')), 'B');
  const here = linesOfZone(
    [
      { zone: 'A', lines: ['a'] },
      { zone: 'B', lines: ['b'] },
    ],
    'B',
  );

  assert.deepEqual(
    shown.map((each) => each.seq),
    [3],
  );
  assert.deepEqual(['a', 'b'].map(here), [false, true]);
});

test('the busiest line comes first, an empty one not at all', () => {
  const line = (name: string, waiting: number): LineOnBoard => ({
    line: name,
    waiting,
    wait: { low_ms: 0, high_ms: 0, about: false },
  });

  assert.deepEqual(
    busiest([line('a', 1), line('b', 0), line('c', 5)]).map((each) => each.line),
    ['c', 'a'],
  );
});

test('pages turn round, to the last item', () => {
  const items = [1, 2, 3, 4, 5];

  assert.deepEqual(pageAt(items, 2, 0), { items: [1, 2], page: 1, pages: 3 });
  assert.deepEqual(pageAt(items, 2, 5), { items: [4, 5], page: 3, pages: 3 });
  assert.deepEqual(pageAt(items, 1, 4), { items: [5], page: 5, pages: 5 });
  assert.deepEqual(pageAt([], 3, 7), { items: [], page: 1, pages: 1 });
});
