// Cases: the soonest due first, what is late said in words;
// ready, put off, papers asked for, each with its form.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from './api.ts';
import { asksOf, type CaseAsk, CaseDialog } from './cases-asks.tsx';
import { catalogue } from './catalogue.ts';
import { lastOf } from './last.ts';
import { t } from './look.ts';
import type { Facts } from './message.ts';
import { Turns } from './paged.tsx';
import { Choice, Head } from './parts.tsx';
import { useReading } from './reading.ts';
import type { CasesView, CaseView, Words } from './types.ts';
import { caseViews } from './words/case-views.ts';
import { caseWays } from './words/case-ways.ts';
import { cases as words } from './words/cases.ts';
import './cases.css';

const { all: ANY, ...STATES } = caseViews;
const VIEWS = { '': ANY, ...STATES };

const AGAIN_MS = 15_000;

interface Wishes {
  api: Api;
  departments?: boolean;
}

const PAGE = 50; // cases that the server lists at once

interface Asked {
  show: string;
  department: string;
  find: string;
  page: number;
}

export function Cases({ api, departments = false }: Wishes): JSX.Element | null {
  const [asked, setAsked] = useState<Asked>({ show: '', department: '', find: '', page: 0 });
  const { view, problem, again } = useReading<CasesView>(api, '/cases', questionOf(asked), AGAIN_MS);
  const [ask, setAsk] = useState<CaseAsk | undefined>(undefined);
  const [note, setNote] = useState<Words | undefined>(undefined);
  const change = (what: Partial<Asked>): void => setAsked({ ...asked, page: 0, ...what });
  const close = (done: boolean): void => {
    setAsk(undefined);
    if (done) setNote(words.done);
    again();
  };
  return (
    <section aria-labelledby="cases" class="cases">
      <h2 id="cases">{t(words.title)}</h2>
      {view && <p data-testid="cases-sum">{t(words.sum, countsOf(view))}</p>}
      <div class="ask">
        <Choice
          label={words.show}
          value={asked.show}
          among={VIEWS}
          onChange={(show) => change({ show })}
          hook="cases-show"
        />
        {departments && (
          <Departments value={asked.department} onPick={(department) => change({ department })} />
        )}
        <label>
          <span>{t(words.find)}</span>
          <input
            type="search"
            data-testid="cases-find"
            value={asked.find}
            maxLength={20}
            onInput={(event) => change({ find: event.currentTarget.value })}
          />
        </label>
      </div>
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {view && <Page view={view} page={asked.page} onPage={(page) => change({ page })} onAsk={setAsk} />}
      <p role="status" class="soft" data-testid="cases-note">
        {note && t(note)}
      </p>
      {ask && <CaseDialog api={api} ask={ask} onClose={close} />}
    </section>
  );
}

function questionOf({ show, department, find, page }: Asked): Record<string, string | undefined> {
  return {
    department: department || undefined,
    find: find.trim() || undefined,
    offset: page ? String(page * PAGE) : undefined,
    ...(show === 'overdue' ? { overdue: '1' } : { state: show || undefined }),
  };
}

interface PageWishes {
  view: CasesView;
  page: number;
  onPage: (page: number) => void;
  onAsk: (ask: CaseAsk) => void;
}

function Page({ view, page, onPage, onAsk }: PageWishes): JSX.Element {
  if (!view.cases.length) return <p class="soft">{t(words.nothing)}</p>;
  const pages = Math.max(1, Math.ceil(view.total / PAGE));
  return (
    <>
      <Table view={view} onAsk={onAsk} />
      {pages > 1 && (
        <Turns
          first={page * PAGE + 1}
          shown={view.cases.length}
          count={view.total}
          page={page}
          pages={pages}
          onTurn={onPage}
        />
      )}
    </>
  );
}

function Departments({ value, onPick }: { value: string; onPick: (code: string) => void }): JSX.Element {
  const known = catalogue.value?.departments.map((each): [string, Words] => [each.code, each.name]) ?? [];
  return (
    <Choice
      label={words.department}
      value={value}
      among={new Map([['', words.all], ...known])}
      onChange={onPick}
      hook="cases-department"
    />
  );
}

