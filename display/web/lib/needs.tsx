// What a visitor needs of a window: several of a few, by buttons large enough for a finger.
import type { JSX } from 'preact';
import { t } from './look.ts';
import { NEEDS } from './tables.ts';
import type { Need } from './types.ts';
import { needs as words } from './words/needs.ts';

interface Wishes {
  chosen: readonly string[];
  onChange: (needs: string[]) => void;
}

export function Needs({ chosen, onChange }: Wishes): JSX.Element {
  const turn = (need: string): void =>
    onChange(chosen.includes(need) ? chosen.filter((each) => each !== need) : [...chosen, need]);
  return (
    <fieldset class="needs" data-testid="needs">
      <legend>{t(words.title)}</legend>
      <div class="choices">
        {Object.entries(NEEDS).map(([need, said]) => (
          <button
            type="button"
            key={need}
            data-need={need}
            aria-pressed={chosen.includes(need)}
            onClick={() => turn(need)}
          >
            {t(said)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** In words, for a line of facts. */
export function saidNeeds(needs: readonly string[]): string {
  return needs.map((each) => t(NEEDS[each as Need])).join(' · ');
}
