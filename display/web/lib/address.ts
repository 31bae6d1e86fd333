// What a part of a page is asked for stands in the address, so that it can be sent to somebody.
import { useEffect, useState } from 'preact/hooks';

export type Asked<F extends string> = Partial<Record<F, string>>;

/** The fields that the address names, after a way back too, and how to change them: that replaces it. */
export function useAsked<F extends string>(fields: readonly F[]): [Asked<F>, (next: Asked<F>) => void] {
  const [now, setNow] = useState(() => readAsked(fields));
  useEffect(() => {
    const back = (): void => setNow(readAsked(fields));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const ask = (next: Asked<F>): void => {
    keep(fields, next);
    setNow(next);
  };
  return [now, ask];
}

function readAsked<F extends string>(fields: readonly F[]): Asked<F> {
  const said = new URLSearchParams(location.search);
  const found = fields.flatMap((name): [F, string][] => {
    const value = said.get(name);
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(found) as Asked<F>;
}

function keep<F extends string>(fields: readonly F[], now: Asked<F>): void {
  const said = new URLSearchParams(location.search);
  for (const name of fields) {
    const value = now[name];
    if (value) said.set(name, value);
    else said.delete(name);
  }
  history.replaceState(history.state, '', said.size ? `?${said}` : location.pathname);
}
