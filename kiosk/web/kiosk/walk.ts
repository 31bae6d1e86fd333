// Where a visitor is in the kiosk, and what an idle kiosk forgets.
import { signal } from '@preact/signals';
import type { Audience } from '@lib/find.ts';
import { speakFirst, speaksFirst } from '@lib/look.ts';
import type { IssuedTicket } from '@lib/types.ts';

export type Tab =
  | 'usual'
  | 'person'
  | 'business'
  | 'departments'
  | 'collect'
  | 'booked'
  | 'consult'
  | 'search';
export type Place =
  | { at: 'home' }
  | { at: 'department'; code: string; audience: Audience }
  | { at: 'confirm'; matter: string }
  | { at: 'result'; ticket: IssuedTicket }
  | { at: 'found'; follow: string };

/** What a reader's catch is answered with; the same codes name the voice's sentences. */
export type Answer = 'card_early' | 'card_unread' | 'no_card' | 'code_unknown';

export const tab = signal<Tab>('usual');
export const place = signal<Place>({ at: 'home' });
export const typed = signal('');
// matters that one number shall be for, beside the one looked at
export const basket = signal<readonly string[]>([]);
export const scanned = signal(0); // codes that a reader has typed whole
export const large = signal(false);
export const reading = signal(false);
export const helping = signal(false);
export const rang = signal<'ringing' | 'rang' | 'away'>('ringing'); // whether the guide desk has heard of it
// to something held under the reader that cannot be taken now
export const answer = signal<Answer | undefined>(undefined);
export const stillThere = signal<number | undefined>(undefined); // seconds left on “do you need more time?”

const IDLE_S = 30;
const ASK_S = 20;
const MOST_EXTENSIONS = 10;
let idle_s = 0;
let extended = 0;

export function go(to: Place): void {
  place.value = to;
}

/** The matter is to stand on the number, too: choose another one. */
export function keep(matter: string): void {
  if (!basket.peek().includes(matter)) basket.value = [...basket.peek(), matter];
  place.value = { at: 'home' };
  typed.value = '';
}

export function unkeep(matter: string): void {
  basket.value = basket.peek().filter((each) => each !== matter);
}

/** A code was read or typed: it is checked in where codes are. */
export function checkIn(code: string): void {
  open('booked');
  typed.value = code;
  scanned.value += 1;
}

export function open(name: Tab): void {
  tab.value = name;
  place.value = { at: 'home' };
  typed.value = '';
}

/** Back to the start: everything personal wiped, the hall's own language and letters. */
export function goHome(): void {
  open('usual');
  basket.value = [];
  large.value = false;
  reading.value = false;
  helping.value = false;
  answer.value = undefined;
  stillThere.value = undefined;
  extended = 0;
  speakFirst();
}

export function untouched(): boolean {
  return (
    place.value.at === 'home' &&
    tab.value === 'usual' &&
    speaksFirst() &&
    !large.value &&
    !helping.value &&
    !basket.value.length
  );
}

/** Somebody touched the screen or a key. */
export function touched(): void {
  idle_s = 0;
}

/** Ten times; then somebody else may want to come. */
export function moreTime(): void {
  extended += 1;
  if (extended > MOST_EXTENSIONS) {
    goHome();
    return;
  }
  touched();
  stillThere.value = undefined;
}

/** Once a second: after 30 s of nothing ask, after 20 s more go home; a shown number just goes. */
export function passSecond(): void {
  idle_s += 1;
  if (untouched() || idle_s < IDLE_S) return;
  if (place.value.at === 'result' || place.value.at === 'found' || idle_s >= IDLE_S + ASK_S) goHome();
  else stillThere.value = IDLE_S + ASK_S - idle_s;
}
