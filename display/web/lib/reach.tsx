// A box for a list of any length: it scrolls by finger, wheel and key;
// when it holds more than it shows it says so, and turns by whole pages.
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from './look.ts';
import { blankOf, type Item, pageOf, startsOf } from './paging.ts';
import { common } from './words/common.ts';

const ITEMS = 'button, li, tr, p, h2, h3, dt, dd, figure';
const KEYS: Record<string, number> = { PageDown: 1, PageUp: -1, End: Infinity, Home: -Infinity };

interface Pages {
  starts: number[];
  page: number;
  blank: number;
}

const WHOLE: Pages = { starts: [0], page: 0, blank: 0 };

interface Wishes {
  label: string;
  of: string;
  count?: number;
  class?: string;
  children: ComponentChildren;
}

/**
 * `of` names what is listed: another list begins at its
 * first page. `count`: how many items it has, to be said.
 */
export function Reach({ label, of, count, class: name = '', children }: Wishes): JSX.Element {
  const whole = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<Pages>(WHOLE);
  const { starts, page, blank } = pages;
  const over = starts.length > 1;
  const look = (): void => setPages((known) => pagesOf(whole.current, box.current) ?? known);
  const turn = (by: number): boolean => {
    const to = Math.min(Math.max(page + by, 0), starts.length - 1);
    box.current?.scrollTo({ top: starts[to] ?? 0, behavior: 'instant' });
    return to !== page;
  };
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    look();
  }, [of]);
  useSizes(whole, box, look);
  useKeys(whole, turn);
  useBlank(box, blank);
  return (
    <div class={`reach ${name}`} ref={whole}>
      <div
        class="reach-box"
        ref={box}
        role="group"
        aria-label={label}
        tabIndex={over ? 0 : undefined}
        onScroll={look}
      >
        <div>{children}</div>
      </div>
      {over && <Bar page={page} pages={starts.length} count={count} turn={turn} />}
    </div>
  );
}

function Bar({
  page,
  pages,
  count,
  turn,
}: {
  page: number;
  pages: number;
  count: number | undefined;
  turn: (by: number) => boolean;
}): JSX.Element {
  return (
    <div class="reach-bar">
      <button
        type="button"
        data-act="page-up"
        aria-label={t(common.pageUp)}
        disabled={page === 0}
        onClick={() => turn(-1)}
      >
        <span aria-hidden="true">▲</span> <span class="word">{t(common.pageUp)}</span>
      </button>
      <p role="status" data-testid="page" data-page={page + 1} data-pages={pages}>
        {t(common.page, { n: page + 1, of: pages })}
        {count !== undefined && <span>{t(common.inAll, { n: count })}</span>}
      </p>
      <button
        type="button"
        data-act="page-down"
        aria-label={t(common.pageDown)}
        disabled={page === pages - 1}
        onClick={() => turn(1)}
      >
        <span aria-hidden="true">▼</span> <span class="word">{t(common.pageDown)}</span>
      </button>
    </div>
  );
}

/** As the list stands now; one page where all of it would fit without the bar. */
function pagesOf(whole: HTMLElement | null, box: HTMLElement | null): Pages | undefined {
  const content = box?.firstElementChild;
  if (!whole || !box || !content) return undefined;
  if (content.scrollHeight <= whole.clientHeight + 1) return WHOLE;
  const from = content.getBoundingClientRect().top;
  const items = [...content.querySelectorAll(ITEMS)].map((each): Item => {
    const edge = each.getBoundingClientRect();
    return { top: edge.top - from, bottom: edge.bottom - from };
  });
  const starts = startsOf(items, box.clientHeight, box.scrollHeight);
  const page = pageOf(starts, box.scrollTop);
  const still = Math.abs(box.scrollTop - (starts[page] as number)) <= 2;
  return { starts, page, blank: still ? blankOf(items, box.scrollTop, box.clientHeight) : 0 };
}

/** On a page that stands still, what its end would cut is not drawn: it begins the next page. */
function useBlank(box: RefObject<HTMLElement | null>, blank: number): void {
  useLayoutEffect(() => {
    if (box.current) box.current.style.clipPath = blank ? `inset(0 0 ${Math.floor(blank)}px 0)` : '';
  }, [blank]);
}

/** Look again when the box or what is in it has another size. */
function useSizes(
  whole: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
  look: () => void,
): void {
  useEffect(() => {
    const seen = new ResizeObserver(look);
    for (const each of [whole.current, box.current, box.current?.firstElementChild])
      if (each) seen.observe(each);
    return () => seen.disconnect();
  }, []);
}

/**
 * The keys for pages turn the list wherever the focus is, unless
 * it is in a field, in another list or in another dialog.
 */
function useKeys(whole: RefObject<HTMLElement | null>, turn: (by: number) => boolean): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const by = KEYS[event.code];
      if (by === undefined || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey)
        return;
      if (document.activeElement?.matches('input, textarea, select')) return;
      const here = (document.activeElement?.closest('.reach') ?? whole.current) === whole.current;
      const open = document.querySelector('dialog[open]');
      if (!here || (open && !open.contains(whole.current))) return;
      if (turn(by)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
