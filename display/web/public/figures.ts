// Figures as they are told to anybody: whole minutes, never rounded in the hall's favour.
import { holds } from '@lib/folding.ts';
import type { MatterView } from '@lib/types.ts';

const MINUTE_MS = 60_000;

/** Whole minutes, rounded up: nobody waited less than is told. */
export function minutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}

/** Whether a search finds the matter: by its name in either language, its code or its pinyin initials. */
export function matches(matter: Pick<MatterView, 'code' | 'name' | 'initials'>, asked: string): boolean {
  return holds(asked, [matter.code, matter.name.zh, matter.name.en, matter.initials]);
}
