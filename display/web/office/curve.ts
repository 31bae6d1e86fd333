// Today's curve: figures of a day by quarter hours beside the forecast of what is left of it. Pure.
import { lastOf } from '@lib/last.ts';
import type { ArrivalsView, DayCurveView } from '@lib/types.ts';

const HALF_HOUR = 2; // in quarters

/** A quarter of the day as it is drawn; undefined where nothing is known. */
export interface Drawn {
  at: string;
  arrived: number | undefined;
  served: number | undefined;
  waiting: number | undefined;
  usual: number | undefined;
  expected: number | undefined;
}

/** The quarters of a day, those to come with half of what their half hour is expected to bring. */
export function drawnOf(curve: DayCurveView, forecast: ArrivalsView | undefined): Drawn[] {
  const expected = expectedOf(curve.day, forecast);
  const known = new Map(curve.quarters.map((each) => [each.at, each]));
  const last = lastOf(curve.quarters.filter((each) => each.arrived !== null))?.at ?? '';
  const times = [...new Set([...known.keys(), ...[...expected.keys()].filter((at) => at > last)])].sort();
  return times.map((at) => {
    const each = known.get(at);
    return {
      at,
      arrived: each?.arrived ?? undefined,
      served: each?.served ?? undefined,
      waiting: each?.waiting ?? undefined,
      usual: each?.usual ?? undefined,
      expected: at > last ? expected.get(at) : undefined,
    };
  });
}

function expectedOf(day: string, forecast: ArrivalsView | undefined): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of forecast?.days.find((each) => each.day === day)?.lines ?? []) {
    for (const slot of line.slots) {
      for (const at of [slot.at, quarterAfter(slot.at)]) {
        found.set(at, (found.get(at) ?? 0) + slot.expected / HALF_HOUR);
      }
    }
  }
  return found;
}

function quarterAfter(at: string): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return `${String(hours).padStart(2, '0')}:${String(minutes + 15).padStart(2, '0')}`;
}

export interface Sums {
  begun: boolean; // any quarter of the day has begun
  arrived: number;
  served: number;
  waiting: number;
  usual: number | undefined; // by now
  rest: number | undefined; // still to come
}

/** What the curve says in figures. */
export function sumsOf(drawn: readonly Drawn[]): Sums {
  const past = drawn.filter((each) => each.arrived !== undefined);
  const sum = (of: readonly Drawn[], field: 'arrived' | 'served' | 'usual' | 'expected'): number =>
    of.reduce((all, each) => all + (each[field] ?? 0), 0);
  const toCome = drawn.filter((each) => each.expected !== undefined);
  return {
    begun: past.length > 0,
    arrived: sum(past, 'arrived'),
    served: sum(past, 'served'),
    waiting: lastOf(past)?.waiting ?? 0,
    usual: past.some((each) => each.usual !== undefined) ? Math.round(sum(past, 'usual')) : undefined,
    rest: toCome.length ? Math.round(sum(toCome, 'expected')) : undefined,
  };
}
