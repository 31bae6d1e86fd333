// Which calls and lines a board shows, in which order; the lines' page.
import type { BoardView, CallOnBoard, LineOnBoard } from './types.ts';

export const PAGE_MS = 10_000;

/** Calls of a zone ('' is the whole hall): being called first, then in service; the newest on top. */
export function callsOf(state: BoardView, zone: string): CallOnBoard[] {
  const here = new Set(state.windows.filter((each) => !zone || each.zone === zone).map((each) => each.code));
  const rank = (call: CallOnBoard): number => (call.state === 'called' ? 0 : 1);
  return state.calls
    .filter((call) => here.has(call.window) && (call.state === 'called' || call.state === 'serving'))
    .sort((one, two) => rank(one) - rank(two) || two.seq - one.seq);
}

/** Lines where somebody waits, busiest first; equals by their range. */
export function busiest(lines: LineOnBoard[]): LineOnBoard[] {
  return lines
    .filter((each) => each.waiting > 0)
    .sort((one, two) => two.waiting - one.waiting || two.wait.high_ms - one.wait.high_ms);
}

/** The lines that a zone's windows serve; all for the whole hall. */
export function linesOfZone(
  plans: { zone: string; lines: string[] }[],
  zone: string,
): (line: string) => boolean {
  if (!zone) return () => true;
  const served = new Set(plans.filter((each) => each.zone === zone).flatMap((each) => each.lines));
  return (line) => served.has(line);
}

export function pagesOf(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** The page that shows at `turn` (turns count up every ten seconds); the last one is full like the others. */
export function pageAt<T>(
  items: T[],
  size: number,
  turn: number,
): { items: T[]; page: number; pages: number } {
  const pages = pagesOf(items.length, size);
  const page = turn % pages;
  const from = Math.max(0, Math.min(page * size, items.length - size));
  return { items: items.slice(from, from + size), page: page + 1, pages };
}
