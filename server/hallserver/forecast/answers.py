"""Answers to what a manager asks of the days to come; given by the archive, beside those about the past."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from math import exp, sqrt
from pathlib import Path

import msgspec
from sqlalchemy import BigInteger, Connection, bindparam, func, select, type_coerce

from hallserver.contract import (
    ArrivalSlot,
    ArrivalsView,
    DayArrivals,
    LineArrivals,
    LineStaffing,
    StaffingSlot,
    StaffingView,
    WhatIfRow,
    WhatIfView,
    Words,
)
from hallserver.core.errors import TooFewDays
from hallserver.core.language import said
from hallserver.core.rules import QueueRules, read_rules
from hallserver.forecast.demand import SLOT_MINUTES, Counts, Demand, Expected, Key, days_after_closed
from hallserver.forecast.habits import Habits, Lasting
from hallserver.forecast.learning import learn
from hallserver.forecast.past import Day
from hallserver.forecast.remembering import days_before, past, read_day
from hallserver.forecast.staffing import Target, Work, windows_needed
from hallserver.forecast.watching import FOLDER, HABITS, catalogue_of
from hallserver.forecast.what_if import ALL, LEAST_DAYS, Change, Outcome, compare
from hallserver.history.answers import Answer, Archive
from hallserver.history.questions import AskArrivals, AskStaffing, AskWhatIf, WindowChange
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.prepared import Prepared, Row
from hallserver.store.schema import stops, tickets
from hallserver.store.types import from_ms

MINUTE_MS = 60_000
LOOKED_BACK = 26 * 7  # days: half a year of arrivals
JUDGED = 20  # open days, by which the forecast says how good it is
MIXED_DAYS = 28  # by which it is said what a line's visitors come for
MOST_DAYS = 40  # that a change is rehearsed on
MOST_VISITS = 20_000  # … in all: some ten seconds, in which nobody else is answered


class _Arrivals(Row):
    """How many numbers of a line were taken in one half hour; half hours are counted from 1970."""

    day: date
    line: str
    half_hour: int
    count: int


# counted in the database: half a year of a large hall is most of a million numbers
_HALF_HOUR = (type_coerce(tickets.c.arrived_at, BigInteger) // (SLOT_MINUTES * MINUTE_MS)).label("half_hour")
_ARRIVALS = Prepared(
    select(tickets.c.day, tickets.c.line, _HALF_HOUR, func.count().label("count"))
    .where(tickets.c.day >= bindparam("first"), tickets.c.day < bindparam("before"))
    .group_by(tickets.c.day, tickets.c.line, _HALF_HOUR),
    _Arrivals,
)


def demand_of(connection: Connection, plan: Plan, today: date, ahead: Sequence[date]) -> Demand:
    """The arrivals of the last half year, before today."""
    found: dict[date, Counter[Key]] = defaultdict(Counter)
    span = {"first": today - timedelta(days=LOOKED_BACK), "before": today}
    for row in _ARRIVALS.run(connection, span):
        local = from_ms(row.half_hour * SLOT_MINUTES * MINUTE_MS).astimezone(plan.hours.zone)
        found[row.day][row.line, (local.hour * 60 + local.minute) // SLOT_MINUTES] += row.count
    counts: Counts = found
    return Demand(counts, days_after_closed(list(counts), ahead))


def _arrivals(_: Archive, connection: Connection, question: AskArrivals) -> ArrivalsView:
    plan = load_plan(connection)
    ahead = _working_days(plan, question.today, question.days)
    demand = demand_of(connection, plan, question.today, ahead)
    judged = sorted(demand.counts)[-JUDGED:] if len(demand.counts) > JUDGED else []
    return ArrivalsView(
        len(demand.counts),
        round(100 * demand.error(judged)) if judged else None,
        tuple(DayArrivals(day, tuple(_lines(plan, demand.expect(day)))) for day in ahead),
    )


def _working_days(plan: Plan, first: date, count: int) -> list[date]:
    """The next days with hours, that one among them."""
    found: list[date] = []
    day = first
    while len(found) < count and day < first + timedelta(days=10 * count + 30):
        if plan.hours.spans(day) or plan.hours.always_open:
            found.append(day)
        day += timedelta(days=1)
    return found


def _lines(plan: Plan, expected: Mapping[Key, Expected]) -> list[LineArrivals]:
    found: list[LineArrivals] = []
    for code, line in plan.lines.items():
        slots = sorted((slot, each) for (of, slot), each in expected.items() if of == code and each.count > 0)
        if slots:
            shown = (
                ArrivalSlot(_face(slot), round(each.count, 1), round(each.low, 1), round(each.high, 1))
                for slot, each in slots
            )
            found.append(LineArrivals(code, line.name, tuple(shown)))
    return found


def _face(slot: int) -> str:
    hour, minute = divmod(slot * SLOT_MINUTES, 60)
    return f"{hour:02d}:{minute:02d}"


# windows needed -----------------------------------------------------------------------------------------------


def _staffing(archive: Archive, connection: Connection, question: AskStaffing) -> StaffingView:
    plan = load_plan(connection)
    demand = demand_of(connection, plan, question.today, [question.day])
    expected = demand.expect(question.day)
    habits = habits_of(archive.data, connection, plan, question.today)
    mixes = mixes_of(connection, question.today)
    target = Target(question.share_percent / 100, float(question.within_minutes))
    lines = []
    for code, line in plan.lines.items():
        arrivals = {
            slot: each.count for (of, slot), each in sorted(expected.items()) if of == code and each.count > 0
        }
        if not arrivals:
            continue
        work = work_of(habits, code, mixes.get(code) or dict.fromkeys(plan.matters_of_line[code], 1))
        needed = windows_needed(arrivals, work, target)
        slots = (
            StaffingSlot(_face(slot), round(count, 1), needed[slot], _planned(plan, question.day, slot, code))
            for slot, count in arrivals.items()
        )
        lines.append(LineStaffing(code, line.name, round(work.mean * MINUTE_MS), tuple(slots)))
    return StaffingView(question.day, question.share_percent, question.within_minutes, tuple(lines))


def _planned(plan: Plan, day: date, slot: int, line: str) -> int:
    """How many windows are planned then that may call some matter of the line."""
    minute = slot * SLOT_MINUTES
    at = datetime.combine(day, time(minute // 60, minute % 60), plan.hours.zone)
    matters = set(plan.matters_of_line[line])
    return sum(bool(matters & set(plan.matters_at(code, at))) for code in plan.windows)


class _Mix(Row):
    """How many came for a matter."""

    line: str
    matter: str
    count: int


_MIXES = Prepared(
    select(stops.c.line, stops.c.matter, func.count().label("count"))
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(tickets.c.day >= bindparam("first"), tickets.c.day < bindparam("before"))
    .group_by(stops.c.line, stops.c.matter),
    _Mix,
)


def mixes_of(connection: Connection, today: date) -> dict[str, dict[str, int]]:
    """Line → matter → how many came for it in the last weeks."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _MIXES.run(connection, {"first": today - timedelta(days=MIXED_DAYS), "before": today}):
        found[row.line][row.matter] = row.count
    return found


