// Bad ratings on their way to being put right: by the
// department, called back by the hall; nobody learns who rated.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, AskDialog } from '@lib/asking.tsx';
import { matterOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Head, Unread } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { RectificationsView, RectificationView, Words } from '@lib/types.ts';
import { badLevels as levels } from '@lib/words/bad-levels.ts';
import { rectify as words } from '@lib/words/rectify.ts';
import { rectifyStates } from '@lib/words/rectify-states.ts';
import { supervision as desk } from '@lib/words/supervision.ts';

const AGAIN_MS = 20_000;

export function Rectifications({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, problem, again } = useReading<RectificationsView>(staff.api, '/rectifications', {}, AGAIN_MS);
  const [ask, setAsk] = useState<Ask | undefined>(undefined);
  if (!view) return <Unread problem={problem} view={view} />;
  const count = (test: (each: RectificationView) => boolean): number =>
    view.rectifications.filter(test).length;
  const facts = {
    open: count((each) => each.state === 'open'),
    late: count((each) => each.overdue),
    appealed: count((each) => each.state === 'appealed'),
    call: count((each) => each.state === 'done' && each.call_back === null),
  };
  return (
    <section aria-labelledby="rectifications" class="people">
      <h2 id="rectifications">{t(words.title)}</h2>
      <Unread problem={problem} view={view} />
      <p data-testid="rectify-sum">
        {view.rectifications.length ? t(words.sum, facts) : t(words.nothing)}{' '}
        <span class="soft">{t(words.anonymous)}</span>
      </p>
      {view.rectifications.length > 0 && <Table rows={view.rectifications} staff={staff} onAsk={setAsk} />}
      {ask && (
        <AskDialog
          staff={staff}
          ask={ask}
          onClose={() => {
            setAsk(undefined);
            again();
          }}
        />
      )}
    </section>
  );
}

function Table({
  rows,
  staff,
  onAsk,
}: {
  rows: RectificationView[];
  staff: Staff;
  onAsk: (ask: Ask) => void;
}): JSX.Element {
  const heads = [words.served, desk.window, desk.matter, words.level, words.due, words.state, words.actions];
  return (
    <table data-testid="rectifications">
      <caption class="hidden">{t(words.title)}</caption>
      <Head of={heads} />
      <tbody>
        {rows.map((each) => (
          <Row key={each.id} each={each} staff={staff} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  each,
  staff,
  onAsk,
}: {
  each: RectificationView;
  staff: Staff;
  onAsk: (ask: Ask) => void;
}): JSX.Element {
  const matter = matterOf.value.get(each.matter);
  const name = matter ? t(matter.name) : each.matter;
  return (
    <tr data-case={each.id} data-state={each.state}>
      <td class="code">{each.served_on}</td>
      <td>
        <span class="code">{each.window}</span> · {each.staffer}
      </td>
      <td>{name}</td>
      <td>{t(coded(levels, String(each.level)))}</td>
      <td>
        <span class="code">{each.due}</span>
        {each.overdue && <small class="bad">{t(desk.overdue)}</small>}
      </td>
      <td>
        {t(coded(rectifyStates, each.state))}
        {each.measures && <small>{t(words.measuresAre, { words: each.measures })}</small>}
        {each.call_back && <small>{t(words.calledBack, { words: each.call_back })}</small>}
        {each.appeal && <small>{t(words.appealIs, { words: each.appeal })}</small>}
        {each.review && <small>{t(words.reviewIs, { words: each.review })}</small>}
      </td>
      <td class="acts">
        {asksOf(each, staff).map((ask) => (
          <button
            type="button"
            class="small"
            key={ask.id}
            data-act={ask.id}
            aria-label={t(words.of, { act: t(ask.title), name })}
            onClick={() => onAsk(ask)}
          >
            {t(ask.title)}
          </button>
        ))}
      </td>
    </tr>
  );
}

/**
 * What whoever is signed in can do about a bad rating as
 * it is; what supervision decides stands on its own desk.
 */
function asksOf(each: RectificationView, staff: Staff): Ask[] {
  const at = `/rectifications/${each.id}`;
  if (staff.may('rectification.do') && each.state === 'open') {
    const done: Ask = {
      id: 'done',
      title: words.done,
      path: `${at}/done`,
      fixed: {},
      fields: [{ name: 'measures', label: words.measures, type: 'long', most: 500 }],
    };
    const appeal: Ask = {
      id: 'appeal',
      title: words.appeal,
      how: words.appealHow,
      path: `${at}/appeal`,
      fixed: {},
      fields: [{ name: 'reason', label: words.reason, type: 'long', most: 500 }],
    };
    return each.appeal ? [done] : [done, appeal];
  }
  if (staff.may('rectification.call_back') && each.state === 'done' && each.call_back === null) {
    const choices: [string, Words][] = [
      ['true', words.yes],
      ['false', words.no],
    ];
    return [
      {
        id: 'call-back',
        title: words.callBack,
        path: `${at}/call-back`,
        fixed: {},
        fields: [
          { name: 'words', label: words.said, type: 'long', most: 500 },
          { name: 'satisfied', label: words.content, choices },
        ],
      },
    ];
  }
  return [];
}
