// A ticket that somebody holds in the hand: where it stands,
// back in line after a missed call, a new slip, given up.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { lineOf, matterOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import { Further } from '@lib/further.tsx';
import { t } from '@lib/look.ts';
import { Needs } from '@lib/needs.tsx';
import type { TicketView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { guide as words } from '@lib/words/guide.ts';
import { phone } from '@lib/words/phone.ts';
import { Raise } from './raising.tsx';

const LIVE = new Set(['waiting', 'held', 'called', 'serving', 'parked', 'missed']);
const DROPPABLE = new Set(['waiting', 'held', 'missed', 'parked']);

interface LookWishes {
  api: Api;
  number: string; // the one that was chosen from a list
  onConcern: (number: string) => void;
}

export function Look({ api, number: first, onConcern }: LookWishes): JSX.Element {
  const [ticket, setTicket] = useState<TicketView | undefined>(undefined);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      setSaid(undefined);
      await act();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid(failure);
    }
  };
  const look = (number: string): void => {
    setTicket(undefined);
    void attempt(async () => setTicket(await api.get<TicketView>(`/numbers/${encodeURIComponent(number)}`)));
  };
  useEffect(() => {
    if (first) look(first);
  }, [first]);
  return (
    <div class="two">
      <section>
        <Find first={first} onFind={look} />
        <p role="status" class={said instanceof Problem ? 'bad' : ''} data-testid="said">
          {said && t(said)}
        </p>
      </section>
      <section>
        {ticket ? (
          <Held
            api={api}
            ticket={ticket}
            attempt={attempt}
            say={setSaid}
            onTicket={setTicket}
            onConcern={onConcern}
          />
        ) : (
          <p class="soft">{t(words.typeNumber)}</p>
        )}
      </section>
    </div>
  );
}

function Find({ first, onFind }: { first: string; onFind: (number: string) => void }): JSX.Element {
  const find = (event: SubmitEvent): void => {
    event.preventDefault();
    onFind(String(new FormData(event.currentTarget as HTMLFormElement).get('number') ?? '').trim());
  };
  return (
    <form onSubmit={find}>
      <label>
        <span>{t(words.number)}</span>
        <input
          name="number"
          class="code"
          defaultValue={first}
          required
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
        />
      </label>
      <button type="submit" class="main">
        {t(words.find)}
      </button>
    </form>
  );
}

interface Wishes {
  api: Api;
  ticket: TicketView;
  attempt: (act: () => Promise<void>) => Promise<void>;
  say: (words: Words) => void;
  onTicket: (ticket: TicketView) => void;
  onConcern: (number: string) => void;
}

function Held({ api, ticket, attempt, say, onTicket, onConcern }: Wishes): JSX.Element {
  const matter = matterOf.value.get(ticket.matter)?.name;
  const policy = lineOf.value.get(ticket.line)?.missed;
  const act = (verb: 'return' | 'cancel'): Promise<void> =>
    attempt(async () =>
      onTicket((await api.post<TicketView>(`/tickets/${ticket.id}/${verb}`)) as TicketView),
    );
  const reprint = (): Promise<void> =>
    attempt(async () => {
      await api.post(`/tickets/${ticket.id}/reprint`);
      say(words.reprinted);
    });
  return (
    <div class="given">
      <p class="number code" data-testid="number">
        {ticket.number}
      </p>
      <h2>{matter && t(matter)}</h2>
      <p data-testid="state" data-state={ticket.state}>
        <b>{t(ticket.state_words)}</b>
        {ticket.window && ` · ${t(common.windowNo, { n: ticket.window })}`}
        {ticket.state === 'waiting' && ` · ${t(words.aheadOf, { n: ticket.ahead })}`}
      </p>
      <p class="soft">{t(phone.issuedAt, { at: clockFace(ticket.issued_at) })}</p>
      {ticket.state === 'missed' && policy === 'void' && <p class="bad">{t(words.voided)}</p>}
      {LIVE.has(ticket.state) && (
        <Further api={api} ticket={ticket.id} stops={ticket.stops} onTicket={onTicket} />
      )}
      <div class="choices">
        {ticket.state === 'missed' && policy !== 'void' && (
          <button type="button" class="main" data-act="return" onClick={() => void act('return')}>
            {t(phone.comeBack)}
          </button>
        )}
        {LIVE.has(ticket.state) && (
          <button type="button" data-act="reprint" onClick={() => void reprint()}>
            {t(words.reprint)}
          </button>
        )}
        {DROPPABLE.has(ticket.state) && (
          <button type="button" data-act="cancel" onClick={() => void act('cancel')}>
            {t(phone.cancelTicket)}
          </button>
        )}
        <button type="button" data-act="concern" onClick={() => onConcern(ticket.number)}>
          {t(words.concern)}
        </button>
      </div>
      {DROPPABLE.has(ticket.state) && (
        <NeedsOf api={api} ticket={ticket} attempt={attempt} onTicket={onTicket} />
      )}
      {DROPPABLE.has(ticket.state) && (
        <Raise key={ticket.id} api={api} ticket={ticket} attempt={attempt} onTicket={onTicket} say={say} />
      )}
    </div>
  );
}

/** What its visitor needs of a window; each press says all of it anew. */
function NeedsOf({
  api,
  ticket,
  attempt,
  onTicket,
}: Pick<Wishes, 'api' | 'ticket' | 'attempt' | 'onTicket'>): JSX.Element {
  const say = (needs: string[]): Promise<void> =>
    attempt(async () =>
      onTicket((await api.post<TicketView>(`/tickets/${ticket.id}/needs`, { needs })) as TicketView),
    );
  return <Needs chosen={ticket.needs} onChange={(needs) => void say(needs)} />;
}
