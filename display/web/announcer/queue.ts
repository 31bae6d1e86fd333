// What an announcer has still to say: one queue, nothing twice, nothing old. Pure.

export interface Saying {
  seq: number;
  ticket: string;
  window: string;
  at: number; // hall time of the call, ms
}

export const YOUNG_MS = 30_000; // a call older than this when it is heard of is never spoken
export const LIFE_MS = 60_000; // one that waited longer for its turn is dropped

/** The queue with a call; a recall of one that still waits takes its place; an old one is not taken. */
export function take(queue: Saying[], call: Saying, now: number): Saying[] {
  if (now - call.at > YOUNG_MS) return queue;
  const at = queue.findIndex((each) => each.ticket === call.ticket && each.window === call.window);
  if (at < 0) return [...queue.filter((each) => each.ticket !== call.ticket), call];
  return queue.map((each, n) => (n === at ? call : each));
}

/** The queue without what nobody needs to hear any more: too old, or the ticket has left its window. */
export function settle(queue: Saying[], now: number, stillCalled: (call: Saying) => boolean): Saying[] {
  return queue.filter((each) => now - each.at <= LIFE_MS && stillCalled(each));
}
