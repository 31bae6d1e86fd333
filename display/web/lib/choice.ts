// Which of the hall's languages a visitor reads: the first wish that the hall has. Pure.
import type { Language } from './tongue.ts';

/** The code for wishes in their order (codes or BCP 47 tags); undefined where the hall has none. */
export function choose(wishes: readonly string[], languages: readonly Language[]): string | undefined {
  for (const wish of wishes) {
    const asked = wish.toLowerCase();
    const same = languages.find((each) => each.code === asked || each.tag.toLowerCase() === asked);
    const near = languages.find((each) => primary(each.tag) === primary(asked));
    if (same ?? near) return (same ?? near)?.code;
  }
  return undefined;
}

const primary = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
