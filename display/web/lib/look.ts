// How a page looks and speaks: language and theme, from its address, kept on <html>.
import { computed, effect, signal } from '@preact/signals';
import { type Facts, type Placed, say } from './message.ts';
import { at } from './prefix.ts';
import { type Language, Tongue } from './tongue.ts';
import type { Words } from './types.ts';
import { BUILT_IN } from './words/languages.ts';

export type Lang = keyof typeof BUILT_IN;

const asked = new URLSearchParams(location.search);
const BUILT: Language[] = Object.entries(BUILT_IN).map(([code, each]) => ({ code, ...each }));

/** All languages of this hall that the page knows of. */
export const languages = signal<Language[]>(BUILT);

/** The hall's own language that is spoken, if any. */
export const tongue = signal<Tongue | undefined>(undefined);
let firstTongue: Tongue | undefined;

export const firstLang: Lang = asked.get('lang') === 'en' ? 'en' : 'zh';
const builtIn = signal<Lang>(firstLang);

/** The built-in language that is spoken, or that stands in for what the hall's own lacks. */
export const lang = computed<Lang>(() => (tongue.value ? standIn(tongue.value.language.tag) : builtIn.value));

/** The code of the language that is spoken. */
export const spoken = computed<string>(() => tongue.value?.language.code ?? builtIn.value);

function standIn(tag: string): Lang {
  return tag.startsWith('zh') ? 'zh' : 'en';
}

const AGAIN_MS = 3000;
const tongues = new Map<string, Tongue>();

/** Look for the hall's own languages until the server answers; speak the one that the address names. */
export async function learnLanguages(): Promise<void> {
  const answer = await fetch(at('/words/')).catch(() => undefined);
  if (!answer?.ok) {
    setTimeout(() => void learnLanguages(), AGAIN_MS);
    return;
  }
  const own = (await answer.json()) as Language[];
  languages.value = [...BUILT, ...own];
  const first = asked.get('lang') ?? '';
  if (!own.some((each) => each.code === first)) return;
  await speak(first);
  firstTongue = tongue.peek();
}

/** Change the language; one of the hall's own is fetched the first time. */
export async function speak(code: string): Promise<void> {
  if (code in BUILT_IN) {
    tongue.value = undefined;
    builtIn.value = code as Lang;
    return;
  }
  const known = tongues.get(code) ?? (await fetchTongue(code));
  if (!known) return;
  tongues.set(code, known);
  tongue.value = known;
}

async function fetchTongue(code: string): Promise<Tongue | undefined> {
  const language = languages.peek().find((each) => each.code === code);
  const answer = language && (await fetch(at(`/words/${code}.ftl`)).catch(() => undefined));
  return answer?.ok ? new Tongue(language as Language, await answer.text()) : undefined;
}

/** Back to the language that the page began with. */
export function speakFirst(): void {
  tongue.value = firstTongue;
  builtIn.value = firstLang;
}

/** Whether that is the language now. */
export function speaksFirst(): boolean {
  return tongue.value === firstTongue && builtIn.value === firstLang;
}

/** The languages that a visitor may change to. */
export function otherLanguages(): Language[] {
  return languages.value.filter((each) => each.code !== spoken.value);
}

/** Apply `?theme=` and keep `<html lang>` in step with the chosen language. */
export function dress(): void {
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  effect(() => {
    const { tag, dir } = tongue.value?.language ?? BUILT_IN[lang.value];
    document.documentElement.lang = tag;
    document.documentElement.dir = dir;
  });
}

/** The words in the chosen language, their places filled. */
export function t(words: Words): string;
export function t<P extends string>(words: Placed<P>, facts: Facts<NoInfer<P>>): string;
export function t(words: Words | Placed, facts?: Facts): string {
  return tongue.value?.say(words, facts) ?? said(words, lang.value, facts);
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

/** The language of the small line beneath. */
export function otherLang(): Lang {
  return lang.value === 'zh' ? 'en' : 'zh';
}

export function asks(name: string): string | null {
  return asked.get(name);
}
