// What a reader types is taken anywhere on the kiosk, and always
// answered: one listener on the document, no field has the focus.
import { answer, checkIn, go, touched, typed } from './walk.ts';
import { meaningOf, type Scan, Wedge } from './wedge.ts';

export function listenForReaders(act: (scan: Scan) => void = take): void {
  const wedge = new Wedge();
  document.addEventListener(
    'keydown',
    (event) => {
      const reading = wedge.isTyping(event.timeStamp);
      const read = wedge.key(event.code, event.shiftKey, event.timeStamp);
      if (reading) event.preventDefault(); // a reader's keys press no button and move no focus
      if (read === undefined) return;
      event.stopPropagation();
      typed.value = ''; // its first letters fell into the search
      touched();
      act(meaningOf(read));
    },
    true,
  );
}

/** What the agent of this machine's readers has read. */
export function takeFromAgent(scan: Scan): void {
  touched();
  take(scan);
}

let card: ((number: string) => void) | undefined;

/** Who asks for a card while a matter is being confirmed; the return ends it. */
export function onCard(act: (number: string) => void): () => void {
  card = act;
  return () => {
    card = undefined;
  };
}

/**
 * Slips and codes are good everywhere, cards where a matter
 * is confirmed; whatever else is read is answered in words.
 */
function take(scan: Scan): void {
  answer.value = undefined;
  if ('follow' in scan) go({ at: 'found', follow: scan.follow });
  else if (card) takeCard(scan, card);
  else if ('code' in scan) checkIn(scan.code);
  else if ('papers' in scan) checkIn(scan.papers);
  else answer.value = 'unknown' in scan ? 'code_unknown' : 'card_early';
}

function takeCard(scan: Scan, act: (number: string) => void): void {
  if ('identity' in scan) act(scan.identity);
  else if ('papers' in scan) act(scan.papers);
  // what is left of a card read badly is no code
  else answer.value = 'code' in scan ? 'no_card' : 'card_unread';
}
