// Who sat where, when and for whom, to the second.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Head } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { Sitting, SittingsView } from '@lib/types.ts';
import { sittings as words } from '@lib/words/sittings.ts';
import { supervision as desk } from '@lib/words/supervision.ts';

const AGAIN_MS = 30_000;

export function Sittings({ staff }: { staff: Staff }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const [asked, ask] = useState('');
  const day = asked || today;
  const { view } = useReading<SittingsView>(
    staff.api,
    day ? '/sittings' : '',
    { from: day, to: day },
    AGAIN_MS,
  );
  const rows = view?.sittings ?? [];
  const open = rows.filter((each) => !each.closed_at).length;
  return (
    <section aria-labelledby="sittings" class="people">
      <h2 id="sittings">{t(words.title)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{t(desk.day)}</span>
          <input type="date" value={day} onChange={(event) => ask(event.currentTarget.value)} />
        </label>
      </form>
      <p>
        {rows.length
          ? t(words.sum, { n: rows.length, open, late: rows.filter((each) => each.late_ms > 0).length })
          : t(words.nothing)}
      </p>
      {rows.length > 0 && <Table rows={rows} />}
    </section>
  );
}

function Table({ rows }: { rows: Sitting[] }): JSX.Element {
  return (
    <table data-testid="sittings">
      <caption class="hidden">{t(words.title)}</caption>
      <Head
        of={[desk.window, desk.person, words.from, words.to, words.letter]}
        numbers={[words.paused, words.work, words.services, words.pieces]}
      />
      <tbody>
        {rows.map((each) => (
          <tr key={each.session}>
            <td class="code">{each.window}</td>
            <th scope="row">
              {t(each.name)}
              {each.covers_name && <small>{t(words.covers, { name: t(each.covers_name) })}</small>}
            </th>
            <td class="code">
              {clockFace(each.opened_at, true)}
              {each.late_ms > 0 && <small>{t(words.late, { n: Math.floor(each.late_ms / 60_000) })}</small>}
            </td>
            <td class="code">{each.closed_at ? clockFace(each.closed_at, true) : t(words.there)}</td>
            <td>{each.letter ?? ''}</td>
            <td class="num code">
              {each.pauses ? `${each.pauses} · ${minutesAndSeconds(each.paused_ms)}` : '—'}
            </td>
            <td class="num code" data-testid="sitting-work">
              <WorkOf work={each.work} />
            </td>
            <td class="num code">{each.services}</td>
            <td class="num code">{each.pieces}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Back-office work of one sitting: how often and how long in all; each on its own line below. */
function WorkOf({ work }: { work: Sitting['work'] }): JSX.Element {
  if (!work.length) return <>—</>;
  const counted = work.filter((each) => !each.excluded);
  const ms = counted.reduce((sum, each) => sum + each.lasted_ms, 0);
  return (
    <>
      {counted.length} · {minutesAndSeconds(ms)}
      {work.map((each) => (
        <small key={each.begun_at}>
          {clockFace(each.begun_at)} {t(each.name)} {minutesAndSeconds(each.lasted_ms)}
          {each.pieces > 0 && ` · ${t(words.workPieces, { n: each.pieces })}`}
        </small>
      ))}
    </>
  );
}
