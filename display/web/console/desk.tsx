// The desk itself: the ticket, its timer, the acts with their keys, who waits, who is parked, one's own day.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { hallNow, second } from '@lib/clock.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { CallForAid, Emergencies } from '@lib/emergency.tsx';
import type { Floor } from '@lib/floor.ts';
import type { Live } from '@lib/live.ts';
import { lang, t } from '@lib/look.ts';
import { filledWith } from '@lib/message.ts';
import { saidNeeds } from '@lib/needs.tsx';
import { HallClock, LangSwitch, StaleBand } from '@lib/parts.tsx';
import { Reach } from '@lib/reach.tsx';
import { OUTCOMES } from '@lib/tables.ts';
import type { TicketAtWindow, WindowState, WindowView, Words } from '@lib/types.ts';
import { cases } from '@lib/words/cases.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import { useAlerts } from './alerts.ts';
import { Asked, ComesFor, Opened as OpenedCase, OwnCases } from './cases.tsx';
import type { Desk } from './desk.ts';
import { Asking, type Question } from './dialogs.tsx';
import { belongsToFocus, forget } from './focus.ts';
import { AddDialog, Glance } from './glance.tsx';
import { type Act, digitOf, may, meaningOf } from './keys.ts';
import { MessagesButton, MessagesDialog } from './messaging.tsx';
import { Notes, noteTo } from './notes.tsx';
import { secondsLeft, Undo } from './undo.tsx';
import { isOver, WaitingDialog } from './waiting.tsx';
import { endWork, Working } from './work.tsx';

const NOT_SHOWN_MS = 3000;
/** The one dialog that is open: a question, or one of the lists. */
type Open = Question | 'cases' | 'waiting' | 'add' | 'messages';
const open = signal<Open | undefined>(undefined);

/** Close whatever is open; the keys are the hall's again, wherever the mouse was. */
function close(): void {
  open.value = undefined;
  forget();
}

interface Wishes {
  desk: Desk;
  floor: Floor;
  view: WindowView;
  live: Live;
}

export function DeskPage({ desk, floor, view, live }: Wishes): JSX.Element {
  useKeys(desk, view);
  useAlerts(view);
  useLayoutEffect(() => {
    if (open.peek() !== 'cases' && open.peek() !== 'messages') open.value = undefined;
  }, [view.state, view.ticket?.id]);
  return (
    <div class={`desk ${view.state}`}>
      <StaleBand live={live} />
      <Head desk={desk} floor={floor} view={view} />
      <Emergencies floor={floor} named={view.session?.staffer} />
      <div class="columns">
        <main>
          <Ticket view={view} unspoken={desk.unspoken.value} />
          <p class="said" role="status">
            {desk.said.value && t(desk.said.value)}
          </p>
          <Undo desk={desk} undo={view.undo} />
          <Acts desk={desk} view={view} />
          {view.state === 'serving' && view.ticket ? (
            <Notes ticket={view.ticket.id} />
          ) : (
            <div class="notes" aria-hidden="true" />
          )}
        </main>
        <Aside desk={desk} view={view} />
      </div>
      <Opened desk={desk} floor={floor} view={view} />
    </div>
  );
}

type Seen = Omit<Wishes, 'live'>;

/** The dialog that is open, if any is. */
function Opened({ desk, floor, view }: Seen): JSX.Element | null {
  const is = open.value;
  if (!is) return null;
  if (is === 'cases') return <OwnCases desk={desk} onClose={close} />;
  if (is === 'messages') return <MessagesDialog floor={floor} onClose={close} />;
  if (is === 'waiting') return <WaitingDialog desk={desk} free={view.state === 'open'} onClose={close} />;
  if (is === 'add') return view.ticket && <AddDialog desk={desk} ticket={view.ticket} onClose={close} />;
  return <Asking question={is} desk={desk} view={view} onClose={close} />;
}

