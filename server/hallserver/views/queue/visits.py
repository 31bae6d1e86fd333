"""A visitor's ticket now: its place, its stops, the wait shown; also appointments and a day's figures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, Select, bindparam, func, select, text

from hallserver.contract import AppointmentView, PlaceView, PrintView, StopView, TicketView, Words
from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.outcomes import WAYS_BACK, Outcome
from hallserver.core.errors import NotFound
from hallserver.core.language import said
from hallserver.core.language.said import HELD, TICKET_STATES
from hallserver.core.queue.needs import LANE, read
from hallserver.core.queue.order import Place
from hallserver.core.queue.tickets import DAY_ENDED, ENDED, State, foremost
from hallserver.store.catalogue import Plan
from hallserver.store.joined import NumberedAppointment
from hallserver.store.prepared import Prepared, PreparedValue, Row, read_rows
from hallserver.store.queue import heads
from hallserver.store.queue.offers import notice_of
from hallserver.store.queue.served import COUNTED
from hallserver.store.queue.waiting import able_windows, told_range
from hallserver.store.rows import StopRow
from hallserver.store.schema import (
    IS_LIVE,
    appointments,
    closings,
    print_jobs,
    printers,
    ratings,
    return_codes,
    services,
    stops,
    tickets,
)
from hallserver.views.casework.cases import briefs_of_ticket


class _StopOfVisit(StopRow):
    """A stop with its ticket's number, class and count of stops."""

    number: str
    visitor_class: str
    stop_count: int


_STOPS = Prepared(
    select(stops, tickets.c.number, tickets.c.visitor_class, tickets.c.stops.label("stop_count"))
    .join(tickets)
    .where(stops.c.ticket == bindparam("ticket"))
    .order_by(stops.c.position),
    _StopOfVisit,
)


class _Job(Row):
    """A print job with its printer's name."""

    state: str
    printer: str
    meant: str | None
    name: Words


_JOB = Prepared(
    select(print_jobs.c.state, print_jobs.c.printer, print_jobs.c.meant, printers.c.name)
    .join(printers, printers.c.code == print_jobs.c.printer)
    .where(print_jobs.c.ticket == bindparam("ticket"), text("print_job.kind = 'ticket'"))
    .order_by(print_jobs.c.copy.desc())
    .limit(1),
    _Job,
)
_DEVICE = PreparedValue(select(tickets.c.device).where(tickets.c.id == bindparam("ticket")))
_RATED = PreparedValue(select(ratings.c.stop).where(ratings.c.stop == bindparam("stop")))


_APPOINTMENT = Prepared(
    select(appointments, tickets.c.number)
    .outerjoin(tickets, tickets.c.id == appointments.c.ticket)
    .where(appointments.c.code == bindparam("code")),
    NumberedAppointment,
)


class WayBack(Row):
    """A return code and its last day."""

    code: str
    good_until: date
    papers: list[str] | None


class _Brought(Row):
    """What was asked for with a code that has been used."""

    papers: list[str] | None


_BROUGHT = Prepared(
    select(return_codes.c.papers).where(return_codes.c.used_by == bindparam("ticket")), _Brought
)
_CODE_OF = Prepared(
    select(return_codes.c.code, return_codes.c.good_until, return_codes.c.papers).where(
        return_codes.c.stop == bindparam("stop"), return_codes.c.used_by.is_(None)
    ),
    WayBack,
)


_CLOSED_BY = PreparedValue(select(closings.c.reason).where(closings.c.day == bindparam("day")))


def live_of_identity() -> Select[int, str, str]:
    """The exact words of the partial index, so that SQLite uses it; the caller adds the identity."""
    return select(stops.c.ticket, stops.c.state, tickets.c.number).join(tickets).where(IS_LIVE)


def ticket_view(connection: Connection, plan: Plan, ticket: int, now: datetime) -> TicketView:
    """A ticket with its place and, while it waits, its estimated wait; the foremost stop represents it.

    Raises:
        NotFound: the ticket does not exist.
    """
    visit = _STOPS.run(connection, {"ticket": ticket}).all()
    if not visit:
        raise NotFound(what="ticket", name=ticket)
    stop = foremost(visit)
    place = Place(stop.tier, stop.effective_at, stop.seq)
    waiting = stop.state == State.WAITING
    ahead = heads.count_before(connection, stop.line, place) if waiting else 0
    needs = stop.needs if stop.lane == LANE else ""
    able = able_windows(connection, stop.matter, needs)
    wait = told_range(plan, stop.matter, ahead, able, stop.visitor_class, needs) if waiting else None
    code = _CODE_OF.run(connection, {"stop": stop.id}).one_or_none() if stop.outcome in WAYS_BACK else None
    return TicketView(
        id=stop.ticket,
        number=stop.number,
        line=stop.line,
        matter=stop.matter,
        state=State(stop.state),
        state_words=TICKET_STATES[stop.state],
        ahead=ahead,
        wait=wait,
        place=PlaceView(place.tier, place.effective_at, place.seq),
        window=stop.window if stop.state in {"called", "serving", "finished"} else None,
        windows=tuple(each.code for each in able) if stop.state not in ENDED else (),
        issued_at=stop.arrived_at,
        business_day=stop.day,
        called_at=stop.called_at,
        started_at=stop.started_at,
        ended_at=stop.ended_at,
        outcome=Outcome(stop.outcome) if stop.outcome else None,
        rated=is_rated(connection, stop.id),
        print=print_view(connection, ticket),
        now=now,
        held=_held(stop),
        due_at=stop.due_at if stop.state in {"held", "parked"} else None,
        more_time_minutes=_more_time(plan, stop),
        return_code=code.code if code else None,
        papers=tuple(code.papers or ()) if code else (),
        needs=tuple(sorted(read(stop.needs))),
        stops=tuple(_view(plan, visit, each) for each in visit) if len(visit) > 1 else (),
        cases=briefs_of_ticket(connection, plan, ticket) if any(map(_has_case, visit)) else (),
        notice=notice_of(plan, stop.matter, len(able), now, wait) if wait else _closed_by(connection, stop),
    )


