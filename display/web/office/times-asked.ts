// What the page of waits and services asks for, as it stands in its address: days, comparison, filters. Pure.
import { dayBefore } from '@lib/figures.ts';

export const FILTERS = [
  'department',
  'line',
  'window',
  'matter',
  'class',
  'weekday',
  'hour',
  'minute',
] as const;
export const FIELDS = ['from', 'to', 'span', 'versus', 'by', ...FILTERS, 'sort'] as const;
export type Field = (typeof FIELDS)[number];
export type Asked = Partial<Record<Field, string>>;

export const SPANS = ['today', 'week', 'lastWeek', 'weeks', 'month', 'lastMonth', 'year'] as const;
export type Span = (typeof SPANS)[number];
const USUAL: Span = 'weeks';
const WEEK = 7;

export interface Days {
  from: string;
  to: string;
}

export function readAsked(search: string): Asked {
  const said = new URLSearchParams(search);
  return Object.fromEntries(FIELDS.flatMap((name) => (said.get(name) ? [[name, said.get(name)]] : [])));
}

/** The same address with what is asked for now; what else stands in it stays. */
export function writeAsked(search: string, asked: Asked): string {
  const said = new URLSearchParams(search);
  for (const name of FIELDS) {
    if (asked[name]) said.set(name, asked[name]);
    else said.delete(name);
  }
  return said.size ? `?${said}` : '';
}

/** The first and the last day of a span that ends today, or lies before it. */
export function daysIn(span: Span, today: string): Days {
  const monday = dayBefore(today, weekdayOf(today) - 1);
  const first = `${today.slice(0, 8)}01`;
  const before = dayBefore(first, 1);
  const spans: Record<Span, Days> = {
    today: { from: today, to: today },
    week: { from: monday, to: today },
    lastWeek: { from: dayBefore(monday, WEEK), to: dayBefore(monday, 1) },
    weeks: { from: dayBefore(today, 4 * WEEK - 1), to: today },
    month: { from: first, to: today },
    lastMonth: { from: `${before.slice(0, 8)}01`, to: before },
    year: { from: `${today.slice(0, 5)}01-01`, to: today },
  };
  return spans[span];
}

/** Own days, a span by its name, else the usual one; none while today is unknown. */
export function daysOf(asked: Asked, today: string, usual: Span = USUAL): Days {
  if (!today) return { from: '', to: '' };
  if (asked.from || asked.to) {
    const to = asked.to || today;
    return { from: asked.from || to, to };
  }
  return daysIn(spanOf(asked, usual) as Span, today);
}

/** The name of the span that is asked for; '' for own days. */
export function spanOf(asked: Asked, usual: Span = USUAL): Span | '' {
  if (asked.from || asked.to) return '';
  return SPANS.find((each) => each === asked.span) ?? usual;
}

/** The days to compare with: as many right before, or the same of the year before. */
export function comparedWith(asked: Asked, { from, to }: Days): Days | undefined {
  if (!from) return undefined;
  if (asked.versus === 'year') return { from: yearBefore(from), to: yearBefore(to) };
  if (asked.versus !== 'before') return undefined;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return { from: dayBefore(from, length), to: dayBefore(from, 1) };
}

function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  return day.endsWith('-02-29') ? `${year}-02-28` : year + day.slice(4);
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || WEEK;
}

/** What a route takes: the filters that its rows know, among those that are asked for. */
export function filtersOf(asked: Asked, without: readonly string[] = []): Record<string, string> {
  const kept = FILTERS.filter((name) => asked[name] && !without.includes(name));
  return Object.fromEntries(kept.map((name) => [name, asked[name] as string]));
}
