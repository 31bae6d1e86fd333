// The panel's views. State comes with the board; who sits
// here and why it is paused is asked from the window itself.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { hall, lineOf, matterOf } from '@lib/catalogue.ts';
import { Fitted } from '@lib/fitted.tsx';
import { letterAt, useLetters } from '@lib/letters.ts';
import type { Live } from '@lib/live.ts';
import { other, t } from '@lib/look.ts';
import { HallClock, StaleBand } from '@lib/parts.tsx';
import { RatingCode } from '@lib/rating-code.tsx';
import { useShown } from '@lib/shown.ts';
import type { State, WindowOnBoard, WindowState, WindowView, Words } from '@lib/types.ts';
import { board as boardWords } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';
import { letters as letterWords } from '@lib/words/letters.ts';
import { panel as words } from '@lib/words/panel.ts';

interface Wishes {
  live: Live;
  api: Api;
  code: string;
}

const HERE = new Set<State>(['called', 'serving']);

export function Panel({ live, api, code }: Wishes): JSX.Element {
  const state = live.board.value;
  const window = state?.windows.find((each) => each.code === code);
  // a board keeps who has left in its lower rows; over a window stands only who is there
  const call = state?.calls.find((each) => each.window === code && HERE.has(each.state));
  const view = useWindowView(api, code, `${window?.state} ${window?.staffer?.zh}`);
  useShown(live, call ? [call] : []);
  const line = call && (matterOf.value.get(call.matter) ?? lineOf.value.get(call.line))?.name;
  return (
    <div class={`panel ${window?.state ?? 'young'}${live.fresh.value === 'old' ? ' old' : ''}`}>
      <StaleBand live={live} />
      <header>
        <h1>
          <Fitted class="code" words={code}>
            {code}
          </Fitted>
          <span class="said">
            {t(common.window)}
            <small>{other(common.window)}</small>
          </span>
        </h1>
        <HallClock />
      </header>
      <main key={call?.seq} aria-label={t(common.windowNo, { n: code })}>
        {call ? (
          <>
            <p class="number code" data-testid="panel-number">
              {call.ticket}
            </p>
            <Said state={call.state} words={call.state === 'called' ? words.called : words.serving} />
            {line && (
              <Fitted as="p" class="line" words={`${t(line)} ${call.state}`} data-testid="panel-matter">
                {t(line)} <small>{other(line)}</small>
              </Fitted>
            )}
          </>
        ) : (
          <>
            <Idle window={window} view={view} />
            {window?.state === 'open' && <RatingCode api={api} window={code} />}
          </>
        )}
      </main>
      <Sitter view={view} window={window} />
      <p class="hidden" aria-live="polite">
        {call?.state === 'called' && t(boardWords.announced, { ticket: call.ticket, window: code })}
      </p>
    </div>
  );
}

function Said({ state, words: said }: { state: string; words: Words }): JSX.Element {
  return (
    <p class="state" data-testid="panel-state" data-state={state}>
      {t(said)} <small>{other(said)}</small>
    </p>
  );
}

const IDLE: Record<WindowState, Words> = {
  closed: words.closed,
  open: words.open,
  paused: words.paused,
  working: words.working,
  called: words.open, // for as long as the call itself is not known here
  serving: words.open,
};

function Idle({
  window,
  view,
}: {
  window: WindowOnBoard | undefined;
  view: WindowView | undefined;
}): JSX.Element {
  if (!window) return <Said state="young" words={common.connecting} />;
  const said: Words = IDLE[window.state];
  // in a closed hall no other window calls either
  const elsewhere = hall.value?.closed_words ?? words.nextWindow;
  const [zh, en] = (view?.pause_reason ?? '').split(' / ');
  return (
    <>
      <p class="number code" data-testid="panel-number" aria-hidden="true" />
      <Said state={window.state} words={said} />
      {window.state === 'paused' && zh && (
        <Fitted as="p" class="line" words={zh}>
          {zh} {en && <small>{en}</small>}
        </Fitted>
      )}
      {window.state !== 'open' && (
        <p class="line soft" data-testid="panel-elsewhere">
          {t(elsewhere)}
          <br />
          <small>{other(elsewhere)}</small>
        </p>
      )}
    </>
  );
}

function Sitter({
  view,
  window,
}: {
  view: WindowView | undefined;
  window: WindowOnBoard | undefined;
}): JSX.Element | null {
  const session = window?.state === 'closed' ? null : view?.session;
  const name = session?.name ?? window?.staffer;
  const held = letterAt(useLetters(`${window?.state} ${window?.staffer?.zh}`), window?.code ?? '');
  const letter = held ? held.letter : undefined;
  if (!name) return <footer />;
  const post = session?.role === 'chief' ? words.chief : words.staff;
  return (
    <footer>
      <Fitted as="p" words={t(name)}>
        <small>{t(post)}</small> <b>{t(name)}</b>
      </Fitted>
      {letter && (
        <Fitted as="div" class="letter" words={letter.document} data-testid="panel-letter">
          <span>
            <small>{t(words.letter)}</small> {letter.document}
          </span>
          <small class="code">
            {t(letterWords.fromTo, { from: letter.from_day, to: letter.to_day })} ·{' '}
            {t(letterWords.decides, { n: letter.decide.length })}
            {letter.accept.length > 0 && ` · ${t(letterWords.accepts, { n: letter.accept.length })}`}
          </small>
        </Fitted>
      )}
    </footer>
  );
}

/** The window itself, asked again whenever the board says that it changed. */
function useWindowView(api: Api, code: string, changed: string): WindowView | undefined {
  const [view, setView] = useState<WindowView | undefined>(undefined);
  useEffect(() => {
    let mine = true;
    api.get<WindowView>(`/windows/${encodeURIComponent(code)}`).then(
      (answer) => mine && setView(answer),
      () => {},
    );
    return () => {
      mine = false;
    };
  }, [code, changed]);
  return view;
}
