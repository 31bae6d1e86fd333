// Windows in a row, short enough for a phone: “1–3 · 7 · A2”.
import { lastOf } from './last.ts';

/**
 * The codes as the server orders them; three or more numbers that follow each other are said as from–to,
 * which `apart` keeps the right way round where the page is written from the right.
 */
export function saidWindows(
  codes: readonly string[],
  apart: (range: string) => string = (range) => range,
): string {
  const runs: string[][] = [];
  for (const code of codes) {
    const run = lastOf(runs);
    if (run && follows(lastOf(run) as string, code)) run.push(code);
    else runs.push([code]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [apart(`${run[0]}–${lastOf(run)}`)] : run)).join(' · ');
}

function follows(one: string, next: string): boolean {
  return /^[1-9]\d*$/.test(one) && String(Number(one) + 1) === next;
}