def _closed_by(connection: Connection, stop: _StopOfVisit) -> Words | None:
    """What a visitor reads whose number ended because somebody closed the hall; None for any other."""
    if stop.state != State.EXPIRED:
        return None
    reason = _CLOSED_BY.first(connection, {"day": stop.day})
    return None if reason in {None, DAY_ENDED} else said.story_closed(reason=str(reason))


def papers_brought(connection: Connection, ticket: int) -> tuple[str, ...]:
    """What the visitor who has come back with this ticket was told to bring."""
    told = _BROUGHT.run(connection, {"ticket": ticket}).first()
    return tuple(told.papers or ()) if told else ()


def way_back(connection: Connection, stop: int) -> WayBack | None:
    """The code that a stop ended with, and what the visitor was told to bring; None once it was used."""
    return _CODE_OF.run(connection, {"stop": stop}).one_or_none()


def stop_views(connection: Connection, plan: Plan, ticket: int) -> tuple[StopView, ...]:
    """The stops of a visit, in the order in which they may be served."""
    visit = _STOPS.run(connection, {"ticket": ticket}).all()
    return tuple(_view(plan, visit, each) for each in visit)


def device_of(connection: Connection, ticket: int) -> str:
    """The name of the device that issued the number.

    Raises:
        NotFound: the ticket does not exist.
    """
    name = _DEVICE.first(connection, {"ticket": ticket})
    if name is None:
        raise NotFound(what="ticket", name=ticket)
    return name


def print_view(connection: Connection, ticket: int) -> PrintView:
    """The print state of the ticket's newest slip."""
    job = _JOB.run(connection, {"ticket": ticket}).one_or_none()
    if job is None:
        return PrintView("none", None)
    return PrintView(job.state, job.printer, job.name, job.meant is not None)


def is_rated(connection: Connection, stop: int) -> bool:
    """Whether the service was rated."""
    return _RATED.first(connection, {"stop": stop}) is not None


def appointment_view(connection: Connection, code: str) -> AppointmentView:
    """The appointment with this code.

    Raises:
        NotFound: there is none.
    """
    row = _APPOINTMENT.run(connection, {"code": code}).one_or_none()
    if row is None:
        raise NotFound(what="appointment", name=code)
    return _appointment(row)


def appointments_on(
    connection: Connection, day: date, booked_by: str | None = None
) -> tuple[AppointmentView, ...]:
    """All appointments of a day, or those that one caller has booked, by time."""
    query = (
        select(appointments, tickets.c.number)
        .outerjoin(tickets, tickets.c.id == appointments.c.ticket)
        .where(appointments.c.day == day)
        .order_by(appointments.c.booked_at, appointments.c.code)
    )
    if booked_by is not None:
        query = query.where(appointments.c.booked_by == booked_by)
    return tuple(map(_appointment, read_rows(connection, query, NumberedAppointment)))


def day_figures(connection: Connection, day: date) -> dict[str, int]:
    """Figures of a closing slip: numbers issued and called, ends of stops, parts served, their sum in ms."""
    issued = select(func.count()).select_from(tickets).where(tickets.c.day == day)
    called = select(func.count()).select_from(stops).where(stops.c.day == day, stops.c.called_at.is_not(None))
    ended = select(stops.c.state, func.count()).where(stops.c.day == day).group_by(stops.c.state)
    served = select(func.count(), func.coalesce(func.sum(services.c.service_ms), 0)).where(
        services.c.day == day, COUNTED
    )
    parts, sum_ms = connection.execute(served).one()
    states: dict[str, int] = {row[0]: row[1] for row in connection.execute(ended)}
    return {
        "issued": connection.execute(issued).scalar_one(),
        "called": connection.execute(called).scalar_one(),
        "served": parts,
        "service_ms": int(sum_ms),
        **{str(each): states.get(str(each), 0) for each in sorted(ENDED)},
    }


def _view(plan: Plan, visit: list[_StopOfVisit], stop: _StopOfVisit) -> StopView:
    before = next((each.matter for each in visit if each.id == stop.after), None)
    return StopView(
        stop.matter,
        plan.matters[stop.matter].name,
        stop.line,
        State(stop.state),
        TICKET_STATES[stop.state],
        before,
        stop.window,
        _held(stop),
        stop.due_at if stop.state == State.HELD else None,
        Outcome(stop.outcome) if stop.outcome else None,
    )


def _has_case(stop: StopRow) -> bool:
    return bool(stop.case_number or stop.outcome == Outcome.ACCEPTED)


def _held(stop: StopRow) -> Words | None:
    if stop.state != State.HELD or stop.held_reason is None:
        return None
    return HELD[stop.held_reason]


def _more_time(plan: Plan, stop: StopRow) -> int:
    if stop.state != State.WAITING or stop.more_time:
        return 0
    return plan.rules.of_line(stop.line).more_time_minutes


def _appointment(row: NumberedAppointment) -> AppointmentView:
    return AppointmentView(
        row.code,
        row.matter,
        row.booked_at,
        row.day,
        AppointmentState(row.state),
        row.number,
        row.approver,
        row.reason,
        row.project,
    )
