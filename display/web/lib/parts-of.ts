// Which part of a staff page an address asks for. Pure.
import type { JSX } from 'preact';
import type { Words } from './types.ts';

export interface Part {
  slug: string;
  title: Words;
  may: boolean;
  show: () => JSX.Element;
}

/** The part that the address names, of those that this account may see; else the first. */
export function partAt(parts: readonly Part[], slug: string): Part | undefined {
  const allowed = parts.filter((each) => each.may);
  return allowed.find((each) => each.slug === slug) ?? allowed[0];
}
