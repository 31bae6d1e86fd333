// The board: its head, the calls beside the lines, its foot, and the hidden line that a screen reader speaks.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Api } from '@lib/api.ts';
import { catalogue, hall } from '@lib/catalogue.ts';
import { hallNow } from '@lib/clock.ts';
import { Fitted } from '@lib/fitted.tsx';
import type { Live } from '@lib/live.ts';
import { asks, other, t } from '@lib/look.ts';
import { useMedium } from '@lib/media.tsx';
import { useNotices } from '@lib/notices.ts';
import { HallClock, StaleBand } from '@lib/parts.tsx';
import { callsOf, PAGE_MS } from '@lib/rows.ts';
import { viewSize } from '@lib/size.ts';
import type { BoardView, CallOnBoard, CatalogueView } from '@lib/types.ts';
import { useDaylight, useShift } from '@lib/wear.ts';
import { board as words } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';
import { Calls, type Small } from './calls.tsx';
import { useFigures } from './figures.tsx';
import { type Layout, layOut, type Screen, share, sideGrid, type Widest } from './layout.ts';
import { Notices } from './notices.tsx';
import { recentOf } from './recent.ts';
import { Side } from './side.tsx';

const turn = signal(0);
setInterval(() => {
  turn.value += 1;
}, PAGE_MS);

/** `name` is the screen's code in the hall's plan, from the address or from its pairing. */
export function Board({ live, api, name }: { live: Live; api: Api; name: string }): JSX.Element {
  const known = catalogue.value?.screens.find((each) => each.code === name);
  const layout = useLayout(known, ['stale', 'old'].includes(live.fresh.value));
  const state = live.board.value;
  const zone = asks('zone') ?? known?.zone ?? '';
  const { large, rows, beneath, beside } = placed(state, zone, layout);
  const old = live.fresh.value === 'old' ? ' old' : '';
  useDaylight(known?.day ?? []);
  const notices = useNotices(api, zone);
  const called = large?.find((each) => each.state === 'called');
  const medium = useMedium({ api, on: 'board', zone, busy: !state || !!called });
  const sizes = {
    ...useShift(),
    '--code': `${layout.code_px}px`,
    '--row': `${layout.row_px}px`,
    '--side-row': `${layout.side_px}px`,
  };
  return (
    <div class={`board${layout.portrait ? ' portrait' : ''}${old}`} style={sizes}>
      <Head zone={zone} />
      <StaleBand live={live} />
      <main>
        <Calls
          live={live}
          calls={large}
          rows={rows}
          row_px={layout.row_px}
          recent={beneath}
          medium={medium}
        />
        <Side
          state={state}
          zone={zone}
          layout={layout}
          figures={useFigures(api)}
          recent={beside}
          turn={turn.value}
        />
      </main>
      <Notices notices={notices} turn={turn.value} />
      <Announced call={called} />
    </div>
  );
}

interface Placed {
  large: CallOnBoard[] | undefined;
  rows: number;
  beneath?: Small; // the calls
  beside?: Small; // in the column, where nothing is free beneath
}

/** Which calls stand in large rows, and where the small list of the others is. */
function placed(state: BoardView | undefined, zone: string, layout: Layout): Placed {
  if (!state) return { large: undefined, rows: layout.rows };
  const calls = callsOf(state, zone);
  const called = calls.filter((each) => each.state === 'called').length;
  const { missed, over } = recentOf(state, zone, hallNow() ?? Date.parse(state.now));
  const counts = { called, served: calls.length - called, missed: missed.length, over: over.length };
  const { large: rows, small } = share(layout, counts);
  const large = calls.slice(0, Math.max(called, rows));
  const must = [...calls.slice(large.length), ...missed].sort((one, two) => two.seq - one.seq);
  if (must.length + over.length === 0) return { large, rows };
  if (small.lines) return { large, rows, beneath: { must, over, grid: small, turn: turn.value } };
  const grid = sideGrid(layout);
  const newest = must.slice(0, grid.columns * grid.lines);
  return { large, rows, ...(newest.length > 0 && { beside: { must: newest, over: [], grid, turn: 0 } }) };
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

/** The one line that is spoken by a screen reader: the latest call. */
function Announced({ call }: { call: CallOnBoard | undefined }): JSX.Element {
  return (
    <p class="hidden" aria-live="polite">
      {call && t(words.announced, { ticket: call.ticket, window: call.window })}
    </p>
  );
}

function useLayout(known: Screen | undefined, band: boolean): Layout {
  viewSize.value;
  const screen: Screen = {
    diagonal_inch: Number(asks('diagonal')) || known?.diagonal_inch || 55,
    farthest_m: Number(asks('distance')) || known?.farthest_m || 8,
  };
  return layOut(screen, innerWidth, innerHeight, widestOf(catalogue.value), band);
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
