// A staff page in parts, each with an address of its own: the list of them at the side, and one shown.
import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { hall } from './catalogue.ts';
import { t } from './look.ts';
import { groupsOf, type Part, partAt } from './parts-of.ts';
import { at, ownPath } from './prefix.ts';
import { comeBack, leavePlace } from './scroll-place.ts';
import { common } from './words/common.ts';

const here = signal(whereNow());
addEventListener('popstate', (event) => {
  here.value = whereNow();
  comeBack(event.state);
});

export function InParts({ page, parts }: { page: string; parts: readonly Part[] }): JSX.Element | null {
  const now = partAt(parts, here.value.split(/[/?]/)[0] ?? '');
  if (!now) return null;
  document.title = `${t(now.title)} · ${t(hall.value?.name ?? common.hall)}`;
  const allowed = parts.filter((each) => each.may);
  return (
    <div class={allowed.length > 1 ? 'in-parts' : ''}>
      {allowed.length > 1 && (
        <nav class="side" aria-label={t(common.parts)}>
          {groupsOf(allowed).map(({ title, parts: own }) =>
            title ? (
              <details key={title.en} open={own.includes(now) || undefined}>
                <summary>{t(title)}</summary>
                <Links page={page} parts={own} now={now} />
              </details>
            ) : (
              <Links key={own[0]?.slug} page={page} parts={own} now={now} />
            ),
          )}
        </nav>
      )}
      <div class="part" key={here.value || now.slug}>
        {now.show()}
      </div>
    </div>
  );
}

function Links({ page, parts, now }: { page: string; parts: readonly Part[]; now: Part }): JSX.Element {
  return (
    <>
      {parts.map((each) => (
        <a
          key={each.slug}
          href={at(`/${page}/${each.slug}`)}
          data-part={each.slug}
          aria-current={each === now ? 'page' : undefined}
          onClick={(event) => follow(event, `/${page}/${each.slug}`)}
        >
          {t(each.title)}
        </a>
      ))}
    </>
  );
}

/** Go to a part without loading the page anew; a new tab, and the way back, are the browser's. */
export function follow(event: MouseEvent, path: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  leavePlace();
  history.pushState({ within: true }, '', at(path));
  here.value = whereNow();
  scrollTo(0, 0);
}

/** The part, what of it, and what was asked of it when somebody came here. */
function whereNow(): string {
  return ownPath().slice(1).join('/') + location.search;
}

/** A link to a part of this page, with what is asked for in its address. */
export function PartLink({
  to,
  children,
  class: name,
  label,
}: {
  to: string;
  children: ComponentChildren;
  class?: string;
  label?: string;
}): JSX.Element {
  return (
    <a href={at(to)} class={name} aria-label={label} onClick={(event) => follow(event, to)}>
      {children}
    </a>
  );
}
