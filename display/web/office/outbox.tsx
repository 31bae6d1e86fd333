// What leaves the hall: each receiver with its figures,
// and the messages that have not arrived, with what can be done.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { OutboxView, OutgoingView, ReceiverView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { outbox as words } from '@lib/words/outbox.ts';
import './devices.css';

const AGAIN_MS = 5_000;
const STATES: Readonly<Record<string, Words>> = {
  waiting: words.stateWaiting,
  sending: words.stateSending,
  given_up: words.stateGivenUp,
};

export function Outbox({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<OutboxView>(staff.api, '/outbox', {}, AGAIN_MS);
  const [refused, setRefused] = useState<Words | undefined>(undefined);
  const act = async (path: string): Promise<void> => {
    try {
      await staff.api.post(path);
      setRefused(undefined);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setRefused(failure);
    }
    again();
  };
  const told = view && view.receivers.length > 0;
  return (
    <>
      <section aria-labelledby="outbox">
        <h2 id="outbox">{t(words.title)}</h2>
        <Refused of={problem ?? refused} />
        {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
        {view && !told && <p class="soft">{t(words.nobody)}</p>}
        {told && <Receivers staff={staff} receivers={view.receivers} act={act} />}
      </section>
      {told && (
        <section aria-labelledby="not-arrived">
          <h2 id="not-arrived">{t(words.notArrived)}</h2>
          {view.messages.length === 0 ? (
            <p class="soft">{t(words.allArrived)}</p>
          ) : (
            <Messages staff={staff} messages={view.messages} act={act} />
          )}
        </section>
      )}
    </>
  );
}

type Act = (path: string) => Promise<void>;

function Receivers(wishes: { staff: Staff; receivers: readonly ReceiverView[]; act: Act }): JSX.Element {
  return (
    <Scrolls title={words.title}>
      <table data-testid="receivers">
        <thead>
          <tr>
            <th>{t(words.receiver)}</th>
            <th>{t(words.told)}</th>
            <th class="number">{t(words.stateWaiting)}</th>
            <th class="number">{t(words.stateSent)}</th>
            <th class="number">{t(words.stateGivenUp)}</th>
            <th>{t(words.lastRefusal)}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {wishes.receivers.map((each) => (
            <tr key={each.name} data-receiver={each.name}>
              <th scope="row">
                {each.name} {!each.listed && <span class="soft">{t(words.unlisted)}</span>}
              </th>
              <td>
                {each.visitors ? t(words.visitors) : ''} {each.events.join(' ')}
              </td>
              <td class="number">{each.waiting}</td>
              <td class="number">{each.sent}</td>
              <td class="number">{each.given_up}</td>
              <td>{each.refusal ?? ''}</td>
              <td>
                {each.listed && each.kind !== 'ratings' && wishes.staff.may('outbox.keep') && (
                  <button
                    type="button"
                    class="plain"
                    data-act="outbox-test"
                    onClick={() => void wishes.act(`/outbox/receivers/${encodeURIComponent(each.name)}/test`)}
                  >
                    {t(words.test)}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Messages(wishes: { staff: Staff; messages: readonly OutgoingView[]; act: Act }): JSX.Element {
  return (
    <Scrolls title={words.notArrived}>
      <table data-testid="messages">
        <thead>
          <tr>
            <th>{t(words.receiver)}</th>
            <th>{t(words.message)}</th>
            <th>{t(words.state)}</th>
            <th class="number">{t(words.tries)}</th>
            <th>{t(words.lastRefusal)}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {wishes.messages.map((each) => (
            <tr key={each.id} data-message={each.id} data-state={each.state}>
              <td>{each.receiver}</td>
              <td>{t(each.words)}</td>
              <td>
                {t(STATES[each.state] ?? words.stateWaiting)}
                {each.state === 'waiting' && ` · ${t(words.nextAt, { at: clockFace(each.next_at) })}`}
              </td>
              <td class="number">{each.tries}</td>
              <td>{each.refusal ?? ''}</td>
              <td>{wishes.staff.may('outbox.keep') && <Hands message={each} act={wishes.act} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Hands({ message, act }: { message: OutgoingView; act: Act }): JSX.Element | null {
  if (message.state === 'sending') return null;
  return (
    <>
      <button
        type="button"
        class="plain"
        data-act="outbox-retry"
        onClick={() => void act(`/outbox/${message.id}/retry`)}
      >
        {t(words.retry)}
      </button>{' '}
      {message.state === 'waiting' && (
        <button
          type="button"
          class="plain"
          data-act="outbox-give-up"
          onClick={() => void act(`/outbox/${message.id}/give-up`)}
        >
          {t(words.giveUp)}
        </button>
      )}
    </>
  );
}
