// Walking a visitor straight to a free window: the number is given
// and called there in one act, with a reason.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Api, newKey, Problem } from '@lib/api.ts';
import { spoken, t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { IssuedTicket, MatterView, MatterWait, TargetsView, WindowTarget, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { guide as words } from '@lib/words/guide.ts';

const AGAIN_MS = 5000;

interface Wishes {
  api: Api;
  matter: MatterView;
  onGiven: (ticket: IssuedTicket) => void;
}

export function Direct({ api, matter, onGiven }: Wishes): JSX.Element {
  const [window, setWindow] = useState('');
  const [key, setKey] = useState(newKey);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const free = useFree(api, matter.code);
  const walk = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get('reason')).trim();
    try {
      setProblem(undefined);
      const body = { matter: matter.code, window, reason, lang: spoken.peek() };
      const ticket = await api.post<IssuedTicket>('/tickets/direct', body, key);
      if (ticket) onGiven(ticket);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
      if (failure.status !== 0) setKey(newKey());
    }
  };
  return (
    <details class="direct" data-testid="direct">
      <summary>{t(words.direct)}</summary>
      <form onSubmit={(event) => void walk(event)}>
        {free.length === 0 && <p class="soft">{t(words.directNone)}</p>}
        <div class="choices">
          {free.map((each) => (
            <button
              type="button"
              key={each.code}
              data-window={each.code}
              aria-pressed={window === each.code}
              onClick={() => setWindow(each.code)}
            >
              {t(common.windowNo, { n: each.code })}{' '}
              <small>{t(words.directWaiting, { n: each.waiting })}</small>
            </button>
          ))}
        </div>
        <label>
          <span>{t(words.directWhy)}</span>
          <input name="reason" required maxLength={500} autoComplete="off" />
        </label>
        <p class="bad" role="alert">
          {problem && t(problem)}
        </p>
        <button type="submit" data-act="direct" disabled={!window}>
          {t(words.directNow)}
        </button>
      </form>
    </details>
  );
}

/** The windows that could call the matter and have nobody before them. */
function useFree(api: Api, matter: string): WindowTarget[] {
  const targets = useReading<TargetsView>(api, '/targets', {}, AGAIN_MS).view?.windows ?? [];
  const path = `/matters/${encodeURIComponent(matter)}/wait`;
  const able = useReading<MatterWait>(api, path, {}, AGAIN_MS).view?.windows ?? [];
  return targets.filter((each) => each.state === 'open' && able.includes(each.code));
}
