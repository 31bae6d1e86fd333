// A slip's template as the editor changes it: each change gives a new one, the old stays as it was.
import { slipParts } from '@lib/words/slip-parts.ts';

export type PartKind = keyof typeof slipParts;

export interface Part {
  part: PartKind;
  zh?: string;
  en?: string;
  value?: string | undefined;
  size?: string;
  align?: string;
  bold?: boolean;
}

export interface Template {
  parts: Part[];
  languages?: string;
}

const USES: Record<PartKind, string[]> = {
  text: ['words', 'size', 'align', 'bold'],
  pair: ['words', 'value', 'size'],
  number: ['value'],
  rule: [],
  mark: ['words'],
  list: ['words', 'list', 'size', 'align', 'bold'],
  logo: [],
  qr: ['words', 'value'],
};

/** Which fields a kind of part has. */
export function usesOf(part: PartKind): Set<string> {
  return new Set(USES[part]);
}

export function changed(template: Template, at: number, change: Partial<Part>): Template {
  return { ...template, parts: template.parts.map((part, n) => (n === at ? { ...part, ...change } : part)) };
}

export function moved(template: Template, at: number, by: -1 | 1): Template {
  const parts = [...template.parts];
  const [part] = parts.splice(at, 1);
  if (part) parts.splice(at + by, 0, part);
  return { ...template, parts };
}

export function removed(template: Template, at: number): Template {
  return { ...template, parts: template.parts.filter((_, n) => n !== at) };
}

export function added(template: Template): Template {
  return {
    ...template,
    parts: [...template.parts, { part: 'text', zh: slipParts.text.zh, en: slipParts.text.en }],
  };
}

/** Whether two templates print the same: a field that is not said is the same as its usual value. */
export function same(one: Template, other: Template): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(template: Template): unknown {
  const usual = { zh: '', en: '', value: '', size: 'body', align: 'left', bold: false };
  return [
    template.languages ?? 'both',
    template.parts.map((part) => Object.entries({ ...usual, ...part }).sort()),
  ];
}
