"""Visitors' own bookings by slots: a place is held while they decide, then booked, moved or given up.

A place has a number of its own (`store/schema/slots.py`), so that no two can have the same one, whoever comes at once.
What is held is no fact about the hall yet and is not in the log; it ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import bindparam, delete, insert, null, select, update

from hallserver.contract import AppointmentView
from hallserver.core.errors import DraftOver, NoSlots, SlotFull, TooLateToChange
from hallserver.core.events import iso
from hallserver.core.language.words import Words
from hallserver.core.plans.bookings import Booking
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people.devices import hash_secret
from hallserver.services.queue import appointments
from hallserver.services.queue.numbers import find_matter
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.queue import slots
from hallserver.store.rows import AppointmentRow, SlotPlaceRow
from hallserver.store.schema import matters, slot_places
from hallserver.views.queue import visits as visit_views

MOST_OTHERS = 6  # other times that a refusal names
_DAY = timedelta(days=1)

_OVER = PreparedChange(
    delete(slot_places).where(
        slot_places.c.held_until.is_not(None), slot_places.c.held_until <= bindparam("now")
    )
)
_NUMBERS = PreparedValue(
    select(slot_places.c.place).where(
        slot_places.c.line == bindparam("of_line"), slot_places.c.starts_at == bindparam("at")
    )
)
_OF_DRAFT = Prepared(select(slot_places).where(slot_places.c.draft == bindparam("of_draft")), SlotPlaceRow)
_BOOK = PreparedChange(
    update(slot_places)
    .where(
        slot_places.c.draft == bindparam("of_draft"),
        slot_places.c.appointment.is_(None),
        slot_places.c.held_until > bindparam("now"),
    )
    .values(appointment=bindparam("of_code"), held_until=null())
)
_DROP = PreparedChange(
    delete(slot_places).where(
        slot_places.c.draft == bindparam("of_draft"), slot_places.c.appointment.is_(None)
    )
)


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place that is held: for which matter, when, and until when."""

    matter: str
    at: datetime
    until: datetime


def hold(work: CommandContext, matter: str, at: datetime, secret: str) -> HeldPlace:
    """Hold a place for some minutes, until the slot begins; whoever knows `secret` books it or lets it go.

    Raises:
        UnknownMatter, MatterNotInHall: the matter. NoSlots: nobody books a slot for it, or none begins then.
        SlotFull: with the next times that are free.
    """
    code = find_matter(work, matter).code
    until = min(work.now + timedelta(minutes=work.plan.rules.slot_hold_minutes), at)
    _find_free(work, code, at)
    _take(work, code, at, draft=hash_secret(secret), held_until=until)
    return HeldPlace(code, at, until)


def confirm(work: CommandContext, who: Principal, secret: str, code: str | None = None) -> AppointmentView:
    """Book the place that is held; asked again, it gives the same booking.

    Args:
        work: the writer's context.
        who: the caller who books.
        secret: what the place was held with.
        code: of another system; None: the hall creates one.

    Raises:
        DraftOver: nothing is held with this secret any more. Malformed: the code.
        NoSlots, MatterNotInHall: the day was closed, or the plan changed, since it was held.
    """
    draft = hash_secret(secret)
    held = _OF_DRAFT.run(work.connection, {"of_draft": draft}).one_or_none()
    if held is None:
        raise DraftOver
    if held.appointment is not None:
        return visit_views.appointment_view(work.connection, held.appointment)
    if held.held_until is None or held.held_until <= work.now:
        raise DraftOver
    line = work.plan.lines[find_matter(work, held.matter).line]
    if line.green or not work.plan.is_open_for(held.matter, held.starts_at):
        raise NoSlots({"slots": []})  # its time is not the visitor's mistake: `book` speaks to the office
    booked = appointments.book(work, who, Booking(held.matter, held.starts_at, code))
    if _BOOK.run(work.connection, {"of_draft": draft, "of_code": booked.code, "now": work.now}) != 1:
        raise DraftOver
    return booked


