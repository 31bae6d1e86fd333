import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TURN_MS, Turns } from './turns.ts';
import type { CallOnBoard } from './types.ts';

const call = (seq: number, state = 'called', ticket = `A${seq}`): CallOnBoard => ({
  seq,
  ticket,
  line: 'a',
  matter: 'm',
  window: ticket.slice(1),
  at: '',
  state,
});
const many = (count: number, state = 'called', from = 1): CallOnBoard[] =>
  Array.from({ length: count }, (_, n) => call(from + n, state)).reverse();
const seqs = (calls: CallOnBoard[]): number[] => calls.map((each) => each.seq);

test('a call stands on the screen at once, the newest on top, above what is served', () => {
  const turns = new Turns();
  turns.show([call(1, 'serving')], 3, 0);

  assert.deepEqual(seqs(turns.show([call(2), call(1, 'serving')], 3, 50).calls), [2, 1]);
  assert.deepEqual(
    seqs(turns.show([call(4), call(3), call(2), call(1, 'serving')], 3, 100).calls),
    [4, 3, 2],
  );
});

test('thirty-nine calls at once: each has its turn within one round, whatever the screen', () => {
  for (const rows of [1, 3, 5, 9, 40]) {
    const [turns, seen] = [new Turns(), new Set<number>()];
    const round = Math.ceil(39 / rows);
    for (let turn = 0; turn < round; turn += 1)
      for (const each of turns.show(many(39), rows, turn * TURN_MS).calls) seen.add(each.seq);
    assert.equal(seen.size, 39, `${rows} rows`);
    assert.equal(turns.show(many(39), rows, round * TURN_MS).pages, round);
  }
});

test('a number that came up stays for its turn, though others are called meanwhile', () => {
  const turns = new Turns();
  turns.show(many(3), 3, 0);

  assert.deepEqual(seqs(turns.show(many(6), 3, TURN_MS - 1).calls), [3, 2, 1]);
  assert.deepEqual(seqs(turns.show(many(6), 3, TURN_MS).calls), [6, 5, 4]);
});

test('a new call waits for nobody who is served, and goes before those that were shown already', () => {
  const turns = new Turns();
  turns.show(many(5), 3, 0);
  turns.show(many(5), 3, TURN_MS);

  const { calls } = turns.show([call(9), ...many(5)], 3, 2 * TURN_MS);

  assert.ok(seqs(calls).includes(9));
});

test('a recall comes up anew, as fresh', () => {
  const turns = new Turns();
  turns.show([call(1)], 3, 0);
  assert.equal(turns.show([call(1)], 3, TURN_MS).fresh.size, 0);

  assert.deepEqual([...turns.show([call(7, 'called', 'A1')], 3, TURN_MS + 1).fresh], [7]);
});

test('a recall of a number that is not up goes before those that were shown', () => {
  const turns = new Turns();
  for (let turn = 0; turn < 3; turn += 1) turns.show(many(3), 1, turn * TURN_MS);

  const { calls } = turns.show([call(9, 'called', 'A2'), call(3), call(1)], 1, 3 * TURN_MS);

  assert.deepEqual(seqs(calls), [9]);
});

test('a called number keeps its row while those that are served change beside it', () => {
  const [turns, seen] = [new Turns(), new Set<number>()];
  for (let turn = 0; turn < 4; turn += 1) {
    const { calls, pages } = turns.show([call(50), ...many(8, 'serving')], 3, turn * TURN_MS);
    assert.equal(calls[0]?.seq, 50);
    assert.equal(pages, 4);
    for (const each of calls) seen.add(each.seq);
  }
  assert.equal(seen.size, 9);
});

test('what has left its window leaves the screen at once', () => {
  const turns = new Turns();
  turns.show(many(3), 3, 0);

  assert.deepEqual(seqs(turns.show([call(3)], 3, 10).calls), [3]);
});

test('of any morning: no number is unseen for longer than a round, none flashes by, no row is empty', () => {
  let seed = 11;
  const random = (n: number): number => {
    seed = (seed * 16807) % 2147483647;
    return seed % n;
  };
  for (let round = 0; round < 40; round += 1) {
    const [turns, rows] = [new Turns(), 1 + random(6)];
    let [live, seq] = [[] as CallOnBoard[], 0];
    const [since, up] = [new Map<number, number>(), new Map<number, number>()];
    for (let now = 0; now < 300_000; now += 500) {
      if (random(8) === 0 && live.length < 40) {
        seq += 1;
        live = [call(seq), ...live];
        since.set(seq, now);
      }
      if (random(30) === 0)
        live = live.map((each, n) => (n === random(live.length || 1) ? { ...each, state: 'serving' } : each));
      if (random(20) === 0) live = live.filter((_, n) => n !== live.length - 1);
      const page = turns.show(live, rows, now);
      const there = new Set(seqs(page.calls));
      const called = live.filter((each) => each.state === 'called');
      assert.ok(
        page.calls.length ===
          Math.min(rows, called.length + (rows > called.length ? live.length - called.length : 0)),
        'an empty row',
      );
      for (const [known, from] of up) {
        if (there.has(known)) continue;
        assert.ok(now - from >= TURN_MS || !called.some((each) => each.seq === known), `${known} flashed by`);
        up.delete(known);
      }
      for (const each of page.calls) {
        if (!up.has(each.seq)) up.set(each.seq, now);
        since.delete(each.seq);
      }
      for (const each of called) {
        const waited = now - (since.get(each.seq) ?? now);
        assert.ok(
          waited <= Math.ceil(40 / rows) * TURN_MS + TURN_MS,
          `${each.seq} waited ${waited} ms for a row`,
        );
      }
    }
  }
});
