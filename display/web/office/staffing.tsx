// Who will come, how many windows that needs beside those planned, and what a change would have done.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { lineOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { ArrivalsView, DayArrivals, LineArrivals, StaffingView } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { staffing as words } from '@lib/words/staffing.ts';
import { WhatIf } from './what-if.tsx';
import './staffing.css';

const WIDTH = 900;
const HEIGHT = 150;
const DAYS = 5;

export function Staffing({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem } = useReading<ArrivalsView>(staff.past, '/forecast', { days: String(DAYS) });
  const [asked, ask] = useState('');
  const day = view?.days.find((each) => each.day === asked) ?? view?.days[0];
  return (
    <>
      <section class="staffing" aria-labelledby="expected">
        <h2 id="expected">{t(words.expected)}</h2>
        <Refused of={problem} />
        {!view && !problem && <p class="soft">{t(words.workingOut)}</p>}
        {view && !day && <p class="soft">{t(words.none)}</p>}
        {view && day && <Expected view={view} day={day} onDay={ask} />}
      </section>
      {day && <Needed staff={staff} day={day.day} />}
      <WhatIf staff={staff} />
    </>
  );
}

function totalOf(line: LineArrivals): number {
  return line.slots.reduce((sum, each) => sum + each.expected, 0);
}

/** One line at a time: the bands of several lines do not add up to a band. */
function Expected({
  view,
  day,
  onDay,
}: {
  view: ArrivalsView;
  day: DayArrivals;
  onDay: (day: string) => void;
}): JSX.Element {
  const [asked, ask] = useState('');
  const lines = [...day.lines].sort((one, two) => totalOf(two) - totalOf(one));
  const line = lines.find((each) => each.line === asked) ?? lines[0];
  return (
    <>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{t(words.day)}</span>
          <select name="day" value={day.day} onChange={(event) => onDay(event.currentTarget.value)}>
            {view.days.map((each) => (
              <option key={each.day} value={each.day}>
                {each.day}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t(office.line)}</span>
          <select name="line" value={line?.line} onChange={(event) => ask(event.currentTarget.value)}>
            {lines.map((each) => (
              <option key={each.line} value={each.line}>
                {t(each.name)}
              </option>
            ))}
          </select>
        </label>
      </form>
      {line ? <Band line={line} day={day.day} /> : <p class="soft">{t(words.none)}</p>}
      <p class="soft">
        {t(words.rests, { n: view.past_days })}
        {view.error_percent !== null && ` ${t(words.error, { n: view.error_percent })}`}
      </p>
    </>
  );
}

function Band({ line, day }: { line: LineArrivals; day: string }): JSX.Element {
  const { slots } = line;
  const most = Math.max(...slots.map((each) => each.high), 1);
  const peak = slots.reduce((one, two) => (two.expected > one.expected ? two : one));
  const x = (n: number): number => ((n + 0.5) / slots.length) * WIDTH;
  const y = (value: number): number => HEIGHT - (value / most) * (HEIGHT - 10);
  const point = (n: number, value: number): string => `${x(n).toFixed(1)},${y(value).toFixed(1)}`;
  const band = [
    ...slots.map((each, n) => point(n, each.high)),
    ...slots.map((each, n) => point(n, each.low)).reverse(),
  ];
  const facts = { day, line: t(line.name), n: Math.round(totalOf(line)), at: peak.at };
  const range = { most: Math.round(peak.expected), low: Math.round(peak.low), high: Math.round(peak.high) };
  return (
    <figure class="arrivals" data-testid="arrivals">
      <figcaption>{t(words.sum, { ...facts, ...range })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 22}`} role="img" aria-label={t(words.expected)}>
        <polygon points={band.join(' ')} />
        <polyline points={slots.map((each, n) => point(n, each.expected)).join(' ')} />
        {slots.map((each, n) => (
          <text key={each.at} x={x(n)} y={HEIGHT + 17} text-anchor="middle">
            {each.at}
          </text>
        ))}
      </svg>
      <details>
        <summary>{t(office.asTable)}</summary>
        <table>
          <tbody>
            {slots.map((each) => (
              <tr key={each.at}>
                <th scope="row" class="code">
                  {each.at}
                </th>
                <td class="num code">{each.expected.toFixed(1)}</td>
                <td class="num code">
                  {each.low.toFixed(0)}–{each.high.toFixed(0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Needed({ staff, day }: { staff: Staff; day: string }): JSX.Element {
  const { view, problem } = useReading<StaffingView>(staff.past, '/staffing', { day });
  const times = [...new Set(view?.lines.flatMap((each) => each.slots.map((slot) => slot.at)))].sort();
  return (
    <section class="staffing" aria-labelledby="needed">
      <h2 id="needed">{t(words.needed)}</h2>
      <Refused of={problem} />
      {view && (
        <Scrolls title={words.needed}>
          <table data-testid="needed">
            <caption>
              {t(words.neededHow, { share: view.share_percent, within: view.within_minutes })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t(office.line)}</th>
                {times.map((at) => (
                  <th scope="col" class="code" key={at}>
                    {at}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.lines.map((each) => (
                <tr key={each.line} data-line={each.line}>
                  <th scope="row">{t(lineOf.value.get(each.line)?.name ?? each.name)}</th>
                  {times.map((at) => (
                    <Cell key={at} slot={each.slots.find((slot) => slot.at === at)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </section>
  );
}

function Cell({ slot }: { slot: { needed: number; planned: number } | undefined }): JSX.Element {
  if (!slot) return <td />;
  const short = slot.planned < slot.needed;
  return (
    <td class={`code${short ? ' bad' : ''}`} data-short={short}>
      {slot.needed}/{slot.planned}
      {short && <span class="hidden"> {t(words.short)}</span>}
    </td>
  );
}
