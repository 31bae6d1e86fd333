"""Slots that visitors book by themselves, and their bookings."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.contract.tickets import AppointmentView


class SlotView(Struct, frozen=True):
    """A slot: when it begins, and how many of its places are free."""

    at: datetime
    free: int


class SlotsOfDay(Struct, frozen=True):
    """A day on which the matter can be booked; by time, also those slots that are full."""

    business_day: date
    slots: tuple[SlotView, ...]


class SlotsView(Struct, frozen=True):
    """The slots of a matter.

    Attributes:
        bookable: whether visitors book slots for it at all.
        minutes: how long a slot is.
        change_minutes: until how long before it a booking may be changed.
        days: those with slots, from today on.
    """

    matter: str
    bookable: bool
    minutes: int
    change_minutes: int
    days: tuple[SlotsOfDay, ...]


class DraftView(Struct, frozen=True):
    """A place that is held until then; `draft` books it or lets it go, and is shown only here."""

    draft: str
    matter: str
    at: datetime
    until: datetime


class OwnBooking(Struct, frozen=True):
    """A visitor's booking.

    Attributes:
        key: with the code, it moves or cancels the booking.
        change_until: until when.
        link: to the page where that is done; None in a hall without a public address.
    """

    appointment: AppointmentView
    key: str
    change_until: datetime
    link: str | None


class FilledSlot(Struct, frozen=True):
    """A slot with its places: more may be taken than there are, after a change of plan."""

    at: datetime
    places: int
    taken: int


class FilledLine(Struct, frozen=True):
    """The slots of a line on a day."""

    line: str
    slots: tuple[FilledSlot, ...]


class FilledDay(Struct, frozen=True):
    """How far the slots of a day are taken, by line; empty where the hall has no slots."""

    business_day: date
    lines: tuple[FilledLine, ...]
