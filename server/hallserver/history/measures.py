"""One definition of each measure, as SQL over past and today; `views.reports` is its independent check.

Percentiles are exact, type 7 of Hyndman & Fan (1996). The engine interpolates in binary fractions, so its result
is taken to the hundredth, which type 7 at whole percents always is, and rounded by `core.measures.whole`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import duckdb
from msgspec.structs import replace

from hallserver.contract import GroupTrend, HeatCell, ReportRow, ReportView, TrendPoint, Words
from hallserver.core.casework.outcomes import DECISIONS, HANDED_ON, TAKEN_IN
from hallserver.core.figures.measures import Spread, whole
from hallserver.core.people.sitting import Part
from hallserver.core.queue.asked import HALF_HOUR_MS
from hallserver.core.queue.tickets import State
from hallserver.history.columns import PROMISES, RATINGS, SERVICES, SESSIONS, TOLD, WAITS, Table
from hallserver.history.engine import quoted
from hallserver.history.reader import NOTHING, Past, Today
from hallserver.history.rows import read_pauses
from hallserver.store.types import to_ms
from hallserver.views.figures.reports import NOT_COME, TOTAL, Ask, column_of, natural, row_of

PERCENTS = [0.5, 0.9, 0.95]
STEP_MS, STEPS = (
    300_000,
    24,
)  # of `lengths`: two hours by five minutes, and one step for all that lasted longer


@dataclass(frozen=True, slots=True)
class Measure:
    """What one report measures; every text is SQL over the columns of its table.

    Attributes:
        table: where its rows are.
        ms: the duration; `{until}` is the beginning of today.
        excluded: whether a row is shown and not counted.
        facts: what the marks follow from; of few values, for rows are counted by them first. `{level}` is the hall's
            target for a wait in ms.
        marks: each gives, from the facts, the name of a mark that a counted row has, or NULL.
        where: which rows of the asked days it is about; from what is asked.
        parts: durations that are part of it, in ms, by name.
        paused_for: ms of pauses by reason, as `rows.written` writes them; "" where rows have none.
        pieces: how many pieces (件) a row handled.
        day: the day to which a row belongs.
        since_ever: whether rows of days long before may belong to the asked days; then `where` says which do.
        began: the time that `hour` was worked out from; "" where a row knows the hour alone.
        is_long: whether durations may be longer than 24 days, which is what fits in four bytes.
    """

    table: Table
    ms: str
    excluded: str = "false"
    facts: Mapping[str, str] = field(default_factory=dict)
    marks: Sequence[str] = ()
    where: Callable[[Ask], str] = field(default=lambda _ask: "true")
    pieces: str = "0"
    parts: Mapping[str, str] = field(default_factory=dict)
    paused_for: str = ""
    day: str = "day"
    since_ever: bool = False
    began: str = ""
    is_long: bool = False

    def group(self, by: str) -> str:
        """The column to group by; a report whose rows do not have it is one group."""
        column = column_of(by)
        return f'"{column}"' if column in self.table.columns else "''"


def answer(past: Past, ask: Ask, name: Callable[[str], Words], today: Today = NOTHING) -> ReportView:
    """Answer a report over past and today, as `views.reports.report` does from the database alone.

    Args:
        past: the history.
        ask: what is asked; `ask.report` is one of `views.reports.REPORTS`, `ask.by` one of `BY`.
        name: names a group (`views.reports.names`).
        today: rows of `table_of(ask)` that the history does not hold yet (`present.read_today`).

    Raises:
        duckdb.IOException: a file was merged into its month meanwhile; refresh, and ask again.
        duckdb.OutOfMemoryException: more rows than the engine's memory holds: 12 million in 160 MB.
    """
    measure = _MEASURES[ask.report]
    sample = _sample(past, measure, ask, measure.group(ask.by), today)
    groups = _groups(past, measure, ask, sample)
    marks = _marks(past, measure, ask, sample)
    paused = _paused_for(past, measure, ask, sample)
    total = _Group(
        sum(each.count for each in groups.values()),
        sum(each.total for each in groups.values()),
        max((each.most for each in groups.values()), default=0),
        _percentiles(past, measure, ask, sample) if groups else (),
        sum(each.excluded for each in groups.values()),
        sum(each.pieces for each in groups.values()),
        [sum(each) for each in zip(*(each.parts for each in groups.values() if each.parts), strict=True)],
    )
    every = sum(marks.values(), Counter[str]())
    all_paused = sum(paused.values(), Counter[str]())
    return ReportView(
        ask.report,
        ask.by,
        ask.first_day,
        ask.last_day,
        tuple(
            _row(measure, key, name(key), groups[key], marks[key], paused[key])
            for key in sorted(groups, key=natural)
        ),
        _row(measure, "", TOTAL, total, every, all_paused),
    )


def heat(past: Past, ask: Ask, today: Today = NOTHING) -> tuple[HeatCell, ...]:
    """When it is full: waits or service times by weekday and half hour; cells without a counted row are left out.

    Rows that know no more than their hour are counted in its first half.
    """
    measure = _MEASURES[ask.report]
    half = _minute(measure, ask) if measure.began else "0"
    sample = _sample(past, measure, ask, f"(isodow(day) * 100 + hour) * 100 + {half}", today)
    found = _middles(past, measure, ask, sample)
    return tuple(
        HeatCell(key // 10_000, key // 100 % 100, key % 100, told.count, told.p50_ms, told.p90_ms)
        for key, told in sorted((int(key), told) for key, told in found.items())
    )


def trend(past: Past, ask: Ask, today: Today = NOTHING, *, monthly: bool = False) -> tuple[TrendPoint, ...]:
    """How it went, day by day or month by month; those without a counted row are left out."""
    measure = _MEASURES[ask.report]
    step = _start_of("month", measure) if monthly else measure.day
    found = _middles(past, measure, ask, _sample(past, measure, ask, step, today))
    return tuple(_point(key, told, monthly=monthly) for key, told in sorted(found.items()))


def trends(
    past: Past, ask: Ask, name: Callable[[str], Words], today: Today = NOTHING, *, monthly: bool = False
) -> tuple[GroupTrend, ...]:
    """How each group of `ask.by` went, week by week (by its Monday) or month by month.

    Groups stand in the order of what they count, the largest first; those without a counted row are left out.
    """
    measure = _MEASURES[ask.report]
    step = _start_of("month" if monthly else "week", measure)
    group = measure.group(ask.by)
    whole_span = _middles(past, measure, ask, _sample(past, measure, ask, group, today))
    sample = _sample(past, measure, ask, f"coalesce({group}::VARCHAR, '') || '{_BETWEEN}' || {step}", today)
    points: defaultdict[str, list[TrendPoint]] = defaultdict(list)
    for key, told in sorted(_middles(past, measure, ask, sample).items()):
        of, _, at = key.rpartition(_BETWEEN)
        points[of].append(_point(at, told, monthly=monthly))
    return tuple(
        GroupTrend(key, name(key), told.count, told.p50_ms, told.p90_ms, tuple(points[key]))
        for key, told in sorted(whole_span.items(), key=lambda each: (-each[1].count, natural(each[0])))
    )


_BETWEEN = "|"  # a group and its step; a step has none


def _start_of(step: str, measure: Measure) -> str:
    return f"date_trunc('{step}', {measure.day})::DATE"


def _point(key: str, told: _Middle, *, monthly: bool) -> TrendPoint:
    at = key[: len("2026-03" if monthly else "2026-03-02")]
    return TrendPoint(at, told.count, told.mean_ms, told.p50_ms, told.p90_ms)


def lengths(past: Past, ask: Ask, today: Today = NOTHING) -> tuple[int, ...]:
    """How many counted rows lasted under five minutes, under ten, …; the last: two hours or more."""
    measure = _MEASURES[ask.report]
    sample = _sample(past, measure, ask, "''", today)
    step = f"least(greatest(ms, 0) // {STEP_MS}, {STEPS})"
    query = f"SELECT {step}, count(*) FROM ({sample}) WHERE NOT is_excluded AND ms IS NOT NULL GROUP BY ALL"
    found = {int(step): int(count) for step, count in _fetch(past, ask, query)}
    return tuple(found.get(step, 0) for step in range(STEPS + 1))


def table_of(ask: Ask) -> Table:
    """The table that a report is about."""
    return _MEASURES[ask.report].table


def tells_halves(report: str) -> bool:
    """Whether its rows know in which half of an hour they began."""
    return bool(_MEASURES[report].began)


def first_day_of(ask: Ask) -> date | None:
    """The first day whose rows a report needs; None: since ever."""
    return None if _MEASURES[ask.report].since_ever else ask.first_day


def _mark(name: str, when: str) -> str:
    return f"CASE WHEN {when} THEN '{name}' END"


def _words(values: Any) -> str:
    return ", ".join(quoted(str(each)) for each in sorted(values))


_DECIDABLE = f"decidable <> 0 AND outcome IN ({_words(DECISIONS)})"
_PIECES = (
    f"CASE WHEN outcome = '{HANDED_ON}' THEN 0 ELSE coalesce(quantity, 1) END"  # as `core.pieces.pieces_of`
)
_COUNTS = "least(ready_day, due)"  # of a promise: `least` leaves NULL out
_OF_A_PROMISE = {
    "kept": "ready_day <= due",
    "kept_first": "ready_day <= promised",
    "never_ready": "ready_day IS NULL",
    "extended": "due > promised",
    "supplemented": "away_days > 0",
    "collected": "handed_day IS NOT NULL",
}
_WAITED = "epoch_ms(coalesce(called_at, ended_at, told_at)) - epoch_ms(told_at)"  # of a told wait
_SETTLED_AS_NEITHER = (  # a booked time, a wait that goes on, a number given up before the end that was told
    "wait_from > told_at OR called_at IS NULL AND (ended_at IS NULL "
    f"OR state = 'cancelled' AND {_WAITED} <= told_high_ms)"
)
_OF_WHAT_WAS_TOLD = {
    "kept": f"called_at IS NOT NULL AND {_WAITED} <= told_high_ms",
    "late": f"NOT (called_at IS NOT NULL AND {_WAITED} <= told_high_ms)",
    "not_called": "called_at IS NULL",
    "foretold": "told_by <> ''",
}
_OF_A_NUMBER = {
    "called": "called_at IS NOT NULL",
    "served": f"state = '{State.FINISHED}'",
    "given_up": f"state = '{State.CANCELLED}'",
    "missed": f"called_at IS NOT NULL AND state IN ({_words(NOT_COME)})",
    "not_called": f"called_at IS NULL AND state IN ({_words(NOT_COME)})",
}
_MEASURES: Mapping[str, Measure] = {
    "service-times": Measure(
        SERVICES, "service_ms", "excluded IS NOT NULL", pieces=_PIECES, began="started_at"
    ),
    "waits": Measure(
        WAITS,
        "wait_ms",
        facts={"within": "wait_ms <= {level}"},
        marks=(_mark("within", "within"),),
        began="called_at",
    ),
    "outcomes": Measure(
        SERVICES,
        "service_ms",
        "excluded IS NOT NULL",
        {"outcome": "outcome", "decidable": "decidable"},
        (
            "outcome",
            _mark("decidable", _DECIDABLE),
            _mark("registered", f"{_DECIDABLE} AND outcome IN ({_words(TAKEN_IN)})"),
        ),
        pieces=_PIECES,
        began="started_at",
    ),
    "sessions": Measure(
        SESSIONS,
        "length_ms",
        "closed_at IS NULL",
        pieces="coalesce(back_office_pieces, 0)",
        parts={str(each): f"coalesce({each}, 0)" for each in Part},
        paused_for="paused_for",
        began="opened_at",
    ),
    "ratings": Measure(
        RATINGS,
        "service_ms",
        "excluded IS NOT NULL OR rectification IS NOT DISTINCT FROM 'dropped'",
        {
            "level": "level",
            "bad": "rectification IS NOT NULL",
            "rectified": "rectification = 'done' AND done_day <= due",
        },
        ("'level_' || level", _mark("bad", "bad"), _mark("rectified_in_time", "rectified")),
    ),
    "told": Measure(
        TOLD,
        f"greatest({_WAITED}, 0)",
        _SETTLED_AS_NEITHER,
        _OF_WHAT_WAS_TOLD,
        tuple(_mark(name, name) for name in _OF_WHAT_WAS_TOLD),
        began="told_at",
    ),
    "numbers": Measure(
        TOLD,
        f"greatest({_WAITED}, 0)",
        facts=_OF_A_NUMBER,
        marks=tuple(_mark(name, name) for name in _OF_A_NUMBER),
        began="told_at",
    ),
    "promises": Measure(
        PROMISES,
        "greatest(epoch_ms(coalesce(ready_at, {until})) - epoch_ms(accepted_at), 0)",
        facts=_OF_A_PROMISE,
        marks=tuple(_mark(name, name) for name in _OF_A_PROMISE),
        where=lambda ask: (
            "state IN ('accepted', 'ready', 'handed_over') "
            f"AND (ready_day IS NOT NULL OR due < DATE '{_today(ask)}') "
            f"AND {_COUNTS} BETWEEN DATE '{ask.first_day}' AND DATE '{ask.last_day}'"
        ),
        day=_COUNTS,
        since_ever=True,
        began="accepted_at",
        is_long=True,
    ),
}


def _today(ask: Ask) -> date:
    return ask.today or ask.last_day


def _sample(past: Past, measure: Measure, ask: Ask, group: str, today: Today) -> str:
    """The rows that are asked for, as a subquery: group, duration, whether it is excluded, facts."""
    view = past.see(measure.table, first_day_of(ask), ask.last_day, today)
    until = to_ms(datetime.combine(_today(ask), time(), ask.zone))
    more = {**measure.facts, **measure.parts}
    if measure.paused_for:
        more["paused_for"] = measure.paused_for
    facts = "".join(f", {said.format(level=ask.level_ms)} AS {name}" for name, said in more.items())
    where = measure.where(ask) + (" AND department = $department" if ask.department else "")
    where += "".join(f" AND {_having(measure, ask, name)}" for name in ask.only.named())
    ms = measure.ms.format(until=f"make_timestamp_ms({until})::TIMESTAMPTZ")
    return f"SELECT {group} AS grp, {ms} AS ms, {measure.excluded} AS is_excluded, {measure.pieces} AS pieces{facts} FROM {view} WHERE {where}"


def _having(measure: Measure, ask: Ask, name: str) -> str:
    """What limits the rows to those of which something is asked; rows without such a column are none of them."""
    if name == "weekday":
        return "isodow(day) = $weekday"
    if name == "minute":
        return f"{_minute(measure, ask)} = $minute" if measure.began else "$minute IS NULL"
    return f'"{name}" = ${name}' if name in measure.table.columns else f"${name} IS NULL"


def _minute(measure: Measure, ask: Ask) -> str:
    """The half of the hall's hour in which a row began: 0 or 30; a zone's offset from UTC may be half an hour off."""
    offset = ask.zone.utcoffset(datetime.combine(ask.first_day, time()))
    shift = 0 if offset is None else int(offset.total_seconds() * 1000)
    return f"(epoch_ms({measure.began}) + {shift}) // {HALF_HOUR_MS} % 2 * 30"


@dataclass(slots=True)
class _Group:
    """One group's counted rows, their percentiles in ms as the engine interpolates them, and its excluded rows."""

    count: int = 0
    total: int = 0
    most: int = 0
    percentiles: Sequence[float] = ()
    excluded: int = 0
    pieces: int = 0
    parts: Sequence[int] = ()

    def spread(self) -> Spread:
        """Its figures, rounded as `core.measures.spread` rounds them."""
        if not self.count:
            return Spread(0, 0, 0, 0, 0, 0, 0)
        p50, p90, p95 = (whole(round(each * 100)) for each in self.percentiles)
        return Spread(self.count, self.total, round(self.total / self.count), p50, p90, p95, self.most)


