// What supervision answers and decides: reports of “could not
// be done”, contests of departments, appeals against ratings.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from '@lib/asking.tsx';
import { catalogue, hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { EventLink, NumberLink } from '@lib/links.tsx';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Head, Refused } from '@lib/parts.tsx';
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
import { matterName } from './names.ts';

const SHOWN = 30;

const ANSWERED_FIRST = 10; // answered ones that are shown on demand begin with so many

/** What waits for supervision, each with the day by which it is due. */
export function Inbox({ staff }: { staff: Staff }): JSX.Element {
  const reports = useReading<ConcernFiles>(staff.api, '/supervision/concerns');
  const contests = useReading<ContestsView>(staff.api, '/contests');
  const ratings = useReading<RectificationsView>(staff.api, '/rectifications');
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  const again = (): void => {
    setAsk(undefined);
    for (const each of [reports, contests, ratings]) each.again();
  };
  const disputes = [
    ...(contests.view?.findings.filter((each) => each.contest?.upheld === null).map(contestOf) ?? []),
    ...(ratings.view?.rectifications.filter((each) => each.state === 'appealed').map(appealOf) ?? []),
  ].sort((one, two) => one.due.localeCompare(two.due));
  return (
    <section aria-labelledby="inbox">
      <h2 id="inbox">{t(words.inboxTitle)}</h2>
      <Refused of={reports.problem ?? contests.problem ?? ratings.problem} />
      {reports.view && contests.view && ratings.view && (
        <Sum concerns={reports.view.concerns} disputes={disputes} />
      )}
      <Disputes disputes={disputes} onAsk={setAsk} />
      {reports.view && <Reports concerns={reports.view.concerns} onAsk={setAsk} />}
      {ask && <AskDialog staff={staff} ask={ask} onClose={again} />}
    </section>
  );
}

function Sum({ concerns, disputes }: { concerns: readonly ConcernFile[]; disputes: Dispute[] }): JSX.Element {
  const open = concerns.filter((each) => each.answered_at === null);
  const contests = disputes.filter((each) => each.kind === words.contest).length;
  const facts = {
    open: open.length,
    late: open.filter((each) => each.overdue).length,
    contests,
    appeals: disputes.length - contests,
  };
  return <p data-testid="inbox-sum">{t(words.inboxSum, facts)}</p>;
}

function Reports({
  concerns,
  onAsk,
}: {
  concerns: readonly ConcernFile[];
  onAsk: (ask: Ask) => void;
}): JSX.Element | null {
  const [all, setAll] = useState(false);
  const open = concerns.filter((each) => each.answered_at === null);
  const answered = concerns.filter((each) => each.answered_at !== null);
  const { items, turns } = usePaged(all ? [...open, ...answered] : open, all ? ANSWERED_FIRST : SHOWN);
  return (
    <>
      <h3>{t(words.reports)}</h3>
      {items.length > 0 ? (
        <table data-testid="reports">
          <caption class="hidden">{t(words.reports)}</caption>
          <Head of={[words.due, words.kind, words.matter, words.number, words.detail]} last={words.answer} />
          <tbody>
            {items.map((each) => (
              <Report key={each.id} each={each} onAsk={() => onAsk(answerOf(each))} />
            ))}
          </tbody>
        </table>
      ) : (
        <p class="soft">{t(words.nothing)}</p>
      )}
      {turns}
      {answered.length > 0 && !all && (
        <button type="button" class="plain" data-act="answered" onClick={() => setAll(true)}>
          {t(words.showAnswered, { n: answered.length })}
        </button>
      )}
    </>
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
      <td>{each.number && <NumberLink day={each.day} number={each.number} />}</td>
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
  due: string;
  seq: number | null; // of the event; a rating's would say who rated
  name: string;
  by: string;
  reason: string;
  ask: Ask;
}

function Disputes({
  disputes,
  onAsk,
}: {
  disputes: readonly Dispute[];
  onAsk: (ask: Ask) => void;
}): JSX.Element {
  const { items, turns } = usePaged(disputes, SHOWN);
  const heads = [words.reviewDue, words.kind, words.detail, words.by, words.reason];
  return (
    <>
      <h3>{t(words.disputes)}</h3>
      {items.length > 0 ? (
        <table data-testid="disputes">
          <caption class="hidden">{t(words.disputes)}</caption>
          <Head of={heads} last={words.review} />
          <tbody>
            {items.map((each) => (
              <tr key={each.key}>
                <td>
                  <Due day={each.due} />
                </td>
                <td>{t(each.kind)}</td>
                <th scope="row">
                  {each.name} {each.seq !== null && <EventLink seq={each.seq} />}
                </th>
                <td>{each.by}</td>
                <td>{each.reason}</td>
                <td>
                  <button
                    type="button"
                    class="small"
                    data-act="review"
                    aria-label={t(words.reviewOf, { name: each.name })}
                    onClick={() => onAsk(each.ask)}
                  >
                    {t(words.review)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p class="soft">{t(words.nothing)}</p>
      )}
      {turns}
    </>
  );
}

function Due({ day }: { day: string }): JSX.Element {
  return (
    <>
      <span class="code">{day}</span>
      {day < (hall.value?.business_day ?? '') && <small class="bad">{t(words.overdue)}</small>}
    </>
  );
}

/** "department:rsj" as people call it. */
function byWhom(by: string): string {
  const [, code = ''] = by.split(':');
  const home = catalogue.value?.departments.find((each) => each.code === code);
  return home ? t(home.name) : by;
}

function contestOf(each: FindingView): Dispute {
  const { contest } = each;
  const name = `${t(each.name)} · ${each.day}`;
  return {
    key: `c${contest?.id}`,
    kind: words.contest,
    due: contest?.due ?? '',
    seq: each.seq || null,
    name,
    by: byWhom(contest?.contested_by ?? ''),
    reason: contest?.reason ?? '',
    ask: reviewOf(`/contests/${contest?.id}/review`, name),
  };
}

function appealOf(each: RectificationView): Dispute {
  const name = `${matterName(each.matter)} · ${each.served_on} · ${t(words.window)} ${each.window}`;
  return {
    key: `a${each.id}`,
    kind: words.appeal,
    due: each.review_by ?? '',
    seq: null,
    name,
    by: byWhom(each.appealed_by ?? ''),
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
