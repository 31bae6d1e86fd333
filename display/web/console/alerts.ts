// What a clerk should hear: somebody has waited at this idle window for a while, or an agreed break is over.
import { useEffect, useState } from 'preact/hooks';
import { hallNow, second } from '@lib/clock.ts';
import { Sound } from '@lib/sound.ts';
import type { WindowView } from '@lib/types.ts';
import { isOver } from './waiting.tsx';

const IDLE_S = 20;
let sound: Sound | undefined;

/** Rings once for each idle time with somebody waiting, and once for each break that is over. */
export function useAlerts(view: WindowView): void {
  second.value;
  const [heard] = useState({ since: 0, idle: false, over: new Set<number>() });
  useEffect(() => {
    const now = hallNow() ?? 0;
    const idle = view.state === 'open' && view.waiting > 0;
    if (!idle) Object.assign(heard, { since: 0, idle: false });
    else if (!heard.since) heard.since = now;
    else if (!heard.idle && now - heard.since > IDLE_S * 1000) {
      heard.idle = true;
      ring();
    }
    for (const each of view.parked) {
      if (!isOver(each.due_at) || heard.over.has(each.id)) continue;
      heard.over.add(each.id);
      ring();
    }
  });
}

/** A chime, where the browser lets one sound: the clerk has pressed a key by then. */
function ring(): void {
  sound ??= new Sound();
  void sound.wake().then((works) => works && sound?.ring());
}
