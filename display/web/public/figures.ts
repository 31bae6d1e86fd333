// Figures as they are told to anybody: whole minutes, never rounded in the hall's favour.
const MINUTE_MS = 60_000;

/** Whole minutes, rounded up: nobody waited less than is told. */
export function minutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}
