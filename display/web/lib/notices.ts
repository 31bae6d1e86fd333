// The hall's notices for a zone, asked for again now and then.
import { useEffect, useState } from 'preact/hooks';
import type { Api } from './api.ts';
import type { NoticesView, Words } from './types.ts';

const AGAIN_MS = 20_000;

export function useNotices(api: Api, zone: string): Words[] {
  const [known, setKnown] = useState<Words[]>([]);
  useEffect(() => {
    const look = (): void =>
      void api.get<NoticesView>('/notices', zone ? { zone } : {}).then(
        (view) => setKnown(view.notices.map((each) => each.words)),
        () => {},
      );
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [api, zone]);
  return known;
}
