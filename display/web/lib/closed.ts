// What a closed hall says of itself: that it gives no numbers, and when it will again.

import { clockFace, dayFace } from './clock.ts';
import { datesOf, type Lang, tongue } from './look.ts';
import { say } from './message.ts';
import type { HallView, Words } from './types.ts';
import { common } from './words/common.ts';

export function closedWords(view: HallView): Words {
  const opens = (tag: string): string =>
    view.opens_at ? `${dayFace(view.opens_at, tag)} ${clockFace(view.opens_at)}` : '';
  const said = (lang: Lang): string =>
    joined(common.closedNow[lang], opens(lang) && say(common.opensAt, lang, { at: opens(lang) }));
  const both = { zh: said('zh'), en: said('en') };
  const own = tongue.value;
  if (!own) return both;
  const { code } = own.language;
  const at = opens(datesOf(own.language));
  return {
    ...both,
    [code]: joined(own.say(common.closedNow) ?? both.en, at && own.say(common.opensAt, { at })),
  };
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