def work_of(habits: Habits, line: str, mix: Mapping[str, int]) -> Work:
    """What a visitor of the line takes of a window: service, walk and gap, or the time of a call nobody answers."""
    absent = min(habits.no_show[0] * habits.no_show_of.get(line, 1.0), 0.9)
    total = sum(mix.values())
    mean = square = 0.0
    for matter, count in mix.items():
        service = habits.service.get(matter, Lasting(2.0, 0.6))
        parts = (service, habits.walk, habits.gap)
        busy, varies = sum(map(_mean, parts)), sum(map(_variance, parts))
        missed = _mean(habits.missed) + _mean(habits.gap)
        share = count / total
        mean += share * ((1 - absent) * busy + absent * missed)
        square += share * ((1 - absent) * (busy**2 + varies) + absent * missed**2)
    slower = 1 + habits.breaks / 60 * _mean(habits.pause)
    return Work(mean * slower, sqrt(max(square - mean**2, 0.0)) / mean)


def _mean(of: Lasting) -> float:
    return exp(of.mu + of.sigma**2 / 2)


def _variance(of: Lasting) -> float:
    return (exp(of.sigma**2) - 1) * _mean(of) ** 2


def habits_of(data: Path, connection: Connection, plan: Plan, today: date) -> Habits:
    """The habits that were learned last; learned now where there are none."""
    try:
        return msgspec.json.decode((data / FOLDER / HABITS).read_bytes(), type=Habits)
    except (FileNotFoundError, msgspec.MsgspecError):
        days = list(past(connection, plan, days_before(connection, today)))
        return learn(days, catalogue_of(plan), today.isoformat())


