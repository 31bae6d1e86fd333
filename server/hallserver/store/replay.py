"""The log replayed against the tables: what the log says happened must be what the tables say is so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from hallserver.store import log, schema
from hallserver.store.log import Fault

_RECORDED = (
    "service_ms", "wait_ms", "walk_ms", "parked_ms", "outcome", "reason", "fee_fen", "staffer", "secondment",
    "department", "letter", "session", "hour", "decidable", "excluded",
)  # fmt: skip


@dataclass(slots=True)
class _Told:
    """What the log last said of a stop."""

    seq: int
    number: str
    state: str
    window: str | None
    line: str


def verify_hall(connection: Connection) -> tuple[Fault | None, int, str]:
    """The chain first, then the tables against the log; gives the first fault, and the head's seq and hash."""
    head = connection.execute(select(schema.hall.c.head_seq, schema.hall.c.head_hash)).one()
    fault = log.verify(connection) or _verify_tables(connection)
    return fault, head.head_seq, head.head_hash.hex()


def _verify_tables(connection: Connection) -> Fault | None:
    told: dict[int, _Told] = {}
    served: dict[tuple[int, int], tuple[int, dict[str, Any]]] = {}
    for event in log.read_all(connection):
        facts = event.facts
        if event.kind.startswith("ticket."):
            told[facts["stop"]] = _Told(
                event.seq, facts["number"], facts["state"], facts["window"], facts["line"]
            )
            if service := facts.get("service"):
                served[facts["stop"], service["part"]] = (event.seq, service)
    return _compare_stops(connection, told) or _compare_services(connection, served)


def _compare_stops(connection: Connection, told: dict[int, _Told]) -> Fault | None:
    query = select(
        schema.stops.c.id,
        schema.stops.c.state,
        schema.stops.c.window,
        schema.stops.c.line,
        schema.tickets.c.number,
    ).join(schema.tickets)
    seen = set()
    for row in connection.execute(query):
        said = told.get(row.id)
        if said is None:
            return Fault(0, f"stop {row.id} stands in the table, and the log never spoke of it")
        if (said.state, said.window, said.line, said.number) != (row.state, row.window, row.line, row.number):
            return Fault(
                said.seq, f"the log left {said.number} {said.state}, the table says {row.number} {row.state}"
            )
        seen.add(row.id)
    for stop, said in told.items():
        if stop not in seen:
            return Fault(said.seq, f"{said.number} is in the log and not in the table")
    return None


def _compare_services(
    connection: Connection, served: dict[tuple[int, int], tuple[int, dict[str, Any]]]
) -> Fault | None:
    rows = {(row.stop, row.part): dict(row._mapping) for row in connection.execute(select(schema.services))}
    for key, (seq, said) in served.items():
        row = rows.pop(key, None)
        if row is None:
            return Fault(seq, "its service is not in the table")
        for name in _RECORDED:
            if row[name] != said[name]:
                return Fault(
                    seq, f"its service's {name} is {row[name]} in the table, {said[name]} in the log"
                )
    for row in rows.values():
        return Fault(0, f"a service of {row['number']} stands in the table, and the log never spoke of it")
    return None
