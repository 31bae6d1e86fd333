// A slip held under the reader: how its number stands, back in line after a missed call, a new slip.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { lineOf, matterOf } from '@lib/catalogue.ts';
import { asDevice } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { Reach } from '@lib/reach.tsx';
import type { TicketView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { phone } from '@lib/words/phone.ts';
import { longClass } from './long.ts';
import { goHome } from './walk.ts';

const LIVE = new Set(['waiting', 'held', 'called', 'parked', 'missed']);

export function Found({ api, follow }: { api: Api; follow: string }): JSX.Element {
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
  useEffect(
    () => void attempt(async () => setTicket(await asDevice(follow).get<TicketView>('/tickets/mine'))),
    [follow],
  );
  const comeBack = (): Promise<void> =>
    attempt(async () => {
      setTicket((await api.post<TicketView>(`/tickets/${ticket?.id}/return`)) as TicketView);
      setSaid(words.backInLine);
    });
  const reprint = (): Promise<void> =>
    attempt(async () => {
      await api.post(`/tickets/${ticket?.id}/reprint`);
      setSaid(words.reprinting);
    });
  const may = ticket && ticket.state === 'missed' && lineOf.value.get(ticket.line)?.missed !== 'void';
  return (
    <main class="result found">
      <Reach label={t(words.foundTicket)} of={follow} class="taken">
        <h2>{t(words.foundTicket)}</h2>
        {ticket && <Standing ticket={ticket} />}
      </Reach>
      <div class="decide">
        <p class="slip" role="status" data-testid="found-said">
          {said ? t(said) : ticket && !LIVE.has(ticket.state) && t(words.foundGone)}
        </p>
        <div class="pair">
          {ticket && LIVE.has(ticket.state) && (
            <button type="button" data-act="reprint" onClick={() => void reprint()}>
              {t(words.reprint)}
            </button>
          )}
          {may && (
            <button type="button" class="main" data-act="return" onClick={() => void comeBack()}>
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
      <p class="number code" data-testid="found-number">
        {ticket.number}
      </p>
      <p class={`matter${matter ? longClass(t(matter), lang.value) : ''}`}>{matter && t(matter)}</p>
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
