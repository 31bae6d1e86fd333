// One of several, by buttons that are large enough for a finger.
import type { JSX } from 'preact';
import { t } from '@lib/look.ts';
import type { Words } from '@lib/types.ts';

interface Wishes {
  title: Words;
  of: [code: string, said: Words][];
  pressed: string | undefined;
  hook: `data-${string}`;
  onPress: (code: string) => void;
}

export function Presses({ title, of, pressed, hook, onPress }: Wishes): JSX.Element {
  return (
    <fieldset>
      <legend>{t(title)}</legend>
      <div class="choices">
        {of.map(([code, said]) => (
          <button
            type="button"
            key={code}
            {...{ [hook]: code }}
            aria-pressed={pressed === code}
            onClick={() => onPress(code)}
          >
            {t(said)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
