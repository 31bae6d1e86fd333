// A long table or list on a page that scrolls: so many rows at
// a time; it says which of how many, and leads to the others.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from './look.ts';
import { common } from './words/common.ts';

export interface Paged<T> {
  items: T[];
  turns: JSX.Element | null;
}

/**
 * The rows that stand there now, and the bar that turns to the
 * others; `of` names the list: another one begins at its first row.
 */
export function usePaged<T>(rows: readonly T[], size: number, of = ''): Paged<T> {
  const [at, setAt] = useState({ of, page: 0 });
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = at.of === of ? Math.min(at.page, pages - 1) : 0;
  const items = rows.slice(page * size, page * size + size);
  const turns =
    pages > 1 ? (
      <Turns
        first={page * size + 1}
        shown={items.length}
        count={rows.length}
        page={page}
        pages={pages}
        onTurn={(to) => setAt({ of, page: to })}
      />
    ) : null;
  return { items, turns };
}

interface Wishes {
  first: number;
  shown: number;
  count: number;
  page: number;
  pages: number;
  onTurn: (page: number) => void;
}

/** The bar that turns the pages of a list, the server's or the page's own. */
export function Turns({ first, shown, count, page, pages, onTurn }: Wishes): JSX.Element {
  return (
    <div class="turns" data-testid="turns">
      <button type="button" data-act="first-page" disabled={page === 0} onClick={() => onTurn(0)}>
        {t(common.pageFirst)}
      </button>
      <button type="button" data-act="page-before" disabled={page === 0} onClick={() => onTurn(page - 1)}>
        {t(common.pageUp)}
      </button>
      <p role="status" data-testid="turns-at">
        {t(common.rowsOf, { from: first, to: first + shown - 1, n: count })}
      </p>
      <button
        type="button"
        data-act="page-after"
        disabled={page === pages - 1}
        onClick={() => onTurn(page + 1)}
      >
        {t(common.pageDown)}
      </button>
      <button
        type="button"
        data-act="last-page"
        disabled={page === pages - 1}
        onClick={() => onTurn(pages - 1)}
      >
        {t(common.pageLast)}
      </button>
    </div>
  );
}
