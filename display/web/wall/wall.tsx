// The hall at a glance from some metres away: figures above, lines by longest wait, windows by what they do.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { hall, lineOf } from '@lib/catalogue.ts';
import { hallNow, second } from '@lib/clock.ts';
import { Fitted } from '@lib/fitted.tsx';
import type { Live } from '@lib/live.ts';
import { other, t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import { HallClock, StaleBand } from '@lib/parts.tsx';
import { type Read, useReading } from '@lib/reading.ts';
import type { BoardView, WallView, WindowOnBoard, Words } from '@lib/types.ts';
import { saidOffer } from '@lib/waits.ts';
import { useShift } from '@lib/wear.ts';
import { saidWindows } from '@lib/windows.ts';
import { common } from '@lib/words/common.ts';
import { wall as words } from '@lib/words/wall.ts';
import { windowStates } from '@lib/words/window-states.ts';
import { columnsFor, type LineOnWall, linesOf, percent, statesOf } from './glance.ts';

const MINUTE = 60_000;
const AT_MOST_EVERY_MS = 5000; // the server makes a new answer no oftener
const ROWS = 11;
const TILES = 48; // more windows than these are told by what they do, each by its number alone

export function Wall({ live, api }: { live: Live; api: Api }): JSX.Element {
  const { view, problem } = useWall(live, api);
  const state = live.board.value;
  const old = live.fresh.value === 'old' ? ' old' : '';
  return (
    <div class={`wall${old}`} style={useShift()}>
      <Head />
      <StaleBand live={live} />
      {problem && (
        <p class="stale-band" role="status">
          {t(problem)}
        </p>
      )}
      {state && view ? (
        <main>
          <Figures state={state} view={view} />
          <Lines state={state} view={view} />
          <Windows windows={state.windows} />
        </main>
      ) : (
        <p class="soft">{t(common.connecting)}</p>
      )}
    </div>
  );
}

/** Asked for when the live line says that something happened, or is back; otherwise silent. */
function useWall(live: Live, api: Api): Read<WallView> {
  const read = useReading<WallView>(api, '/wall');
  const asked = useRef(performance.now());
  const seq = live.board.value?.seq;
  const day = hall.value?.business_day;
  const connected = live.connected.value;
  useEffect(() => {
    if (seq === undefined || !connected) return;
    const rest = Math.max(0, asked.current + AT_MOST_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      asked.current = performance.now();
      read.again();
    }, rest);
    return () => clearTimeout(timer);
  }, [seq, day, connected]);
  return read;
}

function Head(): JSX.Element {
  const name = hall.value?.name ?? common.hall;
  return (
    <header>
      <Fitted as="h1" words={name.zh}>
        {t(name)} · {t(words.title)} <small>{other(words.title)}</small>
      </Fitted>
      <HallClock />
    </header>
  );
}

function Figures({ state, view }: { state: BoardView; view: WallView }): JSX.Element {
  const { figures } = view;
  const waiting = state.lines.reduce((sum, each) => sum + each.waiting, 0);
  const level = Math.round(view.target_ms / MINUTE);
  return (
    <dl class="figures">
      <Figure words={words.waiting} value={String(waiting)} hook="waiting" />
      <Figure words={words.taken} value={String(view.taken)} hook="taken" />
      <Figure words={words.served} value={String(figures.served)} hook="served" />
      <Figure
        words={filled(words.within, { n: level })}
        value={figures.served ? `${figures.within_percent}%` : '—'}
        hook="within"
      />
      <Figure words={words.told} value={percent(view.told_kept, view.told)} hook="told" />
      <Figure
        words={words.satisfied}
        value={figures.rated ? `${figures.satisfied_percent}%` : '—'}
        hook="satisfied"
      />
    </dl>
  );
}

function Figure({ words: said, value, hook }: { words: Words; value: string; hook: string }): JSX.Element {
  return (
    <div>
      <dt>
        {t(said)}
        <small>{other(said)}</small>
      </dt>
      <dd class="code" data-testid={`wall-${hook}`}>
        {value}
      </dd>
    </div>
  );
}

