"""What time has to do: asked once a second by a reader, and again by the clock in the pen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, text

from hallserver.core.cases import REMIND_WORKDAYS
from hallserver.core.findings import AWAY_AFTER
from hallserver.core.terms import REMIND_DAYS
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import PreparedValue
from hallserver.store.schema import (
    answers,
    cases,
    closings,
    letters,
    print_jobs,
    rectifications,
    secondments,
    sessions,
    stops,
    tickets,
)
from hallserver.store.schema.rectify import OVERDUE
from hallserver.store.waiting import idle_since, is_anybody_waiting

PRIVATE_FOR = timedelta(minutes=5)  # how long somebody waits for a person or a window that is away
_DUE_JOB = PreparedValue(
    select(print_jobs.c.id)
    .where(
        text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
        or_(
            (print_jobs.c.expires_at <= bindparam("now")) & (print_jobs.c.state != "sending"),
            (print_jobs.c.state == "sending") & (print_jobs.c.lease_until <= bindparam("now")),
        ),
    )
    .limit(1)
)
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
    select(cases.c.number).where(
        text("case_file.state IN ('accepted', 'ready') AND case_file.reminded_at IS NULL"),
        cases.c.due.between(bindparam("today"), bindparam("soon")),
    )
)
_CASE_GOING_OVER = PreparedValue(
    select(cases.c.number).where(
        text("case_file.state IN ('accepted', 'ready') AND case_file.overdue_at IS NULL"),
        cases.c.due < bindparam("today"),
    )
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
        text("stop.state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')"),
        stops.c.day < bindparam("today"),
    )
    .limit(1)
)
_OLD_SESSION = PreparedValue(
    select(sessions.c.id)
    .where(text("session.closed_at IS NULL"), sessions.c.opened_at < bindparam("day_start"))
    .limit(1)
)
_OLD_ANSWER = PreparedValue(select(answers.c.key).where(answers.c.at < bindparam("before")).limit(1))
_SHOWN_BEFORE = PreparedValue(
    select(stops.c.window).where(
        text("stop.state IN ('called', 'serving')"),
        stops.c.state == "called",
        stops.c.shown_at <= bindparam("at"),
    )
)
_RECALLED_BEFORE = PreparedValue(
    select(stops.c.window).where(
        text("stop.state IN ('called', 'serving')"),
        stops.c.state == "called",
        stops.c.recalled_at <= bindparam("at"),
    )
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
_OLD_HALF = PreparedValue(
    select(sessions.c.id)
    .where(text("session.closed_at IS NULL"), sessions.c.half != bindparam("half"))
    .limit(1)
)
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
            column > "",  # true of each, and what leads the planner to the private lines' own small index
            stops.c.called_at <= bindparam("since"),
            ~select(sessions.c.id).where(whose == column, _THERE_LATELY).exists(),
        )
    )


_STRANDED = (
    _stranded("staffer", sessions.c.staffer, stops.c.only_staffer),
    _stranded("window", sessions.c.window, stops.c.only_window),
)


def is_something_due(connection: Connection, plan: Plan, now: datetime, kept: timedelta) -> bool:
    """Whether the clock has anything to do now; `kept` is how long answers are."""
    today = plan.hours.business_day(now)
    asked: list[tuple[PreparedValue[Any], dict[str, Any]]] = [
        (_DUE_JOB, {"now": now}),
        (_OLD_STOP, {"today": today}),
        (_OLD_ANSWER, {"before": now - kept}),
        (_OLD_TERM, {"today": today}),
        (_TERM_TO_REMIND, {"today": today, "soon": today + timedelta(days=REMIND_DAYS)}),
        (_LATE_RECTIFICATION, {"today": today}),
        (_CASE_TO_REMIND, {"today": today, "soon": plan.hours.after_workdays(today, REMIND_WORKDAYS)}),
        (_CASE_GOING_OVER, {"today": today}),
        (_LETTER_TO_REMIND, {"today": today, "soon": today + timedelta(days=REMIND_DAYS)}),
        (_DUE_HELD, {"now": now}),
        (_PARKED_OVER, {"now": now}),
        *((query, {"since": now - PRIVATE_FOR}) for query in _STRANDED),
        (_OLD_HALF, {"half": plan.hours.half(now)}),
        (_UNSEALED, {"today": today}),
    ]
    if is_anybody_waiting(connection) and idle_since(connection, now - AWAY_AFTER):
        return True  # in an empty hall every window is free, and nobody is away
    if any(each.recall_limit for each in plan.rules.lines.values()):
        asked.append((_RECALLED_BEFORE, {"at": now}))
    if seconds := plan.rules.start_after_seconds:
        asked.append((_SHOWN_BEFORE, {"at": now - timedelta(seconds=seconds)}))
    if not plan.hours.always_open:
        asked.append((_OLD_SESSION, {"day_start": plan.hours.day_bounds(today)[0]}))
    return any(query.first(connection, values) is not None for query, values in asked)


def cases_due_soon(connection: Connection, today: date, soon: date) -> list[str]:
    """Cases whose day comes soon, and of which nobody was reminded yet."""
    return _CASE_TO_REMIND.all(connection, {"today": today, "soon": soon})


def cases_going_over(connection: Connection, today: date) -> list[str]:
    """Cases whose day has gone by, and of which that was not told yet."""
    return _CASE_GOING_OVER.all(connection, {"today": today})


def recalled_before(connection: Connection, at: datetime) -> list[str]:
    """Windows whose call was repeated at that time or earlier, and not since."""
    return [window for window in _RECALLED_BEFORE.all(connection, {"at": at}) if window]


def parked_over(connection: Connection, now: datetime) -> list[int]:
    """Parked stops whose time is over."""
    return _PARKED_OVER.all(connection, {"now": now})


def stranded(connection: Connection, since: datetime) -> list[int]:
    """Stops in the private line of a person or a window that nobody has seen since then."""
    return [stop for query in _STRANDED for stop in query.all(connection, {"since": since})]


def shown_before(connection: Connection, at: datetime) -> list[str]:
    """Windows whose call was shown at that time or earlier and has not been answered."""
    return [window for window in _SHOWN_BEFORE.all(connection, {"at": at}) if window]
