// A number by code: an appointment, a supplement, a result to collect;
// at the guide desk also by the case's number.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { spoken, t } from '@lib/look.ts';
import type { IssuedTicket, Words } from '@lib/types.ts';
import { guide as words } from '@lib/words/guide.ts';

export function CheckIn({
  api,
  onGiven,
}: {
  api: Api;
  onGiven: (ticket: IssuedTicket) => void;
}): JSX.Element {
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const code = String(new FormData(form).get('code')).trim();
    try {
      setProblem(undefined);
      const ticket = await api.post<IssuedTicket>('/check-ins', { code, lang: spoken.peek() });
      if (!ticket) return;
      form.reset();
      onGiven(ticket);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
    }
  };
  return (
    <form class="check-in" onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t(words.code)}</span>
        <input
          name="code"
          class="code"
          required
          minLength={4}
          maxLength={64}
          autoComplete="off"
          autoCapitalize="characters"
        />
      </label>
      <button type="submit" data-act="check-in">
        {t(words.checkIn)}
      </button>
      <p class="bad" role="alert" data-testid="code-said">
        {problem && t(problem)}
      </p>
    </form>
  );
}
