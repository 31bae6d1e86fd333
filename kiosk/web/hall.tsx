// What a standing visitor sees at eye height: the hall, its hours, the numbers being called, busy or quiet.
import type { JSX } from 'preact';
import { hall, lineOf } from '../../display/web/lib/catalogue.ts';
import { clockFace, dayFace, hallNow, second } from '../../display/web/lib/clock.ts';
import { lang, other, t } from '../../display/web/lib/look.ts';
import { HallClock } from '../../display/web/lib/parts.tsx';
import type { BoardView, CallOnBoard } from '../../display/web/lib/types.ts';
import { common, kiosk as words } from '../../display/web/lib/words.ts';
import { howBusy } from './find.ts';

const CALLS = 6;

export function HallHead(): JSX.Element {
  second.value;
  const name = hall.value?.name ?? common.hall;
  const now = hallNow();
  return (
    <header class="head">
      <div>
        <h1>{t(name)}</h1>
        <p class="soft" lang={lang.value === 'zh' ? 'en' : 'zh-CN'}>
          {other(name)}
        </p>
      </div>
      <div class="time">
        <HallClock />
        <p class="soft">{now !== undefined && dayFace(now, lang.value)}</p>
        <Hours />
      </div>
    </header>
  );
}

function Hours(): JSX.Element | null {
  const view = hall.value;
  if (!view) return null;
  if (view.open) return <p class="hours">{t(words.openNow)}</p>;
  const opens = view.opens_at && `${dayFace(view.opens_at, lang.value)} ${clockFace(view.opens_at)}`;
  return (
    <p class="hours closed">
      {t(words.closedNow)}
      {opens && ` · ${t(words.opensAt, { at: opens })}`}
    </p>
  );
}

export function HallNow({ state, away }: { state: BoardView | undefined; away: boolean }): JSX.Element {
  const calls = state?.calls.filter((each) => each.state === 'called' || each.state === 'serving').slice(0, CALLS) ?? [];
  return (
    <section class="now" aria-label={t(words.nowCalling)}>
      <h2>
        {t(words.nowCalling)} {state && <Busy state={state} />}
      </h2>
      {calls.length > 0 ? (
        <ul>
          {calls.map((call) => (
            <Call key={call.ticket} call={call} />
          ))}
        </ul>
      ) : (
        <p class="soft none">{!away && state ? t(words.noCalls) : t(common.connecting)}</p>
      )}
    </section>
  );
}

function Busy({ state }: { state: BoardView }): JSX.Element {
  const { waiting, open, busy } = howBusy(state);
  return (
    <small>
      {t(words[busy])} · {t(words.inHall, { n: waiting })} · {t(words.windowsOpen, { n: open })}
    </small>
  );
}

function Call({ call }: { call: CallOnBoard }): JSX.Element {
  const line = lineOf.value.get(call.line)?.name;
  return (
    <li class={call.state} data-testid="call" data-ticket={call.ticket} data-window={call.window} data-state={call.state}>
      <b class="code">{call.ticket}</b>
      <span class="line">{line && t(line)}</span>
      <span class="at">{t(common.windowNo, { n: call.window })}</span>
    </li>
  );
}
