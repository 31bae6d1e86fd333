// A card or code reader that types like a keyboard: what it types, told from a person by its speed. Pure; reads `event.code`.

const FAST_MS = 120; // between two keys of a reader; a person takes longer
const SHORTEST = 6;

/** Characters on a US keyboard, which readers pretend to be, whatever layout the machine has. */
const KEYS: Record<string, [plain: string, shifted: string]> = {
  Minus: ['-', '_'], Equal: ['=', '+'], Slash: ['/', '?'], Period: ['.', '>'], Comma: [',', '<'], Semicolon: [';', ':'], Quote: ["'", '"'],
};

export type Scan = { follow: string } | { identity: string } | { code: string };

export class Wedge {
  private typed = '';
  private last = -Infinity;

  /** Take a key at `at` ms; gives what was read when the reader ends it with Enter. */
  key(code: string, shift: boolean, at: number): string | undefined {
    if (at - this.last > FAST_MS) this.typed = '';
    this.last = at;
    if (code === 'Enter' || code === 'NumpadEnter') {
      const read = this.typed;
      this.typed = '';
      return read.length >= SHORTEST ? read : undefined;
    }
    this.typed += charOf(code, shift);
    return undefined;
  }

  /** Whether a reader is typing right now, so that its Enter must press no button. */
  get typing(): boolean {
    return this.typed.length >= SHORTEST;
  }
}

/** What was read: a slip's own link, an ID number, or an appointment's code; undefined for anything else. */
export function meaningOf(read: string): Scan | undefined {
  const follow = /#(?:follow=)?(\d+\.[0-9a-f]{32})$/i.exec(read);
  if (follow) return { follow: (follow[1] as string).toLowerCase() };
  if (/^\d{17}[\dX]$/i.test(read) && isIdentity(read)) return { identity: read.toUpperCase() };
  return /^[0-9A-Z-]{6,20}$/i.test(read) ? { code: read.toUpperCase() } : undefined;
}

/** The check character of a resident's number (GB 11643: ISO 7064, mod 11-2). */
export function isIdentity(number: string): boolean {
  const sum = [...number.slice(0, 17)].reduce((total, digit, n) => total + Number(digit) * (2 ** (17 - n) % 11), 0);
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase();
}

function charOf(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return shift && code.startsWith('Digit') ? ')!@#$%^&*('[Number(digit)] as string : digit;
  const known = KEYS[code];
  return known ? known[shift ? 1 : 0] : '';
}
