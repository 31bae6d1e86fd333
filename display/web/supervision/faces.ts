// How moments and lengths are read on the desk.
import { hoursAndMinutes } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { supervision as words } from '@lib/words/supervision.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long something lasted, in minutes, or hours and minutes. */
export function lengthFace(ms: number): string {
  if (ms < MINUTE) return t(words.seconds);
  if (ms < HOUR) return t(words.minutes, { m: Math.floor(ms / MINUTE) });
  return t(words.hoursMinutes, hoursAndMinutes(ms));
}

/** Findings per 1,000 services, said per 100. */
export function perHundred(perMille: number | null): string {
  return perMille === null ? '—' : (perMille / 10).toFixed(1);
}
