// Seconded people: what waits for a signature or an answer
// first, then everybody with their term and who signed for it.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Choice, Head } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { TermsView, TermView, Words } from '@lib/types.ts';
import { endKinds } from '@lib/words/end-kinds.ts';
import { people as words } from '@lib/words/people.ts';
import { roles } from '@lib/words/roles.ts';
import { signers } from '@lib/words/signers.ts';
import { termStates } from '@lib/words/term-states.ts';
import { termViews as views } from '@lib/words/term-views.ts';
import { asksOf, nomination } from './people-asks.tsx';
import { counts, missingOf, openRequest, shownTerms, type View } from './terms.ts';
import '@lib/people.css';

const AGAIN_MS = 15_000;

export function People({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, again } = useReading<TermsView>(staff.api, '/secondments', {}, AGAIN_MS);
  const [show, setShow] = useState<View>('todo');
  const [department, setDepartment] = useState('');
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  const [note, setNote] = useState<Words | undefined>(undefined);
  if (!view) return null;
  const rows = shownTerms(view.secondments, show, department);
  return (
    <section aria-labelledby="people" class="people">
      <h2 id="people">{t(words.title)}</h2>
      <p data-testid="people-sum">{t(words.sum, counts(view.secondments))}</p>
      <div class="ask">
        <Choice
          label={words.show}
          value={show}
          among={views}
          onChange={(view) => setShow(view as View)}
          hook="people-show"
        />
        {staff.seesAll && <Departments terms={view.secondments} value={department} onPick={setDepartment} />}
        {staff.may('secondment.nominate') && (
          <button type="button" data-act="nominate" onClick={() => setAsk(nomination())}>
            {t(words.nominate)}
          </button>
        )}
      </div>
      {rows.length > 0 ? (
        <Table rows={rows} staff={staff} onAsk={setAsk} />
      ) : (
        <p class="soft">{t(words.nothing)}</p>
      )}
      <p role="status" class="soft" data-testid="people-note">
        {note && t(note)}
      </p>
      {ask && (
        <AskDialog
          staff={staff}
          ask={ask}
          onClose={(done) => {
            setAsk(undefined);
            if (done) setNote(words.done);
            again();
          }}
        />
      )}
    </section>
  );
}

function Departments({
  terms,
  value,
  onPick,
}: {
  terms: TermView[];
  value: string;
  onPick: (code: string) => void;
}): JSX.Element {
  const known = terms.map((each): [string, Words] => [each.department, each.department_name]);
  return (
    <Choice
      label={words.department}
      value={value}
      among={new Map([['', words.all], ...known])}
      onChange={onPick}
      hook="people-department"
    />
  );
}

function Table({
  rows,
  staff,
  onAsk,
}: {
  rows: TermView[];
  staff: Staff;
  onAsk: (ask: Ask) => void;
}): JSX.Element {
  const mayAct = staff.may('secondment.sign') || staff.may('replacement.ask');
  const heads = [words.person, words.state, words.term, words.signatures, ...(mayAct ? [words.actions] : [])];
  return (
    <table data-testid="people">
      <caption class="hidden">{t(words.title)}</caption>
      <Head of={heads} />
      <tbody>
        {rows.map((each) => (
          <tr key={each.id} data-term={each.id} data-staffer={each.staffer} data-state={each.state}>
            <th scope="row">
              {t(each.name)}
              <small>
                {each.staffer} · {t(each.department_name)} · {t(coded(roles, each.role))}
              </small>
            </th>
            <td>
              <State term={each} />
            </td>
            <td>
              <Days term={each} />
            </td>
            <td>
              <Signed term={each} />
            </td>
            {mayAct && (
              <td class="acts">
                {asksOf(each, staff).map((ask) => (
                  <button
                    type="button"
                    class="small"
                    key={ask.id}
                    data-act={ask.id}
                    aria-label={t(words.of, { act: t(ask.title), name: t(each.name) })}
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

function State({ term }: { term: TermView }): JSX.Element {
  const request = openRequest(term);
  const refused = term.replacements.findLast((each) => each.state === 'refused');
  const kind = term.state === 'ended' && term.end_kind ? ` · ${t(coded(endKinds, term.end_kind))}` : '';
  return (
    <>
      {t(coded(termStates, term.state))}
      {kind}
      {(term.state === 'ended' || term.state === 'declined') && term.end_reason && (
        <small>{term.end_reason}</small>
      )}
      {term.state === 'seconded' && term.end_kind && (
        <small>{t(words.willEnd, { reference: term.end_reason ?? '' })}</small>
      )}
      {request && <small class="todo">{t(words.asked, { reason: request.reason })}</small>}
      {request?.successor && <small>{t(words.successor, { who: request.successor })}</small>}
      {!request && term.state === 'seconded' && refused && (
        <small>{t(words.refused, { reason: refused.answer ?? '' })}</small>
      )}
      {term.note && <small>{term.note}</small>}
      {term.window && <small>{t(words.sits, { n: term.window })}</small>}
    </>
  );
}

function Days({ term }: { term: TermView }): JSX.Element {
  if (!term.from_day) {
    return (
      <span class="soft">
        {term.wished_from ? t(words.wished, { from: term.wished_from }) : t(words.twoYears)}
      </span>
    );
  }
  return (
    <>
      <span class="code">
        {term.from_day} – {term.to_day}
      </span>
      {term.days_left !== null && (
        <small class={term.ends_soon ? 'todo' : ''}>{t(words.days, { n: term.days_left })}</small>
      )}
    </>
  );
}

function Signed({ term }: { term: TermView }): JSX.Element {
  const missing = missingOf(term);
  const imported = term.signatures.length > 0 && term.signatures.every((each) => each.by === 'import');
  if (imported) return <span class="soft">{t(words.byImport)}</span>;
  return (
    <>
      {term.signatures.map((each) => (
        <small key={each.kind}>
          {t(coded(signers, each.kind))}：{each.by} · {each.at.slice(0, 10)}
        </small>
      ))}
      {term.state === 'nominated' && missing.length > 0 && (
        <small class="todo">
          {t(words.missing, { who: missing.map((kind) => t(coded(signers, kind))).join(' · ') })}
        </small>
      )}
    </>
  );
}
