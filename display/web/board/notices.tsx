// The foot of the board: notices of the hall, a page each ten seconds, never a marquee.
import type { JSX } from 'preact';
import { Fitted } from '@lib/fitted.tsx';
import { other, t } from '@lib/look.ts';
import type { Words } from '@lib/types.ts';
import { board as words } from '@lib/words/board.ts';

export function Notices({ notices, turn }: { notices: Words[]; turn: number }): JSX.Element {
  const said = [...notices, words.missedHint];
  const at = turn % said.length;
  const now = said[at] as Words;
  return (
    <footer>
      <Fitted as="p" words={now.zh} data-testid="notice">
        <span>{t(now)}</span>
        <span class="en">{other(now)}</span>
      </Fitted>
      {said.length > 1 && <span class="turn code">{`${at + 1}/${said.length}`}</span>}
    </footer>
  );
}
