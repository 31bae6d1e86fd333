// What the county's report says line by line: which figure, of what kind, and how it changed. Pure.
import { percentOf } from '@lib/figures.ts';
import type { CountyFigures, CountyView } from '@lib/types.ts';

const MINUTE = 60_000;

/** How a figure is read: people, pieces, a time, a share of another figure, windows. */
export type Kind = 'people' | 'cases' | 'time' | 'share' | 'windows';

export interface Line {
  /** The heading's words and the line's own, by their name in the words of the report. */
  group: Group;
  name: keyof CountyFigures | 'windows';
  kind: Kind;
  /** Of what it is a share. */
  base?: keyof CountyFigures;
}

export type Group = 'ofNumbers' | 'ofWaits' | 'ofServices' | 'ofCases' | 'ofTold' | 'ofRatings' | 'ofWindows';

const line = (group: Group, name: Line['name'], kind: Kind, base?: keyof CountyFigures): Line => ({
  group,
  name,
  kind,
  ...(base && { base }),
});

export const LINES: readonly Line[] = [
  line('ofNumbers', 'taken', 'people'),
  line('ofNumbers', 'called', 'people'),
  line('ofNumbers', 'served', 'people'),
  line('ofNumbers', 'given_up', 'people'),
  line('ofNumbers', 'missed', 'people'),
  line('ofNumbers', 'not_called', 'people'),
  line('ofWaits', 'wait_mean_ms', 'time'),
  line('ofWaits', 'wait_p50_ms', 'time'),
  line('ofWaits', 'wait_p90_ms', 'time'),
  line('ofWaits', 'within', 'share', 'waits'),
  line('ofServices', 'services', 'people'),
  line('ofServices', 'pieces', 'cases'),
  line('ofServices', 'service_mean_ms', 'time'),
  line('ofServices', 'service_p50_ms', 'time'),
  line('ofServices', 'service_p90_ms', 'time'),
  line('ofCases', 'accepted', 'cases'),
  line('ofCases', 'due', 'cases'),
  line('ofCases', 'kept', 'share', 'due'),
  line('ofTold', 'told', 'people'),
  line('ofTold', 'told_kept', 'share', 'told'),
  line('ofRatings', 'rated', 'people'),
  line('ofRatings', 'satisfied', 'share', 'rated'),
  line('ofWindows', 'windows', 'windows'),
  line('ofWindows', 'post_ms', 'time'),
];

/** The lines under each heading, in their order. */
export function grouped(): [Group, Line[]][] {
  const found = new Map<Group, Line[]>();
  for (const each of LINES) found.set(each.group, [...(found.get(each.group) ?? []), each]);
  return [...found];
}

/** A line's figure of the whole hall, now or in the span before. */
export function figureOf(view: CountyView, { name }: Line, which: 'now' | 'before'): number {
  return name === 'windows' ? view[which].windows : view.total[which][name];
}

/** In whole percent; undefined of nothing. */
export function shareOf(
  figures: CountyFigures,
  part: keyof CountyFigures,
  base: keyof CountyFigures,
): number | undefined {
  return percentOf(figures[part], figures[base]);
}

export interface Change {
  by: number;
  in: 'percent' | 'points' | 'minutes';
}

/** How a line stands against the span before; undefined where that one has nothing to compare with. */
export function changeOf(view: CountyView, line: Line): Change | undefined {
  const [now, was] = [figureOf(view, line, 'now'), figureOf(view, line, 'before')];
  if (line.base) {
    const [one, other] = (['now', 'before'] as const).map((which) =>
      shareOf(view.total[which], line.name as keyof CountyFigures, line.base as keyof CountyFigures),
    );
    return one === undefined || other === undefined ? undefined : { by: one - other, in: 'points' };
  }
  if (!was) return undefined;
  if (line.kind === 'time' && line.name !== 'post_ms')
    return { by: Math.round(now / MINUTE) - Math.round(was / MINUTE), in: 'minutes' };
  return { by: Math.round(((now - was) * 100) / was), in: 'percent' };
}

/** "+3", "−3", "0": with the sign that is read in a table. */
export function signed(n: number): string {
  if (!n) return '0';
  return n > 0 ? `+${n}` : `−${-n}`;
}

/** 12345 → "12,345", as both languages write it. */
export function counted(n: number): string {
  return n.toLocaleString('en');
}
