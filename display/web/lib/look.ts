// How a page looks and speaks: language and theme, from its address, kept on <html>.
import { computed, effect, signal } from '@preact/signals';
import { choose } from './choice.ts';
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

export const firstLang: Lang = asked.get('lang') === 'en' ? 'en' : 'zh';
const builtIn = signal<Lang>(firstLang);

/** The built-in language that is spoken, or that stands in for what the hall's own lacks. */
export const lang = computed<Lang>(() => (tongue.value ? standIn(tongue.value.language.tag) : builtIn.value));

/** The code of the language that is spoken. */
export const spoken = computed<string>(() => tongue.value?.language.code ?? builtIn.value);

/** Whether the page is written from the right. */
export const fromRight = computed<boolean>(() => tongue.value?.language.dir === 'rtl');

/** A code or a range of figures within a sentence, which runs from the left in every language (UAX #9). */
export function apart(text: string): string {
  return tongue.value?.apart(text) ?? text;
}

/** Whose dates are shown: its own, where the browser knows them, else those of what stands in for it. */
export function datesOf({ tag }: Language): string {
  return Intl.DateTimeFormat.supportedLocalesOf(tag).length ? tag : standIn(tag);
}

/** The same for the language that is spoken. */
export const dates = computed<string>(() => (tongue.value ? datesOf(tongue.value.language) : lang.value));

function standIn(tag: string): Lang {
  return tag.split('-')[0] === 'zh' ? 'zh' : 'en';
}

const AGAIN_MS = 3000;
const tongues = new Map<string, Tongue>();

/** What was asked for last: an answer that comes later than the next press changes nothing. */
let wanted: string = firstLang;
let firstCode: string = firstLang;

/** The languages that this hall has besides; undefined while the server is away. */
export async function ownLanguages(): Promise<Language[] | undefined> {
  const answer = await fetch(at('/words/')).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as Language[]) : undefined;
}

/** Look for the hall's own languages until the server answers; speak the one that the address names. */
export async function learnLanguages(): Promise<void> {
  const own = await ownLanguages();
  if (!own) {
    setTimeout(() => void learnLanguages(), AGAIN_MS);
    return;
  }
  languages.value = [...BUILT, ...own];
  const first = asked.get('lang') ?? '';
  if (!own.some((each) => each.code === first)) return;
  const touched = wanted !== firstLang;
  firstCode = first;
  if (touched) await learnOnce(first);
  else await change(first);
}

/** A visitor's press: change the language, and on a device of one's own keep it for the next page. */
export async function speak(code: string): Promise<void> {
  if (ownDevice) keep(code);
  await change(code);
}

/** One of the hall's own languages is fetched the first time, until the server gives it. */
async function change(code: string): Promise<void> {
  wanted = code;
  if (code in BUILT_IN) {
    tongue.value = undefined;
    builtIn.value = code as Lang;
    return;
  }
  const known = tongues.get(code) ?? (await learnOnce(code));
  if (known && wanted === code) tongue.value = known;
}

const learning = new Map<string, Promise<Tongue | undefined>>();

function learnOnce(code: string): Promise<Tongue | undefined> {
  const begun = learning.get(code) ?? learn(code).finally(() => learning.delete(code));
  learning.set(code, begun);
  return begun;
}

async function learn(code: string): Promise<Tongue | undefined> {
  const language = languages.peek().find((each) => each.code === code);
  while (language && (wanted === code || firstCode === code)) {
    const answer = await fetch(at(`/words/${code}.ftl`)).catch(() => undefined);
    if (answer?.ok) tongues.set(code, new Tongue(language, await answer.text()));
    if (answer?.ok || answer?.status === 404) return tongues.get(code);
    await new Promise((resume) => setTimeout(resume, AGAIN_MS));
  }
  return undefined;
}

const KEPT = 'hall.lang';
let ownDevice = false;

/**
 * On a visitor's own device: in the language chosen last there, else in the first of the browser's
 * that the hall has; its own are known a moment later. What the address says goes before both.
 */
export function speakAsVisitor(): void {
  ownDevice = true;
  if (asked.get('lang')) return;
  let picked = false;
  effect(() => {
    const known = languages.value;
    if (picked && wanted !== firstCode) return; // the visitor has chosen since
    const code = choose([kept(), ...navigator.languages].filter(Boolean), known);
    picked = true;
    if (!code || code === firstCode) return;
    firstCode = code;
    void change(code);
  });
}

function kept(): string {
  try {
    return localStorage.getItem(KEPT) ?? '';
  } catch {
    return ''; // a browser that keeps nothing
  }
}

function keep(code: string): void {
  try {
    localStorage.setItem(KEPT, code);
  } catch {
    // then it is asked for again next time
  }
}

/** Back to the language that the page began with. */
export function speakFirst(): void {
  void change(firstCode);
}

/** Whether that is the language now. */
export function speaksFirst(): boolean {
  return spoken.value === firstCode;
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
  const own = tongue.value;
  if (!own) return said(words, lang.value, facts);
  return own.say(words, facts) ?? own.apart(said(words, lang.value, facts));
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
