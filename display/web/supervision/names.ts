// Names of the catalogue for codes, on the desk.
import { matterOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';

export function matterName(code: string | null): string {
  const known = code ? matterOf.value.get(code) : undefined;
  return known ? t(known.name) : (code ?? '');
}
