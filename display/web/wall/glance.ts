// What the wall makes of the hall: which lines, how long, how many windows do what. Pure.
import { percentOf } from '@lib/figures.ts';
import type { LineOnBoard, WallLine, WindowOnBoard, WindowState } from '@lib/types.ts';

const MINUTE = 60_000;

export interface LineOnWall {
  line: string;
  waiting: number;
  /** Whole minutes. */
  longest: number;
  over: boolean;
  wait: LineOnBoard['wait'];
}

/** The lines in which somebody waits, the longest wait first; how many is what the live line says. */
export function linesOf(
  known: readonly WallLine[],
  live: readonly LineOnBoard[],
  target_ms: number,
  now: number,
): LineOnWall[] {
  const count = new Map(live.map((each) => [each.line, each]));
  return known.flatMap((each) => {
    const told = count.get(each.line);
    const waited = Math.max(0, now - Date.parse(each.longest_from));
    if (!told?.waiting) return [];
    const { waiting, wait } = told;
    return [
      { line: each.line, waiting, longest: Math.floor(waited / MINUTE), over: waited > target_ms, wait },
    ];
  });
}

const ORDER: readonly WindowState[] = ['serving', 'called', 'open', 'working', 'paused', 'closed'];

/** How many windows are in each state that any is in. */
export function statesOf(windows: readonly WindowOnBoard[]): [WindowState, number][] {
  return ORDER.flatMap((state): [WindowState, number][] => {
    const n = windows.filter((each) => each.state === state).length;
    return n ? [[state, n]] : [];
  });
}

/** So many columns of tiles, a little wider than high, fill a box that is wider than high. */
export function columnsFor(count: number): number {
  return Math.max(4, Math.ceil(Math.sqrt(count / 1.2)));
}

/** In whole percent; "—" of nothing. */
export function percent(part: number, whole: number): string {
  const share = percentOf(part, whole);
  return share === undefined ? '—' : `${share}%`;
}
