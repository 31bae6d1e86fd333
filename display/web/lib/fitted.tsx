// Words on a screen that nobody can scroll: they become smaller
// until they fit the box that the page gives them, whole.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { viewSize } from './size.ts';

const STEP = 0.94;
const LEAST = 0.3;
const LINE = 0.15; // what a face may stand higher than its line, in ems, without being cut

interface Wishes {
  as?: 'span' | 'p' | 'h1' | 'h2' | 'div';
  class?: string;
  words: string;
  lang?: string;
  children: ComponentChildren;
  [data: `data-${string}`]: string;
}

/**
 * The box is what CSS makes of it by `max-height` (or a
 * height) and its width; `words` says when to measure anew.
 */
export function Fitted({
  as: Tag = 'span',
  class: name = '',
  words,
  children,
  ...rest
}: Wishes): JSX.Element {
  const box = useRef<HTMLElement>(null);
  const size = viewSize.value;
  useLayoutEffect(() => {
    if (box.current) fit(box.current);
  }, [words, size]);
  return (
    <Tag class={`fitted ${name}`} ref={box as never} {...rest}>
      {children}
    </Tag>
  );
}

/** Smaller by steps until nothing sticks out; what does not fit at the least size makes the box grow. */
function fit(box: HTMLElement): void {
  box.style.fontSize = '';
  box.classList.remove('grown');
  const px = parseFloat(getComputedStyle(box).fontSize);
  for (let share = 1; share >= LEAST; share *= STEP) {
    box.style.fontSize = share === 1 ? '' : `${px * share}px`;
    const slack = px * share * LINE;
    if (box.scrollHeight <= box.clientHeight + slack && box.scrollWidth <= box.clientWidth + 1) return;
  }
  box.classList.add('grown');
}
