import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle, take, type Saying } from './queue.ts';

const call = (seq: number, ticket: string, at = 0, window = '3'): Saying => ({ seq, ticket, window, at });
const seqs = (queue: Saying[]): number[] => queue.map((each) => each.seq);

test('calls are said in the order in which they came', () => {
  assert.deepEqual(seqs(take(take([], call(1, 'A001'), 0), call(2, 'B001'), 10)), [1, 2]);
});

test('a recall of a call that still waits is said once, in the first one’s place', () => {
  const queue = take(take([], call(1, 'A001'), 0), call(2, 'B001'), 0);

  assert.deepEqual(seqs(take(queue, call(3, 'A001', 5000), 5000)), [3, 2]);
});

test('a ticket called to another window is said there only', () => {
  const queue = take(take([], call(1, 'A001'), 0), call(2, 'B001'), 0);

  assert.deepEqual(seqs(take(queue, call(3, 'A001', 5000, '7'), 5000)), [2, 3]);
});

test('a call older than 30 s is never taken up', () => {
  assert.deepEqual(take([], call(1, 'A001', 0), 30_001), []);
  assert.equal(take([], call(1, 'A001', 0), 30_000).length, 1);
});

test('what waited a minute, or has left its window, is dropped', () => {
  const queue = [call(1, 'A001', 0), call(2, 'B001', 20_000), call(3, 'C001', 20_000)];

  assert.deepEqual(seqs(settle(queue, 60_001, (each) => each.seq !== 3)), [2]);
});
