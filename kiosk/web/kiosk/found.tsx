// A slip held under the reader: how its number stands, back in line after a missed call, a new slip.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { lineOf, matterOf } from '@lib/catalogue.ts';
import { asDevice } from '@lib/door.ts';
import { Fitted } from '@lib/fitted.tsx';
import { lang, t } from '@lib/look.ts';
import { Rate } from '@lib/rating.tsx';
import { Reach } from '@lib/reach.tsx';
import type { TicketView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { phone } from '@lib/words/phone.ts';
import { longClass } from './long.ts';
import { canRead, repeatCall } from './reading.ts';
import { goHome } from './walk.ts';

const LIVE = new Set(['waiting', 'held', 'called', 'parked', 'missed']);

interface Acts {
  ticket: TicketView | undefined;
  said: Words | undefined;
  comeBack: () => void;
  reprint: () => void;
  rate: (level: number, reasons: string[]) => void;
}

/** The number behind a slip's own link, and what its holder may do with it here. */
function useActs(api: Api, follow: string): Acts {
  const [ticket, setTicket] = useState<TicketView | undefined>(undefined);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid(failure);
    }
  };
  const look = async (): Promise<void> => setTicket(await asDevice(follow).get<TicketView>('/tickets/mine'));
  useEffect(() => void attempt(look), [follow]);
  const comeBack = async (): Promise<void> => {
    setTicket((await api.post<TicketView>(`/tickets/${ticket?.id}/return`)) as TicketView);
    setSaid(words.backInLine);
  };
  const reprint = async (): Promise<void> => {
    await api.post(`/tickets/${ticket?.id}/reprint`);
    setSaid(words.reprinting);
  };
  const rate = async (level: number, reasons: string[]): Promise<void> => {
    await asDevice(follow).post(`/tickets/${ticket?.id}/rating`, { level, reasons });
    await look();
    setSaid(words.rateThanks);
  };
  return {
    ticket,
    said,
    comeBack: () => void attempt(comeBack),
    reprint: () => void attempt(reprint),
    rate: (level, reasons) => void attempt(() => rate(level, reasons)),
  };
}

export function Found({ api, follow }: { api: Api; follow: string }): JSX.Element {
  const { ticket, said, comeBack, reprint, rate } = useActs(api, follow);
  const over = ticket?.state === 'finished' && !ticket.rated;
  const may = ticket && ticket.state === 'missed' && lineOf.value.get(ticket.line)?.missed !== 'void';
  return (
    <main class="result found">
      <Reach label={t(words.foundTicket)} of={follow} class="taken">
        <h2>{t(words.foundTicket)}</h2>
        {ticket && <Standing ticket={ticket} />}
        {over && <Rate rated={false} onRate={rate} />}
      </Reach>
      <div class="decide">
        <p class="slip" role="status" data-testid="found-said">
          {said ? t(said) : ticket && !over && !LIVE.has(ticket.state) && t(words.foundGone)}
        </p>
        <div class="pair">
          {ticket && LIVE.has(ticket.state) && (
            <button type="button" data-act="reprint" onClick={reprint}>
              {t(words.reprint)}
            </button>
          )}
          {may && (
            <button type="button" class="main" data-act="return" onClick={comeBack}>
              {t(phone.comeBack)}
            </button>
          )}
          <button type="button" class={may ? '' : 'main'} data-testid="done" onClick={goHome}>
            {t(words.done)}
          </button>
        </div>
      </div>
    </main>
  );
}

function Standing({ ticket }: { ticket: TicketView }): JSX.Element {
  const matter = matterOf.value.get(ticket.matter)?.name;
  return (
    <>
      <Fitted as="p" class="number code" words={ticket.number} data-testid="found-number">
        {ticket.number}
      </Fitted>
      <p class={`matter${matter ? longClass(t(matter), lang.value) : ''}`}>{matter && t(matter)}</p>
      {ticket.state === 'called' && ticket.window && (
        <CalledTo number={ticket.number} window={ticket.window} />
      )}
      <p data-testid="found-state" data-state={ticket.state}>
        <b>{t(ticket.state_words)}</b>
        {ticket.window && ` · ${t(common.windowNo, { n: ticket.window })}`}
        {ticket.state === 'waiting' && ` · ${t(words.aheadOf, { n: ticket.ahead })}`}
        {ticket.state === 'waiting' &&
          ticket.wait &&
          ticket.windows.length > 0 &&
          ` · ${saidRange(ticket.wait)}`}
        {ticket.notice && ` · ${t(ticket.notice)}`}
      </p>
    </>
  );
}

/** Where to go, in large, and said once more where there is a voice. */
function CalledTo({ number, window }: { number: string; window: string }): JSX.Element {
  return (
    <div class="called-to" data-testid="called-to">
      <p>{t(words.calledTo)}</p>
      <b class="code">{window}</b>
      {canRead.value && (
        <button type="button" data-act="hear-again" onClick={() => repeatCall(number, window)}>
          {t(words.hearAgain)}
        </button>
      )}
    </div>
  );
}
