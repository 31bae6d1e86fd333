// What the announcer shows: every word that is spoken also
// stands here; whether sound works, how loud, for which zone.
import type { JSX } from 'preact';
import { lineOf } from '@lib/catalogue.ts';
import { second } from '@lib/clock.ts';
import { Fitted } from '@lib/fitted.tsx';
import type { Live } from '@lib/live.ts';
import { other, t } from '@lib/look.ts';
import { Arrow, HallClock, StaleBand } from '@lib/parts.tsx';
import { useShown } from '@lib/shown.ts';
import type { CallOnBoard } from '@lib/types.ts';
import { announcer as words } from '@lib/words/announcer.ts';
import { board } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';
import type { Announcer } from './announcer.ts';
import type { Saying } from './queue.ts';

export function AnnouncerPage({
  live,
  announcer,
  zone,
}: {
  live: Live;
  announcer: Announcer;
  zone: string;
}): JSX.Element {
  second.value;
  const now = announcer.now.value;
  const called = live.board.value?.calls.find(
    (each) => each.ticket === now?.ticket && each.window === now?.window,
  );
  useShown(live, called ? [called] : []);
  return (
    <div class={`announcer${live.fresh.value === 'old' ? ' old' : ''}`}>
      <StaleBand live={live} />
      <header>
        <h1>
          {t(words.title)} <small>{zone ? t(words.zone, { zone }) : t(words.wholeHall)}</small>
        </h1>
        <HallClock />
      </header>
      <main>
        {now ? (
          <Now saying={now} call={called} />
        ) : (
          <p class="quiet">
            {t(live.board.value ? words.quiet : common.connecting)}{' '}
            <small>{other(live.board.value ? words.quiet : common.connecting)}</small>
          </p>
        )}
        <Queue announcer={announcer} />
      </main>
      <footer>
        <Sounding announcer={announcer} />
      </footer>
      <p class="hidden" aria-live="polite">
        {now && t(board.announced, { ticket: now.ticket, window: now.window })}
      </p>
    </div>
  );
}

function Now({ saying, call }: { saying: Saying; call: CallOnBoard | undefined }): JSX.Element {
  const line = call && lineOf.value.get(call.line)?.name;
  return (
    <section class="saying" data-testid="saying" data-ticket={saying.ticket} data-window={saying.window}>
      <p class="pair">
        <b class="code">{saying.ticket}</b>
        <Arrow />
        <b class="code">{saying.window}</b>
      </p>
      <p>{t(board.announced, { ticket: saying.ticket, window: saying.window })}</p>
      <p>{other(board.announced, { ticket: saying.ticket, window: saying.window })}</p>
      {line && (
        <Fitted as="p" class="line" words={t(line)}>
          {t(line)} <small>{other(line)}</small>
        </Fitted>
      )}
    </section>
  );
}

const NEXT = 4;

function Queue({ announcer }: { announcer: Announcer }): JSX.Element {
  const waiting = announcer.queue.value;
  const last = announcer.last.value;
  return (
    <aside>
      <h2>
        {t(words.next)} <small>{other(words.next)}</small>
      </h2>
      <ul>
        {waiting.slice(0, NEXT).map((each) => (
          <li key={each.seq} data-testid="queued">
            <b class="code">{each.ticket}</b> <span class="code">{each.window}</span>
          </li>
        ))}
        {waiting.length > NEXT && (
          <li class="soft" data-testid="more">
            {t(words.more, { n: waiting.length - NEXT })}{' '}
            <small>{other(words.more, { n: waiting.length - NEXT })}</small>
          </li>
        )}
        {waiting.length === 0 && <li class="soft">—</li>}
      </ul>
      <h2>
        {t(words.last)} <small>{other(words.last)}</small>
      </h2>
      <ul>
        {last.map((each) => (
          <li
            key={each.seq}
            data-testid="spoken"
            data-ticket={each.ticket}
            data-seq={each.seq}
            data-parts={each.parts.join(' ')}
          >
            <b class="code">{each.ticket}</b> <span class="code">{each.window}</span>
            <small>
              {t(
                each.parts.some((part) => part !== 'chime')
                  ? words.spoken
                  : each.parts.length
                    ? words.rung
                    : words.shownOnly,
              )}
            </small>
          </li>
        ))}
        {last.length === 0 && <li class="soft">—</li>}
      </ul>
    </aside>
  );
}

function Sounding({ announcer }: { announcer: Announcer }): JSX.Element {
  if (announcer.silent)
    return (
      <p data-testid="sound" data-sound="silent">
        {t(words.silent)} <small>{other(words.silent)}</small>
      </p>
    );
  if (!announcer.awake.value) {
    return (
      <p class="bad" data-testid="sound" data-sound="blocked">
        <button type="button" class="main" onClick={() => void announcer.wake()}>
          {t(words.wake)}
        </button>{' '}
        {t(words.blocked)}
      </p>
    );
  }
  return (
    <p data-testid="sound" data-sound="on">
      {t(words.volume, { n: announcer.volume })} <small>{other(words.volume, { n: announcer.volume })}</small>
    </p>
  );
}
