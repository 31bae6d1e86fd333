// Versions of the plan: who changed what and when.
// An older one is brought back after a look at what that changes.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { byFace } from '@lib/by.ts';
import { learnCatalogue } from '@lib/catalogue.ts';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Turns } from '@lib/paged.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { PlanVersionsView, PlanVersionView, Words } from '@lib/types.ts';
import { catalogue } from '@lib/words/catalogue.ts';
import { catalogueTables as tables } from '@lib/words/catalogue-tables.ts';
import { setup as words } from '@lib/words/setup.ts';
import { Changes, type Proposal, Publish, tried } from './publishing.tsx';

const AT_ONCE = 50; // as the server lists them

export function Versions({ staff }: { staff: Staff }): JSX.Element {
  const [page, turn] = useState(0);
  const { view, problem, again } = useReading<PlanVersionsView>(staff.api, '/plan-versions', {
    offset: page ? String(page * AT_ONCE) : undefined,
  });
  const [proposal, propose] = useState<Proposal | undefined>(undefined);
  const [said, say] = useState<Words | undefined>(undefined);
  const bringBack = (version: number): void =>
    void tried(staff, `/plan-versions/${version}/bring-back`, {}).then(propose, (failure: Problem) =>
      say(failure),
    );
  return (
    <section aria-labelledby="versions" class="catalogue">
      <h2 id="versions">{t(words.versions)}</h2>
      <p class="soft">{t(words.versionsHow)}</p>
      <Refused of={said ?? problem} />
      {view && (
        <table data-testid="versions">
          <Head of={[words.at, words.by, words.what]} last={catalogue.actions} />
          <tbody>
            {view.versions.map((each, n) => (
              <Version
                key={each.version}
                version={each}
                newest={page === 0 && n === 0}
                onBringBack={staff.may('catalogue.write') ? bringBack : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
      {view && view.total > AT_ONCE && (
        <Turns
          first={page * AT_ONCE + 1}
          shown={view.versions.length}
          count={view.total}
          page={page}
          pages={Math.ceil(view.total / AT_ONCE)}
          onTurn={turn}
        />
      )}
      {proposal && (
        <Publish
          staff={staff}
          proposal={proposal}
          onClose={() => propose(undefined)}
          onDone={() => {
            propose(undefined);
            again();
            void learnCatalogue();
          }}
        />
      )}
    </section>
  );
}

function Version({
  version,
  newest,
  onBringBack,
}: {
  version: PlanVersionView;
  newest: boolean;
  onBringBack: ((version: number) => void) | undefined;
}): JSX.Element {
  const what = version.table ? t(coded(tables, version.table)) : t(words.wholePlan);
  return (
    <tr data-version={version.version}>
      <th scope="row" class="code">
        {momentFace(version.at, lang.value)}
      </th>
      <td>{byFace(version.by)}</td>
      <td>
        {version.undoes ? t(words.broughtBack, { n: version.undoes }) : what}
        {version.changes.length > 0 && (
          <details>
            <summary>{t(words.changes, { n: version.change_count })}</summary>
            <Changes changes={version.changes} />
          </details>
        )}
      </td>
      <td>
        {newest
          ? t(words.inForce)
          : onBringBack && (
              <button
                type="button"
                class="small"
                data-act="bring-back"
                onClick={() => onBringBack(version.version)}
              >
                {t(words.bringBack)}
              </button>
            )}
      </td>
    </tr>
  );
}
