"""Timed duties: a table of what the clock triggers, each with its check whether it is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from hallserver.core.clock import Stepped
from hallserver.core.events import (
    ABSENT,
    AbsenceNoted,
    Absent,
    ClockAccepted,
    ClockStepped,
    TicketExpired,
    iso,
)
from hallserver.core.events.tickets import ServiceFacts
from hallserver.core.figures.findings import AWAY_AFTER
from hallserver.core.queue.tickets import AT_WINDOW, DAY_ENDED, State
from hallserver.core.rights import Principal
from hallserver.services import idempotency
from hallserver.services.casework import cases
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.outgoing import outbox, phones
from hallserver.services.people import letters, terms
from hallserver.services.printing import printers, spool
from hallserver.services.queue import days, record, staff, stops, windows
from hallserver.services.queue.transitions import (
    facts_of,
    leave_window,
    move,
    need_stop_at,
    stop_by_id,
    whose,
)
from hallserver.services.supervision import messages, rectify
from hallserver.store.joined import is_served
from hallserver.store.prepared import need_row, read_rows
from hallserver.store.queue.waiting import idle_since, waiting_at
from hallserver.store.rows import SessionRow
from hallserver.store.schema import IS_LIVE, IS_OPEN, sessions
from hallserver.store.schema import stops as stop_table
from hallserver.store.watching import dues, spooled
from hallserver.store.watching.dues import Moment

MOST_AT_ONCE = 100  # stops that are ended in one command: the hub serves others before the next


@dataclass(frozen=True, slots=True)
class Duty:
    """A timed duty: a check on a reader connection, and the act itself.

    Attributes:
        is_due: False only where `act` would change nothing; otherwise a due duty would never run.
        act: returns how much it did.
        slow: becomes due with the day or the week, and is looked at once in a while.
    """

    name: str
    is_due: Callable[[Moment], bool]
    act: Callable[[CommandContext], int]
    slow: bool = False


def _start_shown(work: CommandContext) -> int:
    """Start services by themselves some seconds after the call was shown, if the hall's rules say so."""
    seconds = work.plan.rules.start_after_seconds
    if not seconds:
        return 0
    due = dues.shown_before(work.connection, work.now - timedelta(seconds=seconds))
    for window in due:
        windows.start(work, CLOCK, window, auto=True)
    return len(due)


def _miss_unanswered(work: CommandContext) -> int:
    """Mark visitors as missed after as many unanswered recalls as their line allows."""
    shown_for = timedelta(milliseconds=work.timeouts.min_call_ms)
    found = [
        need_stop_at(work, window) for window in dues.recalled_before(work.connection, work.now - shown_for)
    ]
    rules = work.plan.rules
    over = [stop for stop in found if 0 < rules.of_line(stop.line).recall_limit <= stop.recalls]
    for stop in over:
        windows.mark_missed(work, CLOCK, stop)
    return len(over)


def _change_half(work: CommandContext) -> int:
    """At noon, switch each open window to its afternoon plan."""
    half = work.plan.hours.half(work.now)
    old = read_rows(
        work.connection,
        select(sessions).where(IS_OPEN, sessions.c.half != half),
        SessionRow,
    )
    for session in old:
        staff.follow_plan(work, CLOCK, session, "half_day")
    return len(old)


def _note_idle(work: CommandContext) -> int:
    """Report, once until its next call, a window that stays free while visitors wait for it."""
    found = idle_since(work.connection, work.now - AWAY_AFTER)
    for row in found:
        idle = sessions.c.id == row.id
        work.connection.execute(update(sessions).where(idle).values(idle_told_at=work.now))
        session = need_row(work.connection, select(sessions).where(idle), SessionRow)
        work.publish(
            CLOCK,
            AbsenceNoted(
                window=row.window,
                session=row.id,
                minutes=AWAY_AFTER // timedelta(minutes=1),
                waiting=waiting_at(work.connection, session),
                **whose(work, row.id),
            ),
        )
    return len(found)


def _expire_yesterday(work: CommandContext) -> int:
    """Expire what is still live from past business days, some stops at a time, and close their sessions."""
    expired = _expire(work, stop_table.c.day < work.day, MOST_AT_ONCE)
    return expired + (0 if work.plan.hours.always_open else _close_sessions(work))


