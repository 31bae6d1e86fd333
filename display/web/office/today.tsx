// The hall as it is now: four figures and the queue of each line, live.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue, lineOf } from '@lib/catalogue.ts';
import { clockFace, hallNow } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { Live } from '@lib/live.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { StaleBand } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { busiest } from '@lib/rows.ts';
import type { BoardView, FleetView, LineOnBoard, UnheardCall, UnheardView, Words } from '@lib/types.ts';
import { saidOffer } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { deviceRoles } from '@lib/words/device-roles.ts';
import { devices as fleet } from '@lib/words/devices.ts';
import { office as words } from '@lib/words/office.ts';

const UNHEARD_MS = 10_000;
const HASTY_MS = 15_000;
const HASTY_FOR_MS = 3_600_000; // so long after the last number too many it stands here
let line: Live | undefined;

export function Today({ staff }: { staff: Staff }): JSX.Element {
  const [live] = useState(() => (line ??= new Live({ page: 'office', token: () => staff.liveToken() })));
  const state = live.board.value;
  return (
    <section aria-labelledby="today">
      <h2 id="today">{t(words.today)}</h2>
      <StaleBand live={live} />
      <Unheard staff={staff} />
      {staff.may('device.register') && <Hasty staff={staff} />}
      {state ? <Now state={state} /> : <p class="soft">{t(common.connecting)}</p>}
    </section>
  );
}

/**
 * Calls that nobody may have seen or heard: somebody goes and calls them by mouth, and looks at the screen.
 */
function Unheard({ staff }: { staff: Staff }): JSX.Element | null {
  const calls = useReading<UnheardView>(staff.api, '/calls/unheard', {}, UNHEARD_MS).view?.calls ?? [];
  if (!calls.length) return null;
  return (
    <div class="alarm" role="alert" data-testid="unheard">
      <h3 class="bad">{t(words.unheard, { n: calls.length })}</h3>
      <ul>
        {calls.map((each) => (
          <li key={each.window} data-ticket={each.number} data-window={each.window}>
            <b class="code">{each.number}</b> → {t(common.windowNo, { n: each.window })} ·{' '}
            {clockFace(each.called_at, true)} · {t(missing(each))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Devices that gave more numbers than people can take: somebody goes and looks who is playing. */
function Hasty({ staff }: { staff: Staff }): JSX.Element | null {
  const devices = useReading<FleetView>(staff.api, '/devices', {}, HASTY_MS).view?.devices ?? [];
  const now = hallNow() ?? Date.now();
  const hasty = devices.filter((each) => each.hasty_at && now - Date.parse(each.hasty_at) < HASTY_FOR_MS);
  if (!hasty.length) return null;
  return (
    <div class="alarm" role="alert" data-testid="hasty">
      <h3 class="bad">{t(fleet.hastySum, { n: hasty.length })}</h3>
      <ul>
        {hasty.map((each) => (
          <li key={`${each.role} ${each.name}`} data-device={each.name}>
            {t(coded(deviceRoles, each.role, fleet.role))} <b>{each.name}</b> ·{' '}
            {t(fleet.hasty, { at: clockFace(each.hasty_at as string, true) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function missing({ shown, spoken }: UnheardCall): Words {
  if (!shown && !spoken) return words.neither;
  return shown ? words.notSpoken : words.notShown;
}

function Now({ state }: { state: BoardView }): JSX.Element {
  const lines = busiest(state.lines);
  const count = (test: (kind: string) => boolean): number =>
    state.windows.filter((each) => test(each.state)).length;
  const waiting = lines.reduce((sum, each) => sum + each.waiting, 0);
  return (
    <>
      <dl class="figures">
        <Figure words={words.waitingNow} value={waiting} hook="waiting" />
        <Figure words={words.windowsOpen} value={count((kind) => kind !== 'closed')} hook="open" />
        <Figure
          words={words.atWindow}
          value={count((kind) => kind === 'serving' || kind === 'called')}
          hook="serving"
        />
        <Figure words={words.pausedWindows} value={count((kind) => kind === 'paused')} hook="paused" />
        <Figure words={words.workingWindows} value={count((kind) => kind === 'working')} hook="working" />
      </dl>
      <figure>
        <table>
          <caption>
            <b>{t(words.lines)}</b> <span>{sentence(lines, waiting)}</span>
          </caption>
          {lines.length > 0 && <Lines lines={lines} state={state} />}
        </table>
      </figure>
    </>
  );
}

function Lines({ lines, state }: { lines: LineOnBoard[]; state: BoardView }): JSX.Element {
  const most = lines[0]?.waiting ?? 1;
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t(words.line)}</th>
          <th scope="col" class="num">
            {t(words.waiting)}
          </th>
          <th scope="col" class="wide">
            <span class="hidden">{t(words.spread)}</span>
          </th>
          <th scope="col" class="num">
            {t(words.range)}
          </th>
          <th scope="col" class="num">
            {t(words.windows)}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((each) => (
          <tr key={each.line} data-line={each.line}>
            <th scope="row">{nameOf(each.line)}</th>
            <td class="num code">{each.waiting}</td>
            <td class="wide">
              <span class="bar" style={{ width: `${(each.waiting / most) * 100}%` }} />
            </td>
            <td class="num">{rangeOf(each)}</td>
            <td class="num code">{openFor(each.line, state)}</td>
          </tr>
        ))}
      </tbody>
    </>
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

function sentence(lines: LineOnBoard[], waiting: number): string {
  const first = lines[0];
  if (!first) return t(words.linesNone);
  return t(words.linesSum, {
    n: waiting,
    line: nameOf(first.line),
    most: first.waiting,
    range: rangeOf(first),
  });
}

function rangeOf(line: LineOnBoard): string {
  return saidOffer(line.offer, line.wait);
}

function nameOf(line: string): string {
  const known = lineOf.value.get(line);
  return known ? `${known.prefix} · ${t(known.name)}` : line;
}

/** How many windows planned for the line have somebody at them. */
function openFor(line: string, state: BoardView): number {
  const planned = new Set(
    catalogue.value?.windows.filter((each) => each.lines.includes(line)).map((each) => each.code),
  );
  return state.windows.filter((each) => planned.has(each.code) && each.state !== 'closed').length;
}
