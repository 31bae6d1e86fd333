// The column beside the calls, a page each ten seconds:
// how many wait for what and who is next; how the day goes.
import type { JSX } from 'preact';
import { catalogue, hall, lineOf } from '@lib/catalogue.ts';
import { Fitted } from '@lib/fitted.tsx';
import { other, t } from '@lib/look.ts';
import { busiest, linesOfZone, pageAt, pagesOf } from '@lib/rows.ts';
import type { BoardView, FiguresView, LineOnBoard } from '@lib/types.ts';
import { saidOffer } from '@lib/waits.ts';
import { board as words } from '@lib/words/board.ts';
import { Recent, type Small } from './calls.tsx';
import { Figures } from './figures.tsx';
import type { Layout } from './layout.ts';
import { nextOf } from './recent.ts';

interface Wishes {
  state: BoardView | undefined;
  zone: string;
  layout: Layout;
  figures: FiguresView | undefined;
  recent: Small | undefined; // what has no room beneath the calls
  turn: number;
}

export function Side({ state, zone, layout, figures, recent, turn }: Wishes): JSX.Element {
  const here = linesOfZone(catalogue.value?.windows ?? [], zone);
  const lines = busiest(state?.lines.filter((each) => here(each.line)) ?? []);
  const lately = recent ? 1 : 0;
  const told = figures?.served ? 1 : 0; // the last page tells how the day goes
  // over a closed hall where nobody waits there is nothing to list
  const own = lines.length || hall.value?.open !== false ? pagesOf(lines.length, layout.side_rows) : 0;
  const pages = own + lately + told;
  if (!pages) return <aside />;
  const page = (turn % pages) + 1;
  const at = `${page}/${pages}`;
  if (recent && page === own + 1)
    return (
      <aside aria-label={t(words.recent)}>
        <Recent {...recent} aside={at} />
      </aside>
    );
  if (figures && page > own) return <Figures figures={figures} page={at} />;
  const { items } = pageAt(lines, layout.side_rows, page - 1);
  return (
    <aside aria-label={t(words.queue)}>
      <h2>
        {t(words.queue)} <small>{other(words.queue)}</small>
        {pages > 1 && <span class="turn code">{at}</span>}
      </h2>
      <ul>
        {items.map((each) => (
          <Line
            key={each.line}
            line={each}
            next={state ? nextOf(state, each.line).slice(0, layout.next) : []}
          />
        ))}
      </ul>
      {state && lines.length === 0 && hall.value?.open !== false && (
        <p class="empty">
          {t(words.nobodyWaits)}
          <br />
          <small>{other(words.nobodyWaits)}</small>
        </p>
      )}
    </aside>
  );
}

function Line({ line, next }: { line: LineOnBoard; next: string[] }): JSX.Element {
  const name = lineOf.value.get(line.line)?.name ?? { zh: line.line, en: line.line };
  const wait = saidOffer(line.offer, line.wait);
  return (
    <li data-testid="line" data-line={line.line}>
      <Fitted class="name" words={`${t(name)} ${wait}`}>
        {t(name)}
        <small>{other(name)}</small>
      </Fitted>
      <span class="wait">
        <b class="code">{line.waiting}</b>
        {line.offer.words ? (
          <Fitted class="offer" words={wait} data-offer={line.offer.state}>
            {wait}
          </Fitted>
        ) : (
          <small data-offer={line.offer.state}>{wait}</small>
        )}
      </span>
      {next.length > 0 && (
        <span class="next" data-testid="next">
          <Fitted class="label" words={t(words.next)}>
            {t(words.next)}
          </Fitted>
          {next.map((number) => (
            <span key={number} class="code">
              {number}
            </span>
          ))}
        </span>
      )}
    </li>
  );
}