def drop(work: CommandContext, secret: str) -> None:
    """Let a held place go; nothing happens when it is over already, or booked."""
    _DROP.run(work.connection, {"of_draft": hash_secret(secret)})


def move(work: CommandContext, who: Principal, code: str, at: datetime) -> AppointmentView:
    """Move a booking to another slot; its code stays, and its old place is free at once.

    Raises:
        NotFound, CodeUsed, TooLateToChange: the booking. NoSlots, SlotFull: the new time; the old place is kept.
    """
    booked = _changeable(work, code)
    if booked.booked_at == at:
        return visit_views.appointment_view(work.connection, booked.code)
    _find_free(work, find_matter(work, booked.matter).code, at, besides=booked.code)
    appointments.rewrite(work, who, Booking(booked.matter, at, booked.code), booked)
    _take(work, booked.matter, at, appointment=booked.code)
    return visit_views.appointment_view(work.connection, booked.code)


def cancel(work: CommandContext, who: Principal, code: str) -> AppointmentView:
    """Give a booking up.

    Raises:
        NotFound, CodeUsed, TooLateToChange.
    """
    return appointments.cancel_booking(work, who, _changeable(work, code).code)


def tidy(work: CommandContext) -> None:
    """Delete the places of days that are over, and what is held no longer: their bookings stay."""
    begun, _ = work.plan.hours.day_bounds(work.day)
    work.connection.execute(delete(slot_places).where(slot_places.c.starts_at < begun))
    _OVER.run(work.connection, {"now": work.now})


def follow_plan(work: CommandContext) -> None:
    """Free the places of matters that belong to another line now: their bookings count there, like those by hand."""
    line = select(matters.c.line).where(matters.c.code == slot_places.c.matter).scalar_subquery()
    work.connection.execute(delete(slot_places).where(slot_places.c.line != line))


def _changeable(work: CommandContext, code: str) -> AppointmentRow:
    booked = appointments.booked_of(work, code)
    until = booked.booked_at - timedelta(minutes=work.plan.rules.slot_change_minutes)
    if work.now > until:
        local = until.astimezone(work.plan.hours.zone)
        raise TooLateToChange(
            {"until": iso(until)}, until=Words(f"{local:%m月%d日 %H:%M}", f"{local:%d %b, %H:%M}")
        )
    return booked


def _find_free(work: CommandContext, matter: str, at: datetime, *, besides: str = "") -> None:
    """Refuse a time at which no slot begins, or no place is free; the booking `besides` takes none."""
    days = work.plan.rules.slot_days
    if not -_DAY < at - work.now < (days + 1) * _DAY:  # also what is no day in every zone
        raise NoSlots({"slots": []})
    day = work.plan.hours.business_day(at)
    found = slots.slots_of(work.connection, work.plan, matter, day, work.now, besides=besides)
    slot = next((each for each in found if each.at == at), None)
    is_soon = day < work.day + timedelta(days=days)
    if slot is None or not is_soon:
        raise NoSlots({"slots": [iso(each.at) for each in found if each.free and is_soon][:MOST_OTHERS]})
    if not slot.free:
        others = [iso(each.at) for each in found if each.free]
        raise SlotFull({"slots": sorted(others, key=lambda other: abs(_apart(other, at)))[:MOST_OTHERS]})


def _take(
    work: CommandContext,
    matter: str,
    at: datetime,
    *,
    draft: bytes | None = None,
    held_until: datetime | None = None,
    appointment: str | None = None,
) -> None:
    """Take the first free place of the slot: the schema refuses a second one with its number."""
    _OVER.run(work.connection, {"now": work.now})
    line = work.plan.matters[matter].line
    given = set(_NUMBERS.all(work.connection, {"of_line": line, "at": at}))
    row = {
        "line": line,
        "starts_at": at,
        "place": next(n for n in count(1) if n not in given),
        "matter": matter,
        "draft": draft,
        "held_until": held_until,
        "appointment": appointment,
    }
    work.connection.execute(insert(slot_places), row)


def _apart(other: str, at: datetime) -> timedelta:
    return datetime.fromisoformat(other) - at
