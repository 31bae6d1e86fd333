// A box for what may be wider than the page: it scrolls by itself, by keys too, and the page does not.
import type { ComponentChildren, JSX } from 'preact';
import { t } from './look.ts';
import type { Words } from './types.ts';

export function Scrolls({
  title,
  hook,
  children,
}: {
  title: Words;
  hook?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <div class="scrolls sideways" data-testid={hook} tabIndex={0} role="group" aria-label={t(title)}>
      {children}
    </div>
  );
}
