// What supervision answers and decides: reports of “could not
// be done”, contests of departments, appeals against ratings.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Head } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type {
  ConcernFile,
  ConcernFiles,
  ContestsView,
  FindingView,
  RectificationsView,
  RectificationView,
  Words,
} from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { matterName } from './overview.tsx';

const SHOWN = 30;

export function Reports({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, again } = useReading<ConcernFiles>(staff.api, '/supervision/concerns');
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  const { items, turns } = usePaged(view?.concerns ?? [], SHOWN);
  if (!view) return null;
  const done = (): void => {
    setAsk(undefined);
    again();
  };
  const open = view.concerns.filter((each) => each.answered_at === null);
  const facts = {
    open: open.length,
    late: open.filter((each) => each.overdue).length,
    home: open.filter((each) => each.kind === 'sent_elsewhere').length,
  };
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">{t(words.reports)}</h2>
      <p data-testid="reports-sum">{t(words.reportsSum, facts)}</p>
      {view.concerns.length > 0 && (
        <table data-testid="reports">
          <Head of={[words.due, words.kind, words.matter, words.number, words.detail]} last={words.answer} />
          <tbody>
            {items.map((each) => (
              <Report key={each.id} each={each} onAsk={() => setAsk(answerOf(each))} />
            ))}
          </tbody>
        </table>
      )}
      {turns}
      <Asking staff={staff} ask={ask} onDone={done} />
    </section>
  );
}

function Report({ each, onAsk }: { each: ConcernFile; onAsk: () => void }): JSX.Element {
  return (
    <tr data-concern={each.id}>
      <td>
        <span class="code">{each.due}</span>
        {each.overdue && <small class="bad">{t(words.overdue)}</small>}
      </td>
      <th scope="row">{t(each.name)}</th>
      <td>{matterName(each.matter)}</td>
      <td class="code">{each.number ?? ''}</td>
      <td>
        {each.words}
        {each.contact && <small>{t(words.contact, { contact: each.contact })}</small>}
      </td>
      <td>
        {each.answered_at === null ? (
          <button
            type="button"
            class="small"
            data-act="answer"
            aria-label={t(words.answerOf, { name: t(each.name) })}
            onClick={onAsk}
          >
            {t(words.answer)}
          </button>
        ) : (
          t(each.upheld ? words.answeredTrue : words.answeredFalse, { words: each.answer ?? '' })
        )}
      </td>
    </tr>
  );
}

function answerOf(each: ConcernFile): Ask {
  const fields: Ask['fields'] = [
    { name: 'words', label: words.found, type: 'long', most: 500 },
    {
      name: 'upheld',
      label: words.isTrue,
      choices: [
        ['true', words.yes],
        ['false', words.no],
      ],
    },
  ];
  return {
    id: 'answer',
    title: words.answer,
    how: each.name,
    path: `/concerns/${each.id}/answer`,
    fixed: {},
    fields,
  };
}

interface Dispute {
  key: string;
  kind: Words;
  name: string;
  by: string;
  reason: string;
  ask: Ask;
}

export function Disputes({ staff }: { staff: Staff }): JSX.Element | null {
  const contests = useReading<ContestsView>(staff.api, '/contests');
  const ratings = useReading<RectificationsView>(staff.api, '/rectifications');
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  if (!contests.view || !ratings.view) return null;
  const done = (): void => {
    setAsk(undefined);
    contests.again();
    ratings.again();
  };
  const contested = contests.view.findings.filter((each) => each.contest?.upheld === null).map(contestOf);
  const appealed = ratings.view.rectifications.filter((each) => each.state === 'appealed').map(appealOf);
  return (
    <section aria-labelledby="disputes">
      <h2 id="disputes">{t(words.disputes)}</h2>
      <p data-testid="disputes-sum">
        {t(words.disputesSum, { contests: contested.length, appeals: appealed.length })}
      </p>
      {contested.length + appealed.length > 0 && (
        <table data-testid="disputes">
          <Head of={[words.kind, words.detail, words.by, words.reason]} last={words.review} />
          <tbody>
            {[...contested, ...appealed].map((each) => (
              <tr key={each.key}>
                <td>{t(each.kind)}</td>
                <th scope="row">{each.name}</th>
                <td>{each.by}</td>
                <td>{each.reason}</td>
                <td>
                  <button
                    type="button"
                    class="small"
                    data-act="review"
                    aria-label={t(words.reviewOf, { name: each.name })}
                    onClick={() => setAsk(each.ask)}
                  >
                    {t(words.review)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Asking staff={staff} ask={ask} onDone={done} />
    </section>
  );
}

function contestOf(each: FindingView): Dispute {
  const { contest } = each;
  const name = `${t(each.name)} · ${each.day} · ${each.seq}`;
  return {
    key: `c${contest?.id}`,
    kind: words.contest,
    name,
    by: contest?.contested_by ?? '',
    reason: contest?.reason ?? '',
    ask: reviewOf(`/contests/${contest?.id}/review`, name),
  };
}

function appealOf(each: RectificationView): Dispute {
  const name = `${matterName(each.matter)} · ${each.served_on} · ${each.window}`;
  return {
    key: `a${each.id}`,
    kind: words.appeal,
    name,
    by: each.appealed_by ?? '',
    reason: each.appeal ?? '',
    ask: reviewOf(`/rectifications/${each.id}/review`, name),
  };
}

function reviewOf(path: string, name: string): Ask {
  const fields: Ask['fields'] = [
    {
      name: 'upheld',
      label: words.upheld,
      choices: [
        ['false', words.reject],
        ['true', words.uphold],
      ],
    },
    { name: 'reason', label: words.reason, type: 'long', most: 500 },
  ];
  return { id: 'review', title: words.review, how: { zh: name, en: name }, path, fixed: {}, fields };
}

function Asking({
  staff,
  ask,
  onDone,
}: {
  staff: Staff;
  ask: Ask | undefined;
  onDone: () => void;
}): JSX.Element | null {
  return ask ? <AskDialog staff={staff} ask={ask} onClose={onDone} /> : null;
}
