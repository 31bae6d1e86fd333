// The days and the filters of waits and services: presets, comparison, and what the rows must have.
import type { JSX } from 'preact';
import { catalogue, hall, lineOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Choice } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { RulesView, Words } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';
import { times as words } from '@lib/words/times.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { spanFace } from './shades.ts';
import { type Asked, daysOf, FILTERS, SPANS, type Span, spanOf } from './times-asked.ts';
import type { Ask } from './times-state.ts';

const HALVES = Array.from({ length: 24 }, (_, hour) => String(hour)).flatMap((hour) =>
  ['0', '30'].map((minute): [string, Words] => [`${hour}:${minute}`, spanWords(hour, minute)]),
);
const ANY: [string, Words] = ['', words.any];

interface Wishes {
  staff: Staff;
  asked: Asked;
  onAsk: Ask;
}

export function TimesBar({ staff, asked, onAsk }: Wishes): JSX.Element {
  return (
    <form class="ask times-bar" onSubmit={(event) => event.preventDefault()}>
      <Period asked={asked} onAsk={onAsk} />
      <Choice
        label={words.versus}
        value={asked.versus ?? ''}
        among={
          new Map<string, Words>([
            ['', words.nothing],
            ['before', words.before],
            ['year', words.lastYear],
          ])
        }
        hook="times-versus"
        onChange={(versus) => onAsk({ versus })}
      />
      <Places staff={staff} asked={asked} onAsk={onAsk} />
      <Moments staff={staff} asked={asked} onAsk={onAsk} />
      {FILTERS.some((name) => asked[name]) && (
        <button
          type="button"
          class="plain"
          data-act="clear"
          onClick={() => onAsk(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        >
          {t(words.clear)}
        </button>
      )}
    </form>
  );
}

type Part = Omit<Wishes, 'staff'>;

/** The days: a span by its name, or own ones. */
export function Period({ asked, onAsk, usual }: Part & { usual?: Span }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const days = daysOf(asked, today, usual);
  const named = SPANS.map((each): [string, Words] => [each, words[each]]);
  const span = spanOf(asked, usual);
  return (
    <>
      <Choice
        label={words.period}
        value={span}
        among={new Map([...named, ...(span ? [] : [['', words.own] as [string, Words]])])}
        hook="times-span"
        onChange={(next) => onAsk({ span: next, from: undefined, to: undefined })}
      />
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          <span>{t(office[name])}</span>
          <input
            type="date"
            name={name}
            value={days[name]}
            max={name === 'from' ? days.to : today}
            min={name === 'to' ? days.from : undefined}
            onChange={(event) => onAsk({ ...days, [name]: event.currentTarget.value, span: undefined })}
          />
        </label>
      ))}
    </>
  );
}

function Places({ staff, asked, onAsk }: Wishes): JSX.Element {
  const { department, line } = asked;
  const matters = [...(catalogue.value?.matters ?? [])].filter(
    (each) => (!department || each.department === department) && (!line || each.line === line),
  );
  const named = (rows: Iterable<{ code: string; name: Words }>): Map<string, Words> =>
    new Map([ANY, ...[...rows].map((each): [string, Words] => [each.code, each.name])]);
  const few = matters.length <= FEW || Boolean(department || line);
  return (
    <>
      {staff.seesAll && (
        <Choice
          label={groupings.department}
          value={department ?? ''}
          among={named(catalogue.value?.departments ?? [])}
          hook="times-department"
          onChange={(next) => onAsk({ department: next, matter: undefined })}
        />
      )}
      <Choice
        label={groupings.line}
        value={line ?? ''}
        among={named(lineOf.value.values())}
        hook="times-line"
        onChange={(next) => onAsk({ line: next, matter: undefined })}
      />
      <Choice
        label={groupings.window}
        value={asked.window ?? ''}
        among={named(catalogue.value?.windows ?? [])}
        hook="times-window"
        onChange={(window) => onAsk({ window })}
      />
      <Choice
        label={groupings.matter}
        value={asked.matter ?? ''}
        among={
          few || asked.matter ? named(few ? matters : only(asked.matter)) : new Map([['', words.matterFirst]])
        }
        hook="times-matter"
        onChange={(matter) => onAsk({ matter })}
      />
    </>
  );
}

const FEW = 40; // matters in a list that is still read; of more, a department or a line comes first

function only(code: string | undefined): { code: string; name: Words }[] {
  return (catalogue.value?.matters ?? []).filter((each) => each.code === code);
}

function Moments({ staff, asked, onAsk }: Wishes): JSX.Element {
  const rules = useReading<RulesView>(staff.api, staff.may('rules.read') ? '/rules' : '').view;
  const classes = Object.entries((rules?.rules.classes ?? {}) as Record<string, Words>);
  return (
    <>
      {classes.length > 0 && (
        <Choice
          label={words.class}
          value={asked.class ?? ''}
          among={new Map([ANY, ...classes.map(([code, { zh, en }]): [string, Words] => [code, { zh, en }])])}
          hook="times-class"
          onChange={(next) => onAsk({ class: next })}
        />
      )}
      <Choice
        label={words.weekday}
        value={asked.weekday ?? ''}
        among={new Map([ANY, ...Object.entries(weekdays)])}
        hook="times-weekday"
        onChange={(weekday) => onAsk({ weekday })}
      />
      <Choice
        label={words.hour}
        value={asked.hour ? [asked.hour, asked.minute].filter(Boolean).join(':') : ''}
        among={new Map([ANY, ...HALVES, ...wholeHour(asked)])}
        hook="times-hour"
        onChange={(said) => {
          const [hour, minute] = said.split(':');
          onAsk({ hour: hour || undefined, minute });
        }}
      />
    </>
  );
}

/** An hour that an address asks for is among the half hours while it is asked for. */
function wholeHour({ hour, minute }: Asked): [string, Words][] {
  return hour && !minute ? [[hour, spanWords(hour)]] : [];
}

function spanWords(hour: string, minute?: string): Words {
  const said = spanFace(Number(hour), minute);
  return { zh: said, en: said };
}
