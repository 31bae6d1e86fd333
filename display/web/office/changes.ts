// Changes of windows as they stand in the address, so that a what-if can be sent to somebody. Pure.
export type Kind = 'lend' | 'open' | 'close';

export const KINDS: readonly Kind[] = ['lend', 'open', 'close'];
export const MOST = 8;

export interface Change {
  kind: Kind;
  window: string;
  from: string;
  to: string;
  lines: string[];
}

const FORM = /^([^@]+)@(\d{2}:\d{2})-(\d{2}:\d{2})(?:=(.+))?$/;

/** What the address asks; what is no change is left out. */
export function changesIn(search: string): Change[] {
  const query = new URLSearchParams(search);
  const found: Change[] = [];
  for (const kind of KINDS)
    for (const said of query.getAll(kind)) {
      const [, window, from, to, lines] = FORM.exec(said) ?? [];
      if (!window || !from || !to || from >= to || (kind === 'close') !== !lines) continue;
      found.push({ kind, window, from, to, lines: lines?.split('+') ?? [] });
    }
  return found.slice(0, MOST);
}

/** The same as a query: "lend=8%4010%3A00-11%3A30%3Dtax". */
export function queryOf(changes: readonly Change[]): string {
  const query = new URLSearchParams();
  for (const { kind, window, from, to, lines } of changes)
    query.append(kind, `${window}@${from}-${to}${lines.length ? `=${lines.join('+')}` : ''}`);
  return query.toString();
}
