// How a page looks and speaks: language and theme, from its address, kept on <html>.
import { effect, signal } from '@preact/signals';
import type { Words } from './types.ts';
import { fill } from './words.ts';

export type Lang = 'zh' | 'en';
export type Facts = Record<string, string | number>;

const asked = new URLSearchParams(location.search);
export const firstLang: Lang = asked.get('lang') === 'en' ? 'en' : 'zh';
export const lang = signal<Lang>(firstLang);

/** Apply `?theme=` and keep `<html lang>` in step with the chosen language. */
export function dress(): void {
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  effect(() => {
    document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
  });
}

/** The words in the chosen language, their places filled. */
export function t(words: Words, facts: Facts = {}): string {
  return said(words, lang.value, facts);
}

/** The words in the other language, for the small line beneath; nothing where there is only one. */
export function other(words: Words, facts: Facts = {}): string {
  return words.zh === words.en ? '' : said(words, lang.value === 'zh' ? 'en' : 'zh', facts);
}

/** The Han face draws curly quotation marks as wide as a character: English takes the straight ones. */
function said(words: Words, language: Lang, facts: Facts): string {
  const text = fill(words[language], facts);
  return language === 'zh' ? text : text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
}

export function toggleLang(): void {
  lang.value = lang.value === 'zh' ? 'en' : 'zh';
}

export function asks(name: string): string | null {
  return asked.get(name);
}
