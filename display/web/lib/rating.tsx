// How was the service? Five levels, and after a bad one what was wrong; on the phone and at the kiosk.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from './look.ts';
import type { Words } from './types.ts';
import { badReasons } from './words/bad-reasons.ts';
import { phone as words } from './words/phone.ts';
import { rate as rateWords } from './words/rate.ts';
import { ratings } from './words/ratings.ts';

const BAD_REASONS: Words[] = Object.values(badReasons);
const BAD = 2;

interface Wishes {
  rated: boolean;
  onRate: (level: number, reasons: string[]) => void;
}

export function Rate({ rated, onRate }: Wishes): JSX.Element {
  const [bad, setBad] = useState<number | undefined>(undefined);
  if (rated) return <p role="status">{t(words.rated)}</p>;
  if (bad) return <Reasons onSend={(reasons) => onRate(bad, reasons)} />;
  return (
    <section class="rate" aria-label={t(words.rate)}>
      <h2>{t(words.rate)}</h2>
      {([5, 4, 3, 2, 1] as const).map((level) => (
        <button
          type="button"
          key={level}
          data-level={level}
          onClick={() => (level <= BAD ? setBad(level) : onRate(level, []))}
        >
          <b class="code">{level}</b> {t(ratings[level])}
        </button>
      ))}
    </section>
  );
}

function Reasons({ onSend }: { onSend: (reasons: string[]) => void }): JSX.Element {
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (said: string): void =>
    setChosen(chosen.includes(said) ? chosen.filter((each) => each !== said) : [...chosen, said]);
  return (
    <section class="rate" aria-label={t(rateWords.why)}>
      <h2>{t(rateWords.why)}</h2>
      {BAD_REASONS.map((said) => (
        <button
          type="button"
          key={said.en}
          data-reason={said.en}
          aria-pressed={chosen.includes(said.zh)}
          onClick={() => toggle(said.zh)}
        >
          {t(said)}
        </button>
      ))}
      <button type="button" class="main" data-testid="send" onClick={() => onSend(chosen)}>
        {t(chosen.length ? rateWords.send : rateWords.skip)}
      </button>
    </section>
  );
}
