// What a manager has changed in the rules, and the same as the text that is published: only what differs.
import { lastOf } from '@lib/last.ts';
import type { WholeRulesView } from '@lib/types.ts';

type Value = number | string | boolean;
/** Every entry of the form by its path: `grace_seconds`, `lines.tax.cap`, `alarms.long_wait.raise_at`. */
export type Entries = ReadonlyMap<string, Value>;

const SEPARATOR = '\u0000'; // codes of lines may hold dots
const path = (...parts: string[]): string => parts.join(SEPARATOR);

/** The entries of the rules in force. */
export function entriesOf(rules: WholeRulesView): Entries {
  const found = new Map<string, Value>(Object.entries(rules.numbers));
  found.set('one_key', rules.one_key);
  for (const { line, ...own } of rules.lines)
    for (const [name, value] of Object.entries(own)) found.set(path('lines', line, name), value);
  for (const { kind, on, raise_at, clear_at } of rules.alarms)
    for (const [name, value] of Object.entries({ on, raise_at, clear_at }))
      found.set(path('alarms', kind, name), value);
  return found;
}

export const nameOf = path;

/** What the form says otherwise than the rules in force. */
export function changes(before: Entries, after: Entries): Entries {
  return new Map([...after].filter(([name, value]) => before.get(name) !== value));
}

/** The changes as TOML: the whole hall's first, then a table for each line and each kind of alarm. */
export function asToml(changed: Entries): string {
  const tables = new Map<string, string[]>();
  for (const [name, value] of changed) {
    const parts = name.split(SEPARATOR);
    const table = parts
      .slice(0, -1)
      .map((each) => JSON.stringify(each))
      .join('.');
    const rows = tables.get(table) ?? [];
    rows.push(`${lastOf(parts)} = ${JSON.stringify(value)}`);
    tables.set(table, rows);
  }
  const text = (table: string, rows: string[]): string =>
    [...(table ? [`[${table}]`] : []), ...rows].join('\n');
  return [...tables]
    .sort(([one], [other]) => Number(one !== '') - Number(other !== ''))
    .map(([table, rows]) => text(table, rows))
    .join('\n\n');
}

/** `back:3` as its two parts, and back. */
export function missedOf(said: string): { follows: string; places: number } {
  const [follows = 'keep', places] = said.split(':');
  return { follows, places: Number(places ?? 3) };
}

export function missedAs(follows: string, places: number): string {
  return follows === 'back' ? `back:${places}` : follows;
}
