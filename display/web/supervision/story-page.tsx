// A number's story and a single event, each at an address that can be sent.
import type { JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { NumberLink, storyPath } from '@lib/links.tsx';
import { t } from '@lib/look.ts';
import { follow, PartLink } from '@lib/nav.tsx';
import { Refused } from '@lib/parts.tsx';
import { ownPath } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import { cameWithin } from '@lib/scroll-place.ts';
import { Story } from '@lib/story.tsx';
import type { FeedItem, StoryView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

export function StoryPage({ staff }: { staff: Staff }): JSX.Element {
  const [, , day = '', number = ''] = ownPath();
  if (day === 'event' && number) return <OneEvent staff={staff} seq={number} />;
  return <OneStory staff={staff} day={day} number={number} />;
}

function OneStory({ staff, day, number }: { staff: Staff; day: string; number: string }): JSX.Element {
  const path = number ? `/supervision/tickets/${encodeURIComponent(number)}` : '';
  const { view, problem } = useReading<StoryView>(staff.api, path, { day });
  return (
    <section aria-labelledby="search">
      <h2 id="search">{t(words.storyTitle)}</h2>
      <Back />
      <Lookup day={day} number={number} />
      {!number && <p class="soft">{t(words.storyNone)}</p>}
      <Refused of={problem} />
      {view && !problem && <Story view={view} />}
    </section>
  );
}

function Lookup({ day, number }: { day: string; number: string }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const asked = String(form.get('number')).trim();
    if (asked) follow(new MouseEvent('click'), storyPath(String(form.get('day')), asked));
  };
  return (
    <form class="ask" onSubmit={submit} key={`${number} ${day} ${today}`}>
      <label>
        <span>{t(words.number)}</span>
        <input name="number" required maxLength={20} autoComplete="off" defaultValue={number} />
      </label>
      <label>
        <span>{t(words.day)}</span>
        <input name="day" type="date" required defaultValue={day || today} />
      </label>
      <button type="submit">{t(words.find)}</button>
    </form>
  );
}

function OneEvent({ staff, seq }: { staff: Staff; seq: string }): JSX.Element {
  const path = `/supervision/events/${encodeURIComponent(seq)}`;
  const { view, problem } = useReading<FeedItem>(staff.api, path);
  return (
    <section aria-labelledby="event">
      <h2 id="event">{t(words.eventTitle, { seq })}</h2>
      <Back />
      <Refused of={problem} />
      {view && !problem && <Told view={view} />}
    </section>
  );
}

function Told({ view }: { view: FeedItem }): JSX.Element {
  const ofWindow = { window: view.window ?? '', from: view.day, to: view.day };
  return (
    <dl class="told" data-testid="event" data-kind={view.kind}>
      <dt>{t(words.detail)}</dt>
      <dd>{t(view.words)}</dd>
      <dt>{t(words.time)}</dt>
      <dd class="code">
        {view.day} <time dateTime={view.at}>{clockFace(view.at, true)}</time>
      </dd>
      <dt>{t(words.byWhom)}</dt>
      <dd>{t(view.who)}</dd>
      {view.number && (
        <>
          <dt>{t(words.eventOf)}</dt>
          <dd>
            <NumberLink day={view.ticket_day ?? view.day} number={view.number} />
          </dd>
        </>
      )}
      {view.window && (
        <>
          <dt>{t(words.window)}</dt>
          <dd>
            <PartLink to={`/supervision/findings?${new URLSearchParams(ofWindow)}`}>
              {view.window} · {t(words.windowOfDay)}
            </PartLink>
          </dd>
        </>
      )}
    </dl>
  );
}

/** The browser's own way back, which keeps the place; nothing where this address was opened by itself. */
function Back(): JSX.Element | null {
  if (!cameWithin()) return null;
  return (
    <button type="button" data-act="back" onClick={() => history.back()}>
      {t(words.back)}
    </button>
  );
}
