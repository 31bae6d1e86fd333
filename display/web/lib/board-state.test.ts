import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyAll, applyWaits } from './board-state.ts';
import type { BoardView, Delta, WindowOnBoard } from './types.ts';

const AT = '2026-03-02T01:00:00.000Z';

function windowAt(code: string, state = 'open', ticket: string | null = null): WindowOnBoard {
  return { code, name: { zh: code, en: code }, zone: 'A', state, ticket, staffer: null, letter: null };
}

function board(seq = 10): BoardView {
  const windows = [windowAt('1'), windowAt('2'), windowAt('3', 'closed')];
  return { epoch: 'e', seq, now: AT, build: 'b', business_day: '2026-03-02', calls: [], lines: [], windows };
}

/** A delta as it comes over the wire: empty fields are left out. */
function delta(seq: number, kind: string, more: Partial<Delta> = {}): Delta {
  return { epoch: 'e', seq, prev: seq - 1, now: AT, at: AT, kind, ...more } as Delta;
}

const called = (seq: number, ticket: string, window: string): Delta =>
  delta(seq, 'ticket.called', {
    ticket,
    line: 'a',
    matter: 'm',
    window,
    state: 'called',
    window_state: 'called',
  });

const shows = (state: BoardView | undefined): string[] | undefined =>
  state?.calls.map((each) => `${each.ticket}>${each.window} ${each.state}`);

test('a call stands on top, and its window is called', () => {
  const state = applyAll(board(), [called(11, 'A001', '1'), called(12, 'A002', '2')]);

  assert.deepEqual(shows(state), ['A002>2 called', 'A001>1 called']);
  assert.equal(state?.windows[0]?.ticket, 'A001');
  assert.equal(state?.seq, 12);
});

test('another matter on the same number is held, placed, released or given up: the call stays', () => {
  const now = applyAll(board(), [
    called(11, 'A001', '1'),
    delta(12, 'ticket.held', { ticket: 'A001', line: 'b', matter: 'other', state: 'held' }),
    delta(13, 'ticket.placed', { ticket: 'A001', line: 'c', matter: 'third', state: 'held' }),
    delta(14, 'ticket.released', { ticket: 'A001', line: 'b', matter: 'other', state: 'waiting' }),
    delta(15, 'ticket.cancelled', { ticket: 'A001', line: 'b', matter: 'other', state: 'cancelled' }),
  ]);

  assert.deepEqual(shows(now), ['A001>1 called']);
  assert.equal(now?.windows[0]?.ticket, 'A001');
  const over = apply(
    now as BoardView,
    delta(16, 'ticket.finished', {
      ticket: 'A001',
      matter: 'm',
      window: '1',
      state: 'finished',
      window_state: 'open',
    }),
  );
  assert.deepEqual(shows(over), ['A001>1 finished']);
  assert.equal(over?.windows[0]?.ticket, null);
});

test('an old delta changes nothing', () => {
  const state = board();

  assert.equal(apply(state, called(10, 'A001', '1')), state);
});

test('a gap, or another epoch, asks for a resume', () => {
  assert.equal(apply(board(), { ...called(13, 'A001', '1'), prev: 12 }), undefined);
  assert.equal(apply(board(), { ...called(11, 'A001', '1'), epoch: 'f' }), undefined);
  assert.equal(applyAll(board(), [called(11, 'A001', '1'), called(13, 'A002', '2')]), undefined);
});

test('a start keeps the place of the call, a recall brings it back on top', () => {
  const two = applyAll(board(), [called(11, 'A001', '1'), called(12, 'A002', '2')]) as BoardView;
  const started = apply(
    two,
    delta(13, 'ticket.started', { ticket: 'A002', window: '2', state: 'serving', window_state: 'serving' }),
  );
  const recalled =
    started &&
    apply(
      started,
      delta(14, 'ticket.recalled', { ticket: 'A001', line: 'a', matter: 'm', window: '1', state: 'called' }),
    );

  assert.deepEqual(shows(started), ['A002>2 serving', 'A001>1 called']);
  assert.deepEqual(shows(recalled), ['A001>1 called', 'A002>2 serving']);
  assert.equal(recalled?.calls[0]?.seq, 14);
  assert.equal(recalled?.calls[1]?.line, 'a');
});

