// The matters of a number that is out: each where it stands, left out again, and a further one added.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Api, Problem } from './api.ts';
import { t } from './look.ts';
import { byName } from './named.ts';
import type { StopView, TicketView, Words } from './types.ts';
import { further as words } from './words/further.ts';
import './further.css';

const DROPPABLE = new Set(['waiting', 'held', 'missed', 'parked']);
const FOUND = 6;

interface Wishes {
  api: Api;
  ticket: number;
  stops: readonly StopView[];
  onTicket: (ticket: TicketView) => void;
}

export function Further({ api, ticket, stops, onTicket }: Wishes): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const path = `/tickets/${ticket}/stops`;
  const attempt = async (act: () => Promise<TicketView | undefined>): Promise<void> => {
    try {
      setSaid(undefined);
      const view = await act();
      if (view) onTicket(view);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid(failure);
    }
  };
  return (
    <section class="further" aria-label={t(words.stops)} data-testid="further">
      {stops.length > 0 && (
        <ol>
          {stops.map((each) => (
            <li key={each.matter} data-stop={each.matter} data-state={each.state}>
              {t(each.name)} <small>{t(each.held ?? each.state_words)}</small>
              {stops.length > 1 && DROPPABLE.has(each.state) && (
                <button
                  type="button"
                  data-drop={each.matter}
                  onClick={() =>
                    void attempt(() => api.delete<TicketView>(`${path}/${encodeURIComponent(each.matter)}`))
                  }
                >
                  {t(words.drop)}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      <Add stops={stops} onAdd={(wish) => void attempt(() => api.post<TicketView>(path, wish))} />
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
    </section>
  );
}

interface Wish {
  matter: string;
  after?: string;
}

function Add({ stops, onAdd }: { stops: readonly StopView[]; onAdd: (wish: Wish) => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [after, setAfter] = useState('');
  const there = new Set(stops.map((each) => each.matter));
  const found = typed ? byName(typed).filter((each) => !there.has(each.code)) : [];
  const add = (matter: string): void => {
    onAdd(after ? { matter, after } : { matter });
    setTyped('');
  };
  return (
    <>
      <label>
        <span>{t(words.matter)}</span>
        <input
          name="further"
          value={typed}
          maxLength={30}
          autoComplete="off"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {stops.length > 0 && (
        <label>
          <span>{t(words.after)}</span>
          <select name="after" value={after} onChange={(event) => setAfter(event.currentTarget.value)}>
            <option value="">{t(words.anyOrder)}</option>
            {stops.map((each) => (
              <option key={each.matter} value={each.matter}>
                {t(each.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul class="found">
        {found.slice(0, FOUND).map((each) => (
          <li key={each.code}>
            <button type="button" data-further={each.code} onClick={() => add(each.code)}>
              ＋ {t(each.name)}
            </button>
          </li>
        ))}
      </ul>
      {typed && found.length === 0 && <p class="soft">{t(words.none)}</p>}
    </>
  );
}
