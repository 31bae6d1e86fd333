// What this kiosk offers out of the hall's catalogue. Pure.
import type { CatalogueView, KioskView, MatterView } from '@lib/types.ts';

export type Offered = Pick<KioskView, 'departments' | 'matters'>;

/** The catalogue without what this kiosk does not give; the hall's own one where it gives everything. */
export function narrowed(
  catalogue: CatalogueView | undefined,
  own: Offered | undefined,
): CatalogueView | undefined {
  if (!catalogue || !own || (!own.departments.length && !own.matters.length)) return catalogue;
  return { ...catalogue, matters: catalogue.matters.filter((each) => isOffered(each, own)) };
}

function isOffered(matter: MatterView, own: Offered): boolean {
  return own.matters.includes(matter.code) || own.departments.includes(matter.department);
}
