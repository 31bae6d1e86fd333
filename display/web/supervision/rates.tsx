// What letters allow and what was decided, by window; matters without a case.
import type { JSX } from 'preact';
import { useAsked } from '@lib/address.ts';
import { catalogue, hall } from '@lib/catalogue.ts';
import { type Days, DaysAsked, daysOf } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { NumberLink } from '@lib/links.tsx';
import { t } from '@lib/look.ts';
import { PartLink } from '@lib/nav.tsx';
import { Turns, usePaged } from '@lib/paged.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { share } from '@lib/points.ts';
import { useReading } from '@lib/reading.ts';
import type { OversightView, ServedView, WindowRates } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { matterName } from './names.ts';

const AT_ONCE = 50; // as the server lists them
const FIELDS = ['from', 'to', 'window', 'page'] as const;

export function Rates({ staff }: { staff: Staff }): JSX.Element {
  const [now, ask] = useAsked(FIELDS);
  const today = hall.value?.business_day ?? '';
  const days = daysOf({ from: now.from ?? '', to: now.to ?? '' }, today);
  if (now.window) {
    const back = (): void => ask({ ...now, window: undefined, page: undefined });
    const page = Number(now.page ?? 0);
    const turn = (to: number): void => ask({ ...now, page: to ? String(to) : undefined });
    return <Served staff={staff} window={now.window} days={days} page={page} onTurn={turn} onBack={back} />;
  }
  return <AllRates staff={staff} days={days} today={today} onAsk={(change) => ask({ ...days, ...change })} />;
}

function AllRates({
  staff,
  days,
  today,
  onAsk,
}: {
  staff: Staff;
  days: Days;
  today: string;
  onAsk: (change: Partial<Days>) => void;
}): JSX.Element {
  const { view, problem } = useReading<OversightView>(staff.api, days.to ? '/supervision' : '', { ...days });
  const { items, turns } = usePaged(view?.windows ?? [], AT_ONCE, days.from + days.to);
  return (
    <>
      <section aria-labelledby="rates">
        <h2 id="rates">{t(words.rates)}</h2>
        <form class="ask" onSubmit={(event) => event.preventDefault()}>
          <DaysAsked days={days} today={today} onAsk={onAsk} />
        </form>
        <Refused of={problem} />
        {view && (
          <table data-testid="rates">
            <caption>{t(view.windows.length ? words.ratesSum : words.nothing)}</caption>
            {view.windows.length > 0 && <RatesHead />}
            <tbody>
              {items.map((each) => (
                <Rate key={each.window} each={each} days={days} />
              ))}
            </tbody>
          </table>
        )}
        {turns}
      </section>
      {view && <Silent view={view} />}
    </>
  );
}

function RatesHead(): JSX.Element {
  const numbers = [
    words.decisions,
    words.decidable,
    words.doneRate,
    words.registeredRate,
    words.referredRate,
  ];
  return <Head of={[words.window]} numbers={numbers} />;
}

function Rate({ each, days }: { each: WindowRates; days: Days }): JSX.Element {
  const to = `/supervision/rates?${new URLSearchParams({ ...days, window: each.window })}`;
  return (
    <tr data-window={each.window}>
      <th scope="row">
        <PartLink to={to}>{t(each.name)}</PartLink>
      </th>
      <td class="num code">{each.decisions}</td>
      <td class="num code">{each.decidable}</td>
      <td class="num code">{share(each.done, each.decidable)}</td>
      <td class="num code">{share(each.registered, each.decidable)}</td>
      <td class="num code">{share(each.forwarded, each.decisions)}</td>
    </tr>
  );
}

interface ServedWishes {
  staff: Staff;
  window: string;
  days: Days;
  page: number;
  onTurn: (page: number) => void;
  onBack: () => void;
}

function Served({ staff, window, days, page, onTurn, onBack }: ServedWishes): JSX.Element {
  const offset = page ? String(page * AT_ONCE) : undefined;
  const path = days.to ? '/supervision/services' : '';
  const { view, problem } = useReading<ServedView>(staff.api, path, { window, ...days, offset });
  const heads = [words.day, words.number, words.person, words.matter, words.decidable, words.detail];
  return (
    <section aria-labelledby="served">
      <h2 id="served">
        {t(words.rates)} · {window}
      </h2>
      <button type="button" data-act="back" onClick={onBack}>
        {t(words.back)}
      </button>
      <Refused of={problem} />
      {view && view.total > AT_ONCE && (
        <Turns
          first={page * AT_ONCE + 1}
          shown={view.services.length}
          count={view.total}
          page={page}
          pages={Math.ceil(view.total / AT_ONCE)}
          onTurn={onTurn}
        />
      )}
      {view && (
        <table data-testid="served">
          <caption>{t(words.findingsSum, { ...days, n: view.total })}</caption>
          <Head of={heads} />
          <tbody>
            {view.services.map((each, n) => (
              <tr key={n}>
                <td class="code on-day">{each.day}</td>
                <td>
                  <NumberLink day={each.day} number={each.number} />
                </td>
                <td>{t(each.staffer_name)}</td>
                <td>{matterName(each.matter)}</td>
                <td>{t(each.decidable ? words.yesDecidable : words.noDecidable)}</td>
                <td>
                  {t(each.outcome_name)}
                  {each.reason && <small>{t(each.reason)}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Silent({ view }: { view: OversightView }): JSX.Element {
  const home = new Map(catalogue.value?.departments.map((each) => [each.code, each.short]));
  const { items, turns } = usePaged(view.silent, AT_ONCE);
  return (
    <section aria-labelledby="silent">
      <h2 id="silent">{t(words.silent)}</h2>
      <p data-testid="silent-sum">
        {view.silent.length ? t(words.silentSum, { n: view.silent.length }) : t(words.silentNone)}
      </p>
      {view.silent.length > 0 && (
        <details>
          <summary>{t(words.open)}</summary>
          <table>
            <Head of={[words.matter, words.department, words.lastDay]} />
            <tbody>
              {items.map((each) => (
                <tr key={each.matter}>
                  <th scope="row">{t(each.name)}</th>
                  <td>{t(home.get(each.department) ?? { zh: each.department, en: each.department })}</td>
                  <td class="code">{each.last_day ?? t(words.never)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {turns}
        </details>
      )}
    </section>
  );
}
