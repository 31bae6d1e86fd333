"""The manager's day: appointments, what a window serves today, rules, the closing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from flask import Response
from sqlalchemy import Connection

from hallserver.contract import (
    AppointmentsView,
    AppointmentView,
    ClosingView,
    DayCurveView,
    RulesView,
    WholeRulesView,
    WindowView,
)
from hallserver.contract.requests import (
    BookingBody,
    CloseBody,
    ListBody,
    MoveBookingBody,
    ReasonBody,
    RulesBody,
    StopLineBody,
    TodayBody,
    both_words,
)
from hallserver.core.errors import (
    Malformed,
)
from hallserver.core.language.why import Why, quoted
from hallserver.core.plans import cells
from hallserver.core.plans.bookings import Booking
from hallserver.core.rules import read_rules
from hallserver.services.context import CommandContext
from hallserver.services.planning import rules
from hallserver.services.queue import appointments, days, lines
from hallserver.store.types import to_ms
from hallserver.views.figures.day_curve import day_curve, usual_arrivals
from hallserver.views.planning.rules import whole_rules
from hallserver.views.queue import visits as visit_views
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.planning.files import grid_of

LARGEST_LIST = 4 * 2**20
CURVE_EVERY_S = 60
_WHOLE = re.compile(r"[0-9]{1,18}")  # fits 64 bits


@route(
    "GET",
    "/days/curve",
    permission="ticket.past",
    response=DayCurveView,
    query={"day": "2026-03-02; today when left out"},
)
def read_curve(call: Call) -> Response:
    """Return a day by quarter hours, beside the same weekday's mean: read beside the hub, at most once a minute."""
    hall, now, day = call.hall, call.now, read_day(call, "day")

    def read(connection: Connection) -> DayCurveView:
        hours, usual = hall.plan.hours, hall.usual
        if usual is None or usual[0] != day:
            usual = hall.usual = (day, usual_arrivals(connection, hours, day))
        return day_curve(connection, hours, day, to_ms(now), usual[1])

    state = (day, int(now.timestamp()) // CURVE_EVERY_S)
    return hall.shared.respond(call.request, "curve", state, lambda: hall.read_beside(read))


@route(
    "GET",
    "/appointments",
    permission="appointment.read",
    response=AppointmentsView,
    query={"day": "2026-03-02; today when left out"},
)
def read_appointments(call: Call) -> AppointmentsView:
    """List a day's appointments, by time."""
    day = read_day(call, "day")
    with call.hall.reading() as connection:
        return AppointmentsView(day, visit_views.appointments_on(connection, day))


@route(
    "POST",
    "/appointments",
    permission="appointment.book",
    body=BookingBody,
    response=AppointmentView,
    status=201,
)
def book(call: Call) -> Act:
    """Book a time for a matter."""
    body: BookingBody = call.body
    booking = Booking(body.matter, body.at, body.code, body.approver, body.reason, body.project)
    return Act(partial(appointments.book, who=call.who, booking=booking, outside_hours=body.outside_hours))


@route(
    "POST",
    "/appointments/list",
    permission="appointment.book",
    body=ListBody,
    response=AppointmentsView,
    largest=LARGEST_LIST,
)
def take_list(call: Call) -> Act:
    """Import a list of appointments (CSV or XLSX), all or nothing; unchanged rows do nothing."""
    grid, body = grid_of(call), call.body

    def command(work: CommandContext) -> AppointmentsView:
        taken = appointments.take_list(work, call.who, body.file, grid, outside_hours=body.outside_hours)
        return AppointmentsView(work.day, taken.rows, taken.unchanged, taken.changed)

    return Act(command)


@route(
    "POST",
    "/appointments/{code}/cancel",
    permission="appointment.book",
    response=AppointmentView,
)
def cancel_booking(call: Call) -> Act:
    """Cancel a booking."""
    return Act(partial(appointments.cancel_booking, who=call.who, code=call.args["code"]))


@route(
    "POST",
    "/appointments/{code}/move",
    permission="appointment.book",
    body=MoveBookingBody,
    response=AppointmentView,
)
def move_booking(call: Call) -> Act:
    """Move a booking to another time; its code stays."""
    body: MoveBookingBody = call.body
    code = call.args["code"]
    return Act(
        partial(appointments.move, who=call.who, code=code, at=body.at, outside_hours=body.outside_hours)
    )


@route(
    "POST",
    "/windows/{window}/today",
    permission="window.plan",
    body=TodayBody,
    response=WindowView,
)
def plan_window(call: Call) -> Act:
    """Set what a window serves until then, or for the rest of the day; an open window follows at once."""
    today = days.Today(call.body.lines, call.body.groups, call.body.reason, call.body.until)
    return Act(partial(days.plan_window, who=call.who, window=call.args["window"], today=today))


@route(
    "POST",
    "/windows/{window}/close",
    permission="window.plan",
    body=ReasonBody,
    response=WindowView,
)
def close_window(call: Call) -> Act:
    """Close a window at once and sign its staffer off."""
    return Act(partial(days.close_window, who=call.who, window=call.args["window"], reason=call.body.reason))


@route("POST", "/lines/{line}/stop", permission="line.stop", body=StopLineBody)
def stop_line(call: Call) -> Act:
    """Give no further numbers of a line today; those who wait are served, and what was promised is kept."""
    words = both_words(call.body.zh, call.body.en)
    return Act(partial(lines.stop, who=call.who, line=call.args["line"], words=words))


@route("POST", "/lines/{line}/open", permission="line.stop")
def open_line(call: Call) -> Act:
    """Let a stopped line give numbers again."""
    return Act(partial(lines.open_again, who=call.who, line=call.args["line"]))


@route(
    "POST",
    "/day/close",
    permission="day.close",
    body=CloseBody,
    response=ClosingView,
)
def close_day(call: Call) -> Act:
    """Close the hall for today: end waiting tickets, end all sessions, seal the day's log."""
    return Act(partial(days.close_day, who=call.who, reason=call.body.reason, early=call.body.early))


@route("GET", "/rules", permission="rules.read", response=RulesView)
def read_rules_in_force(call: Call) -> RulesView:
    """Return the rules in force."""
    in_force = call.hall.plan.rules
    return RulesView(in_force.version, in_force.as_facts(), None, None)


@route("GET", "/rules/whole", permission="rules.read", response=WholeRulesView)
def read_whole_rules(call: Call) -> WholeRulesView:
    """Return the rules in force with every entry that a hall may change, and the newest versions."""
    with call.hall.reading() as connection:
        return whole_rules(connection, call.hall.plan)


@route("POST", "/rules", permission="rules.publish", body=RulesBody, response=RulesView)
def publish_rules(call: Call) -> Act:
    """Publish rules as the next version; omitted rules stay as they are."""

    def command(work: CommandContext) -> RulesView:
        said = read_rules(call.body.text, work.plan.rules, work.plan.lines)
        return rules.publish_rules(work, call.who, said)

    return Act(command)


def read_day(call: Call, name: str) -> date:
    """Return a day from a query parameter; today when it is left out.

    Raises:
        Malformed: it is no day.
    """
    said = call.query.get(name)
    today: date = call.hall.plan.hours.business_day(call.now)
    if said is None:
        return today
    try:
        day = cells.day(said)
    except cells.BadCell as error:
        raise Malformed(
            Why(f"{quoted(said)} 不是 2026-03-02 这样的日期", f"{quoted(said)} is no day like 2026-03-02")
        ) from error
    if not today - timedelta(days=4000) < day < today + timedelta(days=4000):
        raise Malformed(Why(f"{quoted(said)} 太远", f"{quoted(said)} is too far away"))
    return day


DAYS = {"from": "first business day, ISO", "to": "last business day, ISO"}
LONGEST_RANGE, LONGEST_PAST = 800, 4_000  # days: of what the database lists, and of what the history counts


def read_days(call: Call, longest: int = LONGEST_RANGE) -> tuple[date, date]:
    """Return the range of days in the query, of at most `longest` days; today when left out.

    Raises:
        Malformed: no days, in the wrong order, or too many.
    """
    first, last = read_day(call, "from"), read_day(call, "to")
    if not timedelta(0) <= last - first <= timedelta(days=longest):
        raise Malformed(
            Why(
                f"起始日期不能晚于截止日期，且相距不超过 {longest} 天",
                f"`from` must not be after `to`, nor more than {longest} days before it",
            )
        )
    return first, last


def whole(said: str, name: str) -> int:
    """Return a whole number from a query parameter.

    Raises:
        Malformed: it is none.
    """
    if not _WHOLE.fullmatch(said):
        raise Malformed(
            Why(
                f"`{name}` 须为整数，而不是 {quoted(said)}", f"`{name}` is a whole number, not {quoted(said)}"
            )
        )
    return int(said)
