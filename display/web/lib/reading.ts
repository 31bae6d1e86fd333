// What a section reads from the server: when it is shown, when it is asked again, and as often as it wishes.
import { useEffect, useState } from 'preact/hooks';
import { type Api, type Problem, REST_MS, rests } from './api.ts';
import { lookAgain } from './stirred.ts';

export interface Read<T> {
  view: T | undefined;
  problem: Problem | undefined;
  again: () => void;
  anew: () => void; // and until then nothing is shown: what is there is known to be old
  current: boolean; // false while the view answers the question before this one
}

/**
 * Read `path` with `query`; an empty path reads nothing. The old view stays while a new one is asked for.
 * With `everyMs` it is asked again when something stirs (`stirred.ts`), never more often than that.
 * While the server is away or rests it is asked again: nobody has to reload a page for that.
 */
export function useReading<T>(
  api: Api,
  path: string,
  query: Record<string, string | undefined> = {},
  everyMs = 0,
): Read<T> {
  const [told, setTold] = useState<{ of?: string; view?: T; problem?: Problem }>({});
  const [count, setCount] = useState(0);
  const asked = JSON.stringify(query);
  const of = path + asked;
  useEffect(() => {
    if (!path) return;
    let mine = true;
    let timer = 0;
    const look = (): void => {
      again?.looked();
      api.get<T>(path, query).then(
        (view) => mine && setTold({ of, view }),
        (problem: Problem) => {
          if (!mine) return;
          // the answer to another question is no answer to this one
          setTold((was) => (was.of === of ? { ...was, problem } : { of, problem }));
          if (rests(problem)) timer = window.setTimeout(look, REST_MS);
        },
      );
    };
    const again = everyMs ? lookAgain(everyMs, look) : undefined;
    look();
    return () => {
      mine = false;
      clearTimeout(timer);
      again?.stop();
    };
  }, [path, asked, everyMs, count]);
  const again = (): void => setCount((n) => n + 1);
  const anew = (): void => {
    setTold({});
    again();
  };
  return { view: told.view, problem: told.problem, again, anew, current: told.of === of };
}
