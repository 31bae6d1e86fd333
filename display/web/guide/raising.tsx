// Raising the class of a number that is out, on evidence that was seen here; taken back within the minute.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { hallNow, second } from '@lib/clock.ts';
import { t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import type { TicketView, Words } from '@lib/types.ts';
import { guide as words } from '@lib/words/guide.ts';
import { useClasses } from './classes.ts';
import { Class } from './giving.tsx';

const UNDO_MS = 60_000;

interface Wishes {
  api: Api;
  ticket: TicketView;
  attempt: (act: () => Promise<void>) => Promise<void>;
  onTicket: (ticket: TicketView) => void;
  say: (words: Words) => void;
}

/** Which class, and by what evidence; the place moves by that class's credit. */
export function Raise({ api, ticket, attempt, onTicket, say }: Wishes): JSX.Element {
  const [kind, setKind] = useState('');
  const [evidence, setEvidence] = useState<Words | undefined>(undefined);
  const [raisedAt, setRaisedAt] = useState<number | undefined>(undefined);
  const classes = useClasses(api).filter((each) => each.code !== 'ordinary');
  const asks = classes.find((each) => each.code === kind)?.evidence ?? false;
  const act = (verb: 'raise' | 'undo', body: object, said: Words): Promise<void> =>
    attempt(async () => {
      const now = (await api.post<TicketView>(`/tickets/${ticket.id}/${verb}`, body)) as TicketView;
      setRaisedAt(verb === 'raise' ? hallNow() : undefined);
      onTicket(now);
      say(said);
    });
  const raise = (): Promise<void> =>
    act(
      'raise',
      { class: kind, ...(asks && { evidence: evidence?.zh }) },
      filled(words.raisedTo, { number: ticket.number }),
    );
  return (
    <details class="raise" data-testid="raise">
      <summary>{t(words.raiseClass)}</summary>
      <Class
        classes={classes}
        asks={asks}
        kind={kind}
        onKind={setKind}
        evidence={evidence}
        onEvidence={setEvidence}
      />
      <p class="soft">{t(words.raiseHow)}</p>
      <button
        type="button"
        class="main"
        data-act="raise"
        disabled={!kind || (asks && !evidence)}
        onClick={() => void raise()}
      >
        {t(words.raiseNow)}
      </button>
      <UndoRaise
        since={raisedAt}
        onUndo={() => void act('undo', {}, filled(words.unraised, { number: ticket.number }))}
      />
    </details>
  );
}

function UndoRaise({ since, onUndo }: { since: number | undefined; onUndo: () => void }): JSX.Element | null {
  second.value;
  const left = since === undefined ? 0 : since + UNDO_MS - (hallNow() ?? 0);
  if (left <= 0) return null;
  return (
    <button type="button" data-act="unraise" onClick={onUndo}>
      {t(words.undoRaise, { n: Math.ceil(left / 1000) })}
    </button>
  );
}
