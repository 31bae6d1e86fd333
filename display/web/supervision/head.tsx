// A table's head: words, then numbers, then what can be done.
import type { JSX } from 'preact';
import { t } from '../lib/look.ts';
import type { Words } from '../lib/types.ts';

export function Head({ of, numbers = [], last }: { of: Words[]; numbers?: Words[]; last?: Words }): JSX.Element {
  return (
    <thead>
      <tr>
        {of.map((said) => (
          <th scope="col" key={said.en}>
            {t(said)}
          </th>
        ))}
        {numbers.map((said) => (
          <th scope="col" class="num" key={said.en}>
            {t(said)}
          </th>
        ))}
        {last && <th scope="col">{t(last)}</th>}
      </tr>
    </thead>
  );
}
