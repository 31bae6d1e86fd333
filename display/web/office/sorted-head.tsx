// The head of a column by which rows can be put in order: a press orders, another turns the order round.
import type { JSX } from 'preact';
import { t } from '@lib/look.ts';
import { times as words } from '@lib/words/times.ts';

export interface Sorting {
  said: string | undefined; // as it stands in the address: `p50_ms`, or `-p50_ms` turned round
  order: { column: string; rises: boolean } | undefined;
  onSort: (sort: string) => void;
}

interface Wishes {
  column: string;
  title: string;
  numbers?: boolean;
  sorting: Sorting | undefined; // undefined: its rows stand as they are
}

export function SortedHead({ column, title, numbers = true, sorting }: Wishes): JSX.Element {
  const order = sorting?.order?.column === column ? sorting.order : undefined;
  return (
    <th
      scope="col"
      class={numbers ? 'num' : undefined}
      aria-sort={order && (order.rises ? 'ascending' : 'descending')}
    >
      {sorting ? (
        <button
          type="button"
          class="plain"
          data-sort={column}
          title={t(words.sort)}
          onClick={() => sorting.onSort(pressed(sorting.said, column))}
        >
          {title}
          {order && <span aria-hidden="true">{order.rises ? ' ↑' : ' ↓'}</span>}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

/** What a press on a column's head asks for: that column, or the other way round. */
function pressed(said: string | undefined, column: string): string {
  return said === column ? `-${column}` : column;
}
