"""Bookings by slots: visitors' own, by whoever knows their key, and those of an outside platform.

A visitor has no account: a place is held with a secret and the booking opens with a key that is shown to them alone.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial

from flask import Response

from hallserver.contract import (
    AppointmentsView,
    AppointmentView,
    DraftView,
    FilledDay,
    OwnBooking,
    SlotsView,
)
from hallserver.contract.requests import (
    DraftBody,
    HoldBody,
    OwnBookingBody,
    OwnMoveBody,
    PlatformBookingBody,
    PlatformMoveBody,
)
from hallserver.core.errors import Malformed, NotFound, UnknownCode
from hallserver.core.language.why import Why
from hallserver.core.rights import Principal
from hallserver.hall import Hall
from hallserver.services.context import CommandContext
from hallserver.services.people.devices import new_secret
from hallserver.services.queue import appointments, slots
from hallserver.services.queue.numbers import matter_in
from hallserver.traffic.addresses import client_of
from hallserver.views.queue import slots as slot_views
from hallserver.views.queue import visits as visit_views
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.planning.days import read_day

SLOTS_S = 2
KEY_HEADER = "Booking-Key"


@route("GET", "/slots", permission=None, response=SlotsView, query={"matter": "the matter's code"})
def read_slots(call: Call) -> Response:
    """Return the slots of a matter in the days that can be booked, with their free places; at most 2 s old."""
    said = call.query.get("matter")
    if said is None:
        raise Malformed(Why("须说明事项 `matter`", "`matter` is needed"))
    hall, now = call.hall, call.now
    hall.choosing.let_in(_address(call), time.monotonic())
    plan = hall.plan
    matter = matter_in(plan, said).code
    state = (plan.rules.version, int(now.timestamp()) // SLOTS_S)
    return hall.shared.respond(
        call.request,
        f"slots {matter}",
        state,
        lambda: hall.read_beside(slot_views.free_slots, plan, matter, now),
        SLOTS_S,
    )


@route(
    "GET",
    "/slots/filled",
    permission="appointment.read",
    response=FilledDay,
    query={"day": "2026-03-02; today when left out"},
)
def read_filled(call: Call) -> FilledDay:
    """Return how far the slots of a day are taken, by line."""
    return call.hall.read_beside(slot_views.filled_slots, call.hall.plan, read_day(call, "day"), call.now)


@route("POST", "/slots/holds", permission=None, body=HoldBody, response=DraftView, status=201, keyed=False)
def hold(call: Call) -> Act:
    """Hold a place for some minutes, while the visitor decides."""
    call.hall.holding.let_in(_address(call), time.monotonic())
    return _hold(call)


@route("POST", "/slots/drop", permission=None, body=DraftBody, keyed=False)
def drop(call: Call) -> Act:
    """Let a held place go."""
    call.hall.dropping.let_in(_address(call), time.monotonic())
    return Act(partial(slots.drop, secret=call.body.draft))


@route("POST", "/slots/book", permission=None, body=DraftBody, response=OwnBooking, status=201, keyed=False)
def book(call: Call) -> Act:
    """Book the place that is held; asked again, it gives the same booking."""
    call.hall.booking.let_in(_address(call), time.monotonic())

    def command(work: CommandContext) -> OwnBooking:
        return _own(call.hall, slots.confirm(work, call.who, call.body.draft))

    return Act(command)


@route("GET", "/bookings/{code}", permission=None, response=OwnBooking)
def read_own(call: Call) -> OwnBooking:
    """Return a visitor's own booking; its key comes in the header `Booking-Key`."""
    code = _opened(call, call.request.headers.get(KEY_HEADER, ""))
    with call.hall.reading() as connection:
        return _own(call.hall, visit_views.appointment_view(connection, code))


