"""Who is expected when, and who came: terms, the plan of windows, hours and leave beside the record of sign-ons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import product

from sqlalchemy import Connection, select, text

from hallserver.contract import (
    DayAttended,
    HalfDayView,
    LeaveView,
    PersonAttended,
    RosterView,
    Words,
)
from hallserver.core.figures.findings import Finding
from hallserver.core.people.leave import Attended, HalfDay, Leave, LeaveKind, covering
from hallserver.core.people.terms import Role
from hallserver.core.workdays import HALVES, NOON
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ClosingRow, FindingRow, LeaveRow, SecondmentRow, SessionRow
from hallserver.store.schema import closings, departments, findings, leaves, secondments, sessions, staffers

_A_DAY = timedelta(days=1)
Half = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """Which days, and if given, of which department or person."""

    first_day: date
    last_day: date
    department: str | None = None
    staffer: str | None = None

    def days(self) -> Iterator[date]:
        """Each of them."""
        day = self.first_day
        while day <= self.last_day:
            yield day
            day += _A_DAY


class _Person(SecondmentRow):
    """A secondment with the names of its staffer and department."""

    name: Words
    department: str
    department_name: Words


@dataclass(frozen=True, slots=True)
class _Record:
    """What the days' record says."""

    sat: Mapping[tuple[str, Half], set[str]]  # person and half → windows
    manned: Mapping[Half, set[str]]  # half → windows at which anybody sat
    late: Mapping[tuple[str, Half], int]
    closed: Mapping[date, datetime]
    leaves: Mapping[str, list[LeaveRow]]
    missing: Mapping[tuple[str, Half], int] = field(default_factory=dict)


def roster_view(connection: Connection, plan: Plan, ask: Ask, now: datetime) -> RosterView:
    """Everybody whose term is in force on some of these days, by department and code."""
    record = _record(connection, plan, ask)
    people: dict[str, list[_Person]] = defaultdict(list)
    for row in _people(connection, ask):
        people[row.staffer].append(row)
    missing = _missing(plan, ask, people, record)
    found = (
        _person(plan, ask, terms, replace(record, missing=missing), now)
        for staffer, terms in people.items()
        if ask.staffer in {None, staffer}
    )
    return RosterView(ask.first_day, ask.last_day, tuple(found))


def _missing(
    plan: Plan, ask: Ask, people: Mapping[str, Collection[_Person]], record: _Record
) -> Counter[tuple[str, Half]]:
    """Department and half → how many of its people were expected and not there."""
    found: Counter[tuple[str, Half]] = Counter()
    for staffer, terms in people.items():
        own = [leave_of(each) for each in record.leaves.get(staffer, [])]
        for half in product(ask.days(), HALVES):
            if _in_force(terms, half[0]) and not record.sat.get((staffer, half)) and not covering(own, *half):
                found[next(iter(terms)).department, half] += bool(_spans(plan, half))
    return found


def _in_force(terms: Collection[_Person], day: date) -> bool:
    return any(each.from_day and each.to_day and each.from_day <= day <= each.to_day for each in terms)


def leave_of(row: LeaveRow) -> Leave:
    """A leave as the rules know it."""
    return Leave(row.staffer, LeaveKind(row.kind), row.first_day, row.last_day, row.half)


class NamedLeave(LeaveRow):
    """A leave with the names of the person and the department."""

    name: Words
    department_name: Words


def leaves_in(connection: Connection, first: date, last: date, department: str | None) -> list[NamedLeave]:
    """The leaves that touch these days and were not withdrawn, by day and person; of one department, or of all."""
    query = (
        select(leaves, staffers.c.name, departments.c.name.label("department_name"))
        .join(staffers, staffers.c.code == leaves.c.staffer)
        .join(departments, departments.c.code == staffers.c.department)
        .where(leaves.c.last_day >= first, leaves.c.first_day <= last, leaves.c.withdrawn_at.is_(None))
        .order_by(leaves.c.first_day, leaves.c.staffer)
    )
    if department is not None:
        query = query.where(staffers.c.department == department)
    return read_rows(connection, query, NamedLeave)


def leave_view(row: LeaveRow) -> LeaveView:
    """A leave as it is shown."""
    return LeaveView(
        row.id,
        row.staffer,
        LeaveKind(row.kind),
        row.first_day,
        row.last_day,
        row.half,
        row.noted_by,
        row.noted_at,
    )


def _person(
    plan: Plan, ask: Ask, terms: Collection[_Person], record: _Record, now: datetime
) -> PersonAttended:
    newest = max(terms, key=lambda each: each.from_day or date.min)
    own = record.leaves.get(newest.staffer, [])
    days = [_day(plan, day, terms, record, now) for day in ask.days()]
    return PersonAttended(
        newest.staffer,
        newest.name,
        newest.department,
        newest.department_name,
        Role(newest.role),
        tuple(days),
        tuple(map(leave_view, own)),
    )


def _day(plan: Plan, day: date, terms: Collection[_Person], record: _Record, now: datetime) -> DayAttended:
    windows: set[str] = set()
    halves = []
    for half in HALVES:
        halves.append(_half(plan, (day, half), terms, record, now))
        windows |= record.sat.get((next(iter(terms)).staffer, (day, half)), set())
    return DayAttended(day, halves[0], halves[1], tuple(sorted(windows, key=lambda code: (len(code), code))))


