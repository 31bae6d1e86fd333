// The rules of the hall and the limits of its alarms: changed in their fields, published as a version.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { byFace } from '@lib/by.ts';
import { lineOf } from '@lib/catalogue.ts';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { AlarmLimit, LineRule, RulesVersion, WhatIfView, WholeRulesView, Words } from '@lib/types.ts';
import { alarmKinds } from '@lib/words/alarm-kinds.ts';
import { alarmUnits } from '@lib/words/alarm-units.ts';
import { common } from '@lib/words/common.ts';
import { ruleNumbers } from '@lib/words/rule-numbers.ts';
import { rules as words } from '@lib/words/rules.ts';
import { asToml, changes, type Entries, entriesOf, missedAs, missedOf, nameOf } from './rules-form.ts';
import { Outcome } from './what-if.tsx';
import './rules.css';

const OF_A_LINE = [
  ['cap', words.cap],
  ['more_time_minutes', words.moreTime],
  ['recall_limit', words.recalls],
  ['slot_percent', words.slots],
] as const;

export function Rules({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<WholeRulesView>(staff.api, '/rules/whole');
  return (
    <section class="rules" aria-labelledby="rules">
      <h2 id="rules">{t(words.title)}</h2>
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && <Form key={view.version} staff={staff} rules={view} onDone={again} />}
    </section>
  );
}

function Form({
  staff,
  rules,
  onDone,
}: {
  staff: Staff;
  rules: WholeRulesView;
  onDone: () => void;
}): JSX.Element {
  const before = entriesOf(rules);
  const [changed, setChanged] = useState<Entries>(new Map());
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const [trial, show] = useState<WhatIfView | undefined>(undefined);
  const mayPublish = staff.may('rules.publish');
  const read = (event: Event): void => {
    setSaid(undefined);
    show(undefined);
    setChanged(changes(before, typed(event.currentTarget as HTMLFormElement, before)));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    staff.api.post('/rules', { text: asToml(changed) }).then(onDone, (failure: Problem) => setSaid(failure));
  };
  const tryThem = (): void =>
    void staff
      .slow()
      .post<WhatIfView>('/rules/trial', { text: asToml(changed) })
      .then(show, (failure: Problem) => setSaid(failure));
  return (
    <form onSubmit={submit} onInput={read}>
      <p class="soft">{rules.version ? t(words.version, { n: rules.version }) : t(words.first)}</p>
      <fieldset disabled={!mayPublish}>
        <Folded title={words.alarms} open>
          <Alarms alarms={rules.alarms} />
        </Folded>
        <Folded title={words.wholeHall}>
          <WholeHall rules={rules} />
        </Folded>
        <Folded title={words.lines}>
          <Lines lines={rules.lines} />
        </Folded>
      </fieldset>
      {mayPublish && <Foot n={changed.size} version={rules.version + 1} said={said} onTry={tryThem} />}
      {trial && <Outcome view={trial} />}
      <Versions of={rules.versions} />
    </form>
  );
}

interface FootWishes {
  n: number;
  version: number;
  said: Words | undefined;
  onTry: () => void;
}

/** How many things would change; tried on days that were, then published. */
function Foot({ n, version, said, onTry }: FootWishes): JSX.Element {
  return (
    <div class="publish">
      <p role="status">{n ? t(words.sure, { n, version }) : t(words.nothing)}</p>
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <button type="button" data-act="try-rules" disabled={!n} onClick={onTry}>
        {t(words.tryThem)}
      </button>
      <button type="submit" class="main" data-act="publish-rules" disabled={!n}>
        {t(words.publish)}
      </button>
    </div>
  );
}

function Versions({ of }: { of: readonly RulesVersion[] }): JSX.Element {
  return (
    <ul class="soft">
      {of.map((each) => (
        <li key={each.version}>
          {t(words.history, {
            n: each.version,
            who: byFace(each.published_by),
            at: momentFace(each.published_at, lang.value),
          })}
        </li>
      ))}
    </ul>
  );
}

/** A part of the form; folded, its fields are still part of it. */
function Folded({
  title,
  open = false,
  children,
}: {
  title: Words;
  open?: boolean;
  children: JSX.Element;
}): JSX.Element {
  return (
    <details open={open}>
      <summary>
        <h3>{t(title)}</h3>
      </summary>
      {children}
    </details>
  );
}

