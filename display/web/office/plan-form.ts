// A row of the plan as a form: what stands in the fields, and what they say when they are sent.
import { holds } from '@lib/folding.ts';
import type { PlanColumn } from '@lib/types.ts';

export type Value = unknown;
export type Row = Record<string, Value>;
/** Words by language: Chinese, English, and the hall's own. */
type Said = Record<string, string>;

export const BOTH = ['zh', 'en'];
const said = (value: Value): Said => (value as Said | null) ?? { zh: '', en: '' };
const listOf = (value: Value): Said[] => (value as Said[] | undefined) ?? [];
const list = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((each) => each.trim())
    .filter(Boolean);

/** What stands in a field, of words in one language; empty where English only stands for the Chinese. */
export function standing(column: PlanColumn, value: Value, lang = 'zh'): string {
  const items =
    column.kind === 'words' ? [said(value)] : column.kind === 'materials' ? listOf(value) : undefined;
  if (items)
    return (lang === 'en' && items.every((each) => each.zh === each.en)) || !items.some((each) => each[lang])
      ? ''
      : items.map((each) => each[lang] ?? '').join('\n');
  if (column.kind === 'list') return ((value as string[] | undefined) ?? []).join(', ');
  return value === null || value === undefined ? '' : String(value);
}

/** The languages that the form asks for: the hall's, and those in which something of the row has words. */
export function languagesIn(columns: PlanColumn[], row: Row, hall: string[]): string[] {
  const spoken = columns.flatMap((column) => {
    if (column.kind === 'words') return Object.keys(said(row[column.name]));
    return column.kind === 'materials' ? listOf(row[column.name]).flatMap(Object.keys) : [];
  });
  return [...new Set([...BOTH, ...hall, ...spoken])];
}

/** The row that the form says; a field left empty is none. */
export function rowOf(columns: PlanColumn[], langs: string[], typed: (name: string) => string): Row {
  return Object.fromEntries(columns.map((column) => [column.name, valueIn(column, langs, typed)]));
}

function valueIn(column: PlanColumn, langs: string[], typed: (name: string) => string): Value {
  const text = typed(column.name).trim();
  const texts = langs.map((lang) => [lang, typed(`${column.name}_${lang}`)] as const);
  if (column.kind === 'words') {
    const trimmed = texts.map(([lang, each]) => [lang, each.trim()] as const);
    return trimmed.some(([, each]) => each) ? wordsOf(trimmed) : null;
  }
  if (column.kind === 'materials') {
    const lists = texts.map(([lang, each]) => [lang, lines(each)] as const);
    const most = Math.max(...lists.map(([, each]) => each.length));
    return Array.from({ length: most }, (_, i) =>
      wordsOf(lists.map(([lang, each]) => [lang, each[i] ?? ''])),
    ).filter((item) => Object.values(item).some(Boolean));
  }
  if (column.kind === 'yes_no') return text === 'on';
  if (column.kind === 'list') return list(text, /[,，;；\s]+/);
  if (text === '') return null;
  return column.kind === 'whole' && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** Chinese and English always, another language where something was typed. */
function wordsOf(texts: (readonly [string, string])[]): Said {
  return Object.fromEntries(texts.filter(([lang, each]) => each || BOTH.includes(lang)));
}

/** The lines of a list; an empty one between others is an item that has no words in this language. */
function lines(text: string): string[] {
  return text.trim()
    ? text
        .trimEnd()
        .split('\n')
        .map((each) => each.trim())
    : [];
}

/** Rows that a search finds by code or name. */
export function found(rows: Row[], asked: string): Row[] {
  return rows.filter((row) => holds(asked, [String(row.code), ...Object.values(said(row.name))]));
}

/** A file as it is, in base64: the hall tells its kind and encoding. */
export async function contentOf(file: Blob): Promise<string> {
  const raw = new Uint8Array(await file.arrayBuffer());
  let bytes = '';
  for (let at = 0; at < raw.length; at += 0x8000)
    bytes += String.fromCharCode(...raw.subarray(at, at + 0x8000));
  return btoa(bytes);
}