def _groups(past: Past, measure: Measure, ask: Ask, sample: str) -> dict[str, _Group]:
    """Group → what is counted of it. Excluded rows are a group of their own: a FILTER takes twice the time."""
    query = (
        "SELECT grp, is_excluded, count(*), sum(ms), max(ms), sum(pieces), "
        f"quantile_cont(ms::KIND, {PERCENTS}){''.join(f', sum({part})' for part in measure.parts)} "
        f"FROM ({sample}) GROUP BY ALL"
    )
    found: defaultdict[str, _Group] = defaultdict(_Group)
    for key, is_excluded, count, total, most, pieces, percentiles, *parts in _fetch_durations(
        past, measure, ask, query
    ):
        group = found[_key(key)]
        if is_excluded:
            group.excluded = count
        else:
            group.count, group.total, group.most = count, int(total), most
            group.percentiles, group.pieces = percentiles, int(pieces)
            group.parts = [int(each) for each in parts]
    return found


@dataclass(frozen=True, slots=True)
class _Middle:
    """What a chart shows of a group: how many, their mean, median and nine tenths in ms."""

    count: int
    mean_ms: int
    p50_ms: int
    p90_ms: int


def _middles(past: Past, measure: Measure, ask: Ask, sample: str) -> dict[str, _Middle]:
    """Group → its figures, of groups of which anything counts; a chart asks for less than a table, and waits less."""
    query = (
        f"SELECT grp, count(*), sum(ms), quantile_cont(ms::KIND, {PERCENTS[:2]}) "
        f"FROM ({sample}) WHERE NOT is_excluded GROUP BY grp"
    )
    found = {}
    for key, count, total, percentiles in _fetch_durations(past, measure, ask, query):
        p50, p90 = (whole(round(each * 100)) for each in percentiles)
        found[_key(key)] = _Middle(count, round(int(total) / count), p50, p90)
    return found