/** What the fields say now, by the paths of the entries; a field that holds no number is as it was. */
function typed(form: HTMLFormElement, before: Entries): Entries {
  const found = new Map(before);
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  for (const [name, value] of before) {
    const input = field(name);
    if (typeof value === 'boolean') found.set(name, input.checked);
    else if (typeof value === 'string')
      found.set(name, missedAs(input.value, Number(field(`${name} places`).value)));
    else if (input.value !== '') found.set(name, Number(input.value));
  }
  return found;
}

function Figure({ name, value, label }: { name: string; value: number; label: string }): JSX.Element {
  return (
    <input
      type="number"
      name={name}
      defaultValue={String(value)}
      min={0}
      required
      aria-label={label}
      inputMode="numeric"
    />
  );
}

function Alarms({ alarms }: { alarms: readonly AlarmLimit[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          {[words.kind, words.on, words.raise, words.clear].map((each) => (
            <th scope="col" key={each.en}>
              {t(each)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {alarms.map((each) => (
          <Alarm key={each.kind} limit={each} />
        ))}
      </tbody>
    </table>
  );
}

function Alarm({ limit }: { limit: AlarmLimit }): JSX.Element {
  const { kind, on, raise_at, clear_at, usual_raise_at, usual_clear_at, unit } = limit;
  const title = t(coded(alarmKinds, kind));
  const usual = raise_at === usual_raise_at && clear_at === usual_clear_at;
  return (
    <tr data-kind={kind}>
      <th scope="row">{title}</th>
      <td>
        <input
          type="checkbox"
          name={nameOf('alarms', kind, 'on')}
          defaultChecked={on}
          aria-label={`${title} · ${t(words.on)}`}
        />
      </td>
      <td>
        <Figure
          name={nameOf('alarms', kind, 'raise_at')}
          value={raise_at}
          label={`${title} · ${t(words.raise)}`}
        />
      </td>
      <td>
        <Figure
          name={nameOf('alarms', kind, 'clear_at')}
          value={clear_at}
          label={`${title} · ${t(words.clear)}`}
        />
      </td>
      <td class="soft">
        {t(coded(alarmUnits, unit))}
        {!usual && ` · ${t(words.usual, { raise: usual_raise_at, clear: usual_clear_at })}`}
      </td>
    </tr>
  );
}

function WholeHall({ rules }: { rules: WholeRulesView }): JSX.Element {
  return (
    <div class="whole-hall">
      {Object.entries(rules.numbers).map(([name, value]) => {
        const label = t(coded(ruleNumbers, name));
        return (
          <label key={name}>
            <span>{label}</span>
            <Figure name={name} value={value} label={label} />
          </label>
        );
      })}
      <label class="tick">
        <input type="checkbox" name="one_key" defaultChecked={rules.one_key} />
        <span>{t(words.oneKey)}</span>
      </label>
    </div>
  );
}

function Lines({ lines }: { lines: readonly LineRule[] }): JSX.Element {
  return (
    <Scrolls title={words.line}>
      <table>
        <thead>
          <tr>
            {[words.line, ...OF_A_LINE.map(([, said]) => said), words.missed].map((each) => (
              <th scope="col" key={each.en}>
                {t(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((each) => (
            <Line key={each.line} rule={each} />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Line({ rule }: { rule: LineRule }): JSX.Element {
  const known = lineOf.value.get(rule.line);
  const title = known ? t(known.name) : rule.line;
  const missed = missedOf(rule.missed);
  const name = nameOf('lines', rule.line, 'missed');
  return (
    <tr data-line={rule.line}>
      <th scope="row">{title}</th>
      {OF_A_LINE.map(([field, said]) => (
        <td key={field}>
          <Figure
            name={nameOf('lines', rule.line, field)}
            value={rule[field]}
            label={`${title} · ${t(said)}`}
          />
        </td>
      ))}
      <td class="missed">
        <select name={name} aria-label={`${title} · ${t(words.missed)}`}>
          {(['keep', 'back', 'void'] as const).map((each) => (
            <option key={each} value={each} selected={each === missed.follows}>
              {t(words[each])}
            </option>
          ))}
        </select>{' '}
        <input
          type="number"
          name={`${name} places`}
          defaultValue={String(missed.places)}
          min={1}
          max={99}
          aria-label={`${title} · ${t(words.places)}`}
        />
      </td>
    </tr>
  );
}
