// The letters as anybody may read them: which stands at which window, which lets whom do what.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nobody } from './door.ts';
import type { LettersView, LetterView, PostedLetter } from './types.ts';

const AGAIN_MS = 15_000;

export const posted = signal<LettersView | undefined>(undefined);

/** Read the letters now and again, as long as something shows them; `changed` asks at once. */
export function useLetters(changed = ''): LettersView | undefined {
  useEffect(() => {
    const ask = (): void =>
      void nobody.get<LettersView>('/letters').then(
        (view) => (posted.value = view),
        () => {},
      );
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => clearInterval(timer);
  }, [changed]);
  return posted.value;
}

/** Who sits at a window, and the letter that stands there; undefined where nobody sits. */
export function letterAt(
  view: LettersView | undefined,
  window: string,
): { sitter: PostedLetter; letter: LetterView | undefined } | undefined {
  const sitter = view?.posted.find((each) => each.window === window);
  if (!sitter) return undefined;
  return { sitter, letter: view?.letters.find((each) => each.document === sitter.document) };
}

/** The letters that name a matter; those that decide it on the spot first. */
export function lettersFor(view: LettersView | undefined, matter: string): LetterView[] {
  const found =
    view?.letters.filter((each) => each.decide.includes(matter) || each.accept.includes(matter)) ?? [];
  return found.sort((one, two) => Number(two.decide.includes(matter)) - Number(one.decide.includes(matter)));
}
