// Words that are searched for and in, folded alike: any width, any case, no invisible characters. Pure.

/** A word as it is compared: Unicode NFKC, small letters, one space between. */
export function folded(said: string): string {
  return said
    .normalize('NFKC')
    .replace(/\p{Cf}|[\uFE00-\uFE0F]/gu, '')
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
    .normalize('NFKC');
}

/** Whether one of these holds the word; an empty word is in all. */
export function holds(word: string, within: string[]): boolean {
  const wanted = folded(word);
  return within.some((each) => folded(each).includes(wanted));
}