function Table({ view, onAsk }: { view: CasesView; onAsk: (ask: CaseAsk) => void }): JSX.Element {
  const heads = [
    words.case,
    words.state,
    words.days,
    words.accepted,
    ...(view.acts_for ? [words.actions] : []),
  ];
  return (
    <table data-testid="cases">
      <caption class="hidden">{t(words.title)}</caption>
      <Head of={heads} />
      <tbody>
        {view.cases.map((each) => (
          <tr key={each.number} data-case={each.number} data-state={each.state}>
            <th scope="row">
              <span class="code">{each.number}</span>
              <small>{t(each.matter_name)}</small>
              <small>{t(each.department_name)}</small>
            </th>
            <td>
              <State case_={each} />
            </td>
            <td>
              <Days case_={each} />
            </td>
            <td>
              <span class="code">{each.ticket}</span>
              <small>{each.accepted_day}</small>
              <small>
                {t(words.at, { n: each.window })} · {t(each.staffer_name)}
              </small>
            </td>
            {view.acts_for && (
              <td class="case-acts">
                {asksOf(each, view.acts_for).map((ask) => (
                  <button
                    type="button"
                    class="small"
                    key={ask.id}
                    data-act={ask.id}
                    aria-label={t(words.of, { act: t(ask.title), number: each.number })}
                    onClick={() => onAsk(ask)}
                  >
                    {t(ask.title)}
                  </button>
                ))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ case_ }: { case_: CaseView }): JSX.Element {
  const { supplement } = case_;
  return (
    <>
      {t(case_.state_words)}
      {case_.parts.length > 1 && (
        <small>
          {t(words.joint)} ·{' '}
          {case_.parts
            .map((each) => t(each.ready_at ? words.partDone : words.partOpen, { who: t(each.name) }))
            .join(' · ')}
        </small>
      )}
      {case_.result === 'refused' && (
        <small>{t(words.refusedWhy, { reason: case_.result_reason ?? '' })}</small>
      )}
      {case_.ready_day && <small>{t(words.readyOn, { day: case_.ready_day })}</small>}
      <Handed case_={case_} />
      {supplement && (
        <small>{t(words.asked, { day: supplement.asked_day, list: supplement.list.join('；') })}</small>
      )}
      {supplement?.brought_day && <small>{t(words.brought, { day: supplement.brought_day })}</small>}
    </>
  );
}

/** When and how the visitor got the result. */
function Handed({ case_ }: { case_: CaseView }): JSX.Element | null {
  const { handed_day: day, handed_window: n, handed_way: way, handed_reference: reference } = case_;
  if (!day) return null;
  if (!way) return <small>{t(words.handed, { day, n: n ?? '' })}</small>;
  return <small>{t(words.sent, { day, way: t(caseWays[way]), reference: reference ?? '' })}</small>;
}

function Days({ case_ }: { case_: CaseView }): JSX.Element {
  const last = lastOf(case_.extensions);
  return (
    <>
      <span class="code">{case_.due}</span>
      <Left case_={case_} />
      {last && <small>{t(words.first, { day: case_.promised })}</small>}
      {last && <small>{t(words.putOff, { day: last.new_due, reason: last.reason })}</small>}
      {case_.reserved && case_.state === 'accepted' && <small>{t(words.reserved)}</small>}
      {case_.first_told && <small>{t(words.recounted, { day: case_.first_told })}</small>}
      {case_.away_days > 0 && <small>{t(words.away, { n: case_.away_days })}</small>}
    </>
  );
}

function Left({ case_ }: { case_: CaseView }): JSX.Element | null {
  if (case_.state === 'supplement') return <small>{t(words.stands)}</small>;
  if (case_.in_time !== null)
    return <small class={case_.in_time ? '' : 'late'}>{t(case_.in_time ? words.kept : words.late)}</small>;
  if (case_.days_left === null) return null;
  if (case_.days_left === 0) return <small class="todo">{t(words.today)}</small>;
  if (case_.overdue) return <small class="late">{t(words.overdue, { n: -case_.days_left })}</small>;
  return (
    <small class={case_.due_soon ? 'todo' : ''}>
      {t(case_.due_soon ? words.soon : words.left, { n: case_.days_left })}
    </small>
  );
}

function countsOf({ counts }: CasesView): Facts<'n' | 'over' | 'soon' | 'papers' | 'ready'> {
  const { in_hand, overdue, due_soon, papers, ready } = counts;
  return { n: in_hand, over: overdue, soon: due_soon, papers, ready };
}
