// The code of the province's page of ratings, where the hall has one; nothing where it has none.
import type { JSX } from 'preact';
import type { Api } from './api.ts';
import { other, t } from './look.ts';
import { useReading } from './reading.ts';
import type { RatingPageView } from './types.ts';
import { rate as words } from './words/rate.ts';
import './rating-code.css';

/** At a rating device the code is that of the service which has just ended: give it a key of its own. */
export function RatingCode({ api, window }: { api: Api; window: string }): JSX.Element | null {
  const { view } = useReading<RatingPageView>(api, `/windows/${encodeURIComponent(window)}/rating-page`);
  if (!view?.svg) return null;
  return (
    <figure class="rating-code" data-testid="rating-code" data-link={view.link}>
      <img src={`data:image/svg+xml,${encodeURIComponent(view.svg)}`} alt={t(words.code)} />
      <figcaption>
        {t(words.code)} <small>{other(words.code)}</small>
      </figcaption>
    </figure>
  );
}