@route("POST", "/bookings/{code}/move", permission=None, body=OwnMoveBody, response=OwnBooking, keyed=False)
def move_own(call: Call) -> Act:
    """Move one's own booking to another slot; it counts as a slot that is held."""
    code, at = _opened(call, call.body.key), call.body.at
    call.hall.holding.let_in(_address(call), time.monotonic())
    return Act(lambda work: _own(call.hall, slots.move(work, call.who, code, at)))


@route(
    "POST", "/bookings/{code}/cancel", permission=None, body=OwnBookingBody, response=OwnBooking, keyed=False
)
def cancel_own(call: Call) -> Act:
    """Give one's own booking up."""
    code = _opened(call, call.body.key)
    return Act(lambda work: _own(call.hall, slots.cancel(work, call.who, code)))


@route(
    "POST",
    "/platform/holds",
    permission="slot.book",
    body=HoldBody,
    response=DraftView,
    status=201,
    keyed=False,
)
def hold_for_platform(call: Call) -> Act:
    """Hold a place, for the visitor of a platform."""
    return _hold(call)


@route(
    "POST",
    "/platform/bookings",
    permission="slot.book",
    body=PlatformBookingBody,
    response=AppointmentView,
    status=201,
)
def book_for_platform(call: Call) -> Act:
    """Book the place that is held, under the platform's code or one of the hall's."""
    return Act(partial(slots.confirm, who=call.who, secret=call.body.draft, code=call.body.code))


@route(
    "GET",
    "/platform/bookings",
    permission="slot.book",
    response=AppointmentsView,
    query={"day": "2026-03-02; today when left out"},
)
def read_for_platform(call: Call) -> AppointmentsView:
    """List the platform's own bookings of a day and what became of them, by time."""
    day = read_day(call, "day")
    with call.hall.reading() as connection:
        return AppointmentsView(day, visit_views.appointments_on(connection, day, call.who.id))


@route(
    "POST",
    "/platform/bookings/{code}/move",
    permission="slot.book",
    body=PlatformMoveBody,
    response=AppointmentView,
)
def move_for_platform(call: Call) -> Act:
    """Move a booking of the platform's to another slot."""
    code, at = call.args["code"], call.body.at

    def command(work: CommandContext) -> AppointmentView:
        return slots.move(work, call.who, _booked_by(work, call.who, code), at)

    return Act(command)


@route("POST", "/platform/bookings/{code}/cancel", permission="slot.book", response=AppointmentView)
def cancel_for_platform(call: Call) -> Act:
    """Give a booking of the platform's up."""
    code = call.args["code"]
    return Act(lambda work: slots.cancel(work, call.who, _booked_by(work, call.who, code)))


def _hold(call: Call) -> Act:
    body: HoldBody = call.body
    secret = new_secret()

    def command(work: CommandContext) -> DraftView:
        held = slots.hold(work, body.matter, body.at, secret)
        return DraftView(secret, held.matter, held.at, held.until)

    return Act(command)


def _address(call: Call) -> str:
    return client_of(call.request.remote_addr or "")


def _opened(call: Call, key: str) -> str:
    """Return the code of the booking that the key opens; one that is not there looks the same as a wrong key."""
    code: str = call.args["code"]
    if not call.hall.signer.opens_booking(code, key):
        raise UnknownCode
    return code


def _booked_by(work: CommandContext, who: Principal, code: str) -> str:
    """Return a code that the caller has booked: a platform does not learn of others' bookings."""
    booked = appointments.booking_of(work, code)
    if booked is None or booked.booked_by != who.id:
        raise NotFound(what="code", name=code)
    return booked.code


def _own(hall: Hall, booked: AppointmentView) -> OwnBooking:
    key = hall.signer.booking(booked.code)
    public = hall.settings.public_url.rstrip("/")
    return OwnBooking(
        booked,
        key,
        _change_until(hall, booked.at),
        f"{public}/book#booking={booked.code}.{key}" if public else None,
    )


def _change_until(hall: Hall, at: datetime) -> datetime:
    return at - timedelta(minutes=hall.plan.rules.slot_change_minutes)
