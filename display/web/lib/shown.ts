// The end-to-end acknowledgement: once a call has been painted, the hall is told so.
import { useEffect } from 'preact/hooks';
import type { Live } from './live.ts';
import type { CallOnBoard } from './types.ts';

const told = new Set<number>();

/** Acknowledge each of these calls once, two frames after it was drawn. */
export function useShown(live: Live, calls: CallOnBoard[]): void {
  const connected = live.connected.value;
  const due = calls.filter((call) => call.state === 'called' && !told.has(call.seq)).map((call) => call.seq);
  useEffect(() => {
    if (!connected || due.length === 0) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        for (const seq of due) {
          if (told.has(seq)) continue;
          told.add(seq);
          live.shown(seq);
        }
      }),
    );
  }, [connected, due.join()]);
}
