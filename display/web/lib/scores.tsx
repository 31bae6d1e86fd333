// The monthly score sheet: a row for each staffer, window or
// department, its deductions, each with its event and a way to contest.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from './asking.tsx';
import { hall } from './catalogue.ts';
import type { Staff } from './door.ts';
import { minutesAndSeconds } from './durations.ts';
import { EventLink, NumberLink } from './links.tsx';
import { t } from './look.ts';
import { coded } from './message.ts';
import { Choice, Head } from './parts.tsx';
import { monthOf, points, share } from './points.ts';
import { at } from './prefix.ts';
import { useReading } from './reading.ts';
import type { ScoreLine, ScoreRow, ScoreSheet } from './types.ts';
import { scoreBy } from './words/score-by.ts';
import { scores as words } from './words/scores.ts';
import { supervision as desk } from './words/supervision.ts';
import './scores.css';

export function Scores({ staff }: { staff: Staff }): JSX.Element {
  const [asked, ask] = useState({ month: '', by: 'staffer' });
  const month = asked.month || monthOf(hall.value?.business_day ?? '');
  const { view, problem, again } = useReading<ScoreSheet>(staff.api, month ? '/scores' : '', {
    month,
    by: asked.by,
  });
  const [shown, show] = useState('');
  const [contest, setContest] = useState<Ask | undefined>(undefined);
  const closed = (): void => {
    setContest(undefined);
    again();
  };
  return (
    <section aria-labelledby="scores" class="scores">
      <h2 id="scores">{t(words.title)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{t(words.month)}</span>
          <input
            type="month"
            value={month}
            onChange={(event) => ask({ ...asked, month: event.currentTarget.value })}
          />
        </label>
        <Choice
          label={words.by}
          value={asked.by}
          among={scoreBy}
          onChange={(by) => ask({ ...asked, by })}
          hook="scores-by"
        />
        <Files month={month} by={asked.by} />
        <button type="button" onClick={() => printScores()}>
          {t(words.print)}
        </button>
      </form>
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {view && (
        <Sheet
          view={view}
          shown={shown}
          onShow={(key) => show(key === shown ? '' : key)}
          onContest={staff.may('score.contest') ? (line) => setContest(contestOf(line)) : undefined}
        />
      )}
      <p class="sign">{t(words.signed)}</p>
      {contest && <AskDialog staff={staff} ask={contest} onClose={closed} />}
    </section>
  );
}

/** The sheet and the list of the reserve, as files. */
function Files({ month, by }: { month: string; by: string }): JSX.Element {
  const file = (path: string): string =>
    at(`/api/v1${path}?${new URLSearchParams({ month, by, format: 'xlsx' })}`);
  return (
    <>
      <a href={file('/scores')} download data-testid="scores-xlsx">
        {t(words.xlsx)}
      </a>
      <a href={file('/scores/reserve')} download>
        {t(words.reserve)}
      </a>
    </>
  );
}

interface SheetWishes {
  view: ScoreSheet;
  shown: string;
  onShow: (key: string) => void;
  onContest: ((line: ScoreLine) => void) | undefined;
}

function Sheet({ view, shown, onShow, onContest }: SheetWishes): JSX.Element {
  if (view.rows.length === 0) return <p class="soft">{t(words.nothing)}</p>;
  const full = view.rows.filter((row) => row.tenths === 1000).length;
  const facts = { month: view.month, v: view.scheme, n: view.rows.length, full };
  const numbers = [
    words.score,
    words.days,
    words.services,
    words.excluded,
    words.mean,
    words.done,
    words.satisfied,
  ];
  return (
    <table data-testid="scores">
      <caption>{t(view.scheme ? words.sum : words.sumHouse, facts)}</caption>
      <Head of={[coded(scoreBy, view.by)]} numbers={numbers} last={words.lines} />
      <tbody>
        {view.rows.map((row) => (
          <Row
            key={row.by}
            row={row}
            by={view.by}
            open={shown === row.by}
            onShow={() => onShow(row.by)}
            onContest={onContest}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowWishes {
  row: ScoreRow;
  by: string;
  open: boolean;
  onShow: () => void;
  onContest: ((line: ScoreLine) => void) | undefined;
}

function Row({ row, by, open, onShow, onContest }: RowWishes): JSX.Element {
  const n = row.lines.length;
  return (
    <>
      <tr data-by={row.by}>
        <th scope="row">{t(row.name)}</th>
        <td class="num code score">{points(row.tenths)}</td>
        <td class="num code">{row.days}</td>
        <td class="num code">{row.services}</td>
        <td class="num code">{row.excluded}</td>
        <td class="num code">{row.services ? minutesAndSeconds(row.service_ms / row.services) : '—'}</td>
        <td class="num code">{share(row.done, row.decidable)}</td>
        <td class="num code">{share(row.satisfied, row.rated)}</td>
        <td>
          {n > 0 && (
            <button
              type="button"
              class="small"
              aria-expanded={open}
              aria-label={t(words.showOf, { name: t(row.name), n })}
              onClick={onShow}
            >
              {open ? t(desk.close) : t(words.show, { n })}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr class="lines">
          <td colSpan={9}>
            {by === 'department' && (
              <p class="soft">
                {t(words.shared, {
                  own: points(row.own_tenths),
                  people: points(row.people_tenths),
                  n: row.people,
                })}
              </p>
            )}
            <Lines row={row} onContest={onContest} />
          </td>
        </tr>
      )}
    </>
  );
}

function Lines({
  row,
  onContest,
}: {
  row: ScoreRow;
  onContest: ((line: ScoreLine) => void) | undefined;
}): JSX.Element {
  const heads = [desk.day, desk.event, desk.kind, desk.window, desk.number];
  return (
    <table data-testid={`lines-${row.by}`}>
      <caption class="hidden">{t(words.linesOf, { name: t(row.name) })}</caption>
      <Head of={heads} numbers={[words.points]} last={desk.detail} />
      <tbody>
        {row.lines.map((line, n) => (
          <Line key={n} line={line} onContest={onContest} />
        ))}
      </tbody>
    </table>
  );
}

function Line({
  line,
  onContest,
}: {
  line: ScoreLine;
  onContest: ((line: ScoreLine) => void) | undefined;
}): JSX.Element {
  const { finding } = line;
  const { contest } = finding;
  return (
    <tr data-kind={finding.kind} data-seq={finding.seq}>
      <td class="code on-day">{finding.day}</td>
      <td class="code">{finding.seq ? <EventLink seq={finding.seq} /> : '—'}</td>
      <td>{t(finding.name)}</td>
      <td class="code">{finding.window ?? ''}</td>
      <td class="code">
        {finding.number && <NumberLink day={finding.ticket_day ?? finding.day} number={finding.number} />}
      </td>
      <td class="num code">{line.tenths ? points(line.tenths) : t(words.none)}</td>
      <td>
        {t(finding.said)}
        {finding.lifted && <small>{t(finding.lifted)}</small>}
        {contest && contest.upheld === null && (
          <small>{t(words.contested, { reason: contest.reason })}</small>
        )}
        {contest?.upheld === false && <small>{t(words.rejected, { review: contest.review ?? '' })}</small>}
        {onContest && !contest && !finding.lifted && line.tenths > 0 && finding.kind !== 'bad_rating' && (
          <button
            type="button"
            class="small"
            data-act="contest"
            aria-label={t(words.contestOf, { name: t(finding.name), seq: finding.seq })}
            onClick={() => onContest(line)}
          >
            {t(words.contest)}
          </button>
        )}
      </td>
    </tr>
  );
}

function contestOf({ finding }: ScoreLine): Ask {
  return {
    id: 'contest',
    title: words.contest,
    how: words.contestHow,
    path: '/contests',
    fixed: { kind: finding.kind, seq: finding.seq },
    fields: [{ name: 'reason', label: desk.reason, type: 'long', most: 500 }],
  };
}

/** Print the sheet alone, whatever else stands on the page. */
function printScores(): void {
  document.body.classList.add('prints-scores');
  window.addEventListener('afterprint', () => document.body.classList.remove('prints-scores'), {
    once: true,
  });
  window.print();
}
