// Notices: sentences at the foot of the boards, posted and taken down by the manager.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { other, t } from '@lib/look.ts';
import type { NoticesView, NoticeView, Words } from '@lib/types.ts';
import { notices as words } from '@lib/words/notices.ts';

export function Notices({ staff }: { staff: Staff }): JSX.Element {
  const [known, setKnown] = useState<NoticeView[]>([]);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const look = (): void =>
    void staff.api.get<NoticesView>('/notices').then(
      (view) => setKnown(view.notices),
      () => {},
    );
  useEffect(look, []);
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      setProblem(undefined);
      await act();
      look();
      return true;
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
      return false;
    }
  };
  const withdraw = (notice: NoticeView): Promise<unknown> => staff.api.delete(`/notices/${notice.id}`);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const said = new FormData(form);
    const body = { zh: said.get('zh'), en: said.get('en'), zone: said.get('zone') ?? '' };
    if (await attempt(() => staff.api.post('/notices', body))) form.reset();
  };
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{t(words.title)}</h2>
      <ul class="notices">
        {known.map((each) => (
          <Notice key={each.id} notice={each} onWithdraw={() => void attempt(() => withdraw(each))} />
        ))}
      </ul>
      {known.length === 0 && <p class="soft">{t(words.none)}</p>}
      <form class="pair" aria-label={t(words.post)} onSubmit={(event) => void submit(event)}>
        <Fields />
        <button type="submit" class="main" data-act="post-notice">
          {t(words.post)}
        </button>
        <p class="bad" role="alert">
          {problem && t(problem)}
        </p>
      </form>
    </section>
  );
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
        <input name="zone" maxLength={40} />
      </label>
    </>
  );
}
