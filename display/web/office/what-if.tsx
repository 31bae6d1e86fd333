// What if a window helped out, served other lines, or was closed: rehearsed on past days.
// The changes stand in the address.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue, lineOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { WhatIfView, Words } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { staffing as words } from '@lib/words/staffing.ts';
import { type Change, changesIn, KINDS, type Kind, MOST, queryOf } from './changes.ts';

const KIND_WORDS: Record<Kind, Words> = { lend: words.lend, open: words.open, close: words.close };

export function WhatIf({ staff }: { staff: Staff }): JSX.Element {
  const [changes, setChanges] = useState(() => changesIn(location.search));
  const query = queryOf(changes);
  const { view, problem } = useReading<WhatIfView>(staff.api, query && `/what-if?${query}`);
  const put = (next: Change[]): void => {
    setChanges(next);
    history.replaceState(null, '', `${location.pathname}${next.length ? `?${queryOf(next)}` : ''}`);
  };
  return (
    <section class="staffing" aria-labelledby="what-if">
      <h2 id="what-if">{t(words.whatIf)}</h2>
      {changes.length < MOST && <Add onAdd={(change) => put([...changes, change])} />}
      <ul class="changes" data-testid="changes">
        {changes.map((each, n) => (
          <li key={queryOf([each])}>
            <span>{said(each)}</span>
            <button
              type="button"
              class="plain"
              data-act="drop"
              onClick={() => put(changes.filter((_, at) => at !== n))}
            >
              {t(words.drop)}
            </button>
          </li>
        ))}
      </ul>
      {query && problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {query && !view && !problem && <p class="soft">{t(words.workingOut)}</p>}
      {query && view && <Outcome view={view} />}
    </section>
  );
}

function said({ kind, window, from, to, lines }: Change): string {
  const named = lines.map((each) => t(lineOf.value.get(each)?.name ?? { zh: each, en: each })).join(' · ');
  if (kind === 'close') return t(words.changeClose, { window, from, to });
  return t(kind === 'lend' ? words.changeLend : words.changeOpen, { window, from, to, lines: named });
}

function Add({ onAdd }: { onAdd: (change: Change) => void }): JSX.Element {
  const [kind, setKind] = useState<Kind>('lend');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? '');
    const lines = kind === 'close' ? [] : [text('line')];
    const change = { kind, window: text('window'), from: text('from'), to: text('to'), lines };
    if (changesIn(`?${queryOf([change])}`).length) onAdd(change);
  };
  return (
    <form class="ask" onSubmit={submit}>
      <label>
        <span>{t(words.window)}</span>
        <select name="window">
          {catalogue.value?.windows.map((each) => (
            <option key={each.code} value={each.code}>
              {each.code}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t(words.kind)}</span>
        <select name="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(KIND_WORDS[each])}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'close' && (
        <label>
          <span>{t(office.line)}</span>
          <select name="line">
            {[...lineOf.value.values()].map((each) => (
              <option key={each.code} value={each.code}>
                {t(each.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span>{t(office.from)}</span>
        <input name="from" type="time" required defaultValue="10:00" />
      </label>
      <label>
        <span>{t(office.to)}</span>
        <input name="to" type="time" required defaultValue="11:30" />
      </label>
      <button type="submit">{t(words.add)}</button>
    </form>
  );
}

/** Waits as they would have been without and with a change, on days that were. */
export function Outcome({ view }: { view: WhatIfView }): JSX.Element {
  const minutes = (ms: number): number => Math.round(ms / 60_000);
  return (
    <Scrolls title={words.whatIf} hook="what-if">
      <p class="advice">{t(view.advice)}</p>
      <table>
        <caption>{t(words.rehearsed, { n: view.days })}</caption>
        <thead>
          <tr>
            {[office.line, words.visitors, words.before, words.after, words.gain].map((head, n) => (
              <th scope="col" key={head.en} class={n ? 'num' : undefined}>
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={`${row.line} ${row.visitor_class}`}>
              <th scope="row">{row.line || row.visitor_class ? t(row.name) : t(words.everybody)}</th>
              <td class="num code">{row.visitors_a_day.toFixed(0)}</td>
              <td class="num">{t(words.minutes, { n: minutes(row.before_p90_ms) })}</td>
              <td class="num">{t(words.minutes, { n: minutes(row.after_p90_ms) })}</td>
              <td class={`num${row.gain_high_ms < 0 ? ' bad' : ''}`}>
                {t(words.gained, {
                  n: minutes(row.gain_ms),
                  low: minutes(row.gain_low_ms),
                  high: minutes(row.gain_high_ms),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
