// Today's numbers: who waits, was missed or has priority; a press opens one of them.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Turns } from '@lib/paged.tsx';
import { useReading } from '@lib/reading.ts';
import type { NumberInHall, NumbersView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { guide as words } from '@lib/words/guide.ts';
import { numberLists as LISTS } from '@lib/words/number-lists.ts';
import { Presses } from './presses.tsx';

const AGAIN_MS = 5000;
const AT_ONCE = 100; // as the server lists them

export function Numbers({ api, onOpen }: { api: Api; onOpen: (number: string) => void }): JSX.Element {
  const [show, setShow] = useState('waiting');
  const [find, setFind] = useState('');
  const [page, setPage] = useState(0);
  const asked = { show, find: find.trim() || undefined, offset: page ? String(page * AT_ONCE) : undefined };
  const { view, problem } = useReading<NumbersView>(api, '/numbers', asked, AGAIN_MS);
  return (
    <section aria-label={t(words.list)}>
      <Presses
        title={words.list}
        of={Object.entries(LISTS)}
        pressed={show}
        hook="data-show"
        onPress={(code) => {
          setShow(code);
          setPage(0);
        }}
      />
      <label>
        <span>{t(words.number)}</span>
        <input
          name="find"
          class="code"
          maxLength={8}
          autoComplete="off"
          value={find}
          onInput={(event) => {
            setFind(event.currentTarget.value);
            setPage(0);
          }}
        />
      </label>
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {view && <Where view={view} page={page} onTurn={setPage} />}
      <ul class="numbers" data-testid="numbers">
        {view?.numbers.map((each) => (
          <NumberRow key={`${each.ticket}-${each.matter}`} row={each} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

/** How many are listed, and of a long list which of them, with the way to the others. */
function Where({
  view,
  page,
  onTurn,
}: {
  view: NumbersView;
  page: number;
  onTurn: (page: number) => void;
}): JSX.Element {
  const pages = Math.max(1, Math.ceil(view.total / AT_ONCE));
  useEffect(() => {
    if (page >= pages) onTurn(pages - 1); // the list has become shorter
  }, [page, pages]);
  if (pages === 1)
    return (
      <p role="status" class="soft" data-testid="numbers-sum">
        {t(words.listed, { n: view.numbers.length, of: view.total })}
      </p>
    );
  const first = page * AT_ONCE + 1;
  return <Turns {...{ first, page, pages, onTurn }} shown={view.numbers.length} count={view.total} />;
}

function NumberRow({ row, onOpen }: { row: NumberInHall; onOpen: (number: string) => void }): JSX.Element {
  return (
    <li>
      <button type="button" data-number={row.number} onClick={() => onOpen(row.number)}>
        <b class="code">{row.number}</b>
        <span>{t(row.matter_name)}</span>
        <small>
          {t(row.state_words)}
          {row.window && ` · ${t(common.windowNo, { n: row.window })}`}
          {row.priority && ` · ${t(words.priority)}`}
          {row.stops > 1 && ` · ${t(words.ofSeveral, { n: row.stops })}`}
          {' · '}
          {t(words.since, { n: minutesAndSeconds(row.waited_ms) })}
        </small>
      </button>
    </li>
  );
}