for (const state of ['finished', 'missed']) {
  test(`a ticket that is ${state} frees its window and is known as ${state}, as in a snapshot`, () => {
    const at = apply(board(), called(11, 'A001', '1')) as BoardView;

    const over = apply(at, delta(12, `ticket.${state}`, { ticket: 'A001', window: '1', state })) as BoardView;
    const next = apply(over, called(13, 'A002', '1')) as BoardView;
    const back = apply(next, delta(14, 'ticket.returned', { ticket: 'A001', state: 'waiting' }));

    assert.deepEqual(shows(over), [`A001>1 ${state}`]);
    assert.deepEqual([over.windows[0]?.state, over.windows[0]?.ticket], ['open', null]);
    assert.deepEqual(shows(next), ['A002>1 called', `A001>1 ${state}`]);
    assert.deepEqual(shows(back), ['A002>1 called'], 'whoever waits again is no longer over');
  });
}

test('of those that are over only the newest forty are kept, of those that are here all', () => {
  let state = apply(board(), called(11, 'B001', '2')) as BoardView;
  for (let seq = 12; seq < 112; seq += 2)
    state = applyAll(state, [
      called(seq, `A${seq}`, '1'),
      delta(seq + 1, 'ticket.finished', { ticket: `A${seq}`, window: '1', state: 'finished' }),
    ]) as BoardView;

  assert.equal(state.calls.length, 41);
  assert.equal(shows(state)?.[0], 'A110>1 finished');
  assert.equal(shows(state)?.at(-1), 'B001>2 called');
});

for (const [kind, state] of [
  ['parked', 'parked'],
  ['cancelled', 'cancelled'],
  ['expired', 'expired'],
]) {
  test(`a ticket that is ${kind} leaves the board and frees its window`, () => {
    const at = apply(board(), called(11, 'A001', '1')) as BoardView;

    const next = apply(at, delta(12, `ticket.${kind}`, { ticket: 'A001', window: '1', state }));

    assert.deepEqual(shows(next), []);
    assert.deepEqual([next?.windows[0]?.state, next?.windows[0]?.ticket], ['open', null]);
  });
}

test('a transferred ticket frees the window it came from', () => {
  const at = apply(board(), called(11, 'A001', '1')) as BoardView;

  const next = apply(
    at,
    delta(12, 'ticket.transferred', { ticket: 'A001', state: 'waiting', window_state: 'open' }),
  );

  assert.deepEqual(shows(next), []);
  assert.equal(next?.windows[0]?.state, 'open');
});

test('a call to a window takes the place of whatever stood there', () => {
  const state = applyAll(board(), [called(11, 'A001', '1'), called(12, 'A002', '1')]);

  assert.deepEqual(shows(state), ['A002>1 called']);
});

test('windows open, pause, resume and close with who sits there', () => {
  const name = { zh: '王丽', en: 'Wang Li' };
  const opened = apply(
    board(),
    delta(11, 'window.opened', { window: '3', window_state: 'open', staffer: name, letter: 'L1' }),
  );
  const paused = opened && apply(opened, delta(12, 'window.paused', { window: '3' }));
  const closed = paused && apply(paused, delta(13, 'window.closed', { window: '3' }));

  assert.deepEqual(opened?.windows[2]?.staffer, name);
  assert.deepEqual([paused?.windows[2]?.state, paused?.windows[2]?.letter], ['paused', 'L1']);
  assert.deepEqual([closed?.windows[2]?.state, closed?.windows[2]?.staffer], ['closed', null]);
});

test('what only staff hears moves the chain on and nothing else', () => {
  const at = apply(board(), called(11, 'A001', '1')) as BoardView;

  const next = apply(at, delta(12, 'printer.state', { printer: 'printer-1', state: 'paper_out' }));

  assert.deepEqual(next?.calls, at.calls);
  assert.equal(next?.seq, 12);
});

test('of waits the last one wins', () => {
  const lines = [{ line: 'a', waiting: 3, wait: { low_ms: 0, high_ms: 300_000, about: true } }];

  const state = applyWaits(board(), { now: AT, lines, next: { a: ['A002'] } } as never);

  assert.deepEqual(state.lines, lines);
  assert.deepEqual(state.next, { a: ['A002'] });
});
