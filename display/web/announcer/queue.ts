// What an announcer has still to say, and in which words. Pure. A call that was taken
// up lives until it is spoken or has left its window. Chinese is spoken for every call;
// English follows at once where nobody waits to be called, else when there is time.
import type { Lang } from '@lib/look.ts';

export interface Saying {
  seq: number;
  ticket: string;
  window: string;
  at: number; // hall time of the call, ms
}

/** One call in one language; `brief`: the window's half is the short one; `chime`: rung before. */
export interface Utterance {
  call: Saying;
  lang: Lang;
  brief: boolean;
  chime: boolean;
}

export const YOUNG_MS = 30_000; // a call older than this when it is heard of is never spoken
const QUIET_MS = 3000; // after so long a silence the chime is rung again
const CHIME_MS = 25_000; // and so long after the last one

interface Owed {
  call: Saying;
  brief: boolean;
}

/** The queue with a call; a recall of one that still waits takes its place; an old one is not taken. */
export function take(queue: Saying[], call: Saying, now: number): Saying[] {
  if (now - call.at > YOUNG_MS) return queue;
  const at = queue.findIndex((each) => each.ticket === call.ticket && each.window === call.window);
  if (at < 0) return [...queue.filter((each) => each.ticket !== call.ticket), call];
  return queue.map((each, n) => (n === at ? call : each));
}

/** The queue without what nobody needs to hear any more: those who have come, or left the window. */
export function settle(queue: Saying[], stillCalled: (call: Saying) => boolean): Saying[] {
  return queue.filter(stillCalled);
}

/**
 * Who is said next, in which words: the order of the calls,
 * a chime at the head of a run, brief while others wait.
 */
export class Speech {
  private owed: Owed[] = []; // what was said in Chinese alone
  private quietSince = -Infinity;
  private chimedAt = -Infinity;

  /**
   * The next utterance, and the queue without its call; undefined
   * when there is nothing to say. `now`: any clock, in ms.
   */
  next(
    waiting: Saying[],
    now: number,
    stillCalled: (call: Saying) => boolean,
  ): { said: Utterance; queue: Saying[] } | undefined {
    const [call, ...queue] = settle(waiting, stillCalled);
    this.owed = this.owed.filter((each) => stillCalled(each.call));
    if (!call) return this.nextOwed();
    const chime = now - this.quietSince >= QUIET_MS || now - this.chimedAt >= CHIME_MS;
    if (chime) this.chimedAt = now;
    const brief = queue.length > 0 || this.owed.length > 0;
    this.owed = [...this.owed.filter((each) => each.call.ticket !== call.ticket), { call, brief }];
    return { said: { call, lang: 'zh', brief, chime }, queue };
  }

  /** An utterance was over at this moment. */
  over(now: number): void {
    this.quietSince = now;
  }

  private nextOwed(): { said: Utterance; queue: Saying[] } | undefined {
    const next = this.owed.shift();
    return next && { said: { ...next, lang: 'en', chime: false }, queue: [] };
  }
}
