"""Queries for due work: a reader runs them once a second, and each duty checks again (services/timers.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, text

from hallserver.core.casework.cases import REMIND_WORKDAYS
from hallserver.core.figures.findings import AWAY_AFTER
from hallserver.core.people.terms import REMIND_DAYS
from hallserver.core.queue.needs import can_serve
from hallserver.store import phones
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.queue import heads
from hallserver.store.queue.waiting import idle_since, is_anybody_waiting
from hallserver.store.schema import (
    IS_LIVE,
    IS_OPEN,
    answers,
    cases,
    closings,
    letters,
    messages,
    rectifications,
    secondments,
    session_matters,
    sessions,
    stops,
    tickets,
    todays,
)
from hallserver.store.schema.rectify import OVERDUE
from hallserver.store.watching import outgoing

ANSWERS_KEPT = timedelta(days=7)  # how long a repeated command gets its stored answer
PRIVATE_FOR = timedelta(minutes=5)  # how long a visitor waits for an absent person or window
_OLD_TERM = PreparedValue(
    select(secondments.c.id)
    .where(text("secondment.state = 'seconded'"), secondments.c.to_day < bindparam("today"))
    .limit(1)
)
_TERM_TO_REMIND = PreparedValue(
    select(secondments.c.id)
    .where(
        text("secondment.state = 'seconded' AND secondment.reminded_at IS NULL"),
        secondments.c.to_day.between(bindparam("today"), bindparam("soon")),
    )
    .limit(1)
)
_CASE_TO_REMIND = PreparedValue(
    select(cases.c.number)
    .where(
        text("case_file.state = 'accepted' AND case_file.reminded_at IS NULL"),
        cases.c.due.between(bindparam("today"), bindparam("soon")),
    )
    .order_by(cases.c.due, cases.c.number)
)
_CASE_GOING_OVER = PreparedValue(
    select(cases.c.number)
    .where(
        text("case_file.state = 'accepted' AND case_file.overdue_at IS NULL"),
        cases.c.due < bindparam("today"),
    )
    .order_by(cases.c.due, cases.c.number)
)
_LETTER_TO_REMIND = PreparedValue(
    select(letters.c.id)
    .where(
        text("letter.withdrawn_at IS NULL AND letter.reminded_at IS NULL"),
        letters.c.to_day.between(bindparam("today"), bindparam("soon")),
    )
    .limit(1)
)
_OLD_STOP = PreparedValue(
    select(stops.c.id)
    .where(
        IS_LIVE,
        stops.c.day < bindparam("today"),
    )
    .limit(1)
)
_OLD_SESSION = PreparedValue(
    select(sessions.c.id).where(IS_OPEN, sessions.c.opened_at < bindparam("day_start")).limit(1)
)
_OLD_ANSWER = PreparedValue(select(answers.c.key).where(answers.c.at < bindparam("before")).limit(1))
_OLD_MESSAGE = PreparedValue(select(messages.c.id).where(messages.c.day < bindparam("today")).limit(1))
_SHOWN_BEFORE = PreparedValue(
    select(stops.c.window).where(
        text("stop.state IN ('called', 'serving')"),
        stops.c.state == "called",
        stops.c.shown_at <= bindparam("at"),
    )
)
_RECALLED_BEFORE = PreparedValue(
    select(stops.c.window)
    .where(
        text("stop.state IN ('called', 'serving')"),
        stops.c.state == "called",
        stops.c.recalled_at <= bindparam("at"),
    )
    .order_by(stops.c.window)
)
_PARKED_OVER = PreparedValue(
    select(stops.c.id).where(text("stop.state = 'parked'"), stops.c.due_at <= bindparam("now"))
)
_LATE_RECTIFICATION = PreparedValue(
    select(rectifications.c.id).where(text(OVERDUE), rectifications.c.due < bindparam("today")).limit(1)
)
_DUE_HELD = PreparedValue(
    select(stops.c.id)
    .where(text("stop.state = 'held' AND stop.due_at IS NOT NULL"), stops.c.due_at <= bindparam("now"))
    .limit(1)
)
_TODAY_OVER = PreparedValue(
    select(todays.c.window)
    .where(text("window_today.until_at IS NOT NULL"), todays.c.until_at <= bindparam("now"))
    .limit(1)
)
_OLD_HALF = PreparedValue(select(sessions.c.id).where(IS_OPEN, sessions.c.half != bindparam("half")).limit(1))
_UNSEALED = PreparedValue(
    select(tickets.c.day)
    .where(
        tickets.c.day < bindparam("today"),
        ~select(closings.c.day).where(closings.c.day == tickets.c.day).exists(),
    )
    .order_by(tickets.c.day.desc())
    .limit(1)
)
_THERE_LATELY = or_(sessions.c.closed_at.is_(None), sessions.c.closed_at > bindparam("since"))


def _stranded(lane: str, whose: Any, column: Any) -> PreparedValue[int]:
    return PreparedValue(
        select(stops.c.id).where(
            text(f"stop.state = 'waiting' AND stop.lane = '{lane}'"),
            column > "",  # always true; leads the planner to the small index of the private lines
            stops.c.called_at <= bindparam("since"),
            ~select(sessions.c.id).where(whose == column, _THERE_LATELY).exists(),
        )
    )


_STRANDED = (
    _stranded("staffer", sessions.c.staffer, stops.c.only_staffer),
    _stranded("window", sessions.c.window, stops.c.only_window),
)


class _There(Row):
    """A session that was there lately, and a matter that it serves."""

    line: str
    matter: str
    abilities: list[str]


_WHO_IS_THERE = Prepared(
    select(session_matters.c.line, session_matters.c.matter, sessions.c.abilities)
    .join(sessions, sessions.c.id == session_matters.c.session)
    .where(_THERE_LATELY),
    _There,
)


def unmet(connection: Connection, since: datetime) -> list[int]:
    """Stops in the lane of needs for which nobody has been there since then who could give what is needed."""
    rows = [row for row in heads.everybody_with_needs(connection) if row.callable_at <= since]
    if not rows:
        return []
    there = _WHO_IS_THERE.run(connection, {"since": since}).all()
    return [
        row.id
        for row in rows
        if not any(
            (each.line, each.matter) == (row.line, row.matter) and can_serve(each.abilities, row.needs)
            for each in there
        )
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment for which due work is looked up, with the connection and the plan to use."""

    connection: Connection
    plan: Plan
    now: datetime
    move_after_ms: int = 4_000  # how long a slip waits for its own printer

    @property
    def today(self) -> date:
        """The business day."""
        return self.plan.hours.business_day(self.now)

    def finds(self, query: PreparedValue[Any], **values: Any) -> bool:
        """Whether the query returns a row."""
        return query.first(self.connection, values) is not None


