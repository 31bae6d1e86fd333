// What a kiosk shows at which nobody has been for long: the hall's
// notices in turn; one touch brings the choice back.
import type { JSX } from 'preact';
import type { Api } from '@lib/api.ts';
import { hall } from '@lib/catalogue.ts';
import { second } from '@lib/clock.ts';
import { languages, other, t } from '@lib/look.ts';
import { Medium, useMedium } from '@lib/media.tsx';
import { useNotices } from '@lib/notices.ts';
import { HallClock } from '@lib/parts.tsx';
import { PAGE_MS } from '@lib/rows.ts';
import type { BoardView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { Busy, Hours } from './hall.tsx';
import { own } from './own.ts';
import { touched } from './walk.ts';

export function Attract({ api, state }: { api: Api; state: BoardView | undefined }): JSX.Element {
  const notices = useNotices(api, own.value?.zone ?? '');
  const turn = Math.floor((second.value * 1000) / PAGE_MS);
  const medium = useMedium({ api, on: 'kiosk', zone: own.value?.zone ?? '', busy: false });
  const said = notices.length ? notices[turn % notices.length] : undefined;
  return (
    <button type="button" class="attract" data-testid="attract" onClick={touched}>
      <span class="top">
        <b>{t(hall.value?.name ?? common.hall)}</b>
        <HallClock />
        <Hours />
        {state && hall.value?.open && <Busy state={state} />}
      </span>
      {medium && <Medium {...medium} />}
      {said && !medium && (
        <span class="said" data-testid="attract-notice">
          {t(said)}
          <small>{other(said)}</small>
        </span>
      )}
      <span class="touch">
        {t(words.touch)}
        <small>{other(words.touch)}</small>
        <small>{languages.value.map((each) => each.name).join(' · ')}</small>
      </span>
    </button>
  );
}
