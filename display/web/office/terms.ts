// What the people page shows of the secondments: which rows, in which order, and the figures of its sentence.
import type { ReplacementView, TermView } from '@lib/types.ts';
import type { termViews as views } from '@lib/words/term-views.ts';

export type View = keyof typeof views;
export const SIGNERS = ['organization', 'personnel', 'hall'];

export function openRequest(term: TermView): ReplacementView | undefined {
  return term.state === 'seconded' ? term.replacements.find((each) => each.state === 'asked') : undefined;
}

export function missingOf(term: TermView): string[] {
  return SIGNERS.filter((kind) => !term.signatures.some((each) => each.kind === kind));
}

function isTodo(term: TermView): boolean {
  return term.state === 'nominated' || openRequest(term) !== undefined || term.ends_soon;
}

const KEEPS: Record<View, (term: TermView) => boolean> = {
  todo: isTodo,
  seconded: (term) => term.state === 'seconded',
  over: (term) => term.state === 'ended' || term.state === 'declined',
  all: () => true,
};

export function shownTerms(terms: TermView[], view: View, department: string): TermView[] {
  return terms.filter((each) => KEEPS[view](each) && (!department || each.department === department));
}

export function counts(terms: TermView[]): { n: number; open: number; asked: number; soon: number } {
  const count = (test: (term: TermView) => boolean): number => terms.filter(test).length;
  return {
    n: count((each) => each.state === 'seconded'),
    open: count((each) => each.state === 'nominated'),
    asked: count((each) => openRequest(each) !== undefined),
    soon: count((each) => each.ends_soon),
  };
}
