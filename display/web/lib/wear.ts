// What spares the panel and the eyes: the picture wanders by
// a few pixels, and is bright only in the hours of the plan.
import { useEffect } from 'preact/hooks';
import { clockFace, hallNow, second } from './clock.ts';
import { within } from './hours.ts';
import { asks } from './look.ts';

const STEP_S = 120;
const REACH = 4; // in 1/1080 of the shorter side
const ROUND: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
];

/** How far the picture stands from its place now: no line stays on the same pixels for long. */
export function useShift(): Record<string, string> {
  const [x, y] = ROUND[Math.floor(second.value / STEP_S) % ROUND.length] as [number, number];
  return { '--shift-x': String(x * REACH), '--shift-y': String(y * REACH) };
}

/** Light within the spans, night otherwise; an address that names a theme has the last word. */
export function useDaylight(day: string[]): void {
  const minute = Math.floor(second.value / 10);
  useEffect(() => {
    const now = hallNow();
    if (asks('theme') || now === undefined) return;
    document.documentElement.dataset.theme = within(day, clockFace(now)) ? 'light' : 'dark';
  }, [minute, day.join()]);
}
