// What a standing visitor sees at eye height: the hall, its hours, the numbers being called, busy or quiet.
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hall, lineOf } from '@lib/catalogue.ts';
import { clockFace, dayFace, hallNow, second } from '@lib/clock.ts';
import { howBusy } from '@lib/find.ts';
import { Fitted } from '@lib/fitted.tsx';
import { dates, lang, other, t } from '@lib/look.ts';
import { HallClock } from '@lib/parts.tsx';
import { callsOf } from '@lib/rows.ts';
import { Turns } from '@lib/turns.ts';
import type { BoardView, CallOnBoard } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';

const ROW = 2.1; // rem, as kiosk.css has it
const WIDE_ROW = 2.6; // on a landscape screen

export function HallHead(): JSX.Element {
  second.value;
  const name = hall.value?.name ?? common.hall;
  const now = hallNow();
  return (
    <header class="head">
      <div>
        <Fitted as="h1" words={t(name)}>
          {t(name)}
        </Fitted>
        <Fitted as="p" class="soft" words={other(name)} lang={lang.value === 'zh' ? 'en' : 'zh-CN'}>
          {other(name)}
        </Fitted>
      </div>
      <div class="time">
        <HallClock />
        <p class="soft">{now !== undefined && dayFace(now, dates.value)}</p>
        <Hours />
      </div>
    </header>
  );
}

export function Hours(): JSX.Element | null {
  const view = hall.value;
  if (!view) return null;
  if (view.closed_words) return <p class="hours closed">{t(view.closed_words)}</p>;
  const at = view.closes_at && clockFace(view.closes_at);
  return <p class="hours">{at ? t(words.openUntil, { at }) : t(words.openNow)}</p>;
}

export function HallNow({ state, away }: { state: BoardView | undefined; away: boolean }): JSX.Element {
  const room = useRef<HTMLDivElement>(null);
  const rows = useRows(room);
  second.value;
  const [turns] = useState(() => new Turns());
  const { calls, page, pages } = turns.show(state ? callsOf(state, '') : [], rows, performance.now());
  return (
    <section class="now" aria-label={t(words.nowCalling)}>
      <h2>
        <span>
          {t(words.nowCalling)} {pages > 1 && <span class="turn code">{`${page}/${pages}`}</span>}
        </span>
        {state && hall.value?.open && <Busy state={state} />}
      </h2>
      <div class="room" ref={room}>
        {calls.length > 0 ? (
          <ul>
            {calls.map((call) => (
              <Call key={call.ticket} call={call} />
            ))}
          </ul>
        ) : (
          <p class="soft none">{!away && state ? t(words.noCalls) : t(common.connecting)}</p>
        )}
      </div>
    </section>
  );
}

/** How many rows the screen has room for; the others come by turns, as on the board. */
function useRows(room: RefObject<HTMLElement | null>): number {
  const [rows, setRows] = useState(1);
  useLayoutEffect(() => {
    const look = (): void => {
      const row =
        parseFloat(getComputedStyle(document.documentElement).fontSize) *
        (innerWidth > innerHeight ? WIDE_ROW : ROW);
      setRows(Math.max(1, Math.floor(((room.current?.clientHeight ?? 0) + 2) / row)));
    };
    const seen = new ResizeObserver(look);
    if (room.current) seen.observe(room.current);
    look();
    return () => seen.disconnect();
  }, []);
  return rows;
}

export function Busy({ state }: { state: BoardView }): JSX.Element {
  const { waiting, open, busy } = howBusy(state);
  if (!open) return <small>{t(words.nobodyYet)}</small>;
  return (
    <small>
      {t(words[busy])} · {t(words.inHall, { n: waiting })} · {t(words.windowsOpen, { n: open })}
    </small>
  );
}

function Call({ call }: { call: CallOnBoard }): JSX.Element {
  const line = lineOf.value.get(call.line)?.name;
  return (
    <li
      class={call.state}
      data-testid="call"
      data-ticket={call.ticket}
      data-window={call.window}
      data-state={call.state}
    >
      <b class="code">{call.ticket}</b>
      <Fitted class="line" words={line ? t(line) : ''}>
        {line && t(line)}
      </Fitted>
      <span class="at">{t(common.windowNo, { n: call.window })}</span>
    </li>
  );
}