def is_hold_over(moment: Moment) -> bool:
    """Whether the hold on some stop is over."""
    return moment.finds(_DUE_HELD, now=moment.now)


def is_somebody_stranded(moment: Moment) -> bool:
    """Whether a visitor waits in the private line of a person or window away for `PRIVATE_FOR`."""
    since = moment.now - PRIVATE_FOR
    return any(moment.finds(query, since=since) for query in _STRANDED) or bool(
        unmet(moment.connection, since)
    )


def is_service_to_start(moment: Moment) -> bool:
    """Whether a call was shown so long ago that its service starts automatically."""
    seconds = moment.plan.rules.start_after_seconds
    return bool(seconds) and moment.finds(_SHOWN_BEFORE, at=moment.now - timedelta(seconds=seconds))


def is_call_unanswered(moment: Moment) -> bool:
    """Whether a repeated call was not answered, in a hall that limits recalls."""
    limited = any(each.recall_limit for each in moment.plan.rules.lines.values())
    return limited and moment.finds(_RECALLED_BEFORE, at=moment.now)


def is_park_over(moment: Moment) -> bool:
    """Whether some stop has been parked for its whole time."""
    return moment.finds(_PARKED_OVER, now=moment.now)


def is_old_day_live(moment: Moment) -> bool:
    """Whether a stop or a session of an earlier day is still open."""
    if moment.finds(_OLD_STOP, today=moment.today):
        return True
    if moment.plan.hours.always_open:
        return False
    return moment.finds(_OLD_SESSION, day_start=moment.plan.hours.day_bounds(moment.today)[0])


def is_term_over(moment: Moment) -> bool:
    """Whether the last day of a term has passed."""
    return moment.finds(_OLD_TERM, today=moment.today)


