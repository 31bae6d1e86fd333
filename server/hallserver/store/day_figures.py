"""A business day in figures, with the last line of its log: what the closing slip says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from hallserver.store.schema import events, stops, tickets


@dataclass(frozen=True, slots=True)
class DayFigures:
    """How many tickets were issued, called at least once, and how they stand; `hash` in hex is of event `seq`."""

    day: date
    issued: int
    called: int
    finished: int
    missed: int
    cancelled: int
    expired: int
    waiting: int
    seq: int
    hash: str


def day_figures(connection: Connection, day: date) -> DayFigures:
    """Count a business day; the hash is that of the newest event of the day, or of an earlier day if it had none."""
    counted = connection.execute(
        select(stops.c.state, func.count()).where(stops.c.day == day).group_by(stops.c.state)
    )
    states = {str(state): int(count) for state, count in counted}
    issued = connection.execute(select(func.count()).where(tickets.c.day == day)).scalar_one()
    called = connection.execute(
        select(func.count()).where(stops.c.day == day, stops.c.called_at.is_not(None))
    ).scalar_one()
    last = connection.execute(
        select(events.c.seq, events.c.hash).where(events.c.day <= day).order_by(events.c.seq.desc()).limit(1)
    ).one_or_none()
    return DayFigures(
        day=day,
        issued=issued,
        called=called,
        finished=states.get("finished", 0),
        missed=states.get("missed", 0) + states.get("void", 0),
        cancelled=states.get("cancelled", 0),
        expired=states.get("expired", 0),
        waiting=sum(states.get(state, 0) for state in ("waiting", "held", "called", "serving", "parked")),
        seq=last.seq if last else 0,
        hash=last.hash.hex() if last else bytes(32).hex(),
    )
