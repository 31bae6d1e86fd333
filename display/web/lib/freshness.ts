// How old a screen's knowledge is: a frozen board must never look alive.

export type Freshness = 'young' | 'live' | 'stale' | 'old';

export const STALE_MS = 10_000;
export const OLD_MS = 60_000;
export const LOST_MS = 4000; // a line that is known to be down is said to be so within 5 s

/**
 * `young`: nothing heard yet, and not long here; `stale` after 10 s of silence; `old` (greyed) after 60 s.
 */
export function freshness(silence_ms: number, everHeard: boolean, lost_ms = 0): Freshness {
  if (silence_ms >= OLD_MS) return 'old';
  if (silence_ms >= STALE_MS || lost_ms >= LOST_MS) return 'stale';
  return everHeard ? 'live' : 'young';
}
