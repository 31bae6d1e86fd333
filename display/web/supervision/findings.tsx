// Findings one by one: what, when, how long, how many waited; filters stand in the address.
import type { JSX } from 'preact';
import { type Asked, useAsked } from '@lib/address.ts';
import { catalogue, hall } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import { DaysAsked, daysOf } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { EventLink, NumberLink } from '@lib/links.tsx';
import { lang, t } from '@lib/look.ts';
import { filledWith } from '@lib/message.ts';
import { Turns } from '@lib/paged.tsx';
import { Choice, Head, Refused } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { FigureView, FindingsView, FoundView, Words } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { lengthFace } from './faces.ts';
import { matterName } from './names.ts';

const AT_ONCE = 50; // as the server lists them
const FIELDS = ['from', 'to', 'kind', 'department', 'window', 'after', 'page'] as const;
type Now = Asked<(typeof FIELDS)[number]>;

export function Findings({ staff }: { staff: Staff }): JSX.Element {
  const [now, ask] = useAsked(FIELDS);
  const today = hall.value?.business_day ?? '';
  const days = daysOf({ from: now.from ?? '', to: now.to ?? '' }, today);
  const page = Number(now.page ?? 0);
  const { page: _, ...filters } = now;
  const question = { ...filters, ...days };
  const offset = page ? String(page * AT_ONCE) : undefined;
  const path = days.to ? '/supervision/findings' : '';
  const { view, problem } = useReading<FindingsView>(staff.api, path, { ...question, offset });
  const change = (what: Now): void => ask({ ...now, page: undefined, ...what });
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t(words.findingsTitle)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <DaysAsked days={days} today={today} onAsk={(some) => change({ ...days, ...some })} />
        <Filters now={now} figures={view?.figures ?? []} onAsk={change} />
        <Files question={question} />
      </form>
      {now.after && (
        <p>
          {t(words.onlyNew)}{' '}
          <button type="button" class="small" data-act="all" onClick={() => change({ after: undefined })}>
            {t(words.allAgain)}
          </button>
        </p>
      )}
      <Refused of={problem} />
      {view && !problem && <Listed view={view} page={page} onPage={(to) => ask({ ...now, page: to })} />}
    </section>
  );
}

function Filters({
  now,
  figures,
  onAsk,
}: {
  now: Now;
  figures: readonly FigureView[];
  onAsk: (change: Now) => void;
}): JSX.Element {
  const kinds = figures.map((each): [string, Words] => {
    const n = String(each.count + each.lifted);
    return [each.kind, filledWith(words.kindN, { kind: each.name, n: { zh: n, en: n } })];
  });
  const departments = catalogue.value?.departments.map((each): [string, Words] => [each.code, each.name]);
  return (
    <>
      <Choice
        label={words.kind}
        value={now.kind ?? ''}
        among={new Map([['', words.any], ...kinds])}
        hook="findings-kind"
        onChange={(kind) => onAsk({ kind: kind || undefined })}
      />
      <Choice
        label={words.department}
        value={now.department ?? ''}
        among={new Map([['', words.any], ...(departments ?? [])])}
        hook="findings-department"
        onChange={(department) => onAsk({ department: department || undefined })}
      />
    </>
  );
}

function Files({ question }: { question: Record<string, string | undefined> }): JSX.Element {
  const { after: _, ...kept } = question;
  const said = Object.entries(kept).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const file = (format: string): string =>
    at(
      `/api/v1/supervision/findings?${new URLSearchParams([...said, ['format', format], ['lang', lang.value]])}`,
    );
  return (
    <>
      <a href={file('xlsx')} download data-testid="findings-xlsx">
        {t(words.xlsx)}
      </a>
      <a href={file('csv')} download data-testid="findings-csv">
        {t(words.csv)}
      </a>
    </>
  );
}

function Listed({
  view,
  page,
  onPage,
}: {
  view: FindingsView;
  page: number;
  onPage: (page: string | undefined) => void;
}): JSX.Element {
  const turns = view.total > AT_ONCE && (
    <Turns
      first={page * AT_ONCE + 1}
      shown={view.findings.length}
      count={view.total}
      page={page}
      pages={Math.ceil(view.total / AT_ONCE)}
      onTurn={(to) => onPage(to ? String(to) : undefined)}
    />
  );
  const facts = { from: view.first_day, to: view.last_day, n: view.total };
  const heads = [words.time, words.kind, words.window, words.matter, words.number];
  return (
    <>
      {turns}
      {view.total === 0 ? (
        <p data-testid="none">{t(words.nothing)}</p>
      ) : (
        <table data-testid="findings">
          <caption>{t(words.findingsSum, facts)}</caption>
          <Head of={heads} numbers={[words.length, words.waited]} last={words.event} />
          <tbody>
            {view.findings.map((each) => (
              <Row key={`${each.kind} ${each.seq}`} each={each} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Row({ each }: { each: FoundView }): JSX.Element {
  const home = catalogue.value?.departments.find((one) => one.code === each.department);
  return (
    <tr data-seq={each.seq} data-kind={each.kind}>
      <td class="code on-day">
        {each.day}
        <small>{clockFace(each.at)}</small>
      </td>
      <th scope="row">
        {t(each.name)}
        <small>{[measureOf(each), t(each.said)].filter(Boolean).join(' · ')}</small>
        {each.lifted && <small>{t(each.lifted)}</small>}
      </th>
      <td>
        <span class="code">{each.window ?? ''}</span> {each.staffer_name && t(each.staffer_name)}
        {home && <small>{t(home.short)}</small>}
      </td>
      <td>{matterName(each.matter)}</td>
      <td>{each.number && <NumberLink day={each.ticket_day ?? each.day} number={each.number} />}</td>
      <td class="num">{each.length_ms === null ? '' : lengthFace(each.length_ms)}</td>
      <td class="num">{each.waited === null ? '' : t(words.peopleN, { n: each.waited })}</td>
      <td>
        <EventLink seq={each.seq} />
      </td>
    </tr>
  );
}

/** How far from a standard, in the unit of its kind. */
function measureOf(each: FoundView): string {
  if (each.kind === 'slow') return t(words.offNorm, { n: each.amount });
  if (each.kind === 'fee_off') return t(words.offFee, { yuan: (each.amount / 100).toFixed(2) });
  return '';
}
