"""Alarms: raised and cleared as the present of the hall says, taken care of by name, and back when a snooze is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, text, update

from hallserver.contract import AlarmView
from hallserver.core.errors import AlarmOver, NotFound
from hallserver.core.events import AlarmAcknowledged, AlarmCleared, AlarmRaised, iso
from hallserver.core.floor.alarms import News, Sighting, judge
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import read_row
from hallserver.store.rows import AlarmRow
from hallserver.store.schema import acknowledgements, alarms
from hallserver.store.watching.alarms import OPEN_ACKNOWLEDGEMENTS, OPEN_ALARMS
from hallserver.views.hall.alarms import alarm_view, open_alarms


def news(connection: Connection, plan: Plan, seen: Sequence[Sighting]) -> News:
    """What the present changes of the alarms that stand."""
    standing = {(row.kind, row.subject): row for row in OPEN_ALARMS.run(connection)}
    return judge(seen, standing, plan.rules.alarms)


def is_due(connection: Connection, plan: Plan, seen: Sequence[Sighting], now: datetime) -> bool:
    """Whether `note` would change anything."""
    return bool(news(connection, plan, seen)) or any(
        row.until_at <= now for row in OPEN_ACKNOWLEDGEMENTS.run(connection)
    )


def note(work: CommandContext, seen: Sequence[Sighting]) -> int:
    """Raise and clear alarms as the present says, and bring back whose snooze is over; return how much was done."""
    found = news(work.connection, work.plan, seen)
    for kind, subject in found.cleared:
        _clear(work, kind, subject)
    for sighting in found.raised:
        _raise(work, sighting)
    return len(found.cleared) + len(found.raised) + _bring_back(work)


def acknowledge(work: CommandContext, who: Principal, alarm: int, goes: str, minutes: int) -> AlarmView:
    """Say who takes care of an alarm, and for how many minutes it is out of the way; the first one counts.

    Raises:
        NotFound: there is none. AlarmOver: it has ended.
    """
    row = read_row(work.connection, select(alarms).where(alarms.c.id == alarm), AlarmRow)
    if row is None:
        raise NotFound(what="alarm", name=alarm)
    if row.cleared_at is not None:
        raise AlarmOver({"alarm": alarm})
    standing = open_alarms(work.connection)[alarm]
    if standing.taken is None:
        until = work.now + timedelta(minutes=minutes)
        values = {"alarm": alarm, "by": who.id, "goes": goes, "at": work.now, "until_at": until}
        work.connection.execute(insert(acknowledgements), values)
        told = AlarmAcknowledged(
            alarm=alarm, detail=row.kind, subject=row.subject, goes=goes, until=iso(until)
        )
        work.publish(who, told)
        standing = open_alarms(work.connection)[alarm]
    return alarm_view(standing, None)


def _raise(work: CommandContext, sighting: Sighting) -> None:
    row = {
        "kind": str(sighting.kind),
        "subject": sighting.subject,
        "value": sighting.value,
        "words": sighting.words,
        "raised_at": work.now,
    }
    made = work.connection.execute(insert(alarms).returning(alarms.c.id), row).scalar_one()
    work.publish(
        CLOCK,
        AlarmRaised(
            alarm=made, detail=str(sighting.kind), subject=sighting.subject, value=sighting.value, again=0
        ),
    )


def _clear(work: CommandContext, kind: str, subject: str) -> None:
    cleared = work.connection.execute(
        update(alarms)
        .where(text("alarm.cleared_at IS NULL"), alarms.c.kind == kind, alarms.c.subject == subject)
        .values(cleared_at=work.now)
        .returning(alarms.c.id)
    ).scalar_one()
    work.publish(CLOCK, AlarmCleared(alarm=cleared, detail=kind, subject=subject))


def _bring_back(work: CommandContext) -> int:
    """End the snoozes that are over; their alarms still stand, or the schema would have ended them."""
    over = [row for row in OPEN_ACKNOWLEDGEMENTS.run(work.connection) if row.until_at <= work.now]
    for row in over:
        work.connection.execute(
            update(acknowledgements)
            .where(acknowledgements.c.id == row.id, acknowledgements.c.ended_at.is_(None))
            .values(ended_at=work.now)
        )
        of = open_alarms(work.connection)[row.alarm].row
        told = AlarmRaised(alarm=of.id, detail=of.kind, subject=of.subject, value=of.value, again=1)
        work.publish(CLOCK, told)
    return len(over)
