// The clerk's note to a service: kept on this machine until the
// service ends, so that a reload or a power cut loses nothing.
import type { JSX } from 'preact';
import { t } from '@lib/look.ts';
import { console_ as words } from '@lib/words/console.ts';

const MOST = 500;
const PLACE = 'hall.note';

/** The note so far to this ticket; notes to other tickets are forgotten. */
export function noteTo(ticket: number): string {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as { ticket?: number; text?: string };
    return kept.ticket === ticket ? (kept.text ?? '') : '';
  } catch {
    return '';
  }
}

export function Notes({ ticket }: { ticket: number }): JSX.Element {
  const keep = (event: Event): void =>
    localStorage.setItem(
      PLACE,
      JSON.stringify({ ticket, text: (event.currentTarget as HTMLTextAreaElement).value }),
    );
  return (
    <label class="notes">
      <span>
        {t(words.note)} <kbd>N</kbd>
      </span>
      <textarea
        key={ticket}
        name="note"
        rows={2}
        maxLength={MOST}
        defaultValue={noteTo(ticket)}
        onInput={keep}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </label>
  );
}
