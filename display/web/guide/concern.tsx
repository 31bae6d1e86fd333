// “Could not be done” (办不成事): taken down at the guide desk,
// answered within five working days, read by supervision.

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from '@lib/api.ts';
import { catalogue, matterOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import { usePaged } from '@lib/paged.tsx';
import { CONCERNS } from '@lib/tables.ts';
import type { ConcernsView, ConcernView, Words } from '@lib/types.ts';
import { guide as words } from '@lib/words/guide.ts';
import { Presses } from './presses.tsx';

const SHOWN = 20;

export function Concern({ api, number = '' }: { api: Api; number?: string }): JSX.Element {
  const [open, setOpen] = useState<ConcernView[]>([]);
  const look = (): void =>
    void api.get<ConcernsView>('/concerns').then(
      (view) => setOpen(view.concerns),
      () => {},
    );
  useEffect(look, []);
  const { items, turns } = usePaged(open, SHOWN);
  return (
    <div class="two">
      <section aria-label={t(words.concern)}>
        <Form api={api} number={number} onRaised={look} />
      </section>
      <section aria-labelledby="open-concerns">
        <h2 id="open-concerns">{t(words.openConcerns, { n: open.length })}</h2>
        <ul class="list">
          {items.map((each) => (
            <li key={each.id} data-testid="concern" data-kind={each.kind}>
              <b>{t(each.kind_words)}</b>
              <span>
                {each.number && <span class="code">{each.number} </span>}
                {each.matter && nameOf(each.matter)}
              </span>
              <small>{t(words.due, { day: each.due })}</small>
            </li>
          ))}
        </ul>
        {turns}
      </section>
    </div>
  );
}

interface FormWishes {
  api: Api;
  number: string; // the one that is looked at
  onRaised: () => void;
}

function Form({ api, number, onRaised }: FormWishes): JSX.Element {
  const [kind, setKind] = useState<string | undefined>(undefined);
  const [said, setSaid] = useState<{ words: Words; good: boolean } | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = [...new FormData(form)]
      .map(([name, value]) => [name, String(value).trim()])
      .filter(([, value]) => value !== '');
    try {
      const made = await api.post<ConcernView>('/concerns', { kind, ...Object.fromEntries(fields) });
      setSaid({ words: filled(words.raised, { day: made?.due ?? '' }), good: true });
      setKind(undefined);
      form.reset();
      onRaised();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid({ words: failure, good: false });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Presses
        title={words.what}
        of={Object.entries(CONCERNS)}
        pressed={kind}
        hook="data-kind"
        onPress={setKind}
      />
      <About number={number} />
      <label>
        <span>{t(words.ownWords)}</span>
        <textarea name="words" maxLength={500} rows={3} />
      </label>
      <label>
        <span>{t(words.contact)}</span>
        <input name="contact" maxLength={60} autoComplete="off" />
      </label>
      <p role="status" class={said && !said.good ? 'bad' : ''} data-testid="said">
        {said && t(said.words)}
      </p>
      <button type="submit" class="main large" data-testid="raise" disabled={!kind}>
        {t(words.raise)}
      </button>
    </form>
  );
}

/** Whose case it was, where the visitor says so. */
function About({ number }: { number: string }): JSX.Element {
  return (
    <div class="row">
      <label>
        <span>{t(words.numberOptional)}</span>
        <input name="ticket" class="code" defaultValue={number} maxLength={20} autoComplete="off" />
      </label>
      <label>
        <span>{t(words.matterOptional)}</span>
        <select name="matter">
          <option value="">—</option>
          {catalogue.value?.matters.map((each) => (
            <option key={each.code} value={each.code}>
              {t(each.name)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function nameOf(code: string): string {
  const known = matterOf.value.get(code);
  return known ? t(known.name) : code;
}
