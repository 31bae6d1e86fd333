// A report as a table: count, mean and percentiles of each group, with a band to compare them at a glance.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import { type Days, DaysAsked, daysOf } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { bandOf, scaleEnd } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { ReportRow, ReportView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { office as words } from '@lib/words/office.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';

const AGAIN_MS = 30_000;
const SELDOM_MS = 300_000; // of more than today: most of it stays as it is, and it costs the hall more

interface Wishes {
  staff: Staff;
  report: string;
  title: Words;
  by: string;
}

interface Question extends Days {
  by: string;
}

export function Report({ staff, report, title, by }: Wishes): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const [asked, ask] = useState<Question>({ by, from: '', to: '' });
  const question = { by: asked.by, ...daysOf(asked, today) };
  const { view, problem } = useReading<ReportView>(
    staff.api,
    question.from && `/reports/${report}`,
    { ...question },
    question.from === today ? AGAIN_MS : SELDOM_MS,
  );
  return (
    <section aria-labelledby={report}>
      <h2 id={report}>{t(title)}</h2>
      <Ask
        report={report}
        question={question}
        today={today}
        onAsk={(change) => ask({ ...asked, ...change })}
      />
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {view && (
        <figure>
          <table data-testid={report}>
            <caption>
              <b>
                {t(title)} · {t(coded(groupings, view.by))}（{t(words.durations)}）
              </b>{' '}
              <span>{sentence(view.total)}</span>
            </caption>
            {view.rows.length > 0 && <Rows view={view} />}
          </table>
        </figure>
      )}
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
    </section>
  );
}

function Ask({
  report,
  question,
  today,
  onAsk,
}: {
  report: string;
  question: Question;
  today: string;
  onAsk: (change: Partial<Question>) => void;
}): JSX.Element {
  const href = at(`/api/v1/reports/${report}?${new URLSearchParams({ ...question, format: 'csv' })}`);
  return (
    <form class="ask" onSubmit={(event) => event.preventDefault()}>
      <DaysAsked days={question} today={today} onAsk={onAsk} />
      <label>
        <span>{t(words.by)}</span>
        <select
          value={question.by}
          data-testid={`${report}-by`}
          onChange={(event) => onAsk({ by: event.currentTarget.value })}
        >
          {Object.entries(groupings).map(([code, said]) => (
            <option key={code} value={code}>
              {t(said)}
            </option>
          ))}
        </select>
      </label>
      <a href={href} download data-testid={`${report}-csv`}>
        {t(words.csv)}
      </a>
    </form>
  );
}

function Rows({ view }: { view: ReportView }): JSX.Element {
  const end = scaleEnd(view.rows);
  const numbers = [
    words.count,
    ...(ofServices(view) ? [words.pieces] : []),
    words.mean,
    words.p50,
    words.p90,
    words.max,
  ];
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t(coded(groupings, view.by, words.by))}</th>
          {numbers.map((said) => (
            <th scope="col" class="num" key={said.en}>
              {t(said)}
            </th>
          ))}
          <th scope="col" class="wide">
            {t(words.spread)}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.by} row={row} end={end} pieces={ofServices(view)} />
        ))}
      </tbody>
      <tfoot>
        <Row row={{ ...view.total, name: words.total }} end={end} pieces={ofServices(view)} />
      </tfoot>
    </>
  );
}

/** Reports of services count the pieces (件) too that they handled. */
function ofServices(view: ReportView): boolean {
  return view.report === 'service-times' || view.report === 'outcomes';
}

function Row({ row, end, pieces }: { row: ReportRow; end: number; pieces: boolean }): JSX.Element {
  return (
    <tr data-by={row.by}>
      <th scope="row">{t(row.name) || row.by}</th>
      <td class="num code">{row.count}</td>
      {pieces && (
        <td class="num code" data-testid="row-pieces">
          {row.pieces}
        </td>
      )}
      {[row.mean_ms, row.p50_ms, row.p90_ms, row.max_ms].map((ms, n) => (
        <td class="num code" key={n}>
          {row.count ? minutesAndSeconds(ms) : '—'}
        </td>
      ))}
      <td class="wide">{row.count > 0 && <Band row={row} end={end} />}</td>
    </tr>
  );
}

/** 0 to P50 solid, on to P90 half, a line to the longest. */
function Band({ row, end }: { row: ReportRow; end: number }): JSX.Element {
  const { p50, p90, max } = bandOf(row, end);
  const said = t(words.spreadOf, {
    p50: minutesAndSeconds(row.p50_ms),
    p90: minutesAndSeconds(row.p90_ms),
    max: minutesAndSeconds(row.max_ms),
  });
  return (
    <svg class="band" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={said}>
      <rect class="to-max" x="0" y="4.5" width={max} height="1" />
      <rect class="to-p90" x="0" y="2" width={p90} height="6" />
      <rect class="to-p50" x="0" y="2" width={p50} height="6" />
    </svg>
  );
}

function sentence(total: ReportRow): string {
  if (!total.count) return t(words.sumNone);
  const [mean, p90, max] = [total.mean_ms, total.p90_ms, total.max_ms].map(minutesAndSeconds) as [
    string,
    string,
    string,
  ];
  const left = total.excluded ? ` ${t(words.excluded, { n: total.excluded })}` : '';
  return t(words.sum, { n: total.count, mean, p90, max }) + left;
}
