"""What time does, done by one actor: released, expired, closed; called once a second."""

from __future__ import annotations

from sqlalchemy import select, text

from hallserver.core.clock import Stepped
from hallserver.core.events import iso
from hallserver.core.tickets import AT_WINDOW, State
from hallserver.services import answers, paper, record, staff
from hallserver.services.moves import facts_of, move, state_without_ticket, stop_at, stop_of
from hallserver.services.work import CLOCK, Work
from hallserver.store.schema import secondments, sessions, stops


def release_due(work: Work) -> int:
    """Do everything that is due now; gives how much there was."""
    return paper.expire_old(work) + expire_yesterday(work) + answers.forget_old(work)


def expire_yesterday(work: Work) -> int:
    """A new business day never mixes with the old: what is still live then expires, with its reason."""
    old = work.connection.execute(
        select(stops.c.ticket).where(
            text("stop.state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')"),
            stops.c.day < work.day,
        )
    ).scalars().all()  # fmt: skip
    for ticket in old:
        stop = stop_of(work, ticket)
        was = stop.state
        part = {}
        if was == State.SERVING:  # left open over night: shown and not counted
            part = {"service": record.write(work, stop, None, excluded="day_ended")}
        stop = move(work, stop, "expire", ended_at=work.now)
        facts = facts_of(stop, was=was, reason="day_ended", **part)
        if was in AT_WINDOW:
            facts["window_state"] = state_without_ticket(work, stop.window)
        work.tell(CLOCK, "ticket.expired", facts)
    closed = 0 if work.plan.hours.always_open else _close_sessions(work)
    return len(old) + closed + _end_terms(work)


def note_step(work: Work, stepped: Stepped) -> None:
    """The wall clock has left hall time: an event, for people to decide."""
    work.tell(
        CLOCK,
        "clock.stepped",
        {"wall": iso(stepped.wall), "hall": iso(stepped.hall), "by_ms": stepped.by_ms},
    )


def _end_terms(work: Work) -> int:
    """A session ends with its secondment; a ticket that is still at the window is finished first."""
    over = work.connection.execute(
        select(sessions)
        .join(secondments, secondments.c.id == sessions.c.secondment)
        .where(text("session.closed_at IS NULL"), secondments.c.to_day < work.day)
    ).all()
    free = [session for session in over if stop_at(work, session.window) is None]
    for session in free:
        staff.close(work, CLOCK, session, "term_ended")
    return len(free)


def _close_sessions(work: Work) -> int:
    day_start, _ = work.plan.hours.day_bounds(work.day)
    left_open = work.connection.execute(
        select(sessions).where(text("session.closed_at IS NULL"), sessions.c.opened_at < day_start)
    ).all()
    for session in left_open:
        staff.close(work, CLOCK, session, "day_ended")
    return len(left_open)
