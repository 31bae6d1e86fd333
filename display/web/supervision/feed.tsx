// Calls as they happen, each with its reason; read anew when the hall says that something happened.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, untilAnswered } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { EventLink, NumberLink } from '@lib/links.tsx';
import { Live } from '@lib/live.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { StaleBand, Unread } from '@lib/parts.tsx';
import type { FeedItem, FeedView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

const SHOWN = 20;
const GATHER_MS = 400; // of a burst one reading is enough
let line: Live | undefined;

export function Feed({ staff }: { staff: Staff }): JSX.Element {
  const [view, setView] = useState<FeedView | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [live] = useState(
    () =>
      (line ??= new Live({
        page: 'supervision',
        token: () => staff.liveToken(),
        onDelta: () => happened?.(),
        onSnapshot: () => happened?.(), // what happened before the line stood, or while it was down
      })),
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      const read = (): Promise<FeedView> =>
        staff.api.get<FeedView>('/supervision/feed').catch((failure: Problem) => {
          setProblem(failure);
          throw failure;
        });
      void untilAnswered(read).then(
        (told) => {
          setProblem(undefined);
          setView(told);
        },
        () => {},
      );
    };
    happened = () => {
      timer ??= setTimeout(look, GATHER_MS);
    };
    look();
    return () => {
      happened = undefined; // nobody looks: what happens meanwhile is read when somebody comes back
      clearTimeout(timer);
    };
  }, []);
  const { items, turns } = usePaged(view?.items ?? [], SHOWN);
  return (
    <section aria-labelledby="feed">
      <h2 id="feed">{t(words.feed)}</h2>
      <StaleBand live={live} />
      <Unread problem={problem} view={view} />
      {view && view.items.length === 0 && <p class="soft">{t(words.nothing)}</p>}
      <Items of={items} />
      {turns}
    </section>
  );
}

let happened: (() => void) | undefined;

function Items({ of }: { of: readonly FeedItem[] }): JSX.Element {
  return (
    <ol class="story feed" data-testid="feed">
      {of.map((each) => (
        <li key={each.seq} data-kind={each.kind}>
          <span class="seq">
            <EventLink seq={each.seq} />
          </span>
          <time class="code" dateTime={each.at}>
            {clockFace(each.at, true)}
          </time>
          <span class="who">
            {each.number && <NumberLink number={each.number} day={each.ticket_day ?? each.day} />}
          </span>
          <span>{t(each.words)}</span>
        </li>
      ))}
    </ol>
  );
}
