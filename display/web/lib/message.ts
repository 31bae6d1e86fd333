// A message of the catalogues, said in a language: its places filled,
// numbers and plurals as that language has them. Pure.
import { FluentBundle, FluentNumber, FluentResource } from '@fluent/bundle';
import type { Words } from './types.ts';
import type { Id, Places } from './words/ids.ts';
import { BUILT_IN } from './words/languages.ts';

/** A message without places: words like those that the database holds, and an id besides. */
export interface Plain extends Words {
  readonly sentence: Id;
}

/** A message with places; no Words, so that nobody says it without its facts. */
export interface Placed<P extends string = string> {
  readonly sentence: Id;
  readonly source: Words;
  readonly places?: P; // for tsc alone
}

/** Such a message with its facts in: words for whoever takes words. */
export interface Filled extends Words {
  readonly of: Placed;
  readonly facts: Facts;
}

export type Fact = string | number;
export type Facts<P extends string = string> = Readonly<Record<P, Fact>>;

export function plain(id: Id, zh: string, en: string): Plain {
  return { sentence: id, zh, en };
}

export function placed<I extends Id>(id: I, zh: string, en: string): Placed<Places[I]> {
  return { sentence: id, source: { zh, en } };
}

type BuiltIn = keyof typeof BUILT_IN;
type Pattern = Parameters<FluentBundle['formatPattern']>[0];

const AS_WRITTEN = { useGrouping: false, maximumFractionDigits: 20, numberingSystem: 'latn' };
const bundles = new Map<BuiltIn, FluentBundle>();
const patterns = { zh: new WeakMap<Placed, Pattern>(), en: new WeakMap<Placed, Pattern>() };

/** The message in one of the built-in languages; a place without a fact stays, so that it is seen. */
export function say(message: Plain | Placed, lang: BuiltIn, facts: Partial<Facts> = {}): string {
  if (!('source' in message)) return message[lang];
  return bundleOf(lang).formatPattern(patternOf(message, lang), written(facts), []);
}

/** The message in both, for those who take words. */
export function filled<P extends string>(message: Placed<P>, facts: Facts<NoInfer<P>>): Filled {
  return { zh: say(message, 'zh', facts), en: say(message, 'en', facts), of: message, facts };
}

/** The same where a fact has words of its own. */
export function filledWith<P extends string>(
  message: Placed<P>,
  facts: Readonly<Record<NoInfer<P>, Words>>,
): Words {
  const of = (lang: BuiltIn): Facts =>
    Object.fromEntries(Object.entries<Words>(facts).map(([name, each]) => [name, each[lang]]));
  return { zh: say(message, 'zh', of('zh')), en: say(message, 'en', of('en')) };
}

function bundleOf(lang: BuiltIn): FluentBundle {
  const known = bundles.get(lang);
  if (known) return known;
  const made = new FluentBundle(BUILT_IN[lang].tag, { useIsolating: false });
  bundles.set(lang, made);
  return made;
}

function patternOf(message: Placed, lang: BuiltIn): Pattern {
  const known = patterns[lang].get(message);
  if (known !== undefined) return known;
  const source = message.source[lang];
  const pattern = new FluentResource(`it = ${source}`).body[0]?.value ?? source;
  patterns[lang].set(message, pattern);
  return pattern;
}

/** Numbers stand as they are counted: 1200, not 1,200. */
export function written(facts: Partial<Facts>): Record<string, string | FluentNumber> {
  return Object.fromEntries(
    Object.entries(facts)
      .filter((pair): pair is [string, Fact] => pair[1] !== undefined)
      .map(([name, fact]) => [name, typeof fact === 'number' ? new FluentNumber(fact, AS_WRITTEN) : fact]),
  );
}

/** The words for a code out of a table of messages; where there are none, the code itself. */
export function coded(table: Readonly<Record<string, Words>>, code: string, unknown?: Words): Words {
  return (Object.keys(table).includes(code) && table[code]) || (unknown ?? { zh: code, en: code });
}
