// Finding a matter: most used, by department and audience, by initials; and how busy a hall is. Pure.
import { holds } from './folding.ts';
import type { BoardView, CatalogueView, DepartmentView, MatterView } from './types.ts';

export type Audience = 'person' | 'business' | undefined;
export type Busy = 'quiet' | 'middling' | 'busy';

export const MOST_USED = 20;

/** The matters that the hall has marked as usual; where it has marked none, the first of all. */
export function usual(catalogue: CatalogueView): MatterView[] {
  const marked = catalogue.matters.filter((each) => each.usual);
  return (marked.length ? marked : catalogue.matters).slice(0, MOST_USED);
}

/** The departments that have a matter for this audience. */
export function departmentsFor(catalogue: CatalogueView, audience: Audience): DepartmentView[] {
  return catalogue.departments.filter((each) => mattersOf(catalogue, each.code, audience).length > 0);
}

export function mattersOf(catalogue: CatalogueView, department: string, audience: Audience): MatterView[] {
  return catalogue.matters.filter(
    (each) =>
      each.department === department && (!audience || each.audience === audience || each.audience === 'both'),
  );
}

export function mattersOfLine(catalogue: CatalogueView, line: string): MatterView[] {
  return catalogue.matters.filter((each) => each.line === line);
}

/**
 * All matters by pinyin initials (“sfz”), or by the first
 * letters or the beginnings of English words; best first.
 */
export function search(catalogue: CatalogueView, typed: string): MatterView[] {
  const wanted = typed.toLowerCase();
  if (!wanted) return [];
  return catalogue.matters
    .map((matter) => ({ matter, rank: rankOf(matter, wanted) }))
    .filter((each) => each.rank > 0)
    .sort((one, two) => one.rank - two.rank || Number(two.matter.usual) - Number(one.matter.usual))
    .map((each) => each.matter);
}

/** Waiting people per open window: under one is quiet, under five is middling. */
export function howBusy(state: BoardView): { waiting: number; open: number; busy: Busy } {
  const waiting = state.lines.reduce((sum, each) => sum + each.waiting, 0);
  const open = state.windows.filter((each) => each.state !== 'closed').length;
  const each = waiting / Math.max(open, 1);
  return { waiting, open, busy: each < 1 ? 'quiet' : each < 5 ? 'middling' : 'busy' };
}

/** 1: starts so; 2: holds it; 3: English words; 0: not at all. */
function rankOf(matter: MatterView, wanted: string): number {
  if (matter.initials.startsWith(wanted)) return 1;
  if (matter.initials.includes(wanted)) return 2;
  const english = matter.name.en.toLowerCase().split(/[^a-z]+/);
  const starts = english.some((word) => word.startsWith(wanted));
  return starts ||
    english
      .map((word) => word[0] ?? '')
      .join('')
      .includes(wanted)
    ? 3
    : 0;
}

/** Whether a search finds the matter: by its name in either language, its code or its pinyin initials. */
export function matches(matter: Pick<MatterView, 'code' | 'name' | 'initials'>, asked: string): boolean {
  return holds(asked, [matter.code, matter.name.zh, matter.name.en, matter.initials]);
}
