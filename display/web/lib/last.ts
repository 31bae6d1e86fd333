// The end of a list. Browsers before 2021 have no `at`, and kiosks are old.

export function lastOf<T>(of: readonly T[]): T | undefined {
  return of[of.length - 1];
}

/** The index of the last one that is so; -1 when none is. */
export function lastIndexOf<T>(of: readonly T[], is: (each: T) => boolean): number {
  for (let n = of.length - 1; n >= 0; n--) if (is(of[n] as T)) return n;
  return -1;
}
