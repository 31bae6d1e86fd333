// How long each matter would take to be called, as the server
// reckons it: the same on tile, confirm page and slip.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Api } from './api.ts';
import { hoursAndMinutes, isLong, minuteRange } from './durations.ts';
import { t } from './look.ts';
import { useReading } from './reading.ts';
import type {
  BoardView,
  LineOnBoard,
  MatterRange,
  MatterRanges,
  MatterWait,
  OfferView,
  WaitRange,
} from './types.ts';
import { common } from './words/common.ts';

export type Waits = ReadonlyMap<string, MatterRange>;

const TILES_MS = 5000;
const CONFIRM_MS = 3000;

/** Of every matter, for the tiles. */
export function useWaits(api: Api): Waits {
  const { view } = useReading<MatterRanges>(api, '/waits', {}, TILES_MS);
  return useMemo(() => new Map(view?.matters.map((each) => [each.matter, each])), [view]);
}

/** Of the one that is about to be taken: asked anew as soon as its line has changed. */
export function useWaitOf(
  api: Api,
  matter: string,
  line: string,
  state: BoardView | undefined,
): MatterWait | undefined {
  const { view, again } = useReading<MatterWait>(
    api,
    `/matters/${encodeURIComponent(matter)}/wait`,
    {},
    CONFIRM_MS,
  );
  const now = JSON.stringify(state?.lines.find((each) => each.line === line));
  const [seen] = useState({ now });
  useEffect(() => {
    if (seen.now !== now) again();
    seen.now = now;
  }, [now]);
  return view;
}

/** "约 25–40 分钟", above an hour "1 小时 10 分–2 小时". */
export function saidRange(wait: WaitRange): string {
  const said = isLong(wait)
    ? `${saidLength(wait.low_ms)}–${saidLength(wait.high_ms)}`
    : t(common.rangeMinutes, { range: minuteRange(wait) });
  return wait.about ? t(common.about, { range: said }) : said;
}

function saidLength(ms: number): string {
  const { h, m } = hoursAndMinutes(ms);
  if (!h) return t(common.minutesAlone, { m });
  return m ? t(common.hoursMinutes, { h, m }) : t(common.hours, { h });
}

/** What a line or a matter offers where it is not simply open; else the range of its wait. */
export function saidOffer(offer: OfferView, wait: WaitRange): string {
  return offer.words ? t(offer.words) : saidRange(wait);
}

/** The same of a line; where nobody waits and a window is free there is no wait, as a kiosk's tile says. */
export function saidOfLine({ waiting, wait, offer }: LineOnBoard): string {
  return offer.words || waiting || wait.low_ms ? saidOffer(offer, wait) : t(common.noWait);
}

/** Nobody before and a window free is no wait at all; with nobody before and none free there is one. */
export function saidTold({ ahead, wait, offer }: MatterRange): string {
  if (offer.words)
    return ahead && offer.takeable ? `${t(common.people, { n: ahead })} · ${t(offer.words)}` : t(offer.words);
  if (!ahead && !wait.low_ms) return t(common.noWait);
  return ahead ? `${t(common.people, { n: ahead })} · ${saidRange(wait)}` : saidRange(wait);
}
