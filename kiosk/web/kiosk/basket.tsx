// Several matters on one number: what was chosen so far, each to be left out again.
import type { JSX } from 'preact';
import { matterOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { basket, go, unkeep } from './walk.ts';

/** Above the choice: how many, which, and on to the number with what is there. */
export function Basket(): JSX.Element | null {
  const codes = basket.value;
  const last = codes[codes.length - 1];
  if (!last) return null;
  const take = (): void => {
    unkeep(last);
    go({ at: 'confirm', matter: last });
  };
  return (
    <div class="basket" data-testid="basket">
      <b>{t(words.basket, { n: codes.length })}</b>
      <Chosen codes={codes} />
      <button type="button" class="main" data-testid="basket-go" onClick={take}>
        {t(words.basketGo)}
      </button>
    </div>
  );
}

/** The matters by name, each with its way out. */
export function Chosen({ codes }: { codes: readonly string[] }): JSX.Element {
  return (
    <ul class="chosen">
      {codes.map((code) => {
        const name = matterOf.value.get(code)?.name;
        if (!name) return null;
        return (
          <li key={code} data-chosen={code}>
            <span>{t(name)}</span>
            <button
              type="button"
              aria-label={t(words.basketDrop, { matter: t(name) })}
              data-drop={code}
              onClick={() => unkeep(code)}
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}
