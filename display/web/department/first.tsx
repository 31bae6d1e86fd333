// What a department has to do by when, and its windows now: asked when it is opened or come back to.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { clockFace, hallNow, second } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { hoursAndMinutes } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { PartLink } from '@lib/nav.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { OwnDepartmentView, OwnWindow, Todo, TodoItem } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { department as words } from '@lib/words/department.ts';
import { now } from '@lib/words/now.ts';
import { todoKinds } from '@lib/words/todo-kinds.ts';
import { windowStates } from '@lib/words/window-states.ts';

/** Where each kind is done, or looked at. */
const PLACES: Record<Todo, string> = {
  case: 'cases',
  rectification: 'ratings',
  appeal: 'ratings',
  contest: 'scores',
  letter: 'letters',
  secondment: 'people',
};
const MINUTE = 60_000;

export function First({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<OwnDepartmentView>(staff.api, '/department');
  useEffect(() => {
    const back = (): void => {
      if (document.visibilityState === 'visible') again();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, []);
  return (
    <>
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && (
        <div class="own">
          <section aria-labelledby="todo">
            <h2 id="todo">{t(words.todo)}</h2>
            <ToDo view={view} />
          </section>
          <section aria-labelledby="windows">
            <h2 id="windows">{t(words.windows)}</h2>
            <Windows windows={view.windows} />
            <p class="soft">
              {t(words.asOf, { at: clockFace(view.now) })}{' '}
              <button type="button" class="plain" data-act="again" onClick={again}>
                {t(words.again)}
              </button>
            </p>
          </section>
        </div>
      )}
    </>
  );
}

function ToDo({ view }: { view: OwnDepartmentView }): JSX.Element {
  const late = view.items.filter((each) => each.overdue).length;
  const more = view.total - view.items.length;
  return (
    <>
      <p data-testid="todo-sum">
        {view.items.length ? t(words.todoSum, { n: view.total, late }) : t(words.todoNone)}{' '}
        {view.papers > 0 && <PartLink to="/department/cases">{t(words.papers, { n: view.papers })}</PartLink>}
      </p>
      {view.items.length > 0 && (
        <table data-testid="todo">
          <caption class="hidden">{t(words.todo)}</caption>
          <Head of={[words.due, words.what, words.about]} />
          <tbody>
            {view.items.map((each) => (
              <Item key={`${each.kind} ${each.key}`} item={each} today={view.today} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p class="soft">{t(words.todoMore, { n: more })}</p>}
    </>
  );
}

function Item({ item, today }: { item: TodoItem; today: string }): JSX.Element {
  return (
    <tr data-kind={item.kind} data-key={item.key} data-overdue={item.overdue}>
      <td>
        <span class="code">{item.due}</span>
        {item.overdue && <small class="bad">{t(words.overdue)}</small>}
        {item.due === today && <small class="todo">{t(words.today)}</small>}
      </td>
      <th scope="row">
        <PartLink to={`/department/${PLACES[item.kind]}`}>{t(todoKinds[item.kind])}</PartLink>
        {item.waits && <small>{t(words.waits)}</small>}
      </th>
      <td>{t(item.about)}</td>
    </tr>
  );
}

function Windows({ windows }: { windows: readonly OwnWindow[] }): JSX.Element {
  second.value;
  if (!windows.length) return <p>{t(words.windowsNone)}</p>;
  return (
    <ul class="own-windows" data-testid="windows">
      {windows.map((each) => (
        <li key={each.code} data-window={each.code} data-state={each.state}>
          <b>{t(each.name)}</b>
          <span>{each.staffer ? t(each.staffer) : t(words.nobody)}</span>
          <span>
            {t(coded(windowStates, each.state, common.hall))} {lasting(each.since)}
          </span>
          <span>{each.staffer && t(words.waiting, { n: each.waiting })}</span>
        </li>
      ))}
    </ul>
  );
}

function lasting(since: string | null): string {
  if (since === null) return '';
  const ms = Math.max(0, (hallNow() ?? Date.now()) - Date.parse(since));
  const { h, m } = hoursAndMinutes(Math.floor(ms / MINUTE) * MINUTE);
  return h ? t(now.long, { h, m }) : t(now.lasts, { n: m });
}
