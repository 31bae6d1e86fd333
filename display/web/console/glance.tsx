// What a clerk should know at a glance: the matter's papers and fee, what else the visitor came for.
import type { JSX } from 'preact';
import { matterOf } from '@lib/catalogue.ts';
import { Further } from '@lib/further.tsx';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import type { TicketAtWindow } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';

/** A further matter, for which the visitor goes on when this window has finished. */
export function AddDialog({ desk, ticket, onClose }: AddWishes): JSX.Element {
  const added = (): void => {
    void desk.refresh();
    onClose();
  };
  return (
    <Dialog title={`${t(words.add)} · ${ticket.number}`} onClose={onClose} class="asking">
      <Further api={desk.api} ticket={ticket.id} stops={ticket.stops} onTicket={added} />
      <div class="foot">
        <button type="button" onClick={onClose}>
          {t(common.close)} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

interface AddWishes {
  desk: Desk;
  ticket: TicketAtWindow;
  onClose: () => void;
}

export function Glance({ ticket, onAdd }: { ticket: TicketAtWindow; onAdd: () => void }): JSX.Element | null {
  const matter = matterOf.value.get(ticket.matter);
  const others = ticket.stops.filter((each) => each.matter !== ticket.matter);
  if (!matter) return null;
  return (
    <section class="glance" data-testid="glance">
      <p>
        {t(words.matterFee)} <b>{t(matter.fee)}</b>
      </p>
      {ticket.papers.length > 0 && (
        <div data-testid="brought">
          <b>{t(words.brought)}</b>
          <ul>
            {ticket.papers.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      <details open={matter.materials.length <= 4}>
        <summary>
          {t(words.matterMaterials)}{' '}
          {matter.materials.length > 0 ? matter.materials.length : t(words.matterNone)}
        </summary>
        {matter.materials.length > 0 && (
          <ol>
            {matter.materials.map((each) => (
              <li key={each.en}>{t(each)}</li>
            ))}
          </ol>
        )}
      </details>
      <button type="button" class="plain add" data-act="add" onClick={onAdd}>
        ＋ {t(words.add)} <kbd>A</kbd>
      </button>
      {others.length > 0 && (
        <div data-testid="other-stops">
          <b>{t(words.otherStops)}</b>
          <ul>
            {others.map((each) => (
              <li key={each.matter} data-stop={each.matter} data-state={each.state}>
                {t(each.name)} · {t(each.state_words)}
                {each.after && ` · ${t(words.after, { matter: nameOf(each.after) })}`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function nameOf(matter: string): string {
  const found = matterOf.value.get(matter);
  return found ? t(found.name) : matter;
}
