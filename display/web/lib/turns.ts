// Whose turn it is on a screen that has fewer rows than there are
// calls: every number that is called is shown, and none flashes by.
import type { CallOnBoard } from './types.ts';

export const TURN_MS = 10_000; // a number that came up stays so long
const MOST_SERVED = 4; // pages; whoever is being served already needs no board

interface Up {
  call: CallOnBoard;
  since: number;
}

export interface Page {
  calls: CallOnBoard[];
  fresh: Set<number>; // seqs of what came up in this turn
  page: number;
  pages: number;
}

/**
 * The rows of one screen. Called numbers go before served ones; those that no page has shown yet before all.
 */
export class Turns {
  private up = new Map<string, Up>();
  private readonly shown = new Map<string, { seq: number; left: number }>();
  private turn = 0;
  private turned = 0;

  /**
   * What stands on the screen now, the newest call first.
   * `calls`: the newest first; `now`: ms, never less than before.
   */
  show(calls: CallOnBoard[], rows: number, now: number): Page {
    const [called, served] = [
      calls.filter((each) => each.state === 'called'),
      calls.filter((each) => each.state !== 'called'),
    ];
    const room = Math.max(rows - called.length, 0);
    const rotating = served.slice(0, room * MOST_SERVED);
    this.keep([...called, ...rotating], now);
    this.evict(called, room, rows, now);
    this.fill(called, rotating, rows, now);
    if (now - this.turned >= TURN_MS) [this.turned, this.turn] = [now, this.turn + 1];
    const pages = Math.max(1, room ? Math.ceil(rotating.length / room) : Math.ceil(called.length / rows));
    const standing = [...this.up.values()];
    return {
      calls: standing.map((each) => each.call).sort((one, two) => rank(one) - rank(two) || two.seq - one.seq),
      fresh: new Set(standing.filter((each) => now - each.since < TURN_MS).map((each) => each.call.seq)),
      page: (this.turn % pages) + 1,
      pages,
    };
  }

  /** What left is gone at once; a recall counts as having come up anew. */
  private keep(calls: CallOnBoard[], now: number): void {
    const there = new Map(calls.map((call) => [keyOf(call), call]));
    for (const [key, { call, since }] of this.up) {
      const same = there.get(key);
      if (same) this.put(key, same, same.seq === call.seq ? since : now);
      else this.up.delete(key);
    }
    for (const key of this.shown.keys()) if (!there.has(key)) this.shown.delete(key);
  }

  /**
   * Make room: for called numbers the served ones leave at once, the
   * called ones only after their turn; served ones change by turns.
   */
  private evict(called: CallOnBoard[], room: number, rows: number, now: number): void {
    const standing = [...this.up].sort((one, two) => one[1].since - two[1].since);
    const due = called.filter((call) => !this.up.has(keyOf(call)));
    const [up, down] = [
      standing.filter(([, each]) => each.call.state === 'called'),
      standing.filter(([, each]) => each.call.state !== 'called'),
    ];
    const over = Math.max(this.up.size - rows, 0);
    const leaving = down.filter(
      ([, each], n) => n < down.length - room || n < over || now - each.since >= TURN_MS,
    );
    const free = rows - up.length;
    const had = up.filter(([, each]) => now - each.since >= TURN_MS).slice(0, Math.max(due.length - free, 0));
    for (const [key] of [...leaving, ...had, ...up.slice(0, Math.max(-free, 0))]) this.takeDown(key, now);
  }

  private fill(called: CallOnBoard[], served: CallOnBoard[], rows: number, now: number): void {
    const next = [...this.inTurn(called), ...this.inTurn(served)];
    for (const call of next.slice(0, Math.max(rows - this.up.size, 0))) this.put(keyOf(call), call, now);
  }

  /**
   * Those that are not up: first what was never shown, the
   * oldest call first; then what was shown longest ago.
   */
  private inTurn(calls: CallOnBoard[]): CallOnBoard[] {
    const left = (call: CallOnBoard): number => {
      const known = this.shown.get(keyOf(call));
      return known?.seq === call.seq ? known.left : -Infinity;
    };
    const waiting = calls.filter((call) => !this.up.has(keyOf(call)));
    return waiting.sort(
      (one, two) =>
        Number(left(one) !== -Infinity) - Number(left(two) !== -Infinity) ||
        compare(left(one), left(two)) ||
        one.seq - two.seq,
    );
  }

  private put(key: string, call: CallOnBoard, since: number): void {
    this.up.set(key, { call, since });
  }

  private takeDown(key: string, now: number): void {
    const was = this.up.get(key);
    if (was) this.shown.set(key, { seq: was.call.seq, left: now });
    this.up.delete(key);
  }
}

function compare(one: number, two: number): number {
  return one === two ? 0 : one < two ? -1 : 1;
}

function keyOf(call: CallOnBoard): string {
  return `${call.ticket} ${call.window}`;
}

function rank(call: CallOnBoard): number {
  return call.state === 'called' ? 0 : 1;
}