def _half(plan: Plan, half: Half, terms: Collection[_Person], record: _Record, now: datetime) -> HalfDayView:
    day, which = half
    person = next(iter(terms))
    leave = covering([leave_of(each) for each in record.leaves.get(person.staffer, [])], day, which)
    spans = _spans(plan, half)
    late_ms = record.late.get((person.staffer, half), 0)
    in_force = _in_force(terms, day)
    shut = record.closed.get(day)
    has_hours = bool(spans) and in_force and not (shut and spans and shut <= spans[0])
    known = HalfDay(
        has_hours=has_hours,
        on_leave=leave is not None,
        sat=bool(record.sat.get((person.staffer, half))),
        was_late=late_ms > 0,
        is_over=spans is not None and now >= spans[1],
        left_empty=len(_planned(plan, half, person.department) - record.manned.get(half, set())),
        missing=record.missing.get((person.department, half), 1),
        recorded=bool(record.manned.get(half)),
    )
    went = known.went()
    return HalfDayView(
        went,
        leave.kind if leave and went == Attended.LEAVE else None,
        late_ms if went == Attended.LATE else 0,
    )


def _spans(plan: Plan, half: Half) -> tuple[datetime, datetime] | None:
    """When the hall's hours of this half begin and end; None where it has none."""
    day, which = half
    lower, upper = (time.min, NOON) if which == "am" else (NOON, time.max)
    found = [
        (max(each.start, lower), min(each.end, upper))
        for each in plan.hours.spans(day)
        if each.start < upper and each.end > lower
    ]
    if not found:
        return None
    zone = plan.hours.zone
    return datetime.combine(day, found[0][0], zone), datetime.combine(day, found[-1][1], zone)


def _planned(plan: Plan, half: Half, department: str) -> set[str]:
    """The department's windows that the plan in force opens then; one that a manager closed for the day is not."""
    day, which = half
    found = set()
    for code, window in plan.windows.items():
        if window.department != department:
            continue
        today = plan.todays.get((day, code))
        shift = plan.shifts.get((code, day.weekday(), which))
        serves = today or shift
        if (serves.lines or serves.groups) if serves else (window.lines or window.groups):
            found.add(code)
    return found


def _people(connection: Connection, ask: Ask) -> list[_Person]:
    query = (
        select(
            secondments,
            staffers.c.name,
            staffers.c.department,
            departments.c.name.label("department_name"),
        )
        .join(staffers, staffers.c.code == secondments.c.staffer)
        .join(departments, departments.c.code == staffers.c.department)
        .where(
            text("secondment.state IN ('seconded', 'ended')"),
            secondments.c.from_day <= ask.last_day,
            secondments.c.to_day >= ask.first_day,
        )
        .order_by(staffers.c.department, staffers.c.code)
    )
    if ask.department is not None:
        query = query.where(staffers.c.department == ask.department)
    if (
        ask.staffer is not None
    ):  # with their colleagues, who say whether a window was left empty for want of them
        own = select(staffers.c.department).where(staffers.c.code == ask.staffer)
        query = query.where(staffers.c.department.in_(own))
    return read_rows(connection, query, _Person)


def _record(connection: Connection, plan: Plan, ask: Ask) -> _Record:
    sat: dict[tuple[str, Half], set[str]] = defaultdict(set)
    manned: dict[Half, set[str]] = defaultdict(set)
    by_session: dict[tuple[str, str, date], str] = {}
    for row in _sessions(connection, ask):
        for half in _halves(plan, row):
            sat[row.staffer, half].add(row.window)
            manned[half].add(row.window)
        opened = row.opened_at.astimezone(plan.hours.zone)
        by_session.setdefault((row.staffer, row.window, row.day), plan.hours.half(opened))
    late = {
        (
            row.staffer or "",
            (row.day, by_session.get((row.staffer or "", row.window or "", row.day), "am")),
        ): row.amount
        for row in _late(connection, ask)
    }
    return _Record(sat, manned, late, _closed(connection, ask), _leaves(connection, ask))


def _sessions(connection: Connection, ask: Ask) -> Iterable[SessionRow]:
    query = select(sessions).where(sessions.c.day.between(ask.first_day, ask.last_day))
    return read_rows(connection, query.order_by(sessions.c.opened_at), SessionRow)


def _halves(plan: Plan, row: SessionRow) -> Iterator[Half]:
    """The halves of its day in which somebody was signed on."""
    zone = plan.hours.zone
    opened = row.opened_at.astimezone(zone)
    closed = row.closed_at.astimezone(zone) if row.closed_at else None
    noon = datetime.combine(row.day, NOON, zone)
    if opened < noon:
        yield row.day, "am"
    ends = _spans(plan, (row.day, "pm"))
    # whoever signs on over lunch is there in the afternoon; whoever stays over noon is only if they stay for it
    if opened >= noon or closed is None or (ends is not None and closed > ends[0]):
        yield row.day, "pm"


def _late(connection: Connection, ask: Ask) -> list[FindingRow]:
    query = select(findings).where(
        findings.c.day.between(ask.first_day, ask.last_day),
        findings.c.kind == str(Finding.LATE),
        findings.c.lifted.is_(None),
    )
    return read_rows(connection, query, FindingRow)


def _closed(connection: Connection, ask: Ask) -> dict[date, datetime]:
    query = select(closings).where(closings.c.day.between(ask.first_day, ask.last_day))
    return {row.day: row.at for row in read_rows(connection, query, ClosingRow)}


def _leaves(connection: Connection, ask: Ask) -> dict[str, list[LeaveRow]]:
    query = (
        select(leaves)
        .where(
            leaves.c.last_day >= ask.first_day,
            leaves.c.first_day <= ask.last_day,
            leaves.c.withdrawn_at.is_(None),
        )
        .order_by(leaves.c.first_day)
    )
    found: dict[str, list[LeaveRow]] = defaultdict(list)
    for row in read_rows(connection, query, LeaveRow):
        found[row.staffer].append(row)
    return found
