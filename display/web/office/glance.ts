// What the first page makes of the hall: areas, minutes, who is idle, which lines are over the target. Pure.
import type { LineNow, WindowNow, WindowState } from '@lib/types.ts';

const MINUTE = 60_000;
const FOLDED_ABOVE = 60;

export interface Area {
  zone: string;
  windows: WindowNow[];
  staffed: number;
}

/** Windows by area, each in the plan's order. */
export function areasOf(windows: readonly WindowNow[]): Area[] {
  const found = new Map<string, Area>();
  for (const each of windows) {
    const area = found.get(each.zone) ?? { zone: each.zone, windows: [], staffed: 0 };
    area.windows.push(each);
    if (each.state !== 'closed') area.staffed += 1;
    found.set(each.zone, area);
  }
  return [...found.values()];
}

/** Whether areas begin folded: more windows than a screen holds. */
export function isFolded(windows: readonly WindowNow[]): boolean {
  return windows.length > FOLDED_ABOVE;
}

/** Whole minutes from then to now; undefined without a then. */
export function minutesSince(at: string | null, now: number): number | undefined {
  return at ? Math.max(0, Math.floor((now - Date.parse(at)) / MINUTE)) : undefined;
}

/** Whether a window has been free for a minute while somebody waits for it. */
export function isIdle(window: WindowNow, now: number): boolean {
  return (minutesSince(window.idle_from, now) ?? 0) >= 1;
}

/** Whether somebody has waited in the line for longer than the hall's target. */
export function isOver(line: LineNow, target_ms: number, now: number): boolean {
  return line.longest_from !== null && now - Date.parse(line.longest_from) > target_ms;
}

/** How many windows are in these states. */
export function countOf(windows: readonly WindowNow[], ...states: WindowState[]): number {
  return windows.filter((each) => states.includes(each.state)).length;
}

/** The window that could help out a line: free, not planned for the line, and free for longest. */
export function helperFor(windows: readonly WindowNow[], line: string): WindowNow | undefined {
  return windows
    .filter((each) => each.state === 'open' && !each.idle_from && !each.lines.includes(line))
    .sort((one, two) => (one.since ?? '').localeCompare(two.since ?? ''))[0];
}
