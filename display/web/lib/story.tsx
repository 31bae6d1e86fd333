// A number's story: everything that the log says of it, first to last.
import type { JSX } from 'preact';
import { clockFace } from './clock.ts';
import { EventLink } from './links.tsx';
import { t } from './look.ts';
import type { StoryView } from './types.ts';
import { supervision as words } from './words/supervision.ts';
import './story.css';

export function Story({ view }: { view: StoryView }): JSX.Element {
  return (
    <div data-testid="story">
      <h3>
        {t(words.story, {
          number: view.number,
          day: view.day,
          class: t(view.visitor_class),
          state: t(view.state_name),
        })}
      </h3>
      <ol class="story">
        {view.items.map((each) => (
          <li key={each.seq} data-kind={each.kind}>
            <span class="seq">
              <EventLink seq={each.seq} />
            </span>
            <time class="code" dateTime={each.at}>
              {each.day !== view.day && `${each.day} `}
              {clockFace(each.at, true)}
            </time>
            <span>{t(each.words)}</span>
            <span class="soft">{t(each.who)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
