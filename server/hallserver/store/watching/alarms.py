"""What the database knows of the present that an alarm may be about; nothing here is read in proportion to the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, text

from hallserver.core.floor.alarms import AlarmKind, Sighting
from hallserver.core.floor.equipment import CAN_PRINT, Condition
from hallserver.core.language.words import Fact, Words
from hallserver.store.catalogue import Plan
from hallserver.store.joined import SessionWithStaffer
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.queries import OPEN_SESSIONS
from hallserver.store.queue import heads, waiting
from hallserver.store.queue.waiting import Able
from hallserver.store.rows import AcknowledgementRow, AlarmRow, HelpRow, PrinterRow
from hallserver.store.schema import (
    IS_OPEN,
    acknowledgements,
    alarms,
    cases,
    helps,
    printers,
    session_matters,
    sessions,
    stops,
)

MINUTE = timedelta(minutes=1)
LAST_CALLS = 40  # of which the share of no-shows is taken
FEWEST_CALLS = 20
MOST_NAMED = 6  # windows named in one sentence
_ALL_DAY = 24 * 60

OPEN_ALARMS = Prepared(select(alarms).where(text("alarm.cleared_at IS NULL")), AlarmRow)
OPEN_ACKNOWLEDGEMENTS = Prepared(
    select(acknowledgements).where(text("acknowledgement.ended_at IS NULL")), AcknowledgementRow
)
_LONGEST = PreparedValue(
    select(func.min(stops.c.wait_from)).where(
        text("stop.state = 'waiting'"), stops.c.line == bindparam("line")
    )
)


class _Staffed(Row):
    """A window with somebody at it, and a line in which it may call."""

    window: str
    line: str


_STAFFED = Prepared(
    select(sessions.c.window, session_matters.c.line)
    .join(session_matters, session_matters.c.session == sessions.c.id)
    .where(IS_OPEN)
    .distinct(),
    _Staffed,
)
_LAST_CALLS = PreparedValue(
    select(stops.c.state)
    .where(text("stop.called_at IS NOT NULL"), stops.c.day == bindparam("day"))
    .order_by(stops.c.called_at.desc())
    .limit(LAST_CALLS)
)
_PRINTERS = Prepared(select(printers), PrinterRow)
_HELPS = Prepared(select(helps).where(text("help.answered_at IS NULL")), HelpRow)
_DUE_TODAY = PreparedValue(
    select(func.count())
    .select_from(cases)
    .where(
        text("case_file.state IN ('accepted', 'supplement', 'ready')"),  # the index of cases in hand
        cases.c.due == bindparam("today"),
        cases.c.state == "accepted",
    )
)


@dataclass(frozen=True, slots=True)
class Queue:
    """A line in which somebody waits: since when the longest, and the windows with somebody at them."""

    line: str
    waiting: int
    longest_from: datetime
    windows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """The moment that is looked at; what several kinds need is read once."""

    connection: Connection
    plan: Plan
    now: datetime
    able: Mapping[str, list[Able]]
    sessions: Mapping[str, SessionWithStaffer]
    queues: Mapping[str, Queue]

    @classmethod
    def of(cls, connection: Connection, plan: Plan, now: datetime) -> Present:
        """Read it."""
        able = waiting.able_by_matter(connection)
        open_now = {row.window: row for row in OPEN_SESSIONS.run(connection)}
        return cls(connection, plan, now, able, open_now, queues(connection, plan))

    def minutes(self, since: datetime) -> int:
        """Whole minutes from then to now."""
        return max((self.now - since) // MINUTE, 0)

    @property
    def minutes_open(self) -> int:
        """How long the hall has been open without a break; 0 while it is closed."""
        hours = self.plan.hours
        if hours.always_open:
            return _ALL_DAY
        local = self.now.astimezone(hours.zone)
        starts = [each.start for each in hours.spans(local.date()) if each.holds(local.time())]
        return self.minutes(datetime.combine(local.date(), starts[0], hours.zone)) if starts else 0


def queues(connection: Connection, plan: Plan) -> dict[str, Queue]:
    """The lines in which somebody waits, by code."""
    staffed: dict[str, list[str]] = {}
    for row in _STAFFED.run(connection):
        staffed.setdefault(row.line, []).append(row.window)
    found = {}
    for line, count in heads.waiting_by_line(connection).items():
        since = _LONGEST.first(connection, {"line": line}) if count and line in plan.lines else None
        if since is not None:
            windows = sorted(staffed.get(line, ()), key=lambda code: (len(code), code))
            found[line] = Queue(line, count, since, tuple(windows))
    return found


def sightings(connection: Connection, plan: Plan, now: datetime) -> list[Sighting]:
    """Everything that the database knows of the present and an alarm may be about."""
    present = Present.of(connection, plan, now)
    return [
        *_lines(present),
        *_windows(present),
        *_absent(present),
        *_no_shows(present),
        *_printers(present),
        *_promises(present),
        *_helps(present),
    ]


def _lines(present: Present) -> Iterator[Sighting]:
    plan = present.plan
    for queue in present.queues.values():
        line, waits = queue.line, present.minutes(queue.longest_from)
        facts: dict[str, Fact] = {"line": plan.lines[line].name, "waiting": queue.waiting}
        count = len(queue.windows)
        longest = {**facts, "minutes": waits, "windows": count}
        yield Sighting(AlarmKind.LONG_WAIT, line, waits, longest)
        if not count:
            if any(plan.is_planned_now(each, present.now) for each in plan.matters_of_line[line]):
                nobody = {**facts, "minutes": waits}
                yield Sighting(AlarmKind.NOBODY, line, min(waits, present.minutes_open), nobody)
            continue
        told = waiting.told_of_line(plan, plan.matters_of_line[line], queue.waiting, dict(present.able))
        expected = told.low_ms // 60_000
        yield Sighting(AlarmKind.EXPECTED_WAIT, line, expected, {**facts, "minutes": expected})
        each = queue.waiting // count
        yield Sighting(AlarmKind.CROWDED, line, each, {**facts, "windows": count, "each": each})


def _windows(present: Present) -> Iterator[Sighting]:
    """Windows that are free or paused while somebody waits whom they could call."""
    if not present.queues or not present.minutes_open:
        return
    limits = present.plan.rules.alarms[AlarmKind.IDLE]
    free = waiting.idle_told_or_not(present.connection, present.now - limits.clear_at * MINUTE)
    long = (
        waiting.idle_told_or_not(present.connection, present.now - limits.raise_at * MINUTE) if free else []
    )
    windows_long = {row.window for row in long}
    for row in free:
        minutes = present.minutes(row.free_at)
        # the window may have been free for an hour before the first visitor came
        value = minutes if row.window in windows_long else min(minutes, limits.raise_at - 1)
        yield Sighting(AlarmKind.IDLE, row.window, value, {"window": row.window, "minutes": minutes})
    for session in present.sessions.values():
        if session.paused_at is not None and waiting.waiting_at(present.connection, session):
            minutes = present.minutes(session.paused_at)
            facts: dict[str, Fact] = {"window": session.window, "minutes": minutes}
            yield Sighting(AlarmKind.LONG_PAUSE, session.window, minutes, facts)


def _absent(present: Present) -> Iterator[Sighting]:
    """Planned windows without anybody, by the line in which somebody waits."""
    plan, opened = present.plan, present.minutes_open
    late = {line: queue for line, queue in present.queues.items() if queue.windows}
    if not opened or not late:
        return
    missing: dict[str, list[str]] = {}
    for code in plan.windows:
        if code in present.sessions:
            continue
        line = next((each for each in plan.lines_at(code, present.now) if each in late), None)
        if line is not None:
            missing.setdefault(line, []).append(code)
    for line, codes in missing.items():
        facts: dict[str, Fact] = {
            "line": plan.lines[line].name,
            "waiting": late[line].waiting,
            "minutes": opened,
        }
        value = min(opened, present.minutes(late[line].longest_from))
        yield Sighting(AlarmKind.ABSENT, line, value, {**facts, "windows": listed(codes)})


def listed(codes: list[str]) -> Words:
    """Some codes in a sentence."""
    named, more = codes[:MOST_NAMED], len(codes) > MOST_NAMED
    return Words("、".join(named) + (" 等" if more else ""), ", ".join(named) + (" …" if more else ""))


def _no_shows(present: Present) -> Iterator[Sighting]:
    states = _LAST_CALLS.all(present.connection, {"day": present.plan.hours.business_day(present.now)})
    if len(states) >= FEWEST_CALLS:
        missed = states.count("missed")
        facts = {"calls": len(states), "missed": missed}
        yield Sighting(AlarmKind.NO_SHOWS, "", missed * 100 // len(states), facts)


def _printers(present: Present) -> Iterator[Sighting]:
    for row in _PRINTERS.run(present.connection):
        if row.state not in CAN_PRINT or row.muted_at is not None:
            yield Sighting(AlarmKind.PRINTER, row.code, 1, {"printer": row.name})
        used = row.used_mm // (row.roll_m * 10)
        limit = present.plan.rules.alarms[AlarmKind.PAPER_LOW].raise_at
        percent = max(used, limit) if row.state == Condition.PAPER_LOW else used
        yield Sighting(
            AlarmKind.PAPER_LOW, row.code, percent, {"printer": row.name, "percent": min(percent, 99)}
        )


def _promises(present: Present) -> Iterator[Sighting]:
    """From noon on: in the morning there is time yet."""
    hours = present.plan.hours
    if hours.half(present.now) == "pm":
        due = _DUE_TODAY.one(present.connection, {"today": hours.business_day(present.now)})
        if due:
            yield Sighting(AlarmKind.PROMISE_DUE, "", due, {"cases": due})


def _helps(present: Present) -> Iterator[Sighting]:
    for row in _HELPS.run(present.connection):
        minutes = present.minutes(row.asked_at)
        yield Sighting(AlarmKind.HELP, str(row.id), minutes, {"place": row.place, "minutes": minutes})
