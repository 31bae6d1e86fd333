"""Replay the log and compare the result with the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text

from hallserver.audit.judge import Judge
from hallserver.audit.replay_cases import ToldCases
from hallserver.audit.replay_oversight import ToldOversight
from hallserver.audit.replay_registers import ToldRegisters
from hallserver.audit.replay_work import ToldWork
from hallserver.core.events import (
    ABSENT,
    DayClosed,
    Event,
    RatingGiven,
    StopFacts,
    TicketCalled,
    TicketReopened,
    TicketTransferred,
    facts_of,
)
from hallserver.core.events.tickets import ServiceFacts
from hallserver.store import log, schema
from hallserver.store.engines.protocol import store_of
from hallserver.store.log import Chain, Fault, event_of, private_hash, read_privates
from hallserver.store.prepared import read_rows
from hallserver.store.queue.places import place_of
from hallserver.store.rows import ClosingRow, DecisionRow, RatingRow, ServiceRow, StopRow, TallyRow
from hallserver.store.types import to_ms
from hallserver.store.watching import findings

_RECORDED = (
    "service_ms",
    "wait_ms",
    "walk_ms",
    "parked_ms",
    "outcome",
    "reason",
    "fee_fen",
    "staffer",
    "secondment",
    "department",
    "letter",
    "session",
    "hour",
    "decidable",
    "auto",
    "covers",
    "excluded",
    "quantity",
)


@dataclass(slots=True)
class Told:
    """The state computed from the log so far."""

    stops: dict[int, dict[str, Any]] = field(default_factory=dict)
    services: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    decisions: dict[int, int] = field(default_factory=dict)
    ratings: dict[int, tuple[int, int]] = field(default_factory=dict)
    privates: dict[int, str] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    findings: findings.Told = field(default_factory=lambda: findings.Told({}))
    cases: ToldCases = field(default_factory=ToldCases)
    oversight: ToldOversight = field(default_factory=ToldOversight)
    registers: ToldRegisters = field(default_factory=ToldRegisters)
    work: ToldWork = field(default_factory=ToldWork)

    def hear(self, event: Event) -> None:
        """Apply one event."""
        told = facts_of(event)
        self.findings.hear(event)
        if private := event.facts.get("private"):
            self.privates[event.seq] = private
        if isinstance(told, RatingGiven):
            self.ratings[told.stop] = (event.seq, told.level)
        if isinstance(told, DayClosed):
            self.hashes[event.seq] = event.hash.hex()
        self.cases.hear(event, told)
        self.oversight.hear(event, told)
        self.registers.hear(event, told)
        self.work.hear(event, told)
        if isinstance(told, StopFacts):
            self._hear_stop(event, told)

    def _hear_stop(self, event: Event, told: StopFacts) -> None:
        stop = self.stops.setdefault(told.stop, {})
        stop |= {
            "seq": event.seq,
            "number": told.number,
            "state": told.state,
            "window": told.window,
            "line": told.line,
        }
        if place := place_of(told):
            stop |= {"tier": place.tier, "effective_ms": to_ms(place.effective_at), "place_seq": place.seq}
        service = getattr(told, "service", ABSENT)
        if service is not ABSENT:
            self.services[told.stop, service["part"]] = served(event, told, service)
        if isinstance(told, TicketReopened) and told.excluded is not ABSENT:
            self.services[told.stop, told.excluded["part"]]["excluded"] = told.excluded["why"]
        if isinstance(told, TicketCalled) and told.decision is not ABSENT:
            self.decisions[event.seq] = told.stop


def served(event: Event, told: StopFacts, service: ServiceFacts) -> dict[str, Any]:
    """The row of a service from its event; times in ms since 1970, `seq` is the event's."""
    named = {
        "stop": told.stop,
        "ticket": told.ticket,
        "number": told.number,
        "matter": told.matter,
        "line": told.line,
    }
    window = told.source if isinstance(told, TicketTransferred) else told.window
    return {"seq": event.seq, "day": event.day, "quantity": 1, **named, **service, "window": window}


def verify_hall(reader: Engine, printed: Mapping[int, str] | None = None) -> tuple[Fault | None, int, str]:
    """Verify the chain, then every decision, then the tables against the log.

    Args:
        reader: of the hall, which may be running: only the last step holds a transaction, and it is short.
        printed: seq → hash as printed on closing slips.

    Returns:
        The first fault, and the head's seq and hash.
    """
    chained, told, judge = Chain(), Told(), Judge()
    for rows in log.slices(reader):
        if fault := _take(rows, chained, told, judge):
            return fault, *_head(reader)
    with reader.connect() as connection, store_of(connection).snapshot(connection):
        for rows in log.rows_after(connection, chained.seq):
            if fault := _take(rows, chained, told, judge):
                return fault, *_head_of(connection)
        fault = (
            chained.meets_head(connection)
            or _compare_printed(connection, told, printed or {})
            or _compare_stops(connection, told)
            or _compare_services(connection, told)
            or told.cases.compare(connection)
            or told.oversight.compare(connection)
            or told.registers.compare(connection)
            or told.work.compare(connection)
            or _compare_rest(connection, told)
        )
        return fault, *_head_of(connection)


