// The board's views: the table of calls, the column of lines, the hidden line that a screen reader speaks.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { catalogue, hall, lineOf } from '@lib/catalogue.ts';
import { second } from '@lib/clock.ts';
import { Fitted } from '@lib/fitted.tsx';
import type { Live } from '@lib/live.ts';
import { asks, other, t } from '@lib/look.ts';
import { Medium, type Ready, useMedium } from '@lib/media.tsx';
import { useNotices } from '@lib/notices.ts';
import { HallClock, StaleBand } from '@lib/parts.tsx';
import { busiest, callsOf, linesOfZone, PAGE_MS, pageAt, pagesOf } from '@lib/rows.ts';
import { useShown } from '@lib/shown.ts';
import { viewSize } from '@lib/size.ts';
import { Turns } from '@lib/turns.ts';
import type { BoardView, CallOnBoard, CatalogueView, FiguresView, LineOnBoard, Words } from '@lib/types.ts';
import { saidOffer } from '@lib/waits.ts';
import { board as words } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';
import { Figures, useFigures } from './figures.tsx';
import { type Layout, layOut, type Screen, type Widest } from './layout.ts';
import { Notices } from './notices.tsx';
import { useDaylight, useShift } from './wear.ts';

const turn = signal(0);
setInterval(() => {
  turn.value += 1;
}, PAGE_MS);

/** `name` is the screen's code in the hall's plan, from the address or from its pairing. */
export function Board({ live, api, name }: { live: Live; api: Api; name: string }): JSX.Element {
  const known = catalogue.value?.screens.find((each) => each.code === name);
  const layout = useLayout(known);
  const state = live.board.value;
  const zone = asks('zone') ?? known?.zone ?? '';
  const calls = state ? callsOf(state, zone) : [];
  const old = live.fresh.value === 'old' ? ' old' : '';
  useDaylight(known?.day ?? []);
  const notices = useNotices(api, zone);
  const called = !state || calls.some((each) => each.state === 'called');
  const medium = useMedium({ api, on: 'board', zone, busy: called });
  const sizes = { ...useShift(), '--code': `${layout.code_px}px`, '--row': `${layout.row_px}px` };
  return (
    <div class={`board${layout.portrait ? ' portrait' : ''}${old}`} style={sizes}>
      <Head zone={zone} />
      <StaleBand live={live} />
      <main>
        <Calls live={live} state={state} calls={calls} layout={layout} medium={medium} />
        <Lines state={state} zone={zone} layout={layout} figures={useFigures(api)} />
      </main>
      <Notices notices={notices} turn={turn.value} />
      <Announced call={calls.find((each) => each.state === 'called')} />
    </div>
  );
}

function Head({ zone }: { zone: string }): JSX.Element {
  const name =
    catalogue.value?.zones.find((each) => each.code === zone)?.name ?? hall.value?.name ?? common.hall;
  return (
    <header>
      <Fitted as="h1" words={name.zh}>
        {t(name)} <small>{other(name)}</small>
      </Fitted>
      <HallClock />
    </header>
  );
}

function Calls({
  live,
  state,
  calls,
  layout,
  medium,
}: {
  live: Live;
  state: BoardView | undefined;
  calls: CallOnBoard[];
  layout: Layout;
  medium: Ready | undefined;
}): JSX.Element {
  second.value;
  const [turns] = useState(() => new Turns());
  const { calls: items, fresh, page, pages } = turns.show(calls, layout.rows, performance.now());
  useShown(live, items);
  const quiet = hall.value?.closed_words ?? words.nobodyCalled;
  return (
    <section class="calls" aria-label={t(words.nowServing)}>
      <table>
        <caption class="hidden">{t(words.nowServing)}</caption>
        <thead>
          <tr>
            <Th words={common.ticket} />
            <Th words={common.service} aside={pages > 1 ? `${page}/${pages}` : ''} />
            <Th words={common.window} />
          </tr>
        </thead>
        <tbody>
          {items.map((call, n) => (
            <Call key={`${call.ticket}-${call.seq}`} call={call} top={n === 0} fresh={fresh.has(call.seq)} />
          ))}
        </tbody>
      </table>
      {state && calls.length === 0 && (
        <p class="empty">
          {t(quiet)} <small>{other(quiet)}</small>
        </p>
      )}
      {!state && <p class="empty">{t(common.connecting)}</p>}
      {medium && <Medium {...medium} />}
    </section>
  );
}

