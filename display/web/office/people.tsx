// Seconded people: what waits for a signature or an answer
// first, then everybody with their term and who signed for it.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Choice, Head, Unread } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { TermsView, TermView, Words } from '@lib/types.ts';
import { people as words } from '@lib/words/people.ts';
import { roles } from '@lib/words/roles.ts';
import { termViews as views } from '@lib/words/term-views.ts';
import { asksOf, nomination } from './people-asks.tsx';
import { Person, usePerson } from './person.tsx';
import { Days, Signed, State } from './term.tsx';
import { counts, shownTerms, type View } from './terms.ts';
import '@lib/people.css';

const AGAIN_MS = 15_000;

/** Everybody; with `?person=` in the address, the page of one. */
export function People({ staff }: { staff: Staff }): JSX.Element {
  const [person, show] = usePerson();
  return person ? (
    <Person staff={staff} person={person} onBack={() => show('')} />
  ) : (
    <Everybody staff={staff} onShow={show} />
  );
}

interface Wishes {
  staff: Staff;
  onShow: (person: string) => void;
}

function Everybody({ staff, onShow }: Wishes): JSX.Element | null {
  const { view, problem, again } = useReading<TermsView>(staff.api, '/secondments', {}, AGAIN_MS);
  const [show, setShow] = useState<View>('todo');
  const [department, setDepartment] = useState('');
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  const [note, setNote] = useState<Words | undefined>(undefined);
  if (!view) return <Unread problem={problem} view={view} />;
  const rows = shownTerms(view.secondments, show, department);
  return (
    <section aria-labelledby="people" class="people">
      <h2 id="people">{t(words.title)}</h2>
      <Unread problem={problem} view={view} />
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
        <Table rows={rows} staff={staff} onAsk={setAsk} onShow={onShow} />
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
  onShow,
}: Wishes & {
  rows: TermView[];
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
              <Who term={each} staff={staff} onShow={onShow} />
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

function Who({ term, staff, onShow }: Wishes & { term: TermView }): JSX.Element {
  return (
    <>
      <button
        type="button"
        class="plain"
        data-act="person"
        disabled={!staff.may('roster.read')}
        onClick={() => onShow(term.staffer)}
      >
        {t(term.name)}
      </button>
      <small>
        {term.staffer} · {t(term.department_name)} · {t(coded(roles, term.role))}
      </small>
    </>
  );
}
