// A dispute, by the number on somebody's slip: everything the log says of it.
import type { JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import { Story } from '@lib/story.tsx';
import type { StoryView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

export interface Asked {
  number: string;
  day: string;
}

export function Search({
  staff,
  asked,
  onAsk,
}: {
  staff: Staff;
  asked: Asked | undefined;
  onAsk: (asked: Asked) => void;
}): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const path = asked ? `/supervision/tickets/${encodeURIComponent(asked.number)}` : '';
  const { view, problem } = useReading<StoryView>(staff.api, path, { day: asked?.day });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onAsk({ number: String(form.get('number')).trim(), day: String(form.get('day')) });
  };
  return (
    <section aria-labelledby="search">
      <h2 id="search">{t(words.search)}</h2>
      <p class="soft">{t(words.searchHow)}</p>
      <form class="ask" onSubmit={submit} key={`${asked?.number} ${asked?.day} ${today}`}>
        <label>
          <span>{t(words.number)}</span>
          <input
            name="number"
            required
            maxLength={20}
            autoComplete="off"
            defaultValue={asked?.number ?? ''}
          />
        </label>
        <label>
          <span>{t(words.day)}</span>
          <input name="day" type="date" required defaultValue={asked?.day ?? today} />
        </label>
        <button type="submit">{t(words.find)}</button>
      </form>
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {view && !problem && <Story view={view} />}
    </section>
  );
}
