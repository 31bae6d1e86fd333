// A card or code reader that types like a keyboard: what it types,
// told from a person by its speed. Pure; reads `event.code`.

const FAST_MS = 120; // between two keys of a reader; a person takes longer
const SHORTEST = 6;
const SHORTEST_CODE = 4; // so short only when it comes at a speed that no hand has
const SWIFT_MS = 40;
const ENDS = new Set(['Enter', 'NumpadEnter', 'Tab']);

/** Characters on a US keyboard, which readers pretend to be, whatever layout the machine has. */
const KEYS: Record<string, [plain: string, shifted: string]> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Slash: ['/', '?'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  NumpadSubtract: ['-', '-'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
};

/**
 * `papers` is a passport or a permit, and may as well be
 * a code; `misread` a resident's card with a wrong digit.
 */
export type Scan =
  | { follow: string }
  | { identity: string }
  | { misread: string }
  | { papers: string }
  | { code: string }
  | { unknown: string };

export class Wedge {
  private typed = '';
  private last = -Infinity;
  private slowest = 0;

  /** Take a key at `at` ms; gives what was read when the reader ends it, with Enter or Tab. */
  key(code: string, shift: boolean, at: number): string | undefined {
    const gap = at - this.last;
    if (gap > FAST_MS) this.typed = '';
    this.slowest = this.typed ? Math.max(this.slowest, gap) : 0;
    this.last = at;
    if (ENDS.has(code)) {
      const read = this.isLong() ? this.typed : undefined;
      this.typed = '';
      return read;
    }
    this.typed += charOf(code, shift);
    return undefined;
  }

  /**
   * Whether a reader is typing at `at` ms, so that its Enter or Tab must press no button and move nothing.
   */
  isTyping(at: number): boolean {
    return at - this.last <= FAST_MS && this.isLong();
  }

  private isLong(): boolean {
    return this.typed.length >= (this.slowest <= SWIFT_MS ? SHORTEST_CODE : SHORTEST);
  }
}

/** What was read: a slip's own link, a card, a code; `unknown` for anything else, which is answered too. */
export function meaningOf(read: string): Scan {
  const said = read.trim().toUpperCase();
  const follow = /#(?:FOLLOW=)?(\d+\.[0-9A-F]{32})$/.exec(said);
  if (follow) return { follow: (follow[1] as string).toLowerCase() };
  if (isResidents(said)) return isIdentity(said) ? { identity: said } : { misread: said };
  if (isPapers(said)) return { papers: said };
  return /^[0-9A-Z-]{4,64}$/.test(said) ? { code: said } : { unknown: said };
}

/**
 * Whether it may be the number of a passport or a permit,
 * in the forms that are common in a hall of this country.
 */
export function isPapers(said: string): boolean {
  return /^(?:[A-Z]\d{8}|[A-Z]{2}\d{7}|[HM]\d{10}|[A-Z]{3}\d{12})$/i.test(said);
}

/** The check character of a resident's number (GB 11643: ISO 7064, mod 11-2). */
export function isIdentity(number: string): boolean {
  const sum = [...number.slice(0, 17)].reduce(
    (total, digit, n) => total + Number(digit) * (2 ** (17 - n) % 11),
    0,
  );
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase();
}

/** Eighteen places with a birth date among them: a resident's card, well read or not. */
function isResidents(said: string): boolean {
  return /^[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(said);
}

function charOf(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return shift && code.startsWith('Digit') ? (')!@#$%^&*('[Number(digit)] as string) : digit;
  const known = KEYS[code];
  return known ? known[shift ? 1 : 0] : '';
}