def is_term_ending(moment: Moment) -> bool:
    """Whether a term ends soon and its reminder was not sent yet."""
    soon = moment.today + timedelta(days=REMIND_DAYS)
    return moment.finds(_TERM_TO_REMIND, today=moment.today, soon=soon)


def is_letter_ending(moment: Moment) -> bool:
    """Whether a letter ends soon and its reminder was not sent yet."""
    soon = moment.today + timedelta(days=REMIND_DAYS)
    return moment.finds(_LETTER_TO_REMIND, today=moment.today, soon=soon)


def is_case_to_watch(moment: Moment) -> bool:
    """Whether a case is due soon or overdue, and this was not reported yet."""
    soon = moment.plan.hours.after_workdays(moment.today, REMIND_WORKDAYS)
    return moment.finds(_CASE_TO_REMIND, today=moment.today, soon=soon) or moment.finds(
        _CASE_GOING_OVER, today=moment.today
    )


def is_rectification_late(moment: Moment) -> bool:
    """Whether a bad rating was not put right by its due day."""
    return moment.finds(_LATE_RECTIFICATION, today=moment.today)


def is_day_unsealed(moment: Moment) -> bool:
    """Whether a past day is not sealed yet."""
    return moment.finds(_UNSEALED, today=moment.today)


def is_half_over(moment: Moment) -> bool:
    """Whether a window still serves by the plan of the other half-day."""
    return moment.finds(_OLD_HALF, half=moment.plan.hours.half(moment.now))


def is_today_over(moment: Moment) -> bool:
    """Whether a manager's plan of a window for today has ended."""
    return moment.finds(_TODAY_OVER, now=moment.now)


def is_window_idle(moment: Moment) -> bool:
    """Whether a window is free while visitors wait for it.

    False in an empty hall, where every window is free.
    """
    if not is_anybody_waiting(moment.connection):
        return False
    return bool(idle_since(moment.connection, moment.now - AWAY_AFTER))


def is_answer_old(moment: Moment) -> bool:
    """Whether a stored answer is older than `ANSWERS_KEPT`."""
    return moment.finds(_OLD_ANSWER, before=moment.now - ANSWERS_KEPT)


def is_message_old(moment: Moment) -> bool:
    """Whether a message of a past day is kept still."""
    return moment.finds(_OLD_MESSAGE, today=moment.plan.hours.business_day(moment.now))


def is_message_late(moment: Moment) -> bool:
    """Whether the time of a message is over that nobody sends just now."""
    return bool(outgoing.late(moment.connection, moment.now, 1))


def is_outbox_old(moment: Moment) -> bool:
    """Whether a message that left the hall, or did not, ended long ago."""
    return bool(outgoing.old(moment.connection, moment.now, 1))


def is_phone_over(moment: Moment) -> bool:
    """Whether a telephone number is kept whose visit is over."""
    return bool(phones.over(moment.connection, moment.today, 1))


def cases_due_soon(connection: Connection, today: date, soon: date) -> list[str]:
    """Cases that are due soon and have had no reminder yet."""
    return _CASE_TO_REMIND.all(connection, {"today": today, "soon": soon})


def cases_going_over(connection: Connection, today: date) -> list[str]:
    """Cases that are past their due day and were not reported as overdue yet."""
    return _CASE_GOING_OVER.all(connection, {"today": today})


def recalled_before(connection: Connection, at: datetime) -> list[str]:
    """Windows whose call was repeated at that time or earlier, and not since."""
    return [window for window in _RECALLED_BEFORE.all(connection, {"at": at}) if window]


def parked_over(connection: Connection, now: datetime) -> list[int]:
    """Stops whose parking time is over."""
    return sorted(_PARKED_OVER.all(connection, {"now": now}))  # by id in SQL, SQLite would read all stops


def stranded(connection: Connection, since: datetime) -> list[int]:
    """Stops in the private line of a person or a window that has been away since then."""
    return [stop for query in _STRANDED for stop in query.all(connection, {"since": since})]


def shown_before(connection: Connection, at: datetime) -> list[str]:
    """Windows whose call was shown at that time or earlier and has not been answered."""
    return [window for window in _SHOWN_BEFORE.all(connection, {"at": at}) if window]