function Head({ desk, floor, view }: Seen): JSX.Element {
  const session = view.session;
  return (
    <header>
      <h1>
        <span class="code">{view.code}</span> {t(common.window)}
      </h1>
      <p class="who">
        <b class="name">{session && t(session.name)}</b>
        <span class="soft">
          {t(session?.role === 'chief' ? words.chief : words.staff)}
          {session?.covers && ` · ${t(words.coversWhom, { who: session.covers })}`}
          {session?.letter && ` · ${t(words.letter)} ${session.letter}`}
        </span>
      </p>
      <HallClock />
      <LangSwitch />
      <CallForAid floor={floor} />
      <MessagesButton floor={floor} onOpen={() => (open.value = 'messages')} />
      <button type="button" class="plain" data-testid="own-cases" onClick={() => (open.value = 'cases')}>
        {t(cases.title)}
      </button>
      <Button act="signoff" desk={desk} view={view} words={words.signOff} hint="Q" plain />
    </header>
  );
}

const STATES: Record<WindowState, Words> = {
  closed: words.open, // the page is that of somebody who sits here
  open: words.open,
  paused: words.paused,
  working: words.working,
  called: words.called,
  serving: words.serving,
};

function Ticket({ view, unspoken }: { view: WindowView; unspoken: string }): JSX.Element {
  const said: Words = STATES[view.state];
  const { ticket } = view;
  return (
    <Reach class="ticket" label={t(common.ticket)} of={ticket?.number ?? ''}>
      <div class="both">
        <div>
          <p class="state" data-testid="state" data-state={view.state}>
            {t(said)}
            {view.state === 'paused' && view.pause_reason && ` · ${view.pause_reason}`}
          </p>
          <p class="number code" data-testid="ticket" data-ticket={ticket?.number ?? ''}>
            {ticket?.number}
          </p>
          {ticket ? (
            <Facts ticket={ticket} unspoken={unspoken === ticket.number && !ticket.spoken} />
          ) : (
            view.state === 'open' && <Ready waiting={view.waiting} />
          )}
          {view.work && <Working work={view.work} view={view} />}
          {view.asked && <Asked asked={view.asked} />}
          {view.accepted && <OpenedCase case_={view.accepted} />}
        </div>
        {ticket && <Glance ticket={ticket} onAdd={() => (open.value = 'add')} />}
      </div>
    </Reach>
  );
}

/** Nobody is here: whether somebody waits for this window. */
function Ready({ waiting }: { waiting: number }): JSX.Element {
  if (!waiting) return <p class="soft ready">{t(words.ready)}</p>;
  return (
    <p class="ready waits" role="status" data-testid="waits-here">
      {t(words.waitingNow, { n: waiting })}
    </p>
  );
}

/** What the visitor speaks; by its tag where the browser knows no name for it. */
function languageOf(tag: string): string {
  if (tag === 'en') return t(words.english);
  if (!('DisplayNames' in Intl)) return tag; // browsers before 2020
  return new Intl.DisplayNames([lang.value], { type: 'language' }).of(tag) ?? tag;
}

const LONG = { zh: 40, en: 80 }; // characters of a matter's name that need smaller letters

function Facts({ ticket, unspoken }: { ticket: TicketAtWindow; unspoken: boolean }): JSX.Element {
  return (
    <>
      <p class={`matter${t(ticket.matter_name).length > LONG[lang.value] ? ' long' : ''}`}>
        {t(ticket.matter_name)}
      </p>
      {ticket.case && <ComesFor case_={ticket.case} />}
      <p class="tags">
        {ticket.priority && <span>{t(words.priority)}</span>}
        {!ticket.may_decide && <span>{t(words.acceptOnly)}</span>}
        {ticket.lang !== 'zh' && <span>{languageOf(ticket.lang)}</span>}
        {ticket.recalls > 0 && <span>{t(words.recalls, { n: ticket.recalls })}</span>}
        {ticket.needs.length > 0 && <span data-testid="needed">{saidNeeds(ticket.needs)}</span>}
        {ticket.comment && <span>{ticket.comment}</span>}
      </p>
      <dl>
        <div>
          <dt>{t(words.waited)}</dt>
          <dd class="code">{minutesAndSeconds(ticket.wait_ms)}</dd>
        </div>
        {ticket.called_at && ticket.started_at && (
          <div>
            <dt>{t(words.walked)}</dt>
            <dd class="code">
              {minutesAndSeconds(Date.parse(ticket.started_at) - Date.parse(ticket.called_at))}
            </dd>
          </div>
        )}
        <Timer ticket={ticket} />
      </dl>
      {unspoken && (
        <p class="bad" role="alert" data-testid="not-spoken">
          {t(words.notSpoken)}
        </p>
      )}
    </>
  );
}

