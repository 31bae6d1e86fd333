// The hall's own settings: name, hours, the target of a wait; holidays and make-up days of the calendar.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { hall, learnHall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { HallPlanDay, HallPlanView, Words } from '@lib/types.ts';
import { catalogue } from '@lib/words/catalogue.ts';
import { setup as words } from '@lib/words/setup.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { type Proposal, Publish, tried } from './publishing.tsx';
import './setup.css';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const MOST = 10;

/** The name of a weekday; 0 is Monday. */
function named(day: number): Words {
  return Object.values(weekdays)[day] as Words;
}

export function HallPlan({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, anew } = useReading<HallPlanView>(staff.api, '/hall-plan');
  const [proposal, propose] = useState<Proposal | undefined>(undefined);
  const [said, say] = useState<Words | undefined>(undefined);
  const attempt = (path: string, body: Record<string, unknown>): void =>
    void tried(staff, path, body).then(
      (found) => {
        say(undefined);
        propose(found);
      },
      (failure: Problem) => say(failure),
    );
  const done = (): void => {
    propose(undefined);
    anew();
    void learnHall().catch(() => {});
  };
  return (
    <>
      <Refused of={said ?? problem} />
      {view && <Own view={view} onSave={(body) => attempt('/hall-plan', body)} />}
      {view && <Calendar view={view} onSave={(body) => attempt('/calendar', body)} />}
      {proposal && (
        <Publish staff={staff} proposal={proposal} onClose={() => propose(undefined)} onDone={done} />
      )}
    </>
  );
}

interface Wishes {
  view: HallPlanView;
  onSave: (body: Record<string, unknown>) => void;
}

function Own({ view, onSave }: Wishes): JSX.Element {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const hours = Object.fromEntries(
      DAYS.map((day) => [
        day,
        text(day)
          .split(/[,，;；、\s]+/)
          .filter(Boolean),
      ]),
    );
    const name = { zh: text('zh'), en: text('en') };
    onSave({ name, service_level_minutes: Number(text('target')), ...(view.always_open ? {} : { hours }) });
  };
  return (
    <section aria-labelledby="hall-plan">
      <h2 id="hall-plan">{t(words.hall)}</h2>
      <form onSubmit={submit} class="hours-of">
        <label>
          <span>{t(catalogue.zh)}</span>
          <input name="zh" required maxLength={60} defaultValue={view.name.zh} lang="zh-CN" />
        </label>
        <label>
          <span>{t(catalogue.en)}</span>
          <input name="en" required maxLength={60} defaultValue={view.name.en} lang="en" />
        </label>
        <label>
          <span>{t(words.target)}</span>
          <input
            name="target"
            type="number"
            min={1}
            max={1440}
            required
            defaultValue={String(view.service_level_minutes)}
          />
        </label>
        <Hours view={view} />
        <button type="submit" class="main" data-act="save-hall">
          {t(catalogue.look)}
        </button>
      </form>
    </section>
  );
}

function Hours({ view }: { view: HallPlanView }): JSX.Element {
  if (view.always_open) return <p class="soft">{t(words.alwaysOpen)}</p>;
  return (
    <fieldset>
      <legend>{t(words.hours)}</legend>
      {DAYS.map((day, n) => (
        <label key={day}>
          <span>{t(named(n))}</span>
          <input
            name={day}
            class="code"
            maxLength={120}
            defaultValue={(view.hours[day] ?? []).join(', ')}
            placeholder="09:00-12:00, 13:30-17:00"
          />
        </label>
      ))}
    </fieldset>
  );
}

function Calendar({ view, onSave }: Wishes): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const { items, turns } = usePaged(
    view.calendar.filter((each) => each.day >= today),
    MOST,
  );
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">{t(words.calendar)}</h2>
      <p class="soft">
        {view.known_until ? t(words.knownUntil, { year: String(view.known_until) }) : t(words.knownNone)}
      </p>
      <p>
        <button type="button" data-act="announced" onClick={() => onSave({ announced: true })}>
          {t(words.announced)}
        </button>
      </p>
      <AddDay onSave={onSave} />
      {items.length > 0 && (
        <table data-testid="calendar-days">
          <Head of={[words.day, words.kind, words.dayName]} last={catalogue.actions} />
          <tbody>
            {items.map((each) => (
              <Day key={each.day} day={each} onSave={onSave} />
            ))}
          </tbody>
        </table>
      )}
      {turns}
    </section>
  );
}

function Day({ day, onSave }: { day: HallPlanDay; onSave: Wishes['onSave'] }): JSX.Element {
  const like = DAYS.indexOf(day.like as (typeof DAYS)[number]);
  return (
    <tr data-day={day.day}>
      <th scope="row" class="code">
        {day.day}
      </th>
      <td>{day.works ? t(words.worksLike, { day: t(named(like)) }) : t(words.off)}</td>
      <td>
        {t(day.name)}
        {!day.announced && <small class="soft"> {t(words.notAnnounced)}</small>}
      </td>
      <td>
        <button
          type="button"
          class="small"
          data-act="ordinary-day"
          onClick={() => onSave({ days: [{ day: day.day, works: null }] })}
        >
          {t(words.ordinary)}
        </button>
      </td>
    </tr>
  );
}

function AddDay({ onSave }: { onSave: Wishes['onSave'] }): JSX.Element {
  const [works, set] = useState('false');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const name = text('name') ? { name: { zh: text('name') } } : {};
    onSave({
      days: [{ day: text('day'), works: works === 'true', like: text('like') || 'mon', ...name }],
    });
  };
  return (
    <form class="ask" onSubmit={submit}>
      <label>
        <span>{t(words.day)}</span>
        <input type="date" name="day" required />
      </label>
      <label>
        <span>{t(words.kind)}</span>
        <select name="works" value={works} onChange={(event) => set(event.currentTarget.value)}>
          <option value="false">{t(words.off)}</option>
          <option value="true">{t(words.makeUp)}</option>
        </select>
      </label>
      {works === 'true' && (
        <label>
          <span>{t(words.like)}</span>
          <select name="like">
            {DAYS.map((day, n) => (
              <option key={day} value={day}>
                {t(named(n))}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span>{t(words.dayName)}</span>
        <input name="name" maxLength={30} />
      </label>
      <button type="submit" data-act="add-day">
        {t(catalogue.look)}
      </button>
    </form>
  );
}
