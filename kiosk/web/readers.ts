// What a reader types is taken anywhere on the kiosk: one listener on the document, and no field has the focus.
import { checkIn, go, place, touched, typed } from './walk.ts';
import { meaningOf, Wedge, type Scan } from './wedge.ts';

export function listenForReaders(act: (scan: Scan) => void = take): void {
  const wedge = new Wedge();
  document.addEventListener(
    'keydown',
    (event) => {
      const reading = wedge.typing;
      const read = wedge.key(event.code, event.shiftKey, event.timeStamp);
      if (reading) event.preventDefault(); // a reader's keys press no button
      const scan = read && meaningOf(read);
      if (!scan) return;
      event.stopPropagation();
      typed.value = ''; // its first letters fell into the search
      touched();
      act(scan);
    },
    true,
  );
}

let card: ((number: string) => void) | undefined;

/** Who asks for a card while a matter is being confirmed; the return ends it. */
export function onCard(act: (number: string) => void): () => void {
  card = act;
  return () => {
    card = undefined;
  };
}

function take(scan: Scan): void {
  if ('follow' in scan) go({ at: 'found', follow: scan.follow });
  else if ('identity' in scan) card?.(scan.identity);
  else if (place.peek().at !== 'confirm') checkIn(scan.code); // what is left of a card read badly is no code
}
