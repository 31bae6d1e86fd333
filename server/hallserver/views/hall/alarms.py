"""The alarms that stand: each with its sentence of this moment, who must act, and who takes care of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hallserver.contract import AlarmsView, AlarmTaken, AlarmView
from hallserver.core.floor.alarms import WATCHES, AlarmKind, Gravity, Sighting
from hallserver.store.rows import AcknowledgementRow, AlarmRow
from hallserver.store.watching.alarms import OPEN_ACKNOWLEDGEMENTS, OPEN_ALARMS


@dataclass(frozen=True, slots=True)
class Standing:
    """An alarm that stands, and the acknowledgement that holds for it."""

    row: AlarmRow
    taken: AcknowledgementRow | None


def open_alarms(connection: Connection) -> dict[int, Standing]:
    """The alarms that stand, by id."""
    taken = {row.alarm: row for row in OPEN_ACKNOWLEDGEMENTS.run(connection)}
    return {row.id: Standing(row, taken.get(row.id)) for row in OPEN_ALARMS.run(connection)}


def alarms_view(connection: Connection, seen: Iterable[Sighting], now: datetime) -> AlarmsView:
    """All of them: those that nobody takes care of first, then the gravest, then the oldest."""
    by_key = {each.key: each for each in seen}
    order = list(Gravity)
    found = [
        alarm_view(each, by_key.get((each.row.kind, each.row.subject)))
        for each in open_alarms(connection).values()
    ]
    found.sort(key=lambda each: (each.taken is not None, order.index(each.gravity), each.since, each.id))
    return AlarmsView(now, tuple(found))


def alarm_view(standing: Standing, sighting: Sighting | None) -> AlarmView:
    """One as it is shown; what is not seen any more says what it said when it was raised."""
    row, taken = standing.row, standing.taken
    kind = AlarmKind(row.kind)
    watch = WATCHES[kind]
    return AlarmView(
        id=row.id,
        kind=kind,
        subject=row.subject,
        gravity=watch.gravity,
        words=sighting.words if sighting else row.words,
        since=row.raised_at,
        who=watch.who,
        act=watch.act,
        taken=AlarmTaken(taken.goes, taken.at, taken.until_at) if taken else None,
    )
