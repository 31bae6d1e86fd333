// The foot of the board: notices of the hall, a page each ten seconds, never a marquee.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { Fitted } from '@lib/fitted.tsx';
import { other, t } from '@lib/look.ts';
import type { NoticesView, Words } from '@lib/types.ts';
import { board as words } from '@lib/words/board.ts';

const AGAIN_MS = 20_000;

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

export function useNotices(api: Api, zone: string): Words[] {
  const [known, setKnown] = useState<Words[]>([]);
  useEffect(() => {
    const look = (): void =>
      void api.get<NoticesView>('/notices', zone ? { zone } : {}).then(
        (view) => setKnown(view.notices.map((each) => each.words)),
        () => {},
      );
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [api, zone]);
  return known;
}
