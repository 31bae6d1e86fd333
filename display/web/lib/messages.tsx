// Short messages of the day: to whom, one line or a quick sentence, and whether it was read.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue } from './catalogue.ts';
import { clockFace } from './clock.ts';
import type { Floor } from './floor.ts';
import { t } from './look.ts';
import type { MessageView } from './types.ts';
import { messages as words } from './words/messages.ts';
import './emergency.css';

export function Messages({ floor }: { floor: Floor }): JSX.Element {
  const [to, setTo] = useState(floor.box.peek() === 'office' ? 'guide' : 'office');
  const send = (body: object): Promise<boolean> => floor.does('/messages', { to, ...body });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const said = String(new FormData(form).get('words')).trim();
    void send({ words: said }).then((done) => done && form.reset());
  };
  return (
    <div class="messages" data-testid="messages">
      <form onSubmit={submit}>
        <label>
          <span>{t(words.to)}</span>
          <select name="to" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            {boxes(floor.box.value).map((each) => (
              <option key={each} value={each}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
        <div class="quick" role="group" aria-label={t(words.quick)}>
          {Object.entries(floor.quick.value).map(([code, said]) => (
            <button type="button" key={code} data-quick={code} onClick={() => void send({ quick: code })}>
              {t(said)}
            </button>
          ))}
        </div>
        <label>
          <span>{t(words.words)}</span>
          <input name="words" required maxLength={200} autoComplete="off" />
        </label>
        <p class="bad" role="alert">
          {floor.said.value && t(floor.said.value)}
        </p>
        <button type="submit" class="main" data-act="send">
          {t(words.send)}
        </button>
      </form>
      {floor.messages.value.length === 0 && <p class="soft">{t(words.none)}</p>}
      <ol data-testid="message-list">
        {floor.messages.value.map((each) => (
          <Line key={each.id} message={each} floor={floor} />
        ))}
      </ol>
    </div>
  );
}

function Line({ message, floor }: { message: MessageView; floor: Floor }): JSX.Element {
  const mine = message.to_box === floor.box.value;
  return (
    <li data-message={message.id}>
      <b>{t(message.words)}</b>
      <small>
        {t(words.fromTo, { from: nameOf(message.from_box), to: nameOf(message.to_box) })} ·{' '}
        {clockFace(message.sent_at)}
      </small>
      {mine && !message.read_at ? (
        <button
          type="button"
          data-act="read"
          onClick={() => void floor.does(`/messages/${message.id}/seen`, { read: true })}
        >
          {t(words.markRead)}
        </button>
      ) : (
        <small data-testid="fate">{t(fateOf(message))}</small>
      )}
    </li>
  );
}

function fateOf({ delivered_at, read_at }: MessageView): typeof words.sent {
  if (read_at) return words.read;
  return delivered_at ? words.delivered : words.sent;
}

/** To whom this page may write: the office to all, the guide desk to all, a window to these two. */
function boxes(own: string): string[] {
  const others = ['office', 'guide'].filter((each) => each !== own);
  if (own.startsWith('window:')) return others;
  return [...others, ...(catalogue.value?.windows ?? []).map((each) => `window:${each.code}`)];
}

function nameOf(box: string): string {
  if (box === 'office') return t(words.office);
  return box === 'guide' ? t(words.guide) : t(words.window, { n: box.slice('window:'.length) });
}
