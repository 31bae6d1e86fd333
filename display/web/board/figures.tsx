// How the day goes, for everybody to read: a page of the side column, in turn with the lines.

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { other, t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import type { FiguresView, Words } from '@lib/types.ts';
import { board as words } from '@lib/words/board.ts';
import { common } from '@lib/words/common.ts';

const AGAIN_MS = 60_000;
const MIN_MS = 60_000;

export function Figures({ figures, page }: { figures: FiguresView; page: string }): JSX.Element {
  const minutes = Math.max(1, Math.round(figures.mean_wait_ms / MIN_MS));
  return (
    <aside aria-label={t(words.today)} data-testid="figures">
      <h2>
        {t(words.today)} <small>{other(words.today)}</small>
        <span class="turn code">{page}</span>
      </h2>
      <ul>
        <Figure words={words.servedToday} value={String(figures.served)} />
        <Figure words={words.meanWait} value={String(minutes)} unit={common.minutes} />
        <Figure
          words={filled(words.withinLevel, { n: Math.round(figures.level_ms / MIN_MS) })}
          value={`${figures.within_percent}%`}
        />
        {figures.rated > 0 && <Figure words={words.satisfied} value={`${figures.satisfied_percent}%`} />}
        <Figure words={words.openWindows} value={String(figures.open_windows)} />
      </ul>
    </aside>
  );
}

function Figure({ words: said, value, unit }: { words: Words; value: string; unit?: Words }): JSX.Element {
  return (
    <li>
      <span class="name">
        {t(said)}
        <small>{other(said)}</small>
      </span>
      <span class="wait">
        <b class="code">{value}</b>
        {unit && <small>{t(unit)}</small>}
      </span>
    </li>
  );
}

export function useFigures(api: Api): FiguresView | undefined {
  const [known, setKnown] = useState<FiguresView | undefined>(undefined);
  useEffect(() => {
    const look = (): void => void api.get<FiguresView>('/figures').then(setKnown, () => {});
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [api]);
  return known;
}
