// Which names need smaller letters, on tiles and under a number.
import type { Lang } from '@lib/look.ts';

const LONG: Record<Lang, number> = { zh: 16, en: 30 }; // characters
const ENDLESS: Record<Lang, number> = { zh: 40, en: 80 };

/** The class for a name of this length, with a blank before it; '' for a short one. */
export function longClass(name: string, lang: Lang): string {
  if (name.length > ENDLESS[lang]) return ' long endless';
  return name.length > LONG[lang] ? ' long' : '';
}
