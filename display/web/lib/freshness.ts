// How old a screen's knowledge is: a frozen board must never look alive.

export type Freshness = 'young' | 'live' | 'stale' | 'old';

export const STALE_MS = 10_000;
export const OLD_MS = 60_000;

/** `young`: nothing heard yet, and not long here; `stale` after 10 s of silence; `old` (greyed) after 60 s. */
export function freshness(silence_ms: number, everHeard: boolean): Freshness {
  if (silence_ms >= OLD_MS) return 'old';
  if (silence_ms >= STALE_MS) return 'stale';
  return everHeard ? 'live' : 'young';
}
