// What a change of the plan would do, seen before it counts: the second button publishes it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, type Facts } from '@lib/message.ts';
import { usePaged } from '@lib/paged.tsx';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import type { PlanChange, PlanDifference, Words } from '@lib/types.ts';
import { catalogue as words } from '@lib/words/catalogue.ts';
import { catalogueFields as fields } from '@lib/words/catalogue-fields.ts';
import { catalogueTables as tables } from '@lib/words/catalogue-tables.ts';
import './catalogue.css';

const MOST = 60;
const whats = { added: words.added, changed: words.changed, gone: words.gone };

/** What is about to be published: where, and what to send there. */
export interface Proposal {
  path: string;
  body: Record<string, unknown>;
  told: PlanDifference;
}

/** Try a change: nothing counts yet. */
export async function tried(staff: Staff, path: string, body: Record<string, unknown>): Promise<Proposal> {
  const told = await staff.api.post<PlanDifference>(path, { ...body, dry_run: true });
  return { path, body, told: told as PlanDifference };
}

interface PublishWishes {
  staff: Staff;
  proposal: Proposal;
  onClose: () => void;
  onDone: (told: PlanDifference) => void;
}

/** The difference, as it was found by trying; the second button makes it count. */
export function Publish({ staff, proposal, onClose, onDone }: PublishWishes): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const { changes } = proposal.told;
  const { items, turns } = usePaged(changes, MOST);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    staff.api.post<PlanDifference>(proposal.path, proposal.body).then(
      (told) => onDone(told as PlanDifference),
      (failure) => setSaid(failure as Problem),
    );
  };
  return (
    <Dialog title={t(words.changesTitle)} onClose={onClose} class="plan-row">
      <form onSubmit={submit}>
        {proposal.told.notes.map((each) => (
          <p class="todo" key={each.en} data-testid="changes-note">
            {t(each)}
          </p>
        ))}
        <p data-testid="changes-sum">
          {changes.length ? t(words.changesSum, counts(proposal.told)) : t(words.noChange)}
        </p>
        <Changes changes={items} />
        {turns}
        {changes.length ? (
          <FormFoot said={said} save={words.publish} onCancel={onClose} />
        ) : (
          <button type="button" onClick={onClose}>
            {t(words.back)}
          </button>
        )}
      </form>
    </Dialog>
  );
}

/** Rows of the plan that were added, changed or are named no more, field by field. */
export function Changes({ changes }: { changes: readonly PlanChange[] }): JSX.Element {
  return (
    <ul class="changes" data-testid="changes">
      {changes.map((each) => (
        <li key={`${each.table} ${each.code}`}>
          {t(coded(tables, each.table))} <b class="code">{each.code}</b> {t(coded(whats, each.what))}
          <dl>
            {each.fields.map((field) => (
              <div key={field.field}>
                <dt>{t(coded(fields, field.field, fields.name))}</dt>
                <dd>
                  {each.what === 'changed' && (
                    <>
                      <del>{field.old || t(words.empty)}</del> →{' '}
                    </>
                  )}
                  <ins>{field.new || t(words.empty)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

export function counts(told: PlanDifference): Facts<'added' | 'changed'> {
  const of = (what: string): number => told.changes.filter((each) => each.what === what).length;
  return { added: of('added'), changed: of('changed') };
}
