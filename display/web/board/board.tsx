// The board's views: the table of calls, the column of lines, the hidden line that a screen reader speaks.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../lib/api.ts';
import { catalogue, hall, lineOf } from '../lib/catalogue.ts';
import { minuteRange } from '../lib/durations.ts';
import type { Live } from '../lib/live.ts';
import { asks, lang, other, t } from '../lib/look.ts';
import { HallClock, StaleBand } from '../lib/parts.tsx';
import { useShown } from '../lib/shown.ts';
import type { BoardView, CallOnBoard, FiguresView, LineOnBoard, Words } from '../lib/types.ts';
import { board as words, common } from '../lib/words.ts';
import { layOut, type Layout, type Screen } from './layout.ts';
import { Figures, useFigures } from './figures.tsx';
import { Notices, useNotices } from './notices.tsx';
import { busiest, callsOf, linesOfZone, PAGE_MS, pageAt, pagesOf } from './rows.ts';
import { useDaylight, useShift } from './wear.ts';

const FRESH_MS = 30_000;
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
  const sizes = { ...useShift(), '--code': `${layout.code_px}px`, '--row': `${layout.row_px}px` };
  return (
    <div class={`board${layout.portrait ? ' portrait' : ''}${old}`} style={sizes}>
      <Head zone={zone} />
      <StaleBand live={live} />
      <main>
        <Calls live={live} state={state} calls={calls} layout={layout} />
        <Lines state={state} zone={zone} layout={layout} figures={useFigures(api)} />
      </main>
      <Notices notices={notices} turn={turn.value} />
      <Announced call={calls.find((each) => each.state === 'called')} />
    </div>
  );
}

function Head({ zone }: { zone: string }): JSX.Element {
  const name = catalogue.value?.zones.find((each) => each.code === zone)?.name ?? hall.value?.name ?? common.hall;
  return (
    <header>
      <h1>
        {t(name)} <small>{other(name)}</small>
      </h1>
      <HallClock />
    </header>
  );
}

function Calls({ live, state, calls, layout }: { live: Live; state: BoardView | undefined; calls: CallOnBoard[]; layout: Layout }): JSX.Element {
  const newest = calls.find((each) => each.state === 'called')?.seq ?? 0;
  const since = useSince(newest);
  const { items, page, pages } = pageAt(calls, layout.rows, turn.value - since);
  useShown(live, items);
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
          {items.map((call) => (
            <Call key={`${call.ticket}-${call.seq}`} call={call} top={call.seq === newest} now={state?.now} />
          ))}
        </tbody>
      </table>
      {state && calls.length === 0 && (
        <p class="empty">
          {t(words.nobodyCalled)} <small>{other(words.nobodyCalled)}</small>
        </p>
      )}
      {!state && <p class="empty">{t(common.connecting)}</p>}
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

function Call({ call, top, now }: { call: CallOnBoard; top: boolean; now: string | undefined }): JSX.Element {
  const name = lineOf.value.get(call.line)?.name ?? { zh: '', en: '' };
  const called = call.state === 'called';
  const fresh = called && Date.parse(now ?? call.at) - Date.parse(call.at) < FRESH_MS;
  const said = called ? words.proceed : words.inService;
  return (
    <tr
      class={`${call.state}${top ? ' top' : ''}${fresh ? ' fresh' : ''}`}
      data-testid="call"
      data-ticket={call.ticket}
      data-window={call.window}
      data-state={call.state}
    >
      <th scope="row" class="code">
        {call.ticket}
      </th>
      <td class="service">
        <b>{t(name)}</b>
        <small>{other(name)}</small>
        <i>
          {t(said)} <span>{other(said)}</span>
        </i>
      </td>
      <td class="code">{call.window}</td>
    </tr>
  );
}

function Lines({ state, zone, layout, figures }: { state: BoardView | undefined; zone: string; layout: Layout; figures: FiguresView | undefined }): JSX.Element {
  const here = linesOfZone(catalogue.value?.windows ?? [], zone);
  const lines = busiest(state?.lines.filter((each) => here(each.line)) ?? []);
  const own = pagesOf(lines.length, layout.side_rows, 9);
  const pages = own + (figures?.served ? 1 : 0); // the last page tells how the day goes
  const page = (turn.value % pages) + 1;
  const { items } = pageAt(lines, layout.side_rows, page - 1, 9);
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
      {state && lines.length === 0 && (
        <p class="empty">
          {t(words.nobodyWaits)}
          <br />
          <small>{other(words.nobodyWaits)}</small>
        </p>
      )}
    </aside>
  );
}

const LONG = { zh: 7, en: 22 }; // characters of a line's name that need smaller letters

function Line({ line }: { line: LineOnBoard }): JSX.Element {
  const name = lineOf.value.get(line.line)?.name ?? { zh: line.line, en: line.line };
  const told = line.wait.about ? common.aboutMinutes : common.rangeMinutes;
  return (
    <li data-testid="line" data-line={line.line}>
      <span class={t(name).length > LONG[lang.value] ? 'name long' : 'name'}>
        {t(name)}
        <small>{other(name)}</small>
      </span>
      <span class="wait">
        <b class="code">{line.waiting}</b>
        <small>{t(told, { range: minuteRange(line.wait) })}</small>
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
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const measure = (): void => setSize({ width: innerWidth, height: innerHeight });
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  const screen: Screen = {
    diagonal_inch: Number(asks('diagonal')) || known?.diagonal_inch || 55,
    farthest_m: Number(asks('distance')) || known?.farthest_m || 8,
  };
  return layOut(screen, size.width, size.height);
}

/** The turn at which `what` last changed: a new call brings the board back to its first page. */
function useSince(what: number): number {
  const [since] = useState({ what, turn: turn.peek() });
  if (since.what !== what) {
    since.what = what;
    since.turn = turn.peek();
  }
  return since.turn;
}
