"""Rebuild the records of services from the log: the log is the source, the tables serve frequent queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, text

from hallserver.audit import replay
from hallserver.core.events import RecordsRebuilt
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store import log
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ServiceRow
from hallserver.store.schema import services, stops, tally
from hallserver.store.types import from_ms
from hallserver.store.watching import findings


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many services the log has, and how many rows were missing, different or superfluous."""

    services: int
    mended: int


def rebuild_records(work: CommandContext, who: Principal) -> Rebuilt:
    """Write `service`, `finding` and the tally from the log; `hall verify` verifies the log itself."""
    told = replay.Told()
    for event in log.read_all(work.connection):
        told.hear(event)
    wanted = {key: _row(said) for key, said in told.services.items()}
    there = {
        (row.stop, row.part): row._asdict()
        for row in read_rows(work.connection, select(services), ServiceRow)
    }
    mended = sum(wanted.get(key) != there.get(key) for key in {*wanted, *there})
    if mended:
        work.connection.execute(delete(services))
        work.connection.execute(insert(services), list(wanted.values()))
    mended += findings.write_anew(work.connection, told.findings)
    _count_again(work)
    found = Rebuilt(len(wanted), mended)
    work.publish(who, RecordsRebuilt(services=found.services, mended=found.mended))
    return found


def _row(said: dict[str, Any]) -> dict[str, Any]:
    times = {f"{name}_at": from_ms(said[f"{name}_ms"]) for name in ("called", "started", "finished")}
    promised = date.fromisoformat(said["promised_until"]) if said["promised_until"] else None
    row = {**said, **times, "promised_until": promised}
    return {column.name: row[column.name] for column in services.columns}


def _count_again(work: CommandContext) -> None:
    work.connection.execute(delete(tally))
    counted = (
        select(stops.c.line, stops.c.matter, stops.c.lane, func.count().label("waiting"))
        .where(text("stop.state = 'waiting'"))
        .group_by(stops.c.line, stops.c.matter, stops.c.lane)
    )
    rows = [row._asdict() for row in work.connection.execute(counted)]
    if rows:
        work.connection.execute(insert(tally), rows)
