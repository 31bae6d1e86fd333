// Notices: sentences at the foot of the boards, posted and taken down by the manager.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { catalogue, hall } from '@lib/catalogue.ts';
import { clockFace, momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { lang, other, t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { NoticesView, NoticeView, Words } from '@lib/types.ts';
import { notices as words } from '@lib/words/notices.ts';
import { hallInstant } from '@lib/zone.ts';

export function Notices({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<NoticesView>(staff.api, '/notices');
  const [refused, refuse] = useState<Words | undefined>(undefined);
  const withdraw = (notice: NoticeView): void =>
    void staff.api.delete(`/notices/${notice.id}`).then(again, (failure: Problem) => refuse(failure));
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{t(words.title)}</h2>
      <Refused of={refused ?? problem} />
      <ul class="notices">
        {view?.notices.map((each) => (
          <Notice key={each.id} notice={each} onWithdraw={() => withdraw(each)} />
        ))}
      </ul>
      {view?.notices.length === 0 && <p class="soft">{t(words.none)}</p>}
      <Post staff={staff} onDone={again} />
    </section>
  );
}

const NOTHING: Words = { zh: '', en: '' };

/** A new notice; beneath it, as it is typed, what will stand at the foot of the boards. */
function Post({ staff, onDone }: { staff: Staff; onDone: () => void }): JSX.Element {
  const [typed, show] = useState<Words>(NOTHING);
  const [refused, refuse] = useState<Words | undefined>(undefined);
  const read = (event: Event): void => {
    const said = new FormData(event.currentTarget as HTMLFormElement);
    show({ zh: String(said.get('zh') ?? ''), en: String(said.get('en') ?? '') });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    staff.api.post('/notices', bodyOf(new FormData(form))).then(
      () => {
        form.reset();
        show(NOTHING);
        refuse(undefined);
        onDone();
      },
      (failure: Problem) => refuse(failure),
    );
  };
  return (
    <>
      <form class="pair" aria-label={t(words.post)} onSubmit={submit} onInput={read}>
        <Fields />
        <button type="submit" class="main" data-act="post-notice">
          {t(words.post)}
        </button>
        <p class="bad" role="alert">
          {refused && t(refused)}
        </p>
      </form>
      {(typed.zh || typed.en) && (
        <figure data-theme="dark" class="notice-preview" data-testid="notice-preview">
          <figcaption>{t(words.preview)}</figcaption>
          <p>
            {typed.zh} <small lang="en">{typed.en}</small>
          </p>
        </figure>
      )}
    </>
  );
}

function bodyOf(said: FormData): Record<string, unknown> {
  const until = String(said.get('until') ?? '');
  return {
    zh: said.get('zh'),
    en: said.get('en'),
    zone: said.get('zone') ?? '',
    until: until ? hallInstant(until, hall.value?.zone ?? 'UTC') : null,
  };
}

function Notice({ notice, onWithdraw }: { notice: NoticeView; onWithdraw: () => void }): JSX.Element {
  return (
    <li data-notice={notice.id}>
      <span>
        <b>{t(notice.words)}</b> <small class="soft">{other(notice.words)}</small>
      </span>
      <small class="soft">
        {notice.zone && `${notice.zone} · `}
        {t(words.posted, { at: clockFace(notice.posted_at) })}
        {notice.until_at && ` · ${t(words.untilSaid, { at: momentFace(notice.until_at, lang.value) })}`}
      </small>
      <button type="button" class="plain" data-act="withdraw" onClick={onWithdraw}>
        {t(words.withdraw)}
      </button>
    </li>
  );
}

function Fields(): JSX.Element {
  return (
    <>
      <label class="wide">
        <span>{t(words.zh)}</span>
        <input name="zh" required maxLength={60} lang="zh-CN" />
      </label>
      <label class="wide">
        <span>{t(words.en)}</span>
        <input name="en" required maxLength={120} lang="en" />
      </label>
      <label>
        <span>{t(words.zone)}</span>
        <select name="zone">
          <option value="">{t(words.wholeHall)}</option>
          {zones().map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t(words.until)}</span>
        <input type="datetime-local" name="until" />
      </label>
    </>
  );
}

/** The zones of the hall's windows: where a notice may stand alone. */
function zones(): string[] {
  return [...new Set(catalogue.value?.windows.map((each) => each.zone).filter(Boolean))].sort();
}
