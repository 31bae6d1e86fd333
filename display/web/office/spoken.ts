// Durations as a report says them: 45 秒, 4 分 35 秒, 38 分钟, 7 小时 34 分.
import { hoursAndMinutes } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { times as words } from '@lib/words/times.ts';

const MINUTE = 60_000;

export function spoken(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  if (seconds < 60) return t(words.seconds, { s: seconds });
  if (seconds < 600) return t(words.minutesSeconds, { m: Math.floor(seconds / 60), s: seconds % 60 });
  const { h, m } = hoursAndMinutes(ms);
  return h ? t(words.hoursMinutes, { h, m }) : t(words.minutes, { m });
}

/** How much longer, or less long, with its sign. */
export function changed(ms: number): string {
  if (Math.abs(ms) < MINUTE / 60) return '0';
  return (ms > 0 ? '+' : '−') + spoken(Math.abs(ms));
}
