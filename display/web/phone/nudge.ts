// When a phone makes itself felt: three people ahead, and the call. Pure.
import type { TicketView } from '@lib/types.ts';

export const NEAR = 3; // people ahead at which the phone says so

export type Nudge = 'near' | 'called' | undefined;

/** What the phone should make itself felt for: coming within three, and being called. */
export function nudgeOf(was: TicketView | undefined, now: TicketView): Nudge {
  if (!was) return undefined;
  if (now.state === 'called' && (was.state !== 'called' || was.window !== now.window)) return 'called';
  return now.state === 'waiting' && now.ahead <= NEAR && was.ahead > NEAR ? 'near' : undefined;
}