function Th({ words: said, aside = '' }: { words: Words; aside?: string }): JSX.Element {
  return (
    <th scope="col">
      {t(said)} <small>{other(said)}</small>
      {aside && <span class="turn code">{aside}</span>}
    </th>
  );
}

function Call({ call, top, fresh }: { call: CallOnBoard; top: boolean; fresh: boolean }): JSX.Element {
  const name = lineOf.value.get(call.line)?.name ?? { zh: '', en: '' };
  const called = call.state === 'called';
  const said = called ? words.proceed : words.inService;
  return (
    <tr
      class={`${call.state}${called && top ? ' top' : ''}${called && fresh ? ' fresh' : ''}`}
      data-testid="call"
      data-ticket={call.ticket}
      data-window={call.window}
      data-state={call.state}
    >
      <th scope="row" class="code">
        {call.ticket}
      </th>
      <td class="service">
        <Fitted as="div" words={`${t(name)} ${called}`}>
          <b>{t(name)}</b>
          <small>{other(name)}</small>
          <i>
            {t(said)} <span>{other(said)}</span>
          </i>
        </Fitted>
      </td>
      <td class="code">{call.window}</td>
    </tr>
  );
}

function Lines({
  state,
  zone,
  layout,
  figures,
}: {
  state: BoardView | undefined;
  zone: string;
  layout: Layout;
  figures: FiguresView | undefined;
}): JSX.Element {
  const here = linesOfZone(catalogue.value?.windows ?? [], zone);
  const lines = busiest(state?.lines.filter((each) => here(each.line)) ?? []);
  const told = figures?.served ? 1 : 0; // the last page tells how the day goes
  // over a closed hall where nobody waits there is nothing to list
  const own = lines.length || hall.value?.open !== false ? pagesOf(lines.length, layout.side_rows) : 0;
  const pages = own + told;
  if (!pages) return <aside />;
  const page = (turn.value % pages) + 1;
  const { items } = pageAt(lines, layout.side_rows, page - 1);
  if (figures && page > own) return <Figures figures={figures} page={`${page}/${pages}`} />;
  return (
    <aside aria-label={t(words.queue)}>
      <h2>
        {t(words.queue)} <small>{other(words.queue)}</small>
        {pages > 1 && <span class="turn code">{`${page}/${pages}`}</span>}
      </h2>
      <ul>
        {items.map((each) => (
          <Line key={each.line} line={each} />
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

function Line({ line }: { line: LineOnBoard }): JSX.Element {
  const name = lineOf.value.get(line.line)?.name ?? { zh: line.line, en: line.line };
  return (
    <li data-testid="line" data-line={line.line}>
      <Fitted class="name" words={t(name)}>
        {t(name)}
        <small>{other(name)}</small>
      </Fitted>
      <span class="wait">
        <b class="code">{line.waiting}</b>
        <small data-offer={line.offer.state}>{saidOffer(line.offer, line.wait)}</small>
      </span>
    </li>
  );
}

/** The one line that is spoken by a screen reader: the latest call. */
function Announced({ call }: { call: CallOnBoard | undefined }): JSX.Element {
  return (
    <p class="hidden" aria-live="polite">
      {call && t(words.announced, { ticket: call.ticket, window: call.window })}
    </p>
  );
}

function useLayout(known: Screen | undefined): Layout {
  viewSize.value;
  const screen: Screen = {
    diagonal_inch: Number(asks('diagonal')) || known?.diagonal_inch || 55,
    farthest_m: Number(asks('distance')) || known?.farthest_m || 8,
  };
  return layOut(screen, innerWidth, innerHeight, widestOf(catalogue.value));
}

/** How many characters the longest number and the longest window of this hall may have. */
function widestOf(known: CatalogueView | undefined): Widest {
  const longest = (codes: string[] | undefined, least: number): number =>
    Math.max(least, ...(codes ?? []).map((each) => each.length));
  return {
    number:
      longest(
        known?.lines.map((each) => each.prefix),
        2,
      ) + 3,
    window: longest(
      known?.windows.map((each) => each.code),
      2,
    ),
  };
}
