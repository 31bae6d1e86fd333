// The hall at a glance: what is wrong, who does what, who waits longest.
// It asks only when the stream says that it changed.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { lineOf } from '@lib/catalogue.ts';
import { clockFace, hallNow, second } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused, StaleBand } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { HallNowView, LineNow, UnheardCall, UnheardView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { now as words } from '@lib/words/now.ts';
import { office } from '@lib/words/office.ts';
import { Alarms, type Planning } from './alarms.tsx';
import { Curve } from './curve.tsx';
import { countOf, isOver, minutesSince } from './glance.ts';
import { StopLine } from './stopping.tsx';
import { changed, live } from './stream.ts';
import { CloseDay } from './today.tsx';
import { lasting, WindowMap } from './window-map.tsx';
import { WindowSheet } from './window-sheet.tsx';
import './now.css';

const CALLS_SHOWN = 3; // each of them is an alarm, too
const LINES_SHOWN = 5; // the curve stands below them on the same screen; all are one press away

export function Now({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<HallNowView>(staff.api, '/hall-now');
  const [planning, setPlanning] = useState({ window: '', line: '' });
  const plan: Planning = (code, line = '') => setPlanning({ window: code, line });
  const count = changed.value;
  useEffect(() => {
    if (count) again();
  }, [count]);
  const window = view?.windows.find((each) => each.code === planning.window);
  const mayPlan = staff.may('window.plan');
  return (
    <section class="now" aria-labelledby="today">
      <h2 id="today">{t(office.today)}</h2>
      {live.value && <StaleBand live={live.value} />}
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && (
        <>
          <div class="row">
            <Figures view={view} />
            {staff.may('day.close') && <CloseDay staff={staff} view={view} onDone={again} />}
          </div>
          <Alarms staff={staff} alarms={view.alarms} windows={view.windows} onPlan={plan} onDone={again} />
          {view.alarms.some((each) => each.kind === 'unheard') && <Unheard staff={staff} />}
          <div class="glance">
            <WindowMap windows={view.windows} onWindow={mayPlan ? plan : undefined} />
            <div>
              <Lines view={view} staff={staff} onDone={again} />
              {staff.may('ticket.past') && <Curve staff={staff} over={view.day_closed} />}
            </div>
          </div>
        </>
      )}
      {window && (
        <WindowSheet
          staff={staff}
          window={window}
          also={planning.line}
          onClose={() => {
            plan('');
            again();
          }}
        />
      )}
    </section>
  );
}

function Figures({ view }: { view: HallNowView }): JSX.Element {
  const { windows, lines } = view;
  const waiting = lines.reduce((sum, each) => sum + each.waiting, 0);
  const open = windows.length - countOf(windows, 'closed');
  return (
    <dl class="brief">
      <Figure words={office.waitingNow} value={waiting} hook="waiting" />
      <Figure words={office.windowsOpen} value={open} hook="open" />
      <Figure words={office.atWindow} value={countOf(windows, 'called', 'serving')} hook="serving" />
      <Figure words={office.pausedWindows} value={countOf(windows, 'paused')} hook="paused" />
      <Figure words={office.workingWindows} value={countOf(windows, 'working')} hook="working" />
    </dl>
  );
}

function Figure({ words: said, value, hook }: { words: Words; value: number; hook: string }): JSX.Element {
  return (
    <div>
      <dt>{t(said)}</dt>
      <dd class="code" data-testid={`figure-${hook}`}>
        {value}
      </dd>
    </div>
  );
}

/** Calls that nobody may have seen or heard: somebody calls them by mouth, and looks at the screen. */
function Unheard({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, again } = useReading<UnheardView>(staff.api, '/calls/unheard');
  const count = changed.value;
  useEffect(again, [count]);
  const [all, setAll] = useState(false);
  const calls = view?.calls ?? [];
  if (!calls.length) return null;
  const shown = all ? calls : calls.slice(0, CALLS_SHOWN);
  return (
    <div class="alarm" role="alert" data-testid="unheard">
      <h3 class="bad">{t(office.unheard, { n: calls.length })}</h3>
      <ul>
        {shown.map((each) => (
          <li key={each.window} data-ticket={each.number} data-window={each.window}>
            <b class="code">{each.number}</b> → {t(common.windowNo, { n: each.window })} ·{' '}
            {clockFace(each.called_at, true)} · {t(missing(each))}
          </li>
        ))}
      </ul>
      {shown.length < calls.length && (
        <button type="button" class="plain" data-act="more-calls" onClick={() => setAll(true)}>
          {t(words.more, { n: calls.length - shown.length })}
        </button>
      )}
    </div>
  );
}

function missing({ shown, spoken }: UnheardCall): Words {
  if (!shown && !spoken) return office.neither;
  return shown ? office.notSpoken : office.notShown;
}

/** The lines in which somebody waits, the longest wait first. */
function Lines({
  view,
  staff,
  onDone,
}: {
  view: HallNowView;
  staff: Staff;
  onDone: () => void;
}): JSX.Element {
  second.value;
  const [all, setAll] = useState(false);
  const now = hallNow() ?? Date.now();
  const waiting = view.lines.filter((each) => each.waiting > 0 || each.stopped);
  const mayStop = staff.may('line.stop');
  const shown = all ? view.lines : waiting.slice(0, LINES_SHOWN);
  return (
    <section class="lines-now" aria-labelledby="lines-now">
      <h3 id="lines-now">
        {t(office.lines)}{' '}
        <small class="soft">{t(words.target, { n: Math.round(view.target_ms / 60_000) })}</small>
      </h3>
      {!all && shown.length < view.lines.length && (
        <button type="button" class="plain" data-act="all-lines" onClick={() => setAll(true)}>
          {t(words.allLines)}
        </button>
      )}
      {!waiting.length && <p class="soft">{t(office.linesNone)}</p>}
      {shown.length > 0 && (
        <table>
          <thead>
            <tr>
              {[office.line, office.waiting, words.longest, office.range, office.windows].map((said, n) => (
                <th scope="col" key={said.en} class={n ? 'num' : undefined}>
                  {t(said)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <Row key={each.line} line={each} over={isOver(each, view.target_ms, now)} now={now}>
                {mayStop && (all || each.stopped) && (
                  <StopLine staff={staff} line={each} name={nameOf(each.line)} onDone={onDone} />
                )}
              </Row>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function nameOf(line: string): string {
  const known = lineOf.value.get(line);
  return known ? t(known.name) : line;
}

function Row({
  line,
  over,
  now,
  children,
}: {
  line: LineNow;
  over: boolean;
  now: number;
  children: ComponentChildren;
}): JSX.Element {
  const minutes = minutesSince(line.longest_from, now);
  return (
    <tr data-line={line.line} data-over={over}>
      <th scope="row">
        {nameOf(line.line)}
        {line.stopped && <small class="bad"> {t(words.stopped, { words: t(line.stopped) })}</small>}{' '}
        {children}
      </th>
      <td class="num code">{line.waiting}</td>
      <td class={`num${over ? ' bad' : ''}`}>
        {minutes === undefined ? '' : lasting(minutes)}
        {over && <span class="hidden"> {t(words.over)}</span>}
      </td>
      <td class="num range">{line.windows > 0 ? saidRange(line.wait) : ''}</td>
      <td class={`num code${line.waiting > 0 && !line.windows ? ' bad' : ''}`}>{line.windows}</td>
    </tr>
  );
}
