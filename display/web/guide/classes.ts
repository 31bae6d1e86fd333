// The classes that the rules in force know, as far as somebody gives them by hand.
import type { Api } from '@lib/api.ts';
import { useReading } from '@lib/reading.ts';
import type { RulesView, Words } from '@lib/types.ts';
import { classes as usual } from '@lib/words/classes.ts';

export interface ClassOfRules extends Words {
  code: string;
  evidence: boolean;
}

interface Published {
  zh: string;
  en: string;
  needs_evidence: boolean;
  by_code: boolean;
}

const AGAIN_MS = 60_000;

/** As published; a class whose words the catalogues know has them in every language. */
export function classesOf(rules: RulesView | undefined): ClassOfRules[] {
  const published = Object.entries((rules?.rules.classes ?? {}) as Record<string, Published>);
  return published
    .filter(([, each]) => !each.by_code)
    .map(([code, { zh, en, needs_evidence }]) => {
      const known = (usual as Record<string, Words>)[code];
      return { ...(known?.zh === zh ? known : { zh, en }), code, evidence: needs_evidence };
    });
}

export function useClasses(api: Api): ClassOfRules[] {
  return classesOf(useReading<RulesView>(api, '/rules', {}, AGAIN_MS).view);
}
