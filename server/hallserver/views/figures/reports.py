"""Reports: service times, waits, outcomes, sessions, ratings; computed from the rows, never from averages."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import Connection, Select, select

from hallserver.contract import ReportRow, ReportView, Words
from hallserver.core.casework.outcomes import DECISIONS
from hallserver.core.casework.pieces import pieces_of
from hallserver.core.casework.rectify import Rectified
from hallserver.core.figures import measures
from hallserver.core.language import said
from hallserver.core.people.sitting import NOTHING
from hallserver.core.queue.asked import ALL, Only
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import (
    CaseFileRow,
    DeskWorkRow,
    RatingRow,
    RectificationRow,
    ServiceRow,
    SessionRow,
    StafferRow,
)
from hallserver.store.schema import (
    cases,
    desk_works,
    matters,
    ratings,
    rectifications,
    secondments,
    services,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.store.types import to_ms
from hallserver.store.watching.sat import Sat, spent_on
from hallserver.views.casework.cases import in_time as is_kept
from hallserver.views.casework.cases import in_time_first
from hallserver.views.casework.rectify import in_time

BY = ("secondment", "staffer", "department", "window", "matter", "line", "hour", "class", "day")
REPORTS = ("service-times", "waits", "outcomes", "sessions", "ratings", "promises", "told", "numbers")
_WHERE = frozenset({"window", "matter", "line", "staffer", "visitor_class", "weekday", "hour", "minute"})
KNOWN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("service-times", "waits", "outcomes"), _WHERE),
    "ratings": _WHERE - {"minute"},  # a rating knows the hour of its service alone
    **dict.fromkeys(
        ("told", "numbers"), _WHERE - {"window", "staffer"}
    ),  # a number is taken before a window calls it
    "promises": _WHERE - {"visitor_class"},
    "sessions": frozenset({"window", "staffer", "weekday", "hour", "minute"}),
}
"""What the rows of each report have of `core.asked.Only`; nothing else can be asked of them."""
NOT_COME = frozenset({State.MISSED, State.VOID, State.EXPIRED})
_COLUMNS = {"class": "visitor_class"}
TOTAL = Words("合计", "Total")


@dataclass(frozen=True, slots=True)
class Ask:
    """The subject of a report, in the hall's zone; `department` limits it to its people and windows, `only` to some rows.

    `today` decides which promises are overdue; without it, the last day does. `level_ms`: the hall's target for a
    wait; whoever answers takes it from the plan.
    """

    report: str
    by: str
    first_day: date
    last_day: date
    zone: ZoneInfo
    department: str | None = None
    today: date | None = None
    level_ms: int = 0
    only: Only = ALL


@dataclass(frozen=True, slots=True)
class _Sample:
    """One measurement: its group, its duration, why it does not count, its marks, its pieces, its parts in ms."""

    group: str
    ms: int
    excluded: str | None = None
    marks: tuple[str, ...] = ()
    pieces: int = 0
    parts: Mapping[str, int] = field(default_factory=dict)
    paused_for: Mapping[str, int] = field(default_factory=dict)


def report(connection: Connection, plan: Plan, ask: Ask) -> ReportView:
    """Compute a report; groups are sorted by code."""
    ask = of_hall(ask, plan)
    samples = list(_SAMPLES[ask.report](connection, ask))
    told = names(connection, plan, ask.by)
    groups: dict[str, list[_Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.group].append(sample)
    rows = [_row(key, told(key), groups[key]) for key in sorted(groups, key=natural)]
    return ReportView(
        ask.report,
        ask.by,
        ask.first_day,
        ask.last_day,
        tuple(rows),
        _row("", TOTAL, samples),
    )


def of_hall(ask: Ask, plan: Plan) -> Ask:
    """The same, with what the hall's plan says to it."""
    return dataclasses.replace(ask, level_ms=plan.service_level_ms)


def _row(key: str, name: Words, samples: Iterable[_Sample]) -> ReportRow:
    counted = [each for each in samples if each.excluded is None]
    marks = Counter(mark for each in counted for mark in each.marks)
    excluded = sum(each.excluded is not None for each in samples)
    told = measures.spread([each.ms for each in counted])
    row = row_of(key, name, told, excluded, marks)
    parts: Counter[str] = Counter()
    paused_for: Counter[str] = Counter()
    for each in counted:
        parts.update(each.parts)
        paused_for.update(each.paused_for)
    return replace(
        row,
        pieces=sum(each.pieces for each in counted),
        parts=dict(sorted(parts.items())),
        paused_for=dict(sorted(paused_for.items())),
    )


