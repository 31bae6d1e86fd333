// How a page looks and speaks: language and theme, from its address, kept on <html>.
import { effect, signal } from '@preact/signals';
import { type Facts, type Placed, say } from './message.ts';
import type { Words } from './types.ts';
import { BUILT_IN } from './words/languages.ts';

export type Lang = keyof typeof BUILT_IN;

const asked = new URLSearchParams(location.search);
export const firstLang: Lang = asked.get('lang') === 'en' ? 'en' : 'zh';
export const lang = signal<Lang>(firstLang);

/** Apply `?theme=` and keep `<html lang>` in step with the chosen language. */
export function dress(): void {
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  effect(() => {
    const { tag, dir } = BUILT_IN[lang.value];
    document.documentElement.lang = tag;
    document.documentElement.dir = dir;
  });
}

/** The words in the chosen language, their places filled. */
export function t(words: Words): string;
export function t<P extends string>(words: Placed<P>, facts: Facts<NoInfer<P>>): string;
export function t(words: Words | Placed, facts?: Facts): string {
  return said(words, lang.value, facts);
}

/** The words in the other language, for the small line beneath; nothing where there is only one. */
export function other(words: Words): string;
export function other<P extends string>(words: Placed<P>, facts: Facts<NoInfer<P>>): string;
export function other(words: Words | Placed, facts?: Facts): string {
  const { zh, en } = 'source' in words ? words.source : words;
  return zh === en ? '' : said(words, otherLang(), facts);
}

/** The Han face draws curly quotation marks as wide as a character: English takes the straight ones. */
function said(words: Words | Placed, language: Lang, facts?: Facts): string {
  const text = 'source' in words ? say(words, language, facts) : words[language];
  return language === 'zh' ? text : text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
}

/** The language that a visitor may change to. */
export function otherLang(): Lang {
  return lang.value === 'zh' ? 'en' : 'zh';
}

/** What that language calls itself. */
export function otherLangName(): string {
  return BUILT_IN[otherLang()].name;
}

export function toggleLang(): void {
  lang.value = otherLang();
}

export function asks(name: string): string | null {
  return asked.get(name);
}
