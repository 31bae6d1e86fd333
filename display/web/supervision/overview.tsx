// What was found in some days: figures, rates by window against
// the letter, silent matters; each opens what is behind it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue, hall, matterOf } from '@lib/catalogue.ts';
import { type Days, DaysAsked, daysOf } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Head } from '@lib/parts.tsx';
import { share } from '@lib/points.ts';
import { useReading } from '@lib/reading.ts';
import type {
  FigureView,
  FindingsView,
  FindingView,
  OversightView,
  ServedView,
  WindowRates,
} from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import type { Asked } from './search.tsx';

interface Wishes {
  staff: Staff;
  onTicket: (ticket: Asked) => void;
}

export function Overview({ staff, onTicket }: Wishes): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const [asked, ask] = useState<Days>({ from: '', to: '' });
  const days = daysOf(asked, today);
  const { view, problem } = useReading<OversightView>(staff.api, today ? '/supervision' : '', { ...days });
  return (
    <>
      <section aria-labelledby="overview">
        <h2 id="overview">{t(words.overview)}</h2>
        <form class="ask" onSubmit={(event) => event.preventDefault()}>
          <DaysAsked days={days} today={today} onAsk={(change) => ask({ ...asked, ...change })} />
        </form>
        {problem && (
          <p class="bad" role="alert">
            {t(problem)}
          </p>
        )}
        {view && <Figures staff={staff} view={view} days={days} onTicket={onTicket} />}
      </section>
      {view && <Rates staff={staff} view={view} days={days} onTicket={onTicket} />}
      {view && <Silent view={view} />}
    </>
  );
}

interface Part extends Wishes {
  view: OversightView;
  days: Days;
}

function Figures({ staff, view, days, onTicket }: Part): JSX.Element {
  const [shown, show] = useState('');
  const sum = (of: (each: FigureView) => number): number =>
    view.figures.reduce((all, each) => all + of(each), 0);
  return (
    <table data-testid="figures">
      <caption>
        {t(words.overviewSum, { ...days, n: sum((each) => each.count), lifted: sum((each) => each.lifted) })}
      </caption>
      <Head of={[words.kind]} numbers={[words.count, words.lifted]} last={words.open} />
      <tbody>
        {view.figures.map((each) => {
          const open = shown === each.kind;
          return (
            <>
              <tr key={each.kind} data-kind={each.kind}>
                <th scope="row">{t(each.name)}</th>
                <td class="num code">{each.count}</td>
                <td class="num code">{each.lifted}</td>
                <td>
                  {each.count + each.lifted > 0 && (
                    <button
                      type="button"
                      class="small"
                      aria-expanded={open}
                      aria-label={t(words.openOf, { name: t(each.name) })}
                      onClick={() => show(open ? '' : each.kind)}
                    >
                      {t(open ? words.close : words.open)}
                    </button>
                  )}
                </td>
              </tr>
              {open && (
                <tr key={`${each.kind}-open`} class="behind">
                  <td colSpan={4}>
                    <Findings
                      staff={staff}
                      kind={each.kind}
                      count={each.count + each.lifted}
                      days={days}
                      onTicket={onTicket}
                    />
                  </td>
                </tr>
              )}
            </>
          );
        })}
      </tbody>
    </table>
  );
}

const SHOWN = 50;

