// What a manager has changed in the scheme of deductions, as the text that is tried and published. Pure.
import type { DeductionView, SchemeView } from '@lib/types.ts';

const TENTHS = 10;

/** How the least amount of a kind is written: minutes late, percent of the norm, yuan off the fee. */
export type Unit = 'minutes' | 'percent' | 'yuan';
const UNITS: Readonly<Record<string, [Unit, number]>> = {
  late: ['minutes', 60_000],
  slow: ['percent', 1],
  fee_off: ['yuan', 100],
};

export function unitOf(kind: string): Unit | undefined {
  return UNITS[kind]?.[0];
}

/** A deduction as its fields show it: points with one decimal, the least amount in the kind's own unit. */
export function shown(row: DeductionView): { points: string; free: string; most: string; start: string } {
  const [, factor] = UNITS[row.kind] ?? [undefined, 1];
  return {
    points: String(row.tenths / TENTHS),
    free: String(row.free),
    most: String(row.most / TENTHS),
    start: String(row.start / factor),
  };
}

/** The rows of the form that differ from the scheme in force, as TOML; empty where nothing does. */
export function asToml(scheme: SchemeView, typed: (name: string) => string): string {
  const tables = scheme.deductions.flatMap((row) => {
    const before = shown(row);
    const [, factor] = UNITS[row.kind] ?? [undefined, 1];
    const said = (name: keyof typeof before): string => typed(`${row.kind}.${name}`).trim();
    const lines = (['points', 'free', 'most'] as const)
      .filter((name) => said(name) !== '' && Number(said(name)) !== Number(before[name]))
      .map((name) => `${name} = ${Number(said(name))}`);
    if (UNITS[row.kind] && said('start') !== '' && Number(said('start')) !== Number(before.start))
      lines.push(`start = ${Math.round(Number(said('start')) * factor)}`);
    return lines.length ? [`[deductions.${row.kind}]\n${lines.join('\n')}`] : [];
  });
  const months = Number(typed('reserve.months'));
  const points = Number(typed('reserve.points'));
  const reserve = [
    ...(months && months !== scheme.reserve_months ? [`months = ${months}`] : []),
    ...(points && points * TENTHS !== scheme.reserve_tenths ? [`points = ${points}`] : []),
  ];
  if (reserve.length) tables.push(`[reserve]\n${reserve.join('\n')}`);
  return tables.join('\n\n');
}
