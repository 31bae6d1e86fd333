// The scheme of deductions: changed in its fields, tried on a month
// that is over, published for coming months.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { byFace } from '@lib/by.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { points } from '@lib/points.ts';
import { useReading } from '@lib/reading.ts';
import type { DeductionView, SchemeTrial, SchemeView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { scheme as words } from '@lib/words/scheme.ts';
import { asToml, shown, unitOf } from './scheme-form.ts';
import './rules.css';

const MOST = 20;

export function Scheme({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<SchemeView>(staff.api, '/scores/scheme');
  return (
    <section class="rules" aria-labelledby="scheme">
      <h2 id="scheme">{t(words.title)}</h2>
      <p class="soft">{t(words.how)}</p>
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && <Form key={view.version} staff={staff} scheme={view} onDone={again} />}
    </section>
  );
}

interface Wishes {
  staff: Staff;
  scheme: SchemeView;
  onDone: () => void;
}

function Form({ staff, scheme, onDone }: Wishes): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState('');
  const [trial, show] = useState<SchemeTrial | undefined>(undefined);
  const [said, say] = useState<Words | undefined>(undefined);
  const fails = (failure: Problem): void => say(failure);
  const read = (): void => {
    const all = new FormData(form.current as HTMLFormElement);
    say(undefined);
    show(undefined);
    setText(asToml(scheme, (name) => String(all.get(name) ?? '')));
  };
  const tryIt = (): void =>
    void staff.slow().post<SchemeTrial>('/scores/scheme/trial', { text }).then(show, fails);
  const publish = (event: SubmitEvent): void => {
    event.preventDefault();
    const from = String(new FormData(form.current as HTMLFormElement).get('from_month') ?? '');
    const body = { text, ...(from ? { from_month: from } : {}) };
    staff.api.post('/scores/scheme', body).then(() => {
      form.current?.reset(); // the coming months' scheme is not this month's
      setText('');
      show(undefined);
      say(words.published);
      onDone();
    }, fails);
  };
  return (
    <form ref={form} onSubmit={publish} onInput={read}>
      <p class="soft">
        {scheme.version
          ? t(words.version, {
              n: scheme.version,
              from: scheme.from_month,
              who: byFace(scheme.published_by ?? ''),
            })
          : t(words.first)}
      </p>
      <fieldset disabled={!staff.may('scheme.publish')}>
        <Deductions rows={scheme.deductions} />
        <Reserve scheme={scheme} />
      </fieldset>
      {staff.may('scheme.publish') && <Foot said={said} changed={text !== ''} onTry={tryIt} />}
      {trial && <Trial trial={trial} />}
    </form>
  );
}

interface FootWishes {
  said: Words | undefined;
  changed: boolean;
  onTry: () => void;
}

function Foot({ said, changed, onTry }: FootWishes): JSX.Element {
  const good = said === words.published;
  return (
    <div class="publish">
      <label>
        <span>{t(words.from)}</span>
        <input type="month" name="from_month" />
      </label>
      <p class={good ? '' : 'bad'} role={good ? 'status' : 'alert'}>
        {said && t(said)}
      </p>
      <button type="button" data-act="try-scheme" disabled={!changed} onClick={onTry}>
        {t(words.tryIt)}
      </button>
      <button type="submit" class="main" data-act="publish-scheme" disabled={!changed}>
        {t(words.publish)}
      </button>
    </div>
  );
}

function Deductions({ rows }: { rows: readonly DeductionView[] }): JSX.Element {
  return (
    <table data-testid="deductions">
      <Head
        of={[words.kind]}
        numbers={[words.points, words.free, words.least, words.most]}
        last={words.counts}
      />
      <tbody>
        {rows.map((each) => (
          <Deduction key={each.kind} row={each} />
        ))}
      </tbody>
    </table>
  );
}

function Deduction({ row }: { row: DeductionView }): JSX.Element {
  const now = shown(row);
  const unit = unitOf(row.kind);
  const field = (name: keyof typeof now, said: Words, step: string): JSX.Element => (
    <input
      name={`${row.kind}.${name}`}
      type="number"
      min={0}
      step={step}
      defaultValue={now[name]}
      aria-label={`${t(row.name)} · ${t(said)}`}
    />
  );
  return (
    <tr data-kind={row.kind}>
      <th scope="row">{t(row.name)}</th>
      <td class="num">{field('points', words.points, '0.1')}</td>
      <td class="num">{field('free', words.free, '1')}</td>
      <td class="num">
        {unit && (
          <>
            {field('start', words.least, '1')} <small>{t(words[unit])}</small>
          </>
        )}
      </td>
      <td class="num">{field('most', words.most, '0.1')}</td>
      <td>{t(row.home ? words.home : words.person)}</td>
    </tr>
  );
}

function Reserve({ scheme }: { scheme: SchemeView }): JSX.Element {
  return (
    <div class="ask">
      <label>
        <span>{t(words.reserveMonths)}</span>
        <input
          name="reserve.months"
          type="number"
          min={1}
          max={24}
          defaultValue={String(scheme.reserve_months)}
        />
      </label>
      <label>
        <span>{t(words.reservePoints)}</span>
        <input
          name="reserve.points"
          type="number"
          min={0}
          max={100}
          step="0.1"
          defaultValue={String(scheme.reserve_tenths / 10)}
        />
      </label>
    </div>
  );
}

/** Each person's score of the month as it stands, and as the draft would have made it. */
function Trial({ trial }: { trial: SchemeTrial }): JSX.Element {
  const moved = trial.rows.filter((each) => each.now_tenths !== each.then_tenths);
  const { items, turns } = usePaged(moved, MOST);
  return (
    <>
      <table data-testid="scheme-trial">
        <caption>
          <b>{t(words.trial, { month: trial.month })}</b>{' '}
          <span>{t(words.trialSum, { n: moved.length, all: trial.rows.length })}</span>
        </caption>
        <Head of={[words.name]} numbers={[words.now, words.then]} />
        <tbody>
          {items.map((each) => (
            <tr key={each.by}>
              <th scope="row">{t(each.name)}</th>
              <td class="num code">{points(each.now_tenths)}</td>
              <td class={`num code${each.then_tenths < each.now_tenths ? ' bad' : ''}`}>
                {points(each.then_tenths)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns}
    </>
  );
}
