// The table of calls: whoever is called in large rows, amber and on top;
// beneath it, small, who was called lately.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall, lineOf } from '@lib/catalogue.ts';
import { second } from '@lib/clock.ts';
import { Fitted } from '@lib/fitted.tsx';
import type { Live } from '@lib/live.ts';
import { other, t } from '@lib/look.ts';
import { Medium, type Ready } from '@lib/media.tsx';
import { Arrow } from '@lib/parts.tsx';
import { useShown } from '@lib/shown.ts';
import { Turns } from '@lib/turns.ts';
import type { CallOnBoard, Words } from '@lib/types.ts';
import { board as words } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';
import type { Grid } from './layout.ts';
import { pageOf } from './recent.ts';

interface Wishes {
  live: Live;
  calls: CallOnBoard[] | undefined; // those that get large rows
  rows: number;
  row_px: number;
  recent: Small | undefined;
  medium: Ready | undefined;
}

/** The small list: those that must be seen, those that fill free places, and the grid that they stand in. */
export interface Small {
  must: CallOnBoard[];
  over: CallOnBoard[];
  grid: Grid;
  turn: number;
}

export function Calls({ live, calls, rows, row_px, recent, medium }: Wishes): JSX.Element {
  second.value;
  const [turns] = useState(() => new Turns());
  const { calls: items, fresh, page, pages } = turns.show(calls ?? [], rows, performance.now());
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
            <Call
              key={`${call.ticket}-${call.seq}`}
              call={call}
              top={n === 0}
              fresh={fresh.has(call.seq)}
              row_px={row_px}
            />
          ))}
        </tbody>
      </table>
      {calls?.length === 0 && (
        <Fitted as="p" class={`empty${recent ? ' one-row' : ''}`} words={`${t(quiet)} ${!recent}`}>
          {t(quiet)} <small>{other(quiet)}</small>
        </Fitted>
      )}
      {!calls && <p class="empty">{t(common.connecting)}</p>}
      {recent && <Recent {...recent} />}
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

interface OneCall {
  call: CallOnBoard;
  top: boolean;
  fresh: boolean;
  row_px: number;
}

function Call({ call, top, fresh, row_px }: OneCall): JSX.Element {
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
        <Fitted as="div" words={`${t(name)} ${called} ${row_px}`}>
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

function became({ state }: CallOnBoard): Words {
  if (state === 'missed') return words.missed;
  return state === 'finished' ? words.over : words.inService;
}

/** Number → window of the last minutes, and what became of it. */
export function Recent({ must, over, grid, turn, aside = '' }: Small & { aside?: string }): JSX.Element {
  const { calls, page, pages } = pageOf(must, over, grid.columns * grid.lines, turn);
  const said = aside || (pages > 1 ? `${page}/${pages}` : '');
  const sizes = { '--small': `${grid.code_px}px`, '--columns': grid.columns, '--lines': grid.lines };
  return (
    <div class="recent" style={sizes} data-testid="recent">
      <h2>
        {t(words.recent)} <small>{other(words.recent)}</small>
        {said && <span class="turn code">{said}</span>}
      </h2>
      <ul>
        {calls.map((call) => (
          <li
            key={`${call.ticket} ${call.window}`}
            class={call.state}
            data-testid="recent-call"
            data-ticket={call.ticket}
            data-window={call.window}
            data-state={call.state}
          >
            <b class="code">
              <span>{call.ticket}</span> <Arrow />
              <span class="hidden"> {t(common.window)} </span> <span>{call.window}</span>
            </b>
            <Fitted class="became" words={`${t(became(call))} ${grid.code_px}`}>
              {t(became(call))} {other(became(call))}
            </Fitted>
          </li>
        ))}
      </ul>
    </div>
  );
}
