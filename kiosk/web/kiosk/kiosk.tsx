// The kiosk's frame: the hall above, the choice within reach below, the permanent row at the foot.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { second } from '@lib/clock.ts';
import type { Live } from '@lib/live.ts';
import { otherLanguages, speak, spoken, t, tongue } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import type { BoardView, Words } from '@lib/types.ts';
import { useWaits, type Waits } from '@lib/waits.ts';
import { answers } from '@lib/words/answers.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { Attract } from './attract.tsx';
import { Choose } from './choose.tsx';
import { Confirm } from './confirm.tsx';
import { Found } from './found.tsx';
import { HallHead, HallNow } from './hall.tsx';
import { offered, own } from './own.ts';
import { canRead, readAloud, readSentence } from './reading.ts';
import { Result } from './result.tsx';
import {
  answer,
  attracting,
  goHome,
  helping,
  large,
  moreTime,
  place,
  rang,
  reading,
  stillThere,
  tab,
} from './walk.ts';

const AWAY_MS = 4000;
const ANSWER_MS = 12_000;

export function Kiosk({ api, live }: { api: Api; live: Live }): JSX.Element {
  const away = useAway(live);
  const state = away ? undefined : live.board.value;
  const waits = useWaits(api);
  const at = place.value;
  const stopped = own.value?.stopped;
  return (
    <div class={`kiosk ${at.at}${at.at === 'home' && tab.value === 'search' ? ' finding' : ''}`}>
      <HallHead />
      {away && at.at !== 'result' && <Away />}
      {(at.at === 'home' || at.at === 'department') && <HallNow state={state} away={away} />}
      {stopped && at.at !== 'result' ? (
        <Stopped words={stopped} />
      ) : (
        <Middle api={api} state={state} waits={state && waits} />
      )}
      <PermanentRow api={api} />
      {helping.value && <Help />}
      {answer.value && <Answered key={answer.value} />}
      {stillThere.value !== undefined && <StillThere left={stillThere.value} />}
      {attracting.value && !away && !stopped && <Attract api={api} state={state} />}
    </div>
  );
}

function Middle({
  api,
  state,
  waits,
}: {
  api: Api;
  state: BoardView | undefined;
  waits: Waits | undefined;
}): JSX.Element {
  const at = place.value;
  const known = offered.value;
  useEffect(() => readAloud(at), [at, spoken.value, reading.value]);
  useFocus(at.at);
  if (!known) return <main class="choice" aria-busy="true" aria-label={t(common.connecting)} />;
  if (at.at === 'confirm')
    return <Confirm key={at.matter} api={api} state={state} first={waits?.get(at.matter)} code={at.matter} />;
  if (at.at === 'result') return <Result api={api} ticket={at.ticket} />;
  if (at.at === 'found') return <Found key={at.follow} api={api} follow={at.follow} />;
  return <Choose api={api} catalogue={known} waits={waits} />;
}

/** The office has stopped this kiosk: its words, until it is opened again. */
function Stopped({ words: said }: { words: Words }): JSX.Element {
  return (
    <main class="choice stopped" data-testid="stopped">
      <h2>{t(words.stopped)}</h2>
      <p class="why" role="alert">
        {t(said)}
      </p>
      <p class="soft">{t(words.askGuide)}</p>
    </main>
  );
}

function Away(): JSX.Element {
  return (
    <div class="stale-band" role="alert" data-testid="stale">
      <b>{t(words.awayTitle)}</b> {t(words.awayText)}
    </div>
  );
}

function PermanentRow({ api }: { api: Api }): JSX.Element {
  return (
    <footer class="permanent">
      {otherLanguages().map(({ code, name, tag, dir }) => (
        <button
          type="button"
          key={code}
          lang={tag}
          dir={dir}
          onClick={() => void speak(code)}
          data-testid="lang"
        >
          {name}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={large.value}
        onClick={() => (large.value = !large.value)}
        data-testid="large"
      >
        {t(large.value ? words.normalText : words.bigText)}
      </button>
      {canRead.value && !tongue.value && (
        <button type="button" aria-pressed={reading.value} onClick={() => (reading.value = !reading.value)}>
          {t(reading.value ? words.readOff : words.read)}
        </button>
      )}
      <button type="button" onClick={() => void ring(api)} data-testid="help">
        {t(words.help)}
      </button>
    </footer>
  );
}

function Help(): JSX.Element {
  const close = (): void => {
    helping.value = false;
  };
  return (
    <Dialog title={t(rang.value === 'away' ? words.helpTitle : words.help)} onClose={close}>
      <p role="status" data-testid="rang" data-rang={rang.value}>
        {t({ ringing: words.ringing, rang: words.rang, away: words.helpText }[rang.value])}
      </p>
      <button type="button" class="main" onClick={close}>
        {t(common.close)}
      </button>
    </Dialog>
  );
}

/** What was held under the reader cannot be taken: why, and what to do; it goes by itself. */
function Answered(): JSX.Element {
  const said = answer.value as keyof typeof answers;
  const close = (): void => {
    answer.value = undefined;
  };
  useEffect(() => {
    readSentence(said);
    const timer = setTimeout(close, ANSWER_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Dialog title={t(words.reader)} onClose={close}>
      <p role="alert" data-testid="answer" data-answer={said}>
        {t(answers[said])}
      </p>
      <button type="button" class="main" onClick={close}>
        {t(common.close)}
      </button>
    </Dialog>
  );
}

function StillThere({ left }: { left: number }): JSX.Element {
  return (
    <Dialog title={t(words.stillThere)} onClose={moreTime}>
      <p>{t(words.resetIn, { n: left })}</p>
      <div class="pair">
        <button type="button" onClick={goHome}>
          {t(words.done)}
        </button>
        <button type="button" class="main" onClick={moreTime}>
          {t(words.moreTime)}
        </button>
      </div>
    </Dialog>
  );
}

/** Ring the guide desk; where the server is away the visitor is told to go there. */
async function ring(api: Api): Promise<void> {
  helping.value = true;
  rang.value = 'ringing';
  try {
    await api.post('/help');
    rang.value = 'rang';
    readSentence('help');
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    rang.value = 'away';
  }
}

/** Who goes by keyboard or by ear is taken along: the new screen's heading has the focus. */
function useFocus(at: string): void {
  const [first] = useState({ at });
  useEffect(() => {
    if (first.at === at) return;
    first.at = at;
    const heading = document.querySelector<HTMLElement>('main h2');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }, [at]);
}

/** True once the line has been down for four seconds: a visitor hears of it within five. */
function useAway(live: Live): boolean {
  second.value;
  const [since] = useState({ at: performance.now() });
  if (live.connected.value && live.fresh.value !== 'stale' && live.fresh.value !== 'old')
    since.at = performance.now();
  return performance.now() - since.at > AWAY_MS;
}
