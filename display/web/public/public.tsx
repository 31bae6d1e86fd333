// The public page's parts, each from its own public address; all of it fits a phone.

import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { catalogue, hall, lineOf, matterOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import { nobody } from '@lib/door.ts';
import { percentOf } from '@lib/figures.ts';
import { useLetters } from '@lib/letters.ts';
import { t } from '@lib/look.ts';
import { MattersByDepartment } from '@lib/matters.tsx';
import { filled } from '@lib/message.ts';
import { Arrow, LangSwitch } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type {
  CatalogueView,
  LetterView,
  LineOnBoard,
  MatterView,
  OutsideMatter,
  PublicFigures,
  PublicQueue,
  ServiceFigures,
  Words,
} from '@lib/types.ts';
import { saidOfLine } from '@lib/waits.ts';
import { book as bookWords } from '@lib/words/book.ts';
import { common } from '@lib/words/common.ts';
import { letters as letterWords } from '@lib/words/letters.ts';
import { public_ as words } from '@lib/words/public.ts';
import { minutes } from './figures.ts';

const FIGURES_MS = 60_000;
const QUEUE_MS = 10_000;
const FIRST = 60; // numbers of a line that stand open

export function Public(): JSX.Element {
  const known = catalogue.value;
  useEffect(() => {
    document.title = `${t(words.title)} · ${t(hall.value?.name ?? common.hall)}`;
  });
  return (
    <div class="visitor public">
      <header>
        <h1>
          {t(hall.value?.name ?? common.hall)}
          <small>{t(words.title)}</small>
        </h1>
        <LangSwitch />
      </header>
      <nav aria-label={t(words.jump)}>
        {(['service', 'queue', 'matters', 'outside', 'letters'] as const).map((each) => (
          <a key={each} href={`#${each}`}>
            {t(words[each])}
          </a>
        ))}
      </nav>
      <main>
        {hall.value && (
          <p class="soft" data-testid="offer">
            {t(hall.value.closed_words ?? words.open)}
          </p>
        )}
        {hall.value?.bookable && (
          <p>
            <a href={at('/book')}>{t(bookWords.link)}</a>
          </p>
        )}
        <Service />
        <Queue />
        {known && <Matters known={known} />}
        {known && <Outside known={known} />}
        <Letters />
      </main>
    </div>
  );
}

function Service(): JSX.Element {
  const told = useReading<PublicFigures>(nobody, '/public/figures', {}, FIGURES_MS).view;
  return (
    <section aria-labelledby="service">
      <h2 id="service">{t(words.service)}</h2>
      {told && (
        <>
          <Figures title={words.today} told={told.today} />
          <Figures title={words.month} told={told.month} />
          <p class="soft">{t(words.asOf, { at: clockFace(told.now) })}</p>
        </>
      )}
    </section>
  );
}

function Figures({ title, told }: { title: Words; told: ServiceFigures }): JSX.Element {
  const any = told.served > 0;
  const rows: [Words, string][] = [
    [words.served, t(words.people, { n: told.served })],
    [words.wait, any ? t(words.minutes, { n: minutes(told.mean_wait_ms) }) : t(words.none)],
    [words.half, any ? t(words.minutes, { n: minutes(told.p50_wait_ms) }) : t(words.none)],
    [words.most, any ? t(words.minutes, { n: minutes(told.p90_wait_ms) }) : t(words.none)],
    [filled(words.within, { n: minutes(told.level_ms) }), any ? `${told.within_percent}%` : t(words.none)],
    [words.told, told.told ? t(words.toldOf, { kept: told.told_kept, told: told.told }) : t(words.none)],
    [words.length, any ? t(words.minutes, { n: minutes(told.mean_service_ms) }) : t(words.none)],
    [
      words.satisfied,
      told.rated
        ? t(words.satisfiedOf, { n: percentOf(told.satisfied, told.rated) ?? 0, rated: told.rated })
        : t(words.none),
    ],
  ];
  return (
    <table class="figures">
      <caption>
        {t(title)}{' '}
        <span class="code">
          <bdi dir="ltr">
            {told.first_day === told.last_day ? told.first_day : `${told.first_day} – ${told.last_day}`}
          </bdi>
        </span>
      </caption>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label.en}>
            <th scope="row">{t(label)}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Queue(): JSX.Element {
  const told = useReading<PublicQueue>(nobody, '/public/queue', {}, QUEUE_MS).view;
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{t(words.queue)}</h2>
      <p class="soft">{t(words.queueHow)}</p>
      {told?.lines.length === 0 && <p>{t(words.queueNone)}</p>}
      {told && hall.value?.open && <LineWaits waits={told.waits} />}
      {told?.lines.map((line) => (
        <div class="line" key={line.code} data-line={line.code}>
          <h3>
            {t(line.name)} <small>{t(words.waiting, { n: line.waiting })}</small>
          </h3>
          {line.called.length > 0 && (
            <p>
              {line.called.map((each) => (
                <span class="called" key={each.number}>
                  <b class="code">{each.number}</b> <Arrow /> {t(words.at, { n: each.window })}
                </span>
              ))}
            </p>
          )}
          {line.numbers.length > 0 && <Numbers numbers={line.numbers.slice(0, FIRST)} />}
          {line.numbers.length > FIRST && (
            <details>
              <summary>{t(words.more, { n: line.numbers.length - FIRST })}</summary>
              <Numbers numbers={line.numbers.slice(FIRST)} />
            </details>
          )}
        </div>
      ))}
    </section>
  );
}

/** What each line offers now, as the board says it. */
function LineWaits({ waits }: { waits: readonly LineOnBoard[] }): JSX.Element {
  return (
    <dl class="waits">
      {waits.map((each) => (
        <div key={each.line} data-line-wait={each.line}>
          <dt>{t(lineOf.value.get(each.line)?.name ?? { zh: each.line, en: each.line })}</dt>
          <dd data-offer={each.offer.state}>{saidOfLine(each)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Numbers({ numbers }: { numbers: readonly string[] }): JSX.Element {
  return (
    <ol>
      {numbers.map((each) => (
        <li class="code" key={each}>
          {each}
        </li>
      ))}
    </ol>
  );
}

function Matters({ known }: { known: CatalogueView }): JSX.Element {
  const facts = {
    n: known.matters.length,
    departments: known.departments.length,
    outside: known.not_in_hall.length,
  };
  return (
    <section aria-labelledby="matters">
      <h2 id="matters">{t(words.matters)}</h2>
      <p class="soft">{t(words.sum, facts)}</p>
      <MattersByDepartment known={known} find={words.find} found={words.found}>
        {(own) => own.map((each) => <Matter key={each.code} matter={each} />)}
      </MattersByDepartment>
    </section>
  );
}

function Matter({ matter }: { matter: MatterView }): JSX.Element {
  const promised = matter.kind === 'promised';
  return (
    <article data-matter={matter.code}>
      <h3>{t(matter.name)}</h3>
      <dl>
        <Fact name={words.kind} says={t(promised ? words.promised : words.onTheSpot)} />
        <Fact name={words.fee} says={t(matter.fee)} />
        <Fact
          name={words.limit}
          says={promised ? t(words.days, { n: matter.promised_days }) : t(words.spot)}
        />
        {matter.legal_days > 0 && <Fact name={words.legal} says={t(words.days, { n: matter.legal_days })} />}
        {matter.guide && <Fact name={words.guide} says={t(matter.guide)} />}
        {matter.materials.length > 0 && (
          <div>
            <dt>{t(words.materials)}</dt>
            <dd>
              <ol>
                {matter.materials.map((each) => (
                  <li key={each.en}>{t(each)}</li>
                ))}
              </ol>
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}

function Fact({ name, says }: { name: Words; says: string }): JSX.Element {
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>{says}</dd>
    </div>
  );
}

function Outside({ known }: { known: CatalogueView }): JSX.Element {
  const nameOf = (matter: OutsideMatter): string => {
    const department = known.departments.find((each) => each.code === matter.department);
    return department ? t(department.name) : matter.department;
  };
  return (
    <section aria-labelledby="outside">
      <h2 id="outside">{t(words.outside)}</h2>
      <p class="soft">{known.not_in_hall.length ? t(words.outsideHow) : t(words.none)}</p>
      {known.not_in_hall.map((each) => (
        <article key={each.code} data-outside={each.code}>
          <h3>{t(each.name)}</h3>
          <p>
            {nameOf(each)} · {t(each.reason)}
          </p>
        </article>
      ))}
    </section>
  );
}

function Letters(): JSX.Element {
  const view = useLetters();
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{t(words.letters)}</h2>
      <p class="soft">{t(words.lettersHow)}</p>
      {view?.letters.map((each) => (
        <Letter key={each.id} letter={each} />
      ))}
    </section>
  );
}

function Letter({ letter }: { letter: LetterView }): JSX.Element {
  const names = (codes: string[]): string =>
    codes
      .map((code) => matterOf.value.get(code))
      .flatMap((each) => (each ? [t(each.name)] : []))
      .join(' · ');
  const post = letter.role === 'chief' ? words.chief : words.staff;
  return (
    <details class="department" data-letter={letter.document}>
      <summary>
        {t(letter.department_name)} · {letter.document}
      </summary>
      <dl>
        <Fact
          name={post}
          says={letter.window ? `${t(letter.name)} · ${t(words.at, { n: letter.window })}` : t(letter.name)}
        />
        <Fact
          name={letterWords.validity}
          says={t(letterWords.fromTo, { from: letter.from_day, to: letter.to_day })}
        />
        {letter.decide.length > 0 && (
          <Fact name={filled(words.decide, { n: letter.decide.length })} says={names(letter.decide)} />
        )}
        {letter.accept.length > 0 && (
          <Fact name={filled(words.accept, { n: letter.accept.length })} says={names(letter.accept)} />
        )}
      </dl>
      {letter.scan && (
        <p>
          <a
            href={at(`/api/v1/letters/${letter.id}/scan`)}
            aria-label={t(words.scanOf, { document: letter.document })}
          >
            {t(words.scan)}
          </a>
        </p>
      )}
    </details>
  );
}
