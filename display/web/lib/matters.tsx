// The hall's matters for a visitor: by department, and searched in; how one matter looks is the page's own.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { matches } from './find.ts';
import { t } from './look.ts';
import type { Placed } from './message.ts';
import type { CatalogueView, MatterView, Words } from './types.ts';

interface Wishes {
  known: CatalogueView;
  /** Over the search box, and how many were found: with `{n}`. */
  find: Words;
  found: Placed<'n'>;
  children: (own: readonly MatterView[]) => ComponentChildren;
}

export function MattersByDepartment({ known, find, found, children }: Wishes): JSX.Element {
  const [asked, setAsked] = useState('');
  const shown = known.matters.filter((each) => matches(each, asked));
  return (
    <>
      <label class="find">
        <span>{t(find)}</span>
        <input
          type="search"
          data-testid="find"
          value={asked}
          maxLength={40}
          onInput={(event) => setAsked(event.currentTarget.value)}
        />
      </label>
      <p role="status" class="soft">
        {asked && t(found, { n: shown.length })}
      </p>
      {known.departments.map((department) => {
        const own = shown.filter((each) => each.department === department.code);
        if (!own.length) return null;
        return (
          <details
            class="department"
            key={department.code}
            open={asked !== ''}
            data-department={department.code}
          >
            <summary>
              {t(department.name)} <small>{own.length}</small>
            </summary>
            {children(own)}
          </details>
        );
      })}
    </>
  );
}
