// Small parts that every page uses: the stale band, the clock, the page of an unpaired screen, a dialog.

import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { clockFace, hallNow, second } from './clock.ts';
import type { Live } from './live.ts';
import { fromRight, other, otherLanguages, speak, t } from './look.ts';
import { filled } from './message.ts';
import type { Words } from './types.ts';
import { common } from './words/common.ts';

/** The server's time, to the minute. */
export function HallClock({ class: name = 'code' }: { class?: string }): JSX.Element {
  second.value;
  const now = hallNow();
  return (
    <time class={name} dateTime={now === undefined ? undefined : new Date(now).toISOString()}>
      {now === undefined ? '--:--' : clockFace(now)}
    </time>
  );
}

/** The band that says the screen is not live, and since when. */
export function StaleBand({ live }: { live: Live }): JSX.Element | null {
  const fresh = live.fresh.value;
  if (fresh !== 'stale' && fresh !== 'old') return null;
  const at = live.lastHeard === undefined ? '—' : clockFace(live.lastHeard, true);
  return (
    <div class="stale-band" data-testid="stale" role="status">
      {fullBoth(filled(common.stale, { at }))}
    </div>
  );
}

/** Both languages on one line; the second without facts that were said already. */
function fullBoth(words: Words): string {
  return `${t(words)} / ${other(words).split(' · ')[0]}`;
}

/** On, or back: from the right, on is to the left. No reader says it. */
export function Arrow({ back = false }: { back?: boolean }): JSX.Element {
  return <span aria-hidden="true">{back === fromRight.value ? '→' : '←'}</span>;
}

/** A button for each other language of the hall, in that language. */
export function LangSwitch(): JSX.Element {
  const buttons = otherLanguages().map(({ code, name, tag, dir }) => (
    <button type="button" class="plain" key={code} lang={tag} dir={dir} onClick={() => void speak(code)}>
      {name}
    </button>
  ));
  const [only, second] = buttons;
  return only && !second ? only : <div class="languages">{buttons}</div>;
}

interface DialogWishes {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  class?: string;
  calm?: boolean;
}

/**
 * A modal dialog: the browser keeps the focus inside, Escape closes
 * it. `calm`: no button has the focus, so no second key press answers.
 */
export function Dialog({ title, onClose, children, class: name, calm = false }: DialogWishes): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      class={name}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 tabIndex={calm ? -1 : undefined} autofocus={calm}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** How a form ends: what was refused, in words; cancel, where it is a dialog, and the act itself. */
export function FormFoot({
  said,
  save,
  onCancel,
}: {
  said: Words | undefined;
  save: Words;
  onCancel?: () => void;
}): JSX.Element {
  return (
    <>
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <div class="row">
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {t(common.cancel)}
          </button>
        )}
        <button type="submit" class="main">
          {t(save)}
        </button>
      </div>
    </>
  );
}

/** What the server refused, or that it is away, in words. */
export function Refused({ of }: { of: Words | undefined }): JSX.Element | null {
  return of ? (
    <p class="bad" role="alert">
      {t(of)}
    </p>
  ) : null;
}

/** What stands where nothing could be read: why, or that it is being read; nothing where all is well. */
export function Unread({ problem, view }: { problem: Words | undefined; view: unknown }): JSX.Element | null {
  if (problem) return <Refused of={problem} />;
  return view ? null : <p class="soft">{t(common.connecting)}</p>;
}

/** A table's head: words, then numbers, then what can be done. */
export function Head({
  of,
  numbers = [],
  last,
}: {
  of: Words[];
  numbers?: Words[];
  last?: Words;
}): JSX.Element {
  return (
    <thead>
      <tr>
        {of.map((said) => (
          <th scope="col" key={said.en}>
            {t(said)}
          </th>
        ))}
        {numbers.map((said) => (
          <th scope="col" class="num" key={said.en}>
            {t(said)}
          </th>
        ))}
        {last && <th scope="col">{t(last)}</th>}
      </tr>
    </thead>
  );
}

interface ChoiceWishes {
  label: Words;
  value: string;
  among: Record<string, Words> | Map<string, Words>;
  onChange: (value: string) => void;
  hook?: string;
}

/** One of several codes, by their words; a Map where the codes may be figures, which a record would sort. */
export function Choice({ label, value, among, onChange, hook }: ChoiceWishes): JSX.Element {
  return (
    <label>
      <span>{t(label)}</span>
      <select value={value} data-testid={hook} onChange={(event) => onChange(event.currentTarget.value)}>
        {[...(among instanceof Map ? among : Object.entries(among))].map(([code, said]) => (
          <option key={code} value={code} selected={code === value}>
            {t(said)}
          </option>
        ))}
      </select>
    </label>
  );
}