def _percentiles(past: Past, measure: Measure, ask: Ask, sample: str) -> Sequence[float]:
    """Those of all groups together: a question of its own, for together they would hold every duration twice."""
    query = f"SELECT quantile_cont(ms::KIND, {PERCENTS}) FROM ({sample}) WHERE NOT is_excluded"
    found: Sequence[float] = _fetch_durations(past, measure, ask, query)[0][0]
    return found


def _fetch_durations(past: Past, measure: Measure, ask: Ask, query: str) -> list[Any]:
    """Run a question about durations, in four bytes each where they fit: the engine holds every one of them."""
    if not measure.is_long:
        with suppress(
            duckdb.ConversionException
        ):  # a clock leapt, and something lasted for more than 24 days
            return _fetch(past, ask, query.replace("KIND", "INTEGER"))
    return _fetch(past, ask, query.replace("KIND", "BIGINT"))


def _marks(past: Past, measure: Measure, ask: Ask, sample: str) -> defaultdict[str, Counter[str]]:
    """Group → how many of its counted rows have each mark."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    if not measure.marks:
        return found
    facts = f"SELECT grp, count(*) AS n, {', '.join(measure.facts)} FROM ({sample}) "
    query = f"SELECT grp, n, {', '.join(measure.marks)} FROM ({facts} WHERE NOT is_excluded GROUP BY ALL)"
    for group, count, *marks in _fetch(past, ask, query):
        for mark in marks:
            if mark is not None:
                found[_key(group)][mark] += count
    return found


def _paused_for(past: Past, measure: Measure, ask: Ask, sample: str) -> defaultdict[str, Counter[str]]:
    """Group → ms of pauses by reason; reasons are the hall's own words, so the rows are read, not counted."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    if not measure.paused_for:
        return found
    query = f"SELECT grp, paused_for FROM ({sample}) WHERE NOT is_excluded AND paused_for <> '{{}}'"
    for group, said in _fetch(past, ask, query):
        found[_key(group)].update(read_pauses(said))
    return found


def _fetch(past: Past, ask: Ask, query: str) -> list[Any]:
    values: dict[str, str | int] = {"department": ask.department} if ask.department else {}
    values |= ask.only.named()
    return past.engine.execute(query, values).fetchall()


def _key(group: object) -> str:
    return "" if group is None else str(group)


def _row(
    measure: Measure, key: str, name: Words, group: _Group, marks: Counter[str], paused_for: Counter[str]
) -> ReportRow:
    row = row_of(key, name, group.spread(), group.excluded, marks)
    parts = dict(zip(measure.parts, group.parts, strict=True)) if group.parts else {}
    return replace(row, pieces=group.pieces, parts=parts, paused_for=dict(sorted(paused_for.items())))