function Timer({ ticket }: { ticket: TicketAtWindow }): JSX.Element {
  second.value;
  const serving = ticket.state === 'serving';
  const from = serving ? ticket.started_at : ticket.called_at;
  const now = hallNow();
  const ms = from && now !== undefined ? Math.max(0, now - Date.parse(from)) : 0;
  const over = serving ? ms - ticket.norm_minutes * 60_000 : 0;
  return (
    <div class={serving ? (over > 0 ? 'late' : 'good') : ''}>
      <dt>{t(serving ? words.serviceTime : words.sinceCall)}</dt>
      <dd class="code" data-testid="timer">
        {minutesAndSeconds(ms)}
      </dd>
      <dd class="note">
        {serving &&
          (over > 0
            ? t(words.over, { time: minutesAndSeconds(over) })
            : t(words.norm, { n: ticket.norm_minutes }))}
        {!serving &&
          (ticket.shown
            ? t(ticket.spoken ? words.shownSpoken : words.shown)
            : ms > NOT_SHOWN_MS && (
                <span class="bad" data-testid="not-shown">
                  {t(words.notShown)}
                </span>
              ))}
      </dd>
    </div>
  );
}

function Acts({ desk, view }: { desk: Desk; view: WindowView }): JSX.Element {
  const { state } = view;
  const usual = state === 'serving' ? view.ticket?.usual : undefined;
  const button = (act: Act, said: Words, key: string): JSX.Element => (
    <Button act={act} desk={desk} view={view} words={said} hint={key} />
  );
  return (
    <div class="acts" role="group" aria-label={t(words.title)}>
      {usual
        ? button('usual', filledWith(words.usual, { outcome: OUTCOMES[usual] }), t(words.space))
        : button('next', words.next, t(words.space))}
      {button('start', words.start, t(words.enter))}
      {usual
        ? button('finish', words.otherwise, t(words.enter))
        : button('finish', words.finish, t(words.space))}
      {button('recall', words.recall, 'R')}
      {button('miss', words.miss, 'M')}
      {button('park', words.park, 'P')}
      {button('transfer', words.transfer, 'T')}
      {state === 'paused' ? button('resume', words.resume, 'B') : button('pause', words.pause, 'B')}
      {state === 'working' ? button('endWork', words.endWork, 'O') : button('work', words.work, 'O')}
    </div>
  );
}

interface ButtonWishes {
  act: Act;
  desk: Desk;
  view: WindowView;
  words: Words;
  hint?: string;
  plain?: boolean;
}

const MAIN: Record<string, Act> = {
  open: 'next',
  called: 'start',
  serving: 'finish',
  paused: 'resume',
  working: 'endWork',
};

function Button({ act, desk, view, words: said, hint, plain }: ButtonWishes): JSX.Element {
  const { state } = view;
  const main = state === 'serving' && view.ticket?.usual ? 'usual' : MAIN[state];
  const look = plain ? 'plain' : main === act ? 'main' : '';
  return (
    <button
      type="button"
      class={look}
      data-act={act}
      disabled={desk.busy.value || !may(state, act)}
      onClick={() => perform(desk, view, act)}
    >
      <span>{t(said)}</span>
      {hint && <kbd>{hint}</kbd>}
    </button>
  );
}

