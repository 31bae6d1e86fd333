// Which part of a staff page an address asks for. Pure.

import type { JSX } from 'preact';
import { lastOf } from './last.ts';
import type { Words } from './types.ts';

export interface Part {
  slug: string;
  title: Words;
  may: boolean;
  group?: Words; // folded under this heading, where it is seldom needed
  show: () => JSX.Element;
}

/** The part that the address names, of those that this account may see; else the first. */
export function partAt(parts: readonly Part[], slug: string): Part | undefined {
  const allowed = parts.filter((each) => each.may);
  return allowed.find((each) => each.slug === slug) ?? allowed[0];
}

/** Parts in their order, neighbours of one group together. */
export function groupsOf(parts: readonly Part[]): { title: Words | undefined; parts: Part[] }[] {
  const groups: { title: Words | undefined; parts: Part[] }[] = [];
  for (const part of parts) {
    const last = lastOf(groups);
    if (last && last.title === part.group) last.parts.push(part);
    else groups.push({ title: part.group, parts: [part] });
  }
  return groups;
}
