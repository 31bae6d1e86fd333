"""Slots as they are shown: to visitors, how many places are free; to the office, how far each line is taken."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from hallserver.contract import FilledDay, FilledLine, FilledSlot, SlotsOfDay, SlotsView, SlotView
from hallserver.store.catalogue import Plan
from hallserver.store.queue import slots


def free_slots(connection: Connection, plan: Plan, matter: str, now: datetime) -> SlotsView:
    """Return a matter's slots of the days that the rules open, without those that have begun."""
    rules, today = plan.rules, plan.hours.business_day(now)
    days = []
    for day in (today + timedelta(days=n) for n in range(rules.slot_days)):
        found = slots.slots_of(connection, plan, matter, day, now)
        if found:
            days.append(SlotsOfDay(day, tuple(SlotView(each.at, each.free) for each in found)))
    return SlotsView(
        matter, slots.offers(plan, matter), rules.slot_minutes, rules.slot_change_minutes, tuple(days)
    )


def filled_slots(connection: Connection, plan: Plan, day: date, now: datetime) -> FilledDay:
    """Return how far the slots of a day are taken, of each line that has any; also of hours that are over."""
    lines = []
    for line, matters in plan.matters_of_line.items():
        served = next((each for each in matters if slots.offers(plan, each)), None)
        found = slots.slots_of(connection, plan, served, day, now, begun=True) if served else []
        if found:
            lines.append(
                FilledLine(line, tuple(FilledSlot(each.at, each.places, each.taken) for each in found))
            )
    return FilledDay(day, tuple(lines))