function Lines({ state, view }: { state: BoardView; view: WallView }): JSX.Element {
  second.value;
  const now = hallNow() ?? Date.parse(view.now);
  const lines = linesOf(view.lines, state.lines, view.target_ms, now);
  const shown = lines.slice(0, ROWS);
  return (
    <section aria-labelledby="lines">
      <Title id="lines" words={words.lines}>
        {t(words.target, { n: Math.round(view.target_ms / MINUTE) })}
      </Title>
      {shown.length > 0 ? (
        <table>
          <thead>
            <tr>
              {[words.line, words.people, words.longest, words.expected].map((said, n) => (
                <th scope="col" key={said.en} class={n ? 'num' : undefined}>
                  {t(said)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <Line key={each.line} line={each} offer={state.lines.find((one) => one.line === each.line)} />
            ))}
          </tbody>
        </table>
      ) : (
        <p class="empty">{t(words.nobody)}</p>
      )}
      {lines.length > shown.length && <p class="soft">{t(words.more, { n: lines.length - shown.length })}</p>}
    </section>
  );
}

function Line({
  line,
  offer,
}: {
  line: LineOnWall;
  offer: BoardView['lines'][number] | undefined;
}): JSX.Element {
  const name = lineOf.value.get(line.line)?.name ?? { zh: line.line, en: line.line };
  const said = offer ? saidOffer(offer.offer, offer.wait) : '';
  return (
    <tr data-line={line.line} data-over={line.over}>
      <th scope="row">
        <Fitted as="div" class="name" words={t(name)}>
          {t(name)}
        </Fitted>
      </th>
      <td class="num code">{line.waiting}</td>
      <td class="num">
        {lasting(line.longest)}
        {line.over && <small> {t(words.over)}</small>}
      </td>
      <td class="num soft">
        <Fitted as="div" class="name" words={said}>
          {said}
        </Fitted>
      </td>
    </tr>
  );
}

function lasting(minutes: number): string {
  const h = Math.floor(minutes / 60);
  return h ? t(words.hours, { h, m: minutes % 60 }) : t(words.minutes, { n: minutes });
}

function Windows({ windows }: { windows: readonly WindowOnBoard[] }): JSX.Element {
  const open = windows.filter((each) => each.state !== 'closed').length;
  return (
    <section aria-labelledby="windows">
      <Title id="windows" words={words.windows}>
        {t(words.openOf, { open, n: windows.length })}
      </Title>
      {windows.length > TILES ? <Grouped windows={windows} /> : <Tiles windows={windows} />}
    </section>
  );
}

/** Each window by itself, where there are not too many to be read. */
function Tiles({ windows }: { windows: readonly WindowOnBoard[] }): JSX.Element {
  return (
    <>
      <ul class="states">
        {statesOf(windows).map(([state, n]) => (
          <li key={state} data-state={state}>
            {t(windowStates[state])} <b class="code">{n}</b>
          </li>
        ))}
      </ul>
      <ul class="tiles" style={{ '--columns': columnsFor(windows.length) }}>
        {windows.map((each) => (
          <li key={each.code} data-window={each.code} data-state={each.state}>
            <b class="code">{each.code}</b>
            <Fitted as="span" words={t(windowStates[each.state])}>
              {t(windowStates[each.state])}
            </Fitted>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What windows do, and which do it: “1–39 · 42”. */
function Grouped({ windows }: { windows: readonly WindowOnBoard[] }): JSX.Element {
  const states = statesOf(windows).map(([state, n]) => {
    const codes = saidWindows(windows.filter((each) => each.state === state).map((each) => each.code));
    return { state, n, codes };
  });
  const all = states.reduce((sum, each) => sum + each.codes.length, 0);
  return (
    <ul class="grouped" style={{ '--states': states.length }}>
      {states.map(({ state, n, codes }) => (
        <li key={state} data-state={state} style={{ '--share': codes.length / all }}>
          <p>
            {t(windowStates[state])} <b class="code">{n}</b>
          </p>
          <Fitted as="div" class="codes code" words={codes}>
            {codes}
          </Fitted>
        </li>
      ))}
    </ul>
  );
}

function Title({
  id,
  words: said,
  children,
}: {
  id: string;
  words: Words;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <h2 id={id}>
      {t(said)} <small>{other(said)}</small>
      <span>{children}</span>
    </h2>
  );
}