def accept_clock(work: CommandContext, who: Principal, newest: datetime | None) -> int:
    """Accept the machine's time as hall time, even an earlier one; return how many numbers ended.

    When the clock goes back, stops of days that are now in the future end.
    """
    ended = 0
    if newest is not None and newest > work.now:
        ended = _expire(work, stop_table.c.day > work.day)
        for session in read_rows(work.connection, select(sessions).where(IS_OPEN), SessionRow):
            staff.close(work, CLOCK, session, "clock_put_back")
    work.publish(who, ClockAccepted(newest=iso(newest) if newest else None, ended=ended))
    return ended


def _expire(work: CommandContext, which: ColumnElement[bool], most: int | None = None) -> int:
    """End the live stops of other days; a service in progress is recorded but not counted."""
    old = work.connection.execute(select(stop_table.c.id).where(IS_LIVE, which).limit(most)).scalars().all()
    for each in old:
        stop = stop_by_id(work, each)
        was = stop.state
        service: ServiceFacts | Absent = ABSENT
        if was == State.SERVING and is_served(stop):  # left open overnight: shown but not counted
            service = record.write(work, stop, None, excluded="day_ended")
        stop = move(work, stop, "expire", ended_at=work.now)
        at_window = was in AT_WINDOW and stop.window is not None
        expired = TicketExpired(
            **facts_of(stop),
            was=was,
            reason=DAY_ENDED,
            service=service,
            window_state=leave_window(work, stop.window or "") if at_window else ABSENT,
        )
        work.publish(CLOCK, expired)
    return len(old)


def note_step(work: CommandContext, stepped: Stepped) -> None:
    """Log that the wall clock differs from hall time; people decide what to do."""
    work.publish(CLOCK, ClockStepped(wall=iso(stepped.wall), hall=iso(stepped.hall), by_ms=stepped.by_ms))


def _close_sessions(work: CommandContext) -> int:
    day_start, _ = work.plan.hours.day_bounds(work.day)
    left_open = read_rows(
        work.connection,
        select(sessions).where(IS_OPEN, sessions.c.opened_at < day_start),
        SessionRow,
    )
    for session in left_open:
        staff.close(work, CLOCK, session, "day_ended")
    return len(left_open)


DUTIES = (
    Duty("expire old slips", spooled.is_slip_due, spool.expire_old),
    Duty("move slips to the neighbour", spooled.is_slip_to_move, spool.move_on),
    Duty("note printers that nobody watches", spooled.is_printer_unwatched, printers.note_unwatched),
    Duty("release held stops", dues.is_hold_over, stops.release_held),
    Duty("leave private lines", dues.is_somebody_stranded, stops.leave_private_lines),
    Duty("start what was shown", dues.is_service_to_start, _start_shown),
    Duty("miss who does not come", dues.is_call_unanswered, _miss_unanswered),
    Duty("remind of parked services", dues.is_park_over, stops.remind_parked),
    Duty("end what is left of another day", dues.is_old_day_live, _expire_yesterday),
    Duty("end terms", dues.is_term_over, terms.end_due, slow=True),
    Duty("remind of terms", dues.is_term_ending, terms.remind_due, slow=True),
    Duty("watch the days of cases", dues.is_case_to_watch, cases.watch_days, slow=True),
    Duty("remind of letters", dues.is_letter_ending, letters.remind_due, slow=True),
    Duty("seal days", dues.is_day_unsealed, days.seal_old_days, slow=True),
    Duty("take up the afternoon's plan", dues.is_half_over, _change_half),
    Duty("end plans for today", dues.is_today_over, days.end_todays),
    Duty("note idle windows", dues.is_window_idle, _note_idle),
    Duty("note late rectifications", dues.is_rectification_late, rectify.note_overdue, slow=True),
    Duty("forget yesterday's messages", dues.is_message_old, messages.forget_old, slow=True),
    Duty("forget telephone numbers", dues.is_phone_over, phones.forget_over),
    Duty("give up late messages", dues.is_message_late, outbox.give_up_late, slow=True),
    Duty("forget old messages of the outbox", dues.is_outbox_old, outbox.forget_old, slow=True),
    Duty("forget old answers", dues.is_answer_old, idempotency.forget_old, slow=True),
)
"""The duties of the clock, in the order of execution; each runs soon after it is due."""


def is_anything_due(moment: Moment, *, also_slow: bool = True) -> bool:
    """Whether any duty is due; checked on a reader, so that an idle hall writes nothing."""
    return any(duty.is_due(moment) for duty in DUTIES if also_slow or not duty.slow)


def run_due(work: CommandContext) -> int:
    """Run all duties that are due; return how much was done."""
    moment = Moment(work.connection, work.plan, work.now, work.timeouts.move_after_ms)
    return sum(duty.act(work) for duty in DUTIES if duty.is_due(moment))
