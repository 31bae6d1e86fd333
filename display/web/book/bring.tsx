// What a visitor brings to a matter.
import type { ComponentChildren } from 'preact';
import { t } from '@lib/look.ts';
import type { MatterView } from '@lib/types.ts';
import { book as words } from '@lib/words/book.ts';

/** What to bring; nothing where the matter lists nothing. */
export function Bring({ matter }: { matter: MatterView | undefined }): ComponentChildren {
  if (!matter?.materials.length) return null;
  return (
    <>
      <h3>{t(words.bring)}</h3>
      <ol class="bring">
        {matter.materials.map((each) => (
          <li key={each.en}>{t(each)}</li>
        ))}
      </ol>
    </>
  );
}