def _take(rows: Iterable[Any], chained: Chain, told: Told, judge: Judge) -> Fault | None:
    rows = list(rows)
    if fault := chained.follow(rows):
        return fault
    for row in rows:
        event = event_of(row)
        told.hear(event)
        if why := judge.hear(event):
            return Fault(event.seq, why)
    return None


def _head(reader: Engine) -> tuple[int, str]:
    with reader.connect() as connection:
        return _head_of(connection)


def _head_of(connection: Connection) -> tuple[int, str]:
    head = connection.execute(select(schema.hall.c.head_seq, schema.hall.c.head_hash)).one()
    return head.head_seq, head.head_hash.hex()


def _compare_printed(connection: Connection, told: Told, printed: Mapping[int, str]) -> Fault | None:
    for seq, said in printed.items():
        if told.hashes.get(seq) != said:
            return Fault(
                seq,
                f"the closing slip says {said[:16]}…, the log {(told.hashes.get(seq) or 'nothing')[:16]}…",
            )
    for row in read_rows(connection, select(schema.closings), ClosingRow):
        if told.hashes.get(row.seq) != row.hash.hex():
            return Fault(row.seq, f"the closing of {row.day} says another hash than the log")
    return None


class _NumberedStop(StopRow):
    """A stop with its ticket's number."""

    number: str


def _compare_stops(connection: Connection, told: Told) -> Fault | None:
    query = select(schema.stops, schema.tickets.c.number).join(schema.tickets)
    seen = set()
    for row in read_rows(connection, query, _NumberedStop):
        said = told.stops.get(row.id)
        if said is None:
            return Fault(0, f"stop {row.id} stands in the table, and the log never spoke of it")
        here = {
            "state": row.state,
            "window": row.window,
            "line": row.line,
            "number": row.number,
            "tier": row.tier,
            "effective_ms": to_ms(row.effective_at),
            "place_seq": row.seq,
        }
        for name, value in here.items():
            if said.get(name) != value:
                why = (
                    f"the log left {said['number']} {said['state']}, the table says {row.number} {row.state}"
                )
                return Fault(said["seq"], f"{why}: {name} is {said.get(name)} and {value}")
        seen.add(row.id)
    for stop, said in told.stops.items():
        if stop not in seen:
            return Fault(said["seq"], f"{said['number']} is in the log and not in the table")
    return None


def _compare_services(connection: Connection, told: Told) -> Fault | None:
    rows = {
        (row.stop, row.part): row._asdict()
        for row in read_rows(connection, select(schema.services), ServiceRow)
    }
    for key, said in told.services.items():
        row = rows.pop(key, None)
        if row is None:
            return Fault(said["seq"], "its service is not in the table")
        for name in _RECORDED:
            if row[name] != said[name]:
                why = f"its service's {name} is {row[name]} in the table, {said[name]} in the log"
                return Fault(said["seq"], why)
    for row in rows.values():
        return Fault(0, f"a service of {row['number']} stands in the table, and the log never spoke of it")
    return None


def _compare_rest(connection: Connection, told: Told) -> Fault | None:
    """Compare decisions, ratings, the remaining private parts, and the tally."""
    decided = {row.seq: row.stop for row in read_rows(connection, select(schema.decisions), DecisionRow)}
    for seq in sorted({*decided, *told.decisions}):
        if decided.get(seq) != told.decisions.get(seq):
            return Fault(seq, "its decision is not the same in the table and in the log")
    rated = {row.stop: row.level for row in read_rows(connection, select(schema.ratings), RatingRow)}
    for stop in sorted({*rated, *told.ratings}):
        seq, level = told.ratings.get(stop, (0, None))
        if rated.get(stop) != level:
            return Fault(seq, f"its rating is {rated.get(stop)} in the table, {level} in the log")
    for seq, (salt, body) in sorted(read_privates(connection).items()):
        if told.privates.get(seq) != private_hash(salt, body):
            return Fault(seq, "its private part is not what the log holds the hash of")
    if disagrees := findings.disagreement(connection, told.findings):
        return Fault(*disagrees)
    return _compare_tally(connection)


def _compare_tally(connection: Connection) -> Fault | None:
    stops, tally = schema.stops, schema.tally
    counted = (
        select(stops.c.line, stops.c.matter, stops.c.lane, func.count())
        .where(text("stop.state = 'waiting'"))
        .group_by(stops.c.line, stops.c.matter, stops.c.lane)
    )
    there = {(line, matter, lane): count for line, matter, lane, count in connection.execute(counted)}
    kept = {
        (row.line, row.matter, row.lane): row.waiting
        for row in read_rows(connection, select(tally), TallyRow)
        if row.waiting
    }
    for key in sorted({*there, *kept}):
        if there.get(key) != kept.get(key):
            return Fault(0, f"{there.get(key, 0)} wait for {key[1]}, and the tally says {kept.get(key, 0)}")
    return None
