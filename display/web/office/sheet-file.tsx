// A sheet from the disk, CSV or Excel: read here, sent whole.
import type { JSX } from 'preact';
import { t } from '@lib/look.ts';
import type { Words } from '@lib/types.ts';
import { contentOf } from './plan-form.ts';

export interface SheetBody extends Record<string, unknown> {
  file: string;
  content: string; // base64
}

interface Wishes {
  label: Words;
  hook: string;
  onSheet: (body: SheetBody) => Promise<void>;
  onFail: (failure: unknown) => void;
}

export function SheetFile({ label, hook, onSheet, onFail }: Wishes): JSX.Element {
  const take = async (file: File): Promise<void> => {
    await onSheet({ file: file.name, content: await contentOf(file) });
  };
  return (
    <label class="file">
      <span>{t(label)}</span>
      <input
        type="file"
        accept=".csv,.xlsx,text/csv"
        data-testid={hook}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) take(file).catch(onFail);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
