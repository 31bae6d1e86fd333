// A report's rows in the order of one of their figures. Pure.
// The order stands in the address: `p50_ms`, or `-p50_ms` from small to large.
import type { ReportRow } from '@lib/types.ts';

export const COLUMNS = ['by', 'count', 'pieces', 'mean_ms', 'p50_ms', 'p90_ms', 'max_ms'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  rises: boolean;
}

/** Names rise at first, figures fall: the slowest is looked for. */
export function orderOf(said: string | undefined): Order | undefined {
  const rises = said?.startsWith('-') ?? false;
  const column = COLUMNS.find((each) => each === said?.replace(/^-/, ''));
  return column && { column, rises: column === 'by' ? !rises : rises };
}

export function ranked(rows: readonly ReportRow[], order: Order | undefined): ReportRow[] {
  if (!order || order.column === 'by') return order?.rises === false ? [...rows].reverse() : [...rows];
  const { column, rises } = order;
  // a row without a counted record has no figure: it comes last either way
  return [...rows].sort(
    (one, other) =>
      Number(!one.count) - Number(!other.count) || (rises ? 1 : -1) * (one[column] - other[column]),
  );
}
