// How long a request is waited for. Browsers before 2022 have no `AbortSignal.timeout`, and kiosks are old.

/** A signal that aborts after so many milliseconds. */
export function abortAfter(ms: number): AbortSignal {
  const control = new AbortController();
  setTimeout(() => control.abort(), ms);
  return control.signal;
}
