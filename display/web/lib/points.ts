// Points are whole tenths; shares are whole percent of a base that may be empty.

/** 975 tenths are 97.5, 1000 are 100. */
export function points(tenths: number): string {
  return tenths % 10 ? (tenths / 10).toFixed(1) : String(tenths / 10);
}

/** `3 of 4` is 75 %; of nothing there is no share. */
export function share(part: number, base: number): string {
  return base ? `${Math.round((part * 100) / base)} %` : '—';
}

/** 2026-03-31 is of 2026-03. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}
