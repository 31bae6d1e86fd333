// A language of the hall's own: its catalogue as Fluent reads it.
// What it lacks, another language says in its stead. Pure.
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { type Fact, type Facts, type Filled, type Placed, type Plain, written } from './message.ts';
import type { Words } from './types.ts';

/** What a catalogue says of itself. */
export interface Language {
  code: string;
  name: string;
  tag: string;
  dir: 'ltr' | 'rtl';
}

type ServersFacts = Readonly<Record<string, Fact | Words>>;

export class Tongue {
  readonly language: Language;
  private readonly bundle: FluentBundle;

  constructor(language: Language, text: string) {
    this.language = language;
    // places keep their own direction where the sentence runs from the right (UAX #9)
    this.bundle = new FluentBundle(language.tag, { useIsolating: language.dir === 'rtl' });
    this.bundle.addResource(new FluentResource(text));
  }

  /** What another language says within this one keeps its own direction (UAX #9), as places do. */
  apart(text: string): string {
    return this.language.dir === 'rtl' && text ? `\u2068${text}\u2069` : text;
  }

  /** The message in this language; undefined where the catalogue, or the words, have none. */
  say(words: Words | Plain | Placed | Filled, facts: Partial<Facts> = {}): string | undefined {
    if ('of' in words) return this.say(words.of, words.facts);
    if (!('sentence' in words)) return ({ ...words } as Record<string, string>)[this.language.code];
    const pattern = this.bundle.getMessage(words.sentence)?.value;
    const given = 'facts' in words && words.facts ? this.told(words.facts as ServersFacts) : facts;
    return pattern ? this.bundle.formatPattern(pattern, written(given), []) : undefined;
  }

  /** Facts of the server's; one that has words is said in this language, too. */
  private told(facts: ServersFacts): Facts {
    return Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'object' ? (this.say(fact) ?? fact.en) : fact,
      ]),
    );
  }
}
