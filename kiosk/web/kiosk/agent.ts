// The agent of this machine's readers (kiosk/hallkiosk): what is held to
// a reader comes from it, where the page's address names its port.
import type { Live } from '@lib/live.ts';
import type { PartView } from '@lib/types.ts';
import { meaningOf, type Scan } from './wedge.ts';

export type Part = Pick<PartView, 'code' | 'kind' | 'state'> & {
  fault: string;
  seq: number;
  heard_at: number;
};

/** What was read; `misread` is a card with a wrong check character, whose text is not told. */
export interface Reading {
  kind: 'identity' | 'misread' | 'text';
  text: string;
}

/** The port in `?reader=9230`; undefined for none, or for what is no port. */
export function portIn(search: string): number | undefined {
  const said = new URLSearchParams(search).get('reader') ?? '';
  const port = /^\d{1,5}$/.test(said) ? Number(said) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}

/** The meaning of a reading, as if a reader that types had typed it. */
export function meaningOfReading(reading: Reading): Scan {
  return reading.kind === 'misread' ? { misread: '' } : meaningOf(reading.text);
}

/** The readers of an agent that is not to be reached: none of them reads. */
export function lost(parts: readonly Part[]): Part[] {
  return parts.map((each) => ({ ...each, state: 'dark', fault: 'unreachable' }));
}

/** Hear the agent; the browser connects again by itself. How the readers are goes on with the heartbeat. */
export function listenToAgent(port: number, live: Live, act: (scan: Scan) => void): void {
  let parts: Part[] = [];
  const stream = new EventSource(`http://127.0.0.1:${port}/scans`);
  stream.addEventListener('scan', (event) => act(meaningOfReading(JSON.parse(event.data) as Reading)));
  stream.addEventListener('parts', (event) => {
    parts = JSON.parse(event.data) as Part[];
    live.report(parts);
  });
  stream.addEventListener('error', () => {
    parts = lost(parts);
    live.report(parts);
    // a refusal closes the stream for good: the agent may have been started anew with another file
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listenToAgent(port, live, act), AGAIN_MS);
  });
}

const AGAIN_MS = 5000;
