import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoardView, CallOnBoard, LineOnBoard } from '@lib/types.ts';
import { layOut, letterPx } from './layout.ts';
import { busiest, callsOf, linesOfZone, pageAt } from './rows.ts';

const SCREEN = { diagonal_inch: 55, farthest_m: 8 };

test('55 inches seen from 8 m take letters of 205 px, three rows', () => {
  const { code_px, rows } = layOut(SCREEN, 1920, 1080);

  assert.equal(Math.round(letterPx(SCREEN, 1920, 1080)), 205);
  assert.equal(code_px, 205);
  assert.equal(rows, 3);
});

test('a nearer or larger screen has more rows, and twice the pixels twice the letters', () => {
  assert.ok(layOut({ diagonal_inch: 86, farthest_m: 6 }, 1920, 1080).rows > 5);
  assert.equal(layOut(SCREEN, 3840, 2160).rows, 3);
  assert.equal(Math.round(letterPx(SCREEN, 3840, 2160) / 2), 205);
});

test('whatever is asked for, number, service and window fit beside each other', () => {
  for (const [width, height] of [[1280, 720], [1080, 1920], [3840, 2160]] as const) {
    const { code_px, rows, row_px } = layOut({ diagonal_inch: 32, farthest_m: 20 }, width, height);

    assert.ok(code_px * 6.9 <= width);
    assert.ok(rows >= 3 && rows * row_px <= height);
  }
});

const call = (seq: number, window: string, state: string): CallOnBoard => ({ seq, ticket: `A00${seq}`, line: 'a', matter: 'm', window, at: '', state });

function state(...calls: CallOnBoard[]): BoardView {
  const windows = ['1', '2', '3'].map((code) => ({ code, zone: code === '3' ? 'B' : 'A' }));
  return { calls, windows } as unknown as BoardView;
}

test('who is being called stands above who is in service, the newest on top', () => {
  const shown = callsOf(state(call(1, '1', 'called'), call(2, '2', 'serving'), call(3, '3', 'called')), '');

  assert.deepEqual(shown.map((each) => each.seq), [3, 1, 2]);
});

test('a zone’s board shows the zone’s windows and lines', () => {
  const shown = callsOf(state(call(1, '1', 'called'), call(3, '3', 'called')), 'B');
  const here = linesOfZone([{ zone: 'A', lines: ['a'] }, { zone: 'B', lines: ['b'] }], 'B');

  assert.deepEqual(shown.map((each) => each.seq), [3]);
  assert.deepEqual(['a', 'b'].map(here), [false, true]);
});

test('the busiest line comes first, an empty one not at all', () => {
  const line = (name: string, waiting: number): LineOnBoard => ({ line: name, waiting, wait: { low_ms: 0, high_ms: 0, about: false } });

  assert.deepEqual(busiest([line('a', 1), line('b', 0), line('c', 5)]).map((each) => each.line), ['c', 'a']);
});

test('pages turn round, to the last item', () => {
  const items = [1, 2, 3, 4, 5];

  assert.deepEqual(pageAt(items, 2, 0), { items: [1, 2], page: 1, pages: 3 });
  assert.deepEqual(pageAt(items, 2, 5), { items: [5], page: 3, pages: 3 });
  assert.deepEqual(pageAt(items, 1, 4), { items: [5], page: 5, pages: 5 });
  assert.deepEqual(pageAt([], 3, 7), { items: [], page: 1, pages: 1 });
});
