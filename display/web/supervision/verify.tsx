// The log verified on a button, while the hall goes on.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import type { VerifiedView, Words } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

export function Verify({ staff }: { staff: Staff }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<VerifiedView | undefined>(undefined);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const verify = (): void => {
    setBusy(true);
    setProblem(undefined);
    staff
      .slow()
      .post<VerifiedView>('/supervision/verify')
      .then(setFound, (failure: Problem) => setProblem(failure))
      .finally(() => setBusy(false));
  };
  return (
    <section aria-labelledby="verify">
      <h2 id="verify">{t(words.verify)}</h2>
      <p class="soft">{t(words.verifyHow)}</p>
      <p>
        <button type="button" data-act="verify" disabled={busy} onClick={verify}>
          {t(busy ? words.verifying : words.verify)}
        </button>
      </p>
      <p role="status" data-testid="verified" class={found && !found.good ? 'bad' : ''}>
        {found &&
          !busy &&
          t(found.good ? words.verified : words.broken, {
            s: (found.took_ms / 1000).toFixed(1),
            said: found.said,
          })}
        {problem && t(problem)}
      </p>
    </section>
  );
}
