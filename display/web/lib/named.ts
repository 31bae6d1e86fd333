// Finding a matter as staff type it: a part of its name or code, or the initials of its Chinese name.
import { catalogue } from './catalogue.ts';
import { search } from './find.ts';
import { folded, holds } from './folding.ts';
import type { MatterView } from './types.ts';

/** Matters by what was typed, those by name first. */
export function byName(typed: string): MatterView[] {
  const known = catalogue.peek();
  if (!known) return [];
  const spelled = search(known, folded(typed).replace(/[^a-z]/g, ''));
  const named = known.matters.filter((each) => holds(typed, [each.name.zh, each.name.en, each.code]));
  return [...new Set([...named, ...spelled])];
}
