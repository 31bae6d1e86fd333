// What a section reads from the server: when it is shown, when it is asked again, and as often as it wishes.
import { useEffect, useState } from 'preact/hooks';
import type { Api, Problem } from './api.ts';

export interface Read<T> {
  view: T | undefined;
  problem: Problem | undefined;
  again: () => void;
}

/** Read `path` with `query`; an empty path reads nothing. The old view stays while a new one is asked for. */
export function useReading<T>(
  api: Api,
  path: string,
  query: Record<string, string | undefined> = {},
  everyMs = 0,
): Read<T> {
  const [told, setTold] = useState<{ view?: T; problem?: Problem }>({});
  const [count, setCount] = useState(0);
  const asked = JSON.stringify(query);
  useEffect(() => {
    if (!path) return;
    let mine = true;
    const look = (): void =>
      void api.get<T>(path, query).then(
        (view) => mine && setTold({ view }),
        (problem) => mine && setTold((was) => ({ ...was, problem })),
      );
    look();
    const timer = everyMs ? setInterval(look, everyMs) : 0;
    return () => {
      mine = false;
      clearInterval(timer);
    };
  }, [path, asked, everyMs, count]);
  return { view: told.view, problem: told.problem, again: () => setCount((n) => n + 1) };
}