# what if ------------------------------------------------------------------------------------------------------


def _what_if(archive: Archive, connection: Connection, question: AskWhatIf) -> WhatIfView:
    plan = load_plan(connection)
    proposed = read_rules(question.rules, plan.rules, plan.lines) if question.rules else None
    return rehearse(archive.data, connection, plan, question, proposed)


def rehearse(
    data: Path, connection: Connection, plan: Plan, question: AskWhatIf, proposed: QueueRules | None = None
) -> WhatIfView:
    """Live past days again without and with the changes, and under other rules where there are any.

    Raises:
        TooFewDays: there are not enough of them.
    """
    until = question.last_day + timedelta(days=1)
    lived = _days_to_live(connection, plan, question.first_day, until)
    if len(lived) < LEAST_DAYS:
        raise TooFewDays(days=len(lived), least=LEAST_DAYS)
    habits = habits_of(data, connection, plan, until)
    changes = [
        Change(each.kind, each.window, each.begins, each.ends, each.lines) for each in question.changes
    ]
    outcomes = compare(lived, habits, plan.rules, changes, plan.matters_of_line, proposed=proposed)
    said_of = [_said_of(plan, each) for each in question.changes]
    return WhatIfView(
        lived[0].day,
        lived[-1].day,
        len(lived),
        _advice([*said_of, *([said.advice_rules()] if proposed else [])], _about(question.changes, outcomes)),
        tuple(_row(plan, each) for each in outcomes),
    )


def _days_to_live(connection: Connection, plan: Plan, first: date, until: date) -> list[Day]:
    """The last days with visitors, as many as are lived again in some seconds; at least as many as say anything."""
    found: list[Day] = []
    visits = 0
    for day in reversed(days_before(connection, until, MOST_DAYS)):
        if day < first or (len(found) >= LEAST_DAYS and visits >= MOST_VISITS):
            break
        lived = read_day(connection, plan, day)
        if lived.visits:
            found.append(lived)
            visits += len(lived.visits)
    return found[::-1]


def _row(plan: Plan, of: Outcome) -> WhatIfRow:
    def ms(minutes: float) -> int:
        return round(minutes * MINUTE_MS)

    known = plan.rules.classes.get(of.visitor_class)
    name = (
        plan.lines[of.line].name
        if of.line
        else Words(known.zh, known.en)
        if known
        else Words("合计", "Total")
    )
    return WhatIfRow(
        line=of.line,
        visitor_class=of.visitor_class,
        name=name,
        visitors_a_day=round(of.visitors, 1),
        before_p50_ms=ms(of.before[0]),
        before_p90_ms=ms(of.before[1]),
        after_p50_ms=ms(of.after[0]),
        after_p90_ms=ms(of.after[1]),
        gain_ms=ms(of.gain),
        gain_low_ms=ms(of.low),
        gain_high_ms=ms(of.high),
    )


def _about(changes: Sequence[WindowChange], outcomes: Sequence[Outcome]) -> Outcome:
    """What a change is about: the first line that it names, else all."""
    line = next((each for change in changes for each in change.lines), ALL)
    whole = next(each for each in outcomes if not each.line and not each.visitor_class)
    return next((each for each in outcomes if each.line == line and not each.visitor_class), whole)


def _advice(changes: Sequence[Words], about: Outcome) -> Words:
    """The change in one sentence, with what it does to the nine tenths of the waits."""
    what = reduce(lambda one, other: said.advice_join(one=one, other=other), changes)
    before, after = round(about.before[1]), round(about.after[1])
    if about.low > 0 and after < before:
        return said.advice_shorter(what=what, before=before, after=after)
    if about.high < 0 and after > before:
        return said.advice_longer(what=what, before=before, after=after)
    return said.advice_same(what=what, before=before)


def _said_of(plan: Plan, change: WindowChange) -> Words:
    names = [plan.lines[line].name for line in change.lines]
    lines = Words("、".join(each.zh for each in names), ", ".join(each.en for each in names))
    begins, ends = _clock(change.begins), _clock(change.ends)
    if change.kind == "close":
        return said.advice_close(window=change.window, begins=begins, ends=ends)
    verb = said.advice_open if change.kind == "open" else said.advice_lend
    return verb(window=change.window, lines=lines, begins=begins, ends=ends)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


FORESIGHT: Mapping[type, Answer] = {
    AskArrivals: _arrivals,
    AskStaffing: _staffing,
    AskWhatIf: _what_if,
}