function Findings({
  staff,
  kind,
  count,
  days,
  onTicket,
}: Wishes & { kind: string; count: number; days: Days }): JSX.Element | null {
  const { view } = useReading<FindingsView>(staff.api, '/supervision/findings', { kind, ...days });
  const { items, turns } = usePaged(view?.findings ?? [], SHOWN, kind);
  if (!view) return null;
  return (
    <>
      <Newest shown={view.findings.length} count={count} />
      <table data-testid="findings">
        <Head
          of={[words.day, words.event, words.window, words.person, words.matter, words.number, words.detail]}
        />
        <tbody>
          {items.map((each) => (
            <tr key={each.seq} data-seq={each.seq}>
              <td class="code">{each.day}</td>
              <td class="code">{each.seq}</td>
              <td class="code">{each.window ?? ''}</td>
              <td>{each.staffer_name ? t(each.staffer_name) : ''}</td>
              <td>{matterName(each.matter)}</td>
              <td>{each.number && <TicketLink number={each.number} day={each.day} onTicket={onTicket} />}</td>
              <td>
                {amountOf(each)}
                {each.lifted && <small>{t(each.lifted)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns}
    </>
  );
}

/** When the hall gives the newest only: of how many, and how to see the others. */
function Newest({ shown, count }: { shown: number; count: number }): JSX.Element | null {
  if (shown >= count) return null;
  return (
    <p class="soft" role="status" data-testid="newest">
      {t(words.newest, { shown, n: count })}
    </p>
  );
}

function Rates({ staff, view, days, onTicket }: Part): JSX.Element {
  const [shown, show] = useState('');
  return (
    <section aria-labelledby="rates">
      <h2 id="rates">{t(words.rates)}</h2>
      <table data-testid="rates">
        <caption>{t(view.windows.length ? words.ratesSum : words.nothing)}</caption>
        {view.windows.length > 0 && (
          <Head
            of={[words.window]}
            numbers={[
              words.decisions,
              words.decidable,
              words.doneRate,
              words.registeredRate,
              words.referredRate,
            ]}
            last={words.open}
          />
        )}
        <tbody>
          {view.windows.map((each) => (
            <Rate
              key={each.window}
              each={each}
              open={shown === each.window}
              onShow={() => show(shown === each.window ? '' : each.window)}
            >
              <Served
                staff={staff}
                window={each.window}
                count={each.decisions}
                days={days}
                onTicket={onTicket}
              />
            </Rate>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rate({
  each,
  open,
  onShow,
  children,
}: {
  each: WindowRates;
  open: boolean;
  onShow: () => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <>
      <tr data-window={each.window}>
        <th scope="row">{t(each.name)}</th>
        <td class="num code">{each.decisions}</td>
        <td class="num code">{each.decidable}</td>
        <td class="num code">{share(each.done, each.decidable)}</td>
        <td class="num code">{share(each.registered, each.decidable)}</td>
        <td class="num code">{share(each.forwarded, each.decisions)}</td>
        <td>
          <button
            type="button"
            class="small"
            aria-expanded={open}
            aria-label={t(words.openOf, { name: t(each.name) })}
            onClick={onShow}
          >
            {t(open ? words.close : words.open)}
          </button>
        </td>
      </tr>
      {open && (
        <tr class="behind">
          <td colSpan={7}>{children}</td>
        </tr>
      )}
    </>
  );
}

function Served({
  staff,
  window,
  count,
  days,
  onTicket,
}: Wishes & { window: string; count: number; days: Days }): JSX.Element | null {
  const { view } = useReading<ServedView>(staff.api, '/supervision/services', { window, ...days });
  const { items, turns } = usePaged(view?.services ?? [], SHOWN, window);
  if (!view) return null;
  return (
    <>
      <Newest shown={view.services.length} count={count} />
      <table>
        <Head of={[words.day, words.number, words.person, words.matter, words.decidable, words.detail]} />
        <tbody>
          {items.map((each, n) => (
            <tr key={n}>
              <td class="code">{each.day}</td>
              <td>
                <TicketLink number={each.number} day={each.day} onTicket={onTicket} />
              </td>
              <td class="code">{each.staffer}</td>
              <td>{matterName(each.matter)}</td>
              <td>{each.decidable ? '✓' : ''}</td>
              <td>
                {t(each.outcome_name)}
                {each.reason && <small>{each.reason}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns}
    </>
  );
}

function Silent({ view }: { view: OversightView }): JSX.Element {
  const home = new Map(catalogue.value?.departments.map((each) => [each.code, each.short]));
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
              {view.silent.map((each) => (
                <tr key={each.matter}>
                  <th scope="row">{t(each.name)}</th>
                  <td>{t(home.get(each.department) ?? { zh: each.department, en: each.department })}</td>
                  <td class="code">{each.last_day ?? t(words.never)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

export function TicketLink({
  number,
  day,
  onTicket,
}: {
  number: string;
  day: string;
  onTicket: (ticket: Asked) => void;
}): JSX.Element {
  return (
    <button type="button" class="plain code link" onClick={() => onTicket({ number, day })}>
      {number}
    </button>
  );
}

export function matterName(code: string | null): string {
  const known = code ? matterOf.value.get(code) : undefined;
  return known ? t(known.name) : (code ?? '');
}

/** What was measured, in the unit of its kind, before what was written down. */
function amountOf(each: FindingView): string {
  const measured: Record<string, string> = {
    late: `${Math.floor(each.amount / 60_000)} min`,
    slow: `${each.amount} %`,
    fee_off: `¥${(each.amount / 100).toFixed(2)}`,
  };
  return [measured[each.kind], each.detail].filter(Boolean).join(' · ');
}
