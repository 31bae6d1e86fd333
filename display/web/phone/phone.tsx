// The phone's views: the number, its state in words, who
// is ahead, the window when it is called, then the rating.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { catalogue, hall, matterOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import { letterAt, useLetters } from '@lib/letters.ts';
import { apart, lang, t } from '@lib/look.ts';
import { LangSwitch } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { Rate } from '@lib/rating.tsx';
import type { StopView, TicketView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { saidWindows } from '@lib/windows.ts';
import { cases } from '@lib/words/cases.ts';
import { common } from '@lib/words/common.ts';
import { letters as letterWords } from '@lib/words/letters.ts';
import { phone as words } from '@lib/words/phone.ts';
import { why } from '@lib/words/why.ts';
import { Cases } from './cases.tsx';
import type { Follower } from './follower.ts';
import { NEAR } from './nudge.ts';
import { Texting } from './texting.tsx';

const CANCELLABLE = new Set(['waiting', 'held', 'missed', 'parked']);
const AT_WINDOW = new Set(['called', 'serving']);
const WAITING = new Set(['waiting', 'held']);

export function Phone({ follower }: { follower: Follower }): JSX.Element {
  const ticket = follower.ticket.value;
  const problem = follower.problem.value;
  useTitle(ticket);
  if (!ticket)
    return problem && problem.status !== 0 ? (
      <NoTicket />
    ) : (
      <Frame>{<p class="soft">{t(common.connecting)}</p>}</Frame>
    );
  return (
    <Frame state={ticket.state} announced={announcedOf(ticket, follower.live.lost.value)}>
      {follower.live.lost.value && <p class="stale-band">{t(words.offline)}</p>}
      <section class="ticket" aria-label={t(words.title)}>
        <Matter ticket={ticket} />
        <p class="number code" data-testid="number">
          {ticket.number}
        </p>
        <Standing ticket={ticket} />
        {ticket.state === 'serving' && ticket.window && (
          <p class="at">{t(common.windowNo, { n: ticket.window })}</p>
        )}
        {ticket.window && AT_WINDOW.has(ticket.state) && (
          <Authority window={ticket.window} matter={ticket.matter} />
        )}
        {ticket.state === 'missed' && <Missed ticket={ticket} follower={follower} />}
      </section>
      <More ticket={ticket} />
      {ticket.state === 'finished' && <Rating follower={follower} rated={ticket.rated} />}
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      <p class="soft issued">
        <a href={at(`/why${location.hash}`)}>{t(why.link)}</a>
      </p>
      <p class="soft issued">{t(words.issuedAt, { at: clockFace(ticket.issued_at) })}</p>
      {CANCELLABLE.has(ticket.state) && <Texting follower={follower} ticket={ticket.id} />}
      {ticket.more_time_minutes > 0 && <MoreTime follower={follower} minutes={ticket.more_time_minutes} />}
      {CANCELLABLE.has(ticket.state) && <Cancel follower={follower} />}
    </Frame>
  );
}

export function NoTicket(): JSX.Element {
  return (
    <Frame>
      <h2>{t(words.noTicket)}</h2>
      <p class="soft">{t(words.noTicketHow)}</p>
    </Frame>
  );
}

interface FrameWishes {
  children: ComponentChildren;
  state?: string;
  announced?: string;
}

/** Its one live line is there from the start: a reader says what comes into it, not what it came with. */
function Frame({ children, state = 'none', announced = '' }: FrameWishes): JSX.Element {
  return (
    <div class={`visitor phone ${state}`}>
      <header>
        <h1>{t(hall.value?.name ?? common.hall)}</h1>
        <LangSwitch />
      </header>
      <main>{children}</main>
      <p class="hidden" role="status">
        {announced}
      </p>
    </div>
  );
}

function Standing({ ticket }: { ticket: TicketView }): JSX.Element {
  return (
    <>
      <p class="state" data-testid="state" data-state={ticket.state}>
        {t(standsAs(ticket))}
      </p>
      {ticket.held && (
        <p class="soft" data-testid="held">
          {t(ticket.held)}
        </p>
      )}
      {ticket.state === 'called' && ticket.window && <GoTo window={ticket.window} />}
      {WAITING.has(ticket.state) && <Ahead ticket={ticket} />}
      {ticket.notice && (
        <p class="notice" data-testid="notice">
          {t(ticket.notice)}
        </p>
      )}
    </>
  );
}

function standsAs(ticket: TicketView): Words {
  return ticket.outcome === 'accepted' ? cases.taken : ticket.state_words;
}

function GoTo({ window }: { window: string }): JSX.Element {
  return (
    <p class="goto">
      {t(words.goTo)}
      <b class="code" data-testid="window">
        {window}
      </b>
    </p>
  );
}

/** At whose window, and by which letter. */
function Authority({ window, matter }: { window: string; matter: string }): JSX.Element | null {
  const held = letterAt(useLetters(window), window);
  if (!held) return null;
  const { sitter, letter } = held;
  return (
    <p class="authority" data-testid="authority">
      {t(letterWords.by)} {t(sitter.name)} ·{' '}
      {letter ? (
        <>
          {letter.document} · {t(letterWords.fromTo, { from: letter.from_day, to: letter.to_day })} ·{' '}
          {t(letter.decide.includes(matter) ? letterWords.mayDecide : letterWords.mayAccept)}
        </>
      ) : (
        t(letterWords.none)
      )}
    </p>
  );
}

function Ahead({ ticket }: { ticket: TicketView }): JSX.Element {
  return (
    <dl>
      <div>
        <dt>{t(words.ahead)}</dt>
        <dd>
          <span class="code" data-testid="ahead">
            {ticket.ahead}
          </span>{' '}
          {t(words.people)}
        </dd>
      </div>
      {ticket.wait && ticket.windows.length > 0 && (
        <div>
          <dt>{t(words.wait)}</dt>
          <dd data-testid="told">{saidRange(ticket.wait)}</dd>
        </div>
      )}
      {ticket.windows.length > 0 && (
        <div>
          <dt>{t(words.possible)}</dt>
          <dd class="windows">{saidWindows(ticket.windows, apart)}</dd>
        </div>
      )}
    </dl>
  );
}

/** What the number is about besides: papers to bring, its other matters, its cases. */
function More({ ticket }: { ticket: TicketView }): JSX.Element {
  return (
    <>
      {ticket.return_code && ticket.papers.length > 0 && <Papers papers={ticket.papers} />}
      {ticket.stops.length > 1 && <Stops stops={ticket.stops} />}
      {ticket.cases.length > 0 && <Cases cases={ticket.cases} matter={ticket.matter} />}
    </>
  );
}

/** What to bring next time, told once. */
function Papers({ papers }: { papers: readonly string[] }): JSX.Element {
  return (
    <section class="stops" data-testid="papers" aria-label={t(words.papers)}>
      <h2>{t(words.papers)}</h2>
      <ol>
        {papers.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
    </section>
  );
}

/** Every matter of the number: where each stands, and at which window. */
function Stops({ stops }: { stops: readonly StopView[] }): JSX.Element {
  return (
    <section class="stops" aria-label={t(words.stops)} data-testid="stops">
      <h2>{t(words.stops)}</h2>
      <ol>
        {stops.map((each) => (
          <li key={each.matter} data-stop={each.matter} data-state={each.state}>
            <b>{t(each.name)}</b>
            <span class="soft">
              {t(each.held ?? each.state_words)}
              {each.window && ` · ${t(common.windowNo, { n: each.window })}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Missed({ ticket, follower }: { ticket: TicketView; follower: Follower }): JSX.Element {
  const policy = catalogue.value?.lines.find((line) => line.code === ticket.line)?.missed;
  return (
    <>
      <p class="notice">{t(words.missedHow)}</p>
      {policy && policy !== 'void' && (
        <button type="button" class="cancel" data-act="return" onClick={() => void follower.comeBack()}>
          {t(words.comeBack)}
        </button>
      )}
    </>
  );
}

function MoreTime({ follower, minutes }: { follower: Follower; minutes: number }): JSX.Element {
  return (
    <div class="more">
      <button type="button" data-act="more-time" onClick={() => void follower.moreTime()}>
        {t(words.moreTime, { n: minutes })}
      </button>
      <p class="soft">{t(words.moreTimeHow, { n: minutes })}</p>
    </div>
  );
}

function Cancel({ follower }: { follower: Follower }): JSX.Element {
  const [sure, setSure] = useState(false);
  if (!sure) {
    return (
      <button type="button" class="cancel" data-act="cancel" onClick={() => setSure(true)}>
        {t(words.cancelTicket)}
      </button>
    );
  }
  return (
    <div class="sure" role="group" aria-label={t(words.cancelTicket)}>
      <p>{t(words.cancelSure)}</p>
      <button type="button" onClick={() => setSure(false)}>
        {t(words.cancelNo)}
      </button>
      <button
        type="button"
        class="yes"
        data-act="cancel-yes"
        onClick={() => void follower.cancel().then(() => setSure(false))}
      >
        {t(words.cancelYes)}
      </button>
    </div>
  );
}

function Rating({ follower, rated }: { follower: Follower; rated: boolean }): JSX.Element {
  return <Rate rated={rated} onRate={(level, reasons) => void follower.rate(level, reasons)} />;
}

/** What the number is for, once the catalogue is here. */
function Matter({ ticket }: { ticket: TicketView }): JSX.Element | null {
  const name = matterName(ticket);
  return name ? <h2 class="matter">{name}</h2> : null;
}

function matterName(ticket: TicketView): string {
  const matter = matterOf.value.get(ticket.matter);
  return matter ? t(matter.name) : '';
}

/** The tab's title says it when the page is not in sight. */
function useTitle(ticket: TicketView | undefined): void {
  useEffect(() => {
    document.title = titleOf(ticket);
  }, [ticket, lang.value]);
}

/**
 * What a reader says by itself: the call, the last places before it, what
 * else became of the number; no wait that is reckoned anew each half minute.
 */
function announcedOf(ticket: TicketView, lost: boolean): string {
  const said = [ticket.held, ticket.notice].flatMap((each) => (each ? [t(each)] : []));
  return [lost ? t(words.offline) : '', titleOf(ticket), ...said].filter(Boolean).join(' · ');
}

function titleOf(ticket: TicketView | undefined): string {
  if (!ticket) return t(words.title);
  if (ticket.state === 'called' && ticket.window)
    return t(words.titleCalled, { window: ticket.window, ticket: ticket.number });
  if (WAITING.has(ticket.state) && ticket.ahead <= NEAR)
    return t(words.titleAhead, { n: ticket.ahead, ticket: ticket.number });
  return `${ticket.number} · ${t(standsAs(ticket))}`;
}
