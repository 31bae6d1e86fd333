// The hall's pictures and films on a screen: fetched once by their hash
// with the screen's own token; films are muted.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from './api.ts';
import { second } from './clock.ts';
import { t } from './look.ts';
import { Slides, still } from './slides.ts';
import type { MediaView, MediumView } from './types.ts';

const AGAIN_MS = 30_000;
const CALM = matchMedia('(prefers-reduced-motion: reduce)');

interface Wishes {
  api: Api;
  on: 'board' | 'kiosk';
  zone: string;
  busy: boolean; // somebody is being called
}

/** Where a picture or film stands now, if one does. */
export function useMedium({ api, on, zone, busy }: Wishes): Ready | undefined {
  const media = useMedia(api, on, zone);
  const [slides] = useState(() => new Slides());
  second.value;
  const shown = slides.show(
    media.map((each) => each.medium),
    busy,
    performance.now(),
  );
  return media.find((each) => each.medium === shown);
}

export interface Ready {
  medium: MediumView;
  url: string;
}

/** What is to be shown here at this hour, as soon as all of it has come. */
function useMedia(api: Api, on: string, zone: string): readonly Ready[] {
  const [ready, setReady] = useState<readonly Ready[]>([]);
  useEffect(() => {
    const kept = new Map<string, string>();
    let told = '';
    const look = async (): Promise<void> => {
      const view = await api.get<MediaView>('/media', { on, ...(zone ? { zone } : {}) });
      const wanted = still(view.media, CALM.matches);
      const now = JSON.stringify(wanted);
      if (now === told) return;
      for (const { hash } of wanted)
        if (!kept.has(hash)) kept.set(hash, URL.createObjectURL(await api.file(`/media/${hash}`)));
      for (const [hash, url] of kept)
        if (!wanted.some((each) => each.hash === hash)) {
          URL.revokeObjectURL(url);
          kept.delete(hash);
        }
      told = now;
      setReady(wanted.map((medium) => ({ medium, url: kept.get(medium.hash) as string })));
    };
    const again = (): void => void look().catch(() => {}); // the next look asks for what has not come
    again();
    const timer = setInterval(again, AGAIN_MS);
    return () => {
      clearInterval(timer);
      for (const url of kept.values()) URL.revokeObjectURL(url);
    };
  }, [api, on, zone]);
  return ready;
}

export function Medium({ medium, url }: Ready): JSX.Element {
  return (
    <figure class="medium" data-testid="medium" data-hash={medium.hash}>
      {medium.film ? (
        <video src={url} aria-label={t(medium.words)} muted autoplay loop playsInline />
      ) : (
        <img src={url} alt={t(medium.words)} />
      )}
    </figure>
  );
}