def row_of(
    key: str, name: Words, told: measures.Spread, excluded: int, marks: Mapping[str, int]
) -> ReportRow:
    """Return a row of a report from its figures; how often each mark was found, in the order of marks."""
    return ReportRow(
        by=key,
        name=name,
        count=told.count,
        sum_ms=told.sum_ms,
        mean_ms=told.mean_ms,
        p50_ms=told.p50_ms,
        p90_ms=told.p90_ms,
        p95_ms=told.p95_ms,
        max_ms=told.max_ms,
        excluded=excluded,
        extra=dict(sorted(marks.items())),
    )


def _services(connection: Connection, ask: Ask) -> list[ServiceRow]:
    rows: Select[Any] = select(services).where(services.c.day.between(ask.first_day, ask.last_day))
    if ask.department:
        rows = rows.where(services.c.department == ask.department)
    return [
        row for row in read_rows(connection, rows, ServiceRow) if _is_asked(row, ask, row.day, row.started_at)
    ]


def _is_asked(row: Row, ask: Ask, day: date, at: datetime | None = None) -> bool:
    """Whether a row is one of those asked for; one that has no `hour` of its own belongs to that of `at`."""
    told = {"weekday": day.isoweekday()}
    if at is not None:
        here = at.astimezone(ask.zone)
        told |= {"hour": getattr(row, "hour", here.hour), "minute": here.minute // 30 * 30}
    return all(told.get(name, getattr(row, name, None)) == said for name, said in ask.only.named().items())


def _service_times(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    for row in _services(connection, ask):
        yield _Sample(_group(row, ask), row.service_ms, row.excluded, pieces=pieces_of([row]))


class _Wait(Row):
    """A called visitor: when, after which wait, by whom."""

    matter: str
    line: str
    window: str | None
    day: date
    wait_ms: int | None
    called_at: datetime
    arrived_at: datetime
    visitor_class: str
    staffer: str | None
    secondment: int | None
    department: str | None


class _ToldWait(Row):
    """A number's first stop, and what it was told of its wait."""

    matter: str
    line: str
    day: date
    state: str
    arrived_at: datetime
    wait_from: datetime
    first_called_at: datetime | None
    ended_at: datetime | None
    visitor_class: str
    told_high_ms: int
    told_by: str
    department: str


class _Session(SessionRow):
    """A session and its staffer's department."""

    department: str


class _CaseOfLine(CaseFileRow):
    """A case and the line of its matter."""

    line: str | None


class _Seconded(Row):
    """A secondment and its staffer's name."""

    id: int
    name: Words


def _waits(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """The waits from arrival to the last call, of all called visitors, served or not.

    `within`: called within the hall's target.
    """
    query = (
        select(
            stops.c.matter,
            stops.c.line,
            stops.c.window,
            stops.c.day,
            stops.c.wait_ms,
            stops.c.called_at,
            stops.c.arrived_at,
            tickets.c.visitor_class,
            sessions.c.staffer,
            sessions.c.secondment,
            staffers.c.department,
        )
        .join(tickets, tickets.c.id == stops.c.ticket)
        .outerjoin(sessions, sessions.c.id == stops.c.session)
        .outerjoin(staffers, staffers.c.code == sessions.c.staffer)
        .where(stops.c.called_at.is_not(None), stops.c.day.between(ask.first_day, ask.last_day))
    )
    for row in read_rows(connection, query, _Wait):
        if ask.department and row.department != ask.department:
            continue
        if not _is_asked(row, ask, row.day, row.called_at):
            continue
        ms = row.wait_ms if row.wait_ms is not None else to_ms(row.called_at) - to_ms(row.arrived_at)
        yield _Sample(_group(row, ask, row.called_at), ms, None, ("within",) if ms <= ask.level_ms else ())


def _outcomes(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """Counts by outcome; `decidable` and `registered` give the on-the-spot and registration-only rates."""
    for row in _services(connection, ask):
        marks = [row.outcome]
        if row.decidable and row.outcome in DECISIONS:
            marks.append("decidable")
            if measures.is_registered(row):
                marks.append("registered")
        yield _Sample(_group(row, ask), row.service_ms, row.excluded, tuple(marks), pieces_of([row]))


def _sessions(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """How long staffers were signed on; an open session does not count yet.

    Parts: `core.sitting`, which sum up to its length. Pieces: what its work without a visitor handled.
    """
    query = select(sessions, staffers.c.department).join(staffers, staffers.c.code == sessions.c.staffer)
    work = _works(connection)
    rows = [row for row in read_rows(connection, query, _Session) if _sat_then(row, ask)]
    spent = spent_on(connection, (Sat(row.id, row.day, row.closed_at) for row in rows if row.closed_at))
    for row in rows:
        opened = row.opened_at.astimezone(ask.zone)
        group = str(opened.date()) if ask.by == "day" else _group(row, ask, opened)
        until = row.closed_at or row.opened_at
        told = spent.get(row.id, NOTHING)
        yield _Sample(
            group,
            to_ms(until) - to_ms(row.opened_at),
            None if row.closed_at else "open",
            pieces=sum(each.pieces or 0 for each in work.get(row.id, ())),
            parts=told.parts,
            paused_for=told.paused_for,
        )


def _sat_then(row: _Session, ask: Ask) -> bool:
    opened = row.opened_at.astimezone(ask.zone)
    if not ask.first_day <= opened.date() <= ask.last_day:
        return False
    if ask.department and row.department != ask.department:
        return False
    return _is_asked(row, ask, opened.date(), opened)


def _works(connection: Connection) -> dict[int, list[DeskWorkRow]]:
    """Session → its back-office work that is over and counts."""
    found: dict[int, list[DeskWorkRow]] = defaultdict(list)
    over = select(desk_works).where(desk_works.c.to_at.is_not(None), desk_works.c.excluded.is_(None))
    for row in read_rows(connection, over, DeskWorkRow):
        found[row.session].append(row)
    return found


def _ratings(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """Levels of the rated services, bad ones, and those put right in time.

    The service time is included, because bad ratings often follow long services.
    """
    levels = {row.stop: row.level for row in read_rows(connection, select(ratings), RatingRow)}
    cases = {row.stop: row for row in read_rows(connection, select(rectifications), RectificationRow)}
    for row in _services(connection, ask):
        if row.stop not in levels:
            continue
        marks = [f"level_{levels[row.stop]}"]
        excluded = row.excluded
        if case := cases.get(row.stop):
            marks += ["bad", *(["rectified_in_time"] if in_time(case) else [])]
            excluded = "appeal_upheld" if case.state == Rectified.DROPPED else excluded
        yield _Sample(_group(row, ask), row.service_ms, excluded, tuple(marks))


def _promises(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """Cases by the result of their promise, each on the earlier of its due day and its result (办结).

    `kept`: the result lay at the hall by the due day, including lawful extensions; `kept_first`: by the first
    promise. `never_ready`: past the due day and still without a result; its time runs until today. `collected`:
    handed over, whenever: that the visitor has not come is nobody's fault. A case belongs to the staffer who
    accepted it. Durations run from the acceptance to the result.
    """
    today = ask.today or ask.last_day
    query = select(cases, matters.c.line).join(matters, matters.c.code == cases.c.matter)
    if ask.department:
        query = query.where(cases.c.department == ask.department)
    query = query.where(cases.c.state.in_(("accepted", "ready", "handed_over")))
    for row in read_rows(connection, query, _CaseOfLine):
        ended = row.ready_day is not None
        counts = min(row.ready_day, row.due) if row.ready_day is not None else row.due
        if not ask.first_day <= counts <= ask.last_day or (not ended and counts >= today):
            continue
        if not _is_asked(row, ask, row.accepted_day, row.accepted_at):
            continue
        until_ms = to_ms(row.ready_at or datetime.combine(today, time(), ask.zone))
        marks = {
            "kept": is_kept(row),
            "kept_first": in_time_first(row),
            "never_ready": not ended,
            "extended": row.due > row.promised,
            "supplemented": row.away_days > 0,
            "collected": row.handed_day is not None,
        }
        ms = max(until_ms - to_ms(row.accepted_at), 0)
        group = str(row.accepted_day) if ask.by == "day" else _group(row, ask, row.accepted_at)
        found = tuple(mark for mark, is_found in marks.items() if is_found)
        yield _Sample(group, ms, None, found)


def _told(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """What each number was told of its wait, against what happened; every number told counts once, or is excluded.

    `kept`: first called by the end it was told. `late`: called after it, or never (`not_called`). `foretold`: told by the
    forecast, the others by the mean service. Excluded: booked for a later time; still waiting; given up before that
    end. A told wait is no window's and no staffer's, and its department is the matter's.
    """
    for row in _told_waits(connection, ask):
        ms = _until_called(row)
        in_time = ms <= row.told_high_ms
        called = row.first_called_at is not None
        marks = {
            "kept": called and in_time,
            "late": not (called and in_time),
            "not_called": not called,
            "foretold": bool(row.told_by),
        }
        found = tuple(mark for mark, is_found in marks.items() if is_found)
        yield _Sample(_group(row, ask, row.arrived_at), ms, _why_not_judged(row, in_time=in_time), found)


def _numbers(connection: Connection, ask: Ask) -> Iterable[_Sample]:
    """Every number that was taken, and what became of its first matter; the duration is that to its first call.

    `called`: at least once. Of those that ended, each is one of `served`, `given_up` (cancelled by the visitor or for
    them), `missed` (called, and nobody came before the hall closed) and `not_called` (still waiting at the closing).
    """
    for row in _told_waits(connection, ask):
        called = row.first_called_at is not None
        marks = {
            "called": called,
            "served": row.state == State.FINISHED,
            "given_up": row.state == State.CANCELLED,
            "missed": called and row.state in NOT_COME,
            "not_called": not called and row.state in NOT_COME,
        }
        found = tuple(mark for mark, is_found in marks.items() if is_found)
        yield _Sample(_group(row, ask, row.arrived_at), _until_called(row), None, found)


def _until_called(row: _ToldWait) -> int:
    """The ms from taking the number to its first call, or to its end."""
    until = row.first_called_at or row.ended_at or row.arrived_at
    return max(to_ms(until) - to_ms(row.arrived_at), 0)


def _told_waits(connection: Connection, ask: Ask) -> list[_ToldWait]:
    query = (
        select(
            stops.c.matter,
            stops.c.line,
            stops.c.day,
            stops.c.state,
            stops.c.arrived_at,
            stops.c.wait_from,
            stops.c.first_called_at,
            stops.c.ended_at,
            tickets.c.visitor_class,
            tickets.c.told_high_ms,
            tickets.c.told_by,
            matters.c.department,
        )
        .join(tickets, tickets.c.id == stops.c.ticket)
        .join(matters, matters.c.code == stops.c.matter)
        .where(stops.c.position == 1, tickets.c.day.between(ask.first_day, ask.last_day))
    )
    if ask.department:
        query = query.where(matters.c.department == ask.department)
    rows = read_rows(connection, query, _ToldWait)
    return [row for row in rows if _is_asked(row, ask, row.day, row.arrived_at)]


def _why_not_judged(row: _ToldWait, *, in_time: bool) -> str | None:
    """Why a told wait is neither kept nor late; None when it is."""
    if row.wait_from > row.arrived_at:
        return "booked"
    if row.first_called_at is not None:
        return None
    if row.ended_at is None:
        return "waits"
    return "given_up" if row.state == State.CANCELLED and in_time else None


def _group(row: Row, ask: Ask, at: datetime | None = None) -> str:
    """The group of a row; rows that have no `hour` of their own belong to that of `at`."""
    if ask.by == "hour" and at is not None:
        return str(at.astimezone(ask.zone).hour)
    found = getattr(row, column_of(ask.by), None)
    return "" if found is None else str(found)


def column_of(by: str) -> str:
    """The column of the rows by which a report is grouped."""
    return _COLUMNS.get(by, by)


_SAMPLES: Mapping[str, Callable[[Connection, Ask], Iterable[_Sample]]] = {
    "service-times": _service_times,
    "waits": _waits,
    "outcomes": _outcomes,
    "sessions": _sessions,
    "ratings": _ratings,
    "promises": _promises,
    "told": _told,
    "numbers": _numbers,
}


def names(connection: Connection, plan: Plan, by: str) -> Callable[[str], Words]:
    """Return what names the groups of a report: code → words, for each of `BY`."""
    if by == "staffer":
        people = {row.code: row.name for row in read_rows(connection, select(staffers), StafferRow)}
    elif by == "secondment":
        query = select(secondments.c.id, staffers.c.name).join(staffers)
        people = {str(row.id): row.name for row in read_rows(connection, query, _Seconded)}
    else:
        people = {}
    plans: Mapping[str, Mapping[str, Any]] = {
        "department": plan.departments,
        "window": plan.windows,
        "matter": plan.matters,
        "line": plan.lines,
    }

    def name(key: str) -> Words:
        if by == "hour":
            return Words(f"{key}时", f"{key}:00") if key else Words("", "")
        if by == "class" and key in plan.rules.classes:
            return Words(plan.rules.classes[key].zh, plan.rules.classes[key].en)
        found = plans.get(by, {}).get(key)
        return people.get(key) or (found.name if found else Words(key, key))

    return name


def natural(key: str) -> tuple[int, int, str]:
    """The order of groups: numbers by their size, before words."""
    return (0, int(key), "") if key.isdigit() else (1, 0, key)


def outcome_name(code: str) -> Words:
    """The name of an outcome in both languages."""
    return said.OUTCOMES[code]