function Aside({ desk, view }: { desk: Desk; view: WindowView }): JSX.Element {
  const { today } = view;
  return (
    <aside>
      <Reach label={t(words.queue)} of={view.code}>
        <section>
          <h2>{t(words.queue)}</h2>
          <button
            type="button"
            class="plain big code"
            data-testid="waiting"
            aria-label={`${t(words.waitingList)} ${view.waiting}`}
            onClick={() => (open.value = 'waiting')}
          >
            {view.waiting} <kbd>L</kbd>
          </button>
        </section>
        <section>
          <h2>{t(words.parked)}</h2>
          {view.parked.length === 0 && <p class="soft">{t(words.parkedNone)}</p>}
          <ul>
            {view.parked.map((each, n) => (
              <li key={each.id} data-parked={each.number}>
                <b class="code">{each.number}</b>
                <span class="soft">
                  {each.reason ?? t(each.matter_name)}
                  {isOver(each.due_at) && <b class="bad"> · {t(words.parkOver)}</b>}
                </span>
                <button
                  type="button"
                  disabled={desk.busy.value || view.state !== 'open'}
                  onClick={() => void desk.act('bring-back', { ticket: each.id })}
                >
                  {t(words.bringBack)} {n < 9 && <kbd>{n + 1}</kbd>}
                </button>
              </li>
            ))}
          </ul>
        </section>
        {today && (
          <section>
            <h2>{t(words.own)}</h2>
            <dl class="own">
              <Figure
                words={words.served}
                value={String(today.served)}
                more={today.pieces > today.served ? t(words.servedPieces, { n: today.pieces }) : ''}
              />
              <Figure words={words.mean} value={today.served ? minutesAndSeconds(today.mean_ms) : '—'} />
              <Figure words={words.p90} value={today.served ? minutesAndSeconds(today.p90_ms) : '—'} />
            </dl>
          </section>
        )}
      </Reach>
    </aside>
  );
}

function Figure({ words: said, value, more }: { words: Words; value: string; more?: string }): JSX.Element {
  return (
    <div>
      <dt>{t(said)}</dt>
      <dd class="code">{value}</dd>
      {more && <dd class="note">{more}</dd>}
    </div>
  );
}

const ASKS: Partial<Record<Act, Question>> = {
  finish: 'outcome',
  park: 'park',
  transfer: 'transfer',
  pause: 'pause',
  work: 'work',
};

function perform(desk: Desk, view: WindowView, act: Act): void {
  const question = act === 'signoff' && view.waiting > 0 ? 'signoff' : ASKS[act];
  forget();
  if (question) open.value = question;
  else if (act === 'signoff') void desk.signOff();
  else if (act === 'endWork') endWork(desk);
  else if (act === 'usual') void endAsUsual(desk, view);
  else void desk.act(act);
}

/**
 * One key a visitor: two logged acts, the end with its usual outcome and the next call.
 * Where the end is refused, or wants more to be said, its dialog opens instead.
 */
async function endAsUsual(desk: Desk, { ticket }: WindowView): Promise<void> {
  if (!ticket?.usual) return;
  const note = noteTo(ticket.id).trim();
  if (await desk.act('finish', { outcome: ticket.usual, ...(note && { note }) })) await desk.act('next');
  else if (desk.refusal.peek()) open.value = 'outcome';
}

/**
 * Laid out before the next key can come: a fast clerk loses none. The keys work wherever the mouse was:
 * only a field, and a button to which Tab led, has its own.
 */
function useKeys(desk: Desk, view: WindowView): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (open.peek()) return;
      if (event.ctrlKey || event.altKey || event.metaKey || belongsToFocus(event.code)) return;
      const done = also(desk, view, event);
      const meaning = done
        ? undefined
        : meaningOf(event.code, view.state, event.repeat, Boolean(view.ticket?.usual));
      if (done || meaning || event.code === 'Space' || event.code === 'Enter') event.preventDefault();
      if (!meaning) return;
      if ('hint' in meaning) desk.said.value = words[meaning.hint];
      else perform(desk, view, meaning.act);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [view]);
}

/** Keys beside the table: a digit brings back, N notes, Z undoes, L lists who waits, A adds, X messages. */
function also(desk: Desk, view: WindowView, event: KeyboardEvent): boolean {
  const parked = view.state === 'open' && view.parked[(digitOf(event.code) ?? 0) - 1];
  if (parked && !event.repeat) void desk.act('bring-back', { ticket: parked.id });
  const note = event.code === 'KeyN' && document.querySelector<HTMLElement>('textarea[name=note]');
  if (note) note.focus();
  const undone = event.code === 'KeyZ' && !event.repeat && secondsLeft(view.undo, hallNow()) > 0;
  if (undone) void desk.act('undo');
  const listed = event.code === 'KeyL';
  if (listed) open.value = 'waiting';
  const adds = event.code === 'KeyA' && view.ticket !== null;
  if (adds) open.value = 'add';
  const writes = event.code === 'KeyX';
  if (writes) open.value = 'messages';
  return Boolean(parked || note || undone || listed || adds || writes);
}
