// What a clerk should know at a glance: the matter's papers and fee, what else the visitor came for.
import type { JSX } from 'preact';
import { matterOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';
import type { TicketAtWindow } from '@lib/types.ts';
import { console_ as words } from '@lib/words/console.ts';

export function Glance({ ticket }: { ticket: TicketAtWindow }): JSX.Element | null {
  const matter = matterOf.value.get(ticket.matter);
  const others = ticket.stops.filter((each) => each.matter !== ticket.matter);
  if (!matter) return null;
  return (
    <section class="glance" data-testid="glance">
      <p>
        {t(words.matterFee)} <b>{t(matter.fee)}</b>
      </p>
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
