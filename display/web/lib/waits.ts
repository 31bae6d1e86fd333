// How long each matter would take to be called, as the server reckons it: the same on tile, confirm page and slip.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Api } from '../../display/web/lib/api.ts';
import { minuteRange } from '../../display/web/lib/durations.ts';
import { t } from '../../display/web/lib/look.ts';
import { useReading } from '../../display/web/lib/reading.ts';
import type { BoardView, MatterRange, MatterRanges, MatterWait, WaitRange } from '../../display/web/lib/types.ts';
import { common } from '../../display/web/lib/words.ts';

export type Waits = ReadonlyMap<string, MatterRange>;

const TILES_MS = 5000;
const CONFIRM_MS = 3000;

/** Of every matter, for the tiles. */
export function useWaits(api: Api): Waits {
  const { view } = useReading<MatterRanges>(api, '/waits', {}, TILES_MS);
  return useMemo(() => new Map(view?.matters.map((each) => [each.matter, each])), [view]);
}

/** Of the one that is about to be taken: asked anew as soon as its line has changed. */
export function useWaitOf(api: Api, matter: string, line: string, state: BoardView | undefined): MatterWait | undefined {
  const { view, again } = useReading<MatterWait>(api, `/matters/${encodeURIComponent(matter)}/wait`, {}, CONFIRM_MS);
  const now = JSON.stringify(state?.lines.find((each) => each.line === line));
  const [seen] = useState({ now });
  useEffect(() => {
    if (seen.now !== now) again();
    seen.now = now;
  }, [now]);
  return view;
}

export function saidRange(wait: WaitRange): string {
  return t(wait.about ? common.aboutMinutes : common.rangeMinutes, { range: minuteRange(wait) });
}
