// What the time at a window was spent on: rows by sitting or by whose they are, in order. Pure.
import type { ReportRow, Sitting, Words } from '@lib/types.ts';

export const PARTS = [
  'serving_ms',
  'walking_ms',
  'waited_for_ms',
  'idle_ms',
  'paused_ms',
  'back_office_ms',
  'uncounted_ms',
] as const;
export type PartName = (typeof PARTS)[number];

/** One row: its name, how long, its parts, its pauses by reason; of a sitting, the sitting itself. */
export interface Time {
  key: string;
  name: Words;
  length: number;
  parts: Partial<Record<PartName, number>>;
  paused: Record<string, number>;
  pieces: number;
  count: number;
  sitting?: Sitting;
}

export function timeOf(sitting: Sitting): Time {
  return {
    key: String(sitting.session),
    name: sitting.name,
    length: Object.values(sitting.parts).reduce((sum, each) => sum + each, 0),
    parts: sitting.parts,
    paused: sitting.paused_for,
    pieces: sitting.pieces,
    count: sitting.services,
    sitting,
  };
}

/** Of a row of the report of sessions; sittings that go on are not in it. */
export function timeOfRow(row: ReportRow): Time {
  const { by, name, sum_ms, parts, paused_for, pieces, count } = row;
  return { key: by, name, length: sum_ms, parts, paused: paused_for, pieces, count };
}

export const SORTS = ['name', 'opened', 'length', ...PARTS] as const;
export type Sort = (typeof SORTS)[number];

export function sortOf(said: string | undefined): { column: Sort; rises: boolean } | undefined {
  const column = SORTS.find((each) => each === said?.replace(/^-/, ''));
  if (!column) return undefined;
  const turned = said?.startsWith('-') ?? false;
  return { column, rises: column === 'name' || column === 'opened' ? !turned : turned };
}

export function inOrder(rows: readonly Time[], said: string | undefined, lang: 'zh' | 'en'): Time[] {
  const sort = sortOf(said);
  if (!sort) return [...rows];
  const { column: by, rises } = sort;
  const compare = (one: Time, other: Time): number => {
    if (by === 'name') return one.name[lang].localeCompare(other.name[lang], lang);
    if (by === 'opened') return (one.sitting?.opened_at ?? '').localeCompare(other.sitting?.opened_at ?? '');
    if (by === 'length') return one.length - other.length;
    return (one.parts[by] ?? 0) - (other.parts[by] ?? 0);
  };
  return [...rows].sort((one, other) => (rises ? 1 : -1) * compare(one, other));
}

/** All rows together. */
export function sumOf(rows: readonly Time[]): Pick<Time, 'length' | 'parts'> {
  const parts: Partial<Record<PartName, number>> = {};
  for (const row of rows) for (const part of PARTS) parts[part] = (parts[part] ?? 0) + (row.parts[part] ?? 0);
  return { length: rows.reduce((sum, row) => sum + row.length, 0), parts };
}

/** Where each part of a bar of 100 begins and how wide it is; parts without time are left out. */
export function stretches(
  time: Pick<Time, 'length' | 'parts'>,
): { part: PartName; from: number; wide: number }[] {
  let from = 0;
  return PARTS.flatMap((part) => {
    const wide = time.length ? ((time.parts[part] ?? 0) / time.length) * 100 : 0;
    const found = { part, from, wide };
    from += wide;
    return wide ? [found] : [];
  });
}
