"""The slots of a line as they stand: when they begin, how many places each has and how many are taken."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.queue import slots
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared, Row
from hallserver.store.schema import appointments, matters, slot_places


class _Taken(Row):
    """A time, and how many places or bookings stand at it."""

    at: datetime
    many: int


_TAKEN = Prepared(
    select(slot_places.c.starts_at.label("at"), func.count().label("many"))
    .where(
        slot_places.c.line == bindparam("of_line"),
        slot_places.c.starts_at >= bindparam("first"),
        slot_places.c.starts_at < bindparam("end"),
        slot_places.c.held_until.is_(None) | (slot_places.c.held_until > bindparam("now")),
        slot_places.c.appointment.is_distinct_from(bindparam("besides")),
    )
    .group_by(slot_places.c.starts_at),
    _Taken,
)
# bookings without a place: made by hand or by a list
_BY_HAND = Prepared(
    select(appointments.c.booked_at.label("at"), func.count().label("many"))
    .join(matters, matters.c.code == appointments.c.matter)
    .outerjoin(slot_places, slot_places.c.appointment == appointments.c.code)
    .where(
        appointments.c.day == bindparam("of_day"),
        (appointments.c.state == AppointmentState.BOOKED) | (appointments.c.state == AppointmentState.KEPT),
        matters.c.line == bindparam("of_line"),
        slot_places.c.appointment.is_(None),
        appointments.c.code.is_distinct_from(bindparam("besides")),
    )
    .group_by(appointments.c.booked_at),
    _Taken,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: when it begins, aware UTC, how many places it has, how many are taken; more than all after a change of plan."""

    at: datetime
    places: int
    taken: int

    @property
    def free(self) -> int:
        """How many places can still be booked."""
        return max(self.places - self.taken, 0)


def offers(plan: Plan, matter: str) -> bool:
    """Whether visitors book slots for the matter by themselves: not in a green channel, nor to collect a result."""
    line = plan.lines[plan.matters[matter].line]
    return bool(
        plan.rules.slot_minutes
        and plan.rules.of_line(line.code).slot_percent
        and not line.green
        and line.kind == "ordinary"
        and matter not in plan.outside
    )


def slots_of(
    connection: Connection,
    plan: Plan,
    matter: str,
    day: date,
    now: datetime,
    *,
    begun: bool = False,
    besides: str = "",
) -> list[Slot]:
    """Return the slots of a day in which a matter can be served, by time.

    Args:
        connection: reads.
        plan: the hall's.
        matter: its code.
        day: the business day.
        now: aware UTC.
        begun: also those that have begun.
        besides: the code of a booking that takes no place: the one that is about to be moved.
    """
    if day in plan.closed_days:
        return []
    begins = {at: size for at, size in _planned(plan, matter, day).items() if begun or at > now}
    if not begins:
        return []
    taken = _taken(connection, plan, plan.matters[matter].line, day, now, besides)
    return [Slot(at, size, taken[at]) for at, size in begins.items()]


def _planned(plan: Plan, matter: str, day: date) -> Mapping[datetime, int]:
    rules = plan.rules
    if not offers(plan, matter):
        return {}
    line = plan.matters[matter].line
    percent = rules.of_line(line).slot_percent
    norms = [plan.matters[each].norm_minutes for each in plan.matters_of_line[line]]
    found: dict[datetime, int] = {}
    sizes: dict[str, int] = {}
    for at, half in plan.slots_on(day):
        if half not in sizes:  # the plan of a window changes at noon
            lines = [of_lines for able, of_lines in plan.able_at(at) if matter in able]
            sizes[half] = slots.places(lines, rules.slot_minutes, percent, norms)
        if sizes[half]:
            found[at] = sizes[half]
    return found


def _taken(
    connection: Connection, plan: Plan, line: str, day: date, now: datetime, besides: str
) -> Counter[datetime]:
    """Return how many places of each slot of a day are taken, by when it begins.

    A booking counts in the slot that holds its time: bookings by hand, and those of slots of another length.
    """
    first, end = plan.hours.day_bounds(day)
    of = {"of_line": line, "besides": besides}
    taken = (
        *_TAKEN.run(connection, {**of, "first": first, "end": end, "now": now}),
        *_BY_HAND.run(connection, {**of, "of_day": day}),
    )
    begins = [at for at, _ in plan.slots_on(day)]
    length = timedelta(minutes=plan.rules.slot_minutes)
    found = Counter[datetime]()
    for each in taken:
        place = bisect_right(begins, each.at) - 1
        if place >= 0 and each.at < begins[place] + length:
            found[begins[place]] += each.many
    return found
