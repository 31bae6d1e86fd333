// A report that counts marks (kept, late, never …): a row for each group, a column for each mark.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { dayBefore } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { ReportRow, ReportView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { office } from '@lib/words/office.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';

export interface Marked {
  report: string;
  title: Words;
  /** Column heads. */
  count: Words;
  marks: readonly (readonly [string, Words])[];
  /** What it may be grouped by; the first one is shown at first. */
  by: readonly string[];
  lastDays: number;
  sentence: (total: ReportRow) => string;
  /** What a row is marked with besides its figures, in words. */
  note?: (row: ReportRow) => { bad: boolean; words: string } | undefined;
}

export function MarkedReport({ staff, marked }: { staff: Staff; marked: Marked }): JSX.Element {
  const { report, title, lastDays } = marked;
  const [by, setBy] = useState(marked.by[0] ?? 'line');
  const to = hall.value?.business_day ?? '';
  const days = to ? { from: dayBefore(to, lastDays - 1), to } : {};
  const { view, problem } = useReading<ReportView>(staff.api, to ? `/reports/${report}` : '', {
    ...days,
    by,
  });
  return (
    <section aria-labelledby={report}>
      <h2 id={report}>{t(title)}</h2>
      <div class="ask">
        <label>
          <span>{t(office.by)}</span>
          <select
            data-testid={`${report}-by`}
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
          >
            {marked.by.map((code) => (
              <option key={code} value={code}>
                {t(coded(groupings, code, office.by))}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && (
        <table data-testid={report}>
          <caption>
            <b>
              {t(title)} · {t(office.lastDays, { n: lastDays })}
            </b>{' '}
            <span>{marked.sentence(view.total)}</span>
          </caption>
          {view.rows.length > 0 && <Rows view={view} marked={marked} />}
        </table>
      )}
    </section>
  );
}

function Rows({ view, marked }: { view: ReportView; marked: Marked }): JSX.Element {
  const { count, marks } = marked;
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t(coded(groupings, view.by, office.by))}</th>
          {[count, ...marks.map(([, said]) => said)].map((said) => (
            <th scope="col" class="num" key={said.en}>
              {t(said)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.by} row={row} marked={marked} />
        ))}
      </tbody>
      <tfoot>
        <Row row={{ ...view.total, name: office.total }} marked={marked} />
      </tfoot>
    </>
  );
}

function Row({ row, marked }: { row: ReportRow; marked: Marked }): JSX.Element {
  const note = marked.note?.(row);
  return (
    <tr data-by={row.by}>
      <th scope="row">
        {t(row.name) || row.by}
        {note && <span class={note.bad ? 'bad' : 'soft'}> {note.words}</span>}
      </th>
      <td class="num code">{row.count}</td>
      {marked.marks.map(([mark]) => (
        <td class="num code" key={mark}>
          {row.extra[mark] ?? 0}
        </td>
      ))}
    </tr>
  );
}
