// Who was called in the last minutes, for whoever looked away; and who is next in each line. Pure.
import { pageAt } from '@lib/rows.ts';
import type { BoardView, CallOnBoard } from '@lib/types.ts';

const RECENT_MS = 15 * 60_000;

export interface Recent {
  missed: CallOnBoard[];
  over: CallOnBoard[];
}

/**
 * Calls of the last minutes whose visitor did not come, or has gone
 * again; the newest first, each number once.
 */
export function recentOf(state: BoardView, zone: string, now: number): Recent {
  const here = new Set(state.windows.filter((each) => !zone || each.zone === zone).map((each) => each.code));
  const known = new Set(state.calls.filter(isHere).map((each) => each.ticket));
  const found = [...state.calls]
    .sort((one, two) => two.seq - one.seq)
    .filter((call) => {
      const old = now - Date.parse(call.at) > RECENT_MS;
      if (old || !here.has(call.window) || known.has(call.ticket)) return false;
      known.add(call.ticket);
      return true;
    });
  return {
    missed: found.filter((each) => each.state === 'missed'),
    over: found.filter((each) => each.state === 'finished'),
  };
}

/** One page of the small list: those that must be seen by turns, and in free places those that are over. */
export function pageOf(
  must: CallOnBoard[],
  over: CallOnBoard[],
  size: number,
  turn: number,
): { calls: CallOnBoard[]; page: number; pages: number } {
  const { items, page, pages } = pageAt(must, size, turn);
  return { calls: [...items, ...over].slice(0, size), page, pages };
}

/** The first numbers of a line, without those that were called a moment ago. */
export function nextOf(state: BoardView, line: string): string[] {
  const called = new Set(state.calls.filter(isHere).map((each) => each.ticket));
  return (state.next[line] ?? []).filter((each) => !called.has(each));
}

function isHere(call: CallOnBoard): boolean {
  return call.state === 'called' || call.state === 'serving';
}
