// What a closed hall says of itself: that it gives no numbers, and when it will again.
import { clockFace, dayFace } from './clock.ts';
import type { Lang } from './look.ts';
import type { HallView, Words } from './types.ts';
import { common, fill } from './words.ts';

export function closedWords(view: HallView): Words {
  const said = (lang: Lang): string => {
    const opens =
      view.opens_at &&
      fill(common.opensAt[lang], { at: `${dayFace(view.opens_at, lang)} ${clockFace(view.opens_at)}` });
    return [common.closedNow[lang], opens].filter(Boolean).join(' · ');
  };
  return { zh: said('zh'), en: said('en') };
}
