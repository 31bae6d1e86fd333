// What a closed hall says of itself: that it gives no numbers, and when it will again.

import { clockFace, dayFace } from './clock.ts';
import type { Lang } from './look.ts';
import { say } from './message.ts';
import type { HallView, Words } from './types.ts';
import { common } from './words/common.ts';

export function closedWords(view: HallView): Words {
  const said = (lang: Lang): string => {
    const at = view.opens_at && `${dayFace(view.opens_at, lang)} ${clockFace(view.opens_at)}`;
    return [common.closedNow[lang], at && say(common.opensAt, lang, { at })].filter(Boolean).join(' · ');
  };
  return { zh: said('zh'), en: said('en') };
}
