// Promises kept: of the cases that came due or were decided,
// how many were decided in time; by whose they were.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { dayBefore } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { useReading } from '@lib/reading.ts';
import type { ReportRow, ReportView, Words } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { promises as words } from '@lib/words/promises.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';

const LAST_DAYS = 30;
const MARKS: [string, Words][] = [
  ['kept', words.kept],
  ['kept_first', words.first],
  ['collected', words.collected],
  ['extended', words.extended],
  ['never_ready', words.never],
];

export function Promises({ staff }: { staff: Staff }): JSX.Element | null {
  const [by, setBy] = useState('department');
  const to = hall.value?.business_day ?? '';
  const days = to ? { from: dayBefore(to, LAST_DAYS - 1), to } : {};
  const { view } = useReading<ReportView>(staff.api, to ? '/reports/promises' : '', { ...days, by });
  if (!view) return null;
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{t(words.title)}</h2>
      <div class="ask">
        <label>
          <span>{t(office.by)}</span>
          <select data-testid="promises-by" value={by} onChange={(event) => setBy(event.currentTarget.value)}>
            {Object.entries(groupings).map(([code, said]) => (
              <option key={code} value={code}>
                {t(said)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <table data-testid="promises">
        <caption>
          <b>
            {t(words.title)} · {t(office.lastDays, { n: LAST_DAYS })}
          </b>{' '}
          <span>{sentence(view.total)}</span>
        </caption>
        {view.rows.length > 0 && <Rows view={view} />}
      </table>
    </section>
  );
}

function Rows({ view }: { view: ReportView }): JSX.Element {
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t(coded(groupings, view.by, office.by))}</th>
          {[words.count, ...MARKS.map(([, said]) => said)].map((said) => (
            <th scope="col" class="num" key={said.en}>
              {t(said)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.by} row={row} />
        ))}
      </tbody>
      <tfoot>
        <Row row={{ ...view.total, name: office.total }} />
      </tfoot>
    </>
  );
}

function Row({ row }: { row: ReportRow }): JSX.Element {
  return (
    <tr data-by={row.by}>
      <th scope="row">{t(row.name) || row.by}</th>
      <td class="num code">{row.count}</td>
      {MARKS.map(([mark]) => (
        <td class="num code" key={mark}>
          {row.extra[mark] ?? 0}
        </td>
      ))}
    </tr>
  );
}

function sentence({ count, extra }: ReportRow): string {
  if (!count) return t(words.none);
  const kept = extra.kept ?? 0;
  return t(words.sum, {
    n: count,
    kept,
    share: Math.floor((kept / count) * 100),
    first: extra.kept_first ?? 0,
    never: extra.never_ready ?? 0,
  });
}
