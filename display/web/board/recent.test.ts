import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoardView, CallOnBoard } from '@lib/types.ts';
import { nextOf, pageOf, recentOf } from './recent.ts';

const NOW = Date.parse('2026-03-02T02:00:00Z');

const call = (seq: number, ticket: string, state: string, minutes = 1, window = '1'): CallOnBoard =>
  ({ seq, ticket, window, state, at: new Date(NOW - minutes * 60_000).toISOString() }) as CallOnBoard;

function state(calls: CallOnBoard[], next: Record<string, string[]> = {}): BoardView {
  const windows = ['1', '2', '3'].map((code) => ({ code, zone: code === '3' ? 'B' : 'A' }));
  return { calls, windows, next } as unknown as BoardView;
}

const numbers = (calls: CallOnBoard[]): string[] => calls.map((each) => each.ticket);

test('of the last minutes stand those that did not come and those that are over, the newest first', () => {
  const { missed, over } = recentOf(
    state([
      call(1, 'A001', 'finished'),
      call(2, 'A002', 'missed'),
      call(4, 'A004', 'missed'),
      call(3, 'A003', 'finished'),
    ]),
    '',
    NOW,
  );

  assert.deepEqual(numbers(missed), ['A004', 'A002']);
  assert.deepEqual(numbers(over), ['A003', 'A001']);
});

test('old calls, other zones, whoever is at a window again and all other states stay away', () => {
  const { missed, over } = recentOf(
    state([
      call(1, 'A001', 'missed', 16),
      call(2, 'A002', 'missed', 1, '3'),
      call(3, 'A003', 'finished'),
      call(9, 'A003', 'called', 0, '2'),
      call(4, 'A004', 'parked'),
      call(5, 'A005', 'missed'),
      call(6, 'A005', 'finished', 1, '2'),
    ]),
    'A',
    NOW,
  );

  assert.deepEqual(numbers(missed), []);
  assert.deepEqual(
    over.map((each) => `${each.ticket}>${each.window}`),
    ['A005>2'],
  );
});

test('those that must be seen take turns, those that are over only fill free places', () => {
  const must = [1, 2, 3, 4, 5].map((n) => call(n, `A00${n}`, 'serving'));
  const over = [6, 7].map((n) => call(n, `A00${n}`, 'finished'));

  assert.deepEqual(numbers(pageOf(must, over, 6, 0).calls), ['A001', 'A002', 'A003', 'A004', 'A005', 'A006']);
  const seen = [0, 1, 2].map((turn) => pageOf(must, over, 2, turn));
  assert.deepEqual(
    seen.flatMap((each) => numbers(each.calls)),
    ['A001', 'A002', 'A003', 'A004', 'A004', 'A005'],
    'the last page is full, too',
  );
  assert.deepEqual([seen[2]?.page, seen[2]?.pages], [3, 3]);
});

test('whoever was called a moment ago is no longer next', () => {
  const now = state([call(1, 'A001', 'called')], { a: ['A001', 'A002'] });

  assert.deepEqual(nextOf(now, 'a'), ['A002']);
  assert.deepEqual(nextOf(now, 'b'), []);
});
