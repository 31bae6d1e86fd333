// A row of the plan as a form: what stands in the fields, and what they say when they are sent.
import { holds } from '@lib/folding.ts';
import type { PlanColumn } from '@lib/types.ts';

export type Value = unknown;
export type Row = Record<string, Value>;
interface Pair {
  zh: string;
  en: string;
}

const pair = (value: Value): Pair => (value as Pair | null) ?? { zh: '', en: '' };
const list = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((each) => each.trim())
    .filter(Boolean);

/** What stands in a field; `lang` for one half of words, empty where English only stands for the Chinese. */
export function standing(column: PlanColumn, value: Value, lang: 'zh' | 'en' = 'zh'): string {
  const halves =
    column.kind === 'words'
      ? [pair(value)]
      : column.kind === 'materials'
        ? ((value as Pair[] | undefined) ?? [])
        : undefined;
  if (halves)
    return lang === 'en' && halves.every((each) => each.zh === each.en)
      ? ''
      : halves.map((each) => each[lang]).join('\n');
  if (column.kind === 'list') return ((value as string[] | undefined) ?? []).join(', ');
  return value === null || value === undefined ? '' : String(value);
}

/** The row that the form says; a field left empty is none. */
export function rowOf(columns: PlanColumn[], said: (name: string) => string): Row {
  return Object.fromEntries(columns.map((column) => [column.name, valueIn(column, said)]));
}

function valueIn(column: PlanColumn, said: (name: string) => string): Value {
  const text = said(column.name).trim();
  const [zh, en] = [said(`${column.name}_zh`), said(`${column.name}_en`)];
  if (column.kind === 'words') return zh.trim() || en.trim() ? { zh: zh.trim(), en: en.trim() } : null;
  if (column.kind === 'materials') {
    const [ours, theirs] = [list(zh, /\n/), list(en, /\n/)];
    return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, i) => ({
      zh: ours[i] ?? '',
      en: theirs[i] ?? '',
    }));
  }
  if (column.kind === 'yes_no') return text === 'on';
  if (column.kind === 'list') return list(text, /[,，;；\s]+/);
  if (text === '') return null;
  return column.kind === 'whole' && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** Rows that a search finds by code or name. */
export function found(rows: Row[], asked: string): Row[] {
  return rows.filter((row) => holds(asked, [String(row.code), pair(row.name).zh, pair(row.name).en]));
}

/** A file as it is, in base64: the hall tells its kind and encoding. */
export async function contentOf(file: Blob): Promise<string> {
  const raw = new Uint8Array(await file.arrayBuffer());
  let bytes = '';
  for (let at = 0; at < raw.length; at += 0x8000)
    bytes += String.fromCharCode(...raw.subarray(at, at + 0x8000));
  return btoa(bytes);
}
