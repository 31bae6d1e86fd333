"""What a monitor outside can watch: one table of metrics, read when it asks (Prometheus' text format).

Nothing of a visitor or of a person at a window is in it: lines, devices and printers by code, everything else counted.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from flask import Response
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from hallserver.certificates import read_span
from hallserver.core.figures.durations import Durations
from hallserver.core.floor.equipment import CAN_PRINT
from hallserver.core.queue.tickets import WindowState
from hallserver.hall import Hall
from hallserver.store import schema
from hallserver.store.catalogue import Plan
from hallserver.store.connect import store_at
from hallserver.store.disk import backups
from hallserver.store.prepared import read_rows
from hallserver.store.rows import PrinterRow
from hallserver.store.watching import outgoing, spooled
from hallserver.store.watching.alarms import OPEN_ALARMS, Present
from hallserver.views.queue.board import at_windows
from hallserver.views.queue.windows import state_of

FOR_S = 1.0  # monitors that ask more often are given the same answer
Values = Iterator[tuple[tuple[str, ...], float]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What several metrics need of the database, read once; empty where it could not be read.

    Attributes:
        windows: how many, by state; every state is there.
        waiting, since: by line of the plan, how many wait, and from when the first of them has.
        alarms: those that stand, by kind.
        printers: by code, the state of the last reading.
        slips: by printer, those not yet printed.
        outgoing: messages out of the hall, by state and receiver; states are `waiting` and `given_up`.
    """

    windows: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, datetime] = field(default_factory=dict)
    alarms: Mapping[str, int] = field(default_factory=dict)
    printers: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)
    outgoing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection, plan: Plan, now: datetime) -> Rows:
        """Read them."""
        present, stops = Present.of(connection, plan, now), at_windows(connection)
        states = Counter(
            state_of(present.sessions.get(code), stops[code].state if code in stops else None)
            for code in plan.windows
        )
        queues, jobs = present.queues, spooled.counts(connection, now)
        printers = {row.code: row.state for row in read_rows(connection, select(schema.printers), PrinterRow)}
        return cls(
            windows={str(state): states[state] for state in WindowState},
            waiting={code: queues[code].waiting if code in queues else 0 for code in plan.lines},
            since={code: queues[code].longest_from if code in queues else now for code in plan.lines},
            alarms=Counter(row.kind for row in OPEN_ALARMS.run(connection)),
            printers=printers,
            outgoing={state: outgoing.counts(connection, state) for state in ("waiting", "given_up")},
            slips={code: jobs[code]["open"].total() if code in jobs else 0 for code in printers},
        )


@dataclass(frozen=True, slots=True)
class Look:
    """The hall at the moment when a monitor asks."""

    hall: Hall
    now: datetime
    rows: Rows
    unreadable: bool

    @classmethod
    def at(cls, hall: Hall) -> Look:
        """Look at it; a monitor is told most when the database can no longer be read."""
        now = hall.writer.clock.now()
        try:
            with hall.reading() as connection:
                return cls(hall, now, Rows.read(connection, hall.plan, now), unreadable=False)
        except (DatabaseError, sqlite3.Error):  # not logged: a monitor asks for ever
            return cls(hall, now, Rows(), unreadable=True)

    def longest_s(self) -> Mapping[str, float]:
        """For how many seconds the first of each line has waited."""
        return {code: self._age_s(since) for code, since in self.rows.since.items()}

    def devices(self) -> Mapping[tuple[str, ...], int]:
        """Devices that have reported, by role and whether they are connected."""
        heard = self.hall.broadcaster.heard()
        return Counter(
            (who.partition(":")[0], "connected" if each.connected else "gone") for who, each in heard.items()
        )

    def since(self, record: backups.Backup | backups.Drill | None) -> Values:
        """Seconds since something on record; nothing where there is no record."""
        if record is not None:
            yield (), self._age_s(record.at)

    def _age_s(self, at: datetime) -> float:
        return max((self.now - at).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True)
class Watched:
    """A metric: a row of the table.

    Attributes:
        kind: a gauge goes up and down; a counter begins at 0 with the server and only grows.
        said: what it counts, in one sentence.
        read: gives label values and a number each, or durations by bands.
        labels: their names.
    """

    kind: Literal["gauge", "counter", "histogram"]
    said: str
    read: Callable[[Look], Values | Durations]
    labels: tuple[str, ...] = ()


def _one(read: Callable[[Look], float]) -> Callable[[Look], Values]:
    def values(look: Look) -> Values:
        yield (), float(read(look))

    return values


def _each(read: Callable[[Look], Mapping[str, float]]) -> Callable[[Look], Values]:
    def values(look: Look) -> Values:
        for name, value in read(look).items():
            yield (name,), float(value)

    return values


def _of_receivers(state: str) -> Callable[[Look], Values]:
    def values(look: Look) -> Values:
        counted = look.rows.outgoing.get(state, {})
        for name in {**look.hall.receivers.all, **counted}:
            yield (name,), float(counted.get(name, 0))

    return values


def _free_bytes(look: Look) -> float:
    disk = os.statvfs(look.hall.settings.data)
    return disk.f_bavail * disk.f_frsize


def _bytes(which: int) -> Callable[[Look], Values]:
    def values(look: Look) -> Values:
        sizes = store_at(look.hall.settings.data).sizes()
        if sizes is not None:
            yield (), float(sizes[which])

    return values


def _drill_failed(look: Look) -> bool:
    drill = backups.last_drill(look.hall.settings.data)
    return drill is not None and bool(drill.fault)


def _certificate_s(look: Look) -> Values:
    with suppress(OSError, ValueError):  # `hall doctor` says that it cannot be read
        if look.hall.settings.cert:
            yield (), (read_span(Path(look.hall.settings.cert))[1] - look.now).total_seconds()


def _devices(look: Look) -> Values:
    for labels, count in look.devices().items():
        yield labels, float(count)


METRICS: Mapping[str, Watched] = {
    "hall_open": Watched("gauge", "1 within the hall's hours", _one(lambda at: at.hall.plan.hours.is_open(at.now))),
    "hall_waiting": Watched(
        "gauge", "Visitors who wait in a line", _each(lambda at: at.rows.waiting), ("line",)
    ),
    "hall_longest_wait_seconds": Watched(
        "gauge",
        "How long the first of a line has waited; 0 where nobody waits",
        _each(Look.longest_s),
        ("line",),
    ),
    "hall_windows": Watched("gauge", "Windows in a state", _each(lambda at: at.rows.windows), ("state",)),
    "hall_alarms": Watched("gauge", "Alarms that stand", _each(lambda at: at.rows.alarms), ("kind",)),
    "hall_printer_ready": Watched(
        "gauge",
        "1 when slips may go to it, by its last reading",
        _each(lambda at: {code: state in CAN_PRINT for code, state in at.rows.printers.items()}),
        ("printer",),
    ),
    "hall_slips_waiting": Watched(
        "gauge",
        "Slips not yet printed",
        _each(lambda at: at.rows.slips),
        ("printer",),
    ),
    "hall_outbox_waiting": Watched(
        "gauge", "Messages that have not left the hall yet", _of_receivers("waiting"), ("receiver",)
    ),
    "hall_outbox_given_up": Watched(
        "gauge", "Messages of the last 30 days that never arrived", _of_receivers("given_up"), ("receiver",)
    ),
    "hall_devices": Watched(
        "gauge", "Devices and staff pages that have reported since the start: connected, or gone", _devices, ("role", "state")
    ),
    "hall_sockets": Watched("gauge", "Connected sockets", _one(lambda at: len(at.hall.broadcaster.listeners))),
    "hall_connections": Watched("gauge", "Open connections", _one(lambda at: len(at.hall.traffic.connections))),
    "hall_event_seq": Watched("gauge", "Seq of the newest public event", _one(lambda at: at.hall.broadcaster.seq("public"))),
    "hall_commands": Watched("counter", "Commands through the writer", _one(lambda at: at.hall.writer.commands)),
    "hall_groups": Watched("counter", "Commits of the writer", _one(lambda at: at.hall.writer.groups)),
    "hall_command_seconds": Watched(
        "histogram", "From a command's arrival at the writer to its answer after the commit", lambda at: at.hall.writer.took
    ),
    "hall_fan_out_seconds": Watched(
        "histogram", "From an event's commit until it is written to the last socket, or queued for one that is slow", lambda at: at.hall.broadcaster.took
    ),
    "hall_refusals": Watched(
        "counter", "What was refused", _each(lambda at: at.hall.traffic.refusals.counts), ("kind",)
    ),
    "hall_hasty_minutes": Watched(
        "counter", "Minutes in which a device gave too many numbers", _one(lambda at: at.hall.traffic.haste.minutes)
    ),
    "hall_unreadable": Watched(
        "gauge",
        "1 when the database could not be read for this answer; what stands in it is absent then",
        _one(lambda at: at.unreadable),
    ),
    "hall_damaged": Watched("gauge", "1 when the database was found damaged", _one(lambda at: bool(at.hall.damage))),
    "hall_disk_failing": Watched("gauge", "1 when the last commit met a full or failing disk", _one(lambda at: at.hall.writer.failing)),
    "hall_disk_free_bytes": Watched("gauge", "Free on the hall's disk", _one(_free_bytes)),
    "hall_database_bytes": Watched("gauge", "The database's file", _bytes(0)),
    "hall_wal_bytes": Watched("gauge", "The write-ahead log", _bytes(1)),
    "hall_backup_age_seconds": Watched(
        "gauge",
        "Since the last backup; absent while there is none",
        lambda at: at.since(backups.last_backup(at.hall.settings.data)),
    ),
    "hall_backup_failed": Watched(
        "gauge",
        "1 when the newest backup could not be made",
        _one(lambda at: backups.last_failure(at.hall.settings.data) is not None),
    ),
    "hall_drill_age_seconds": Watched(
        "gauge",
        "Since a backup was last restored as a drill; absent while none was",
        lambda at: at.since(backups.last_drill(at.hall.settings.data)),
    ),
    "hall_drill_failed": Watched("gauge", "1 when the last drill failed", _one(_drill_failed)),
    "hall_certificate_seconds": Watched(
        "gauge", "Until the TLS certificate ends; absent without TLS", _certificate_s
    ),
}  # fmt: skip


class _Table(Collector):
    """The table as prometheus_client reads it."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def describe(self) -> list[Metric]:
        """Nothing: asked when it is registered, before there is anything to read."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Read every metric."""
        look = Look.at(self._hall)
        for name, row in METRICS.items():
            yield _family(name, row, look)


def _family(name: str, row: Watched, look: Look) -> Metric:
    found = row.read(look)
    if isinstance(found, Durations):
        told = HistogramMetricFamily(name, row.said)
        told.add_metric([], list(found.up_to()), found.total_s)
        return told
    family = CounterMetricFamily if row.kind == "counter" else GaugeMetricFamily
    values = family(name, row.said, labels=row.labels)
    for labels, value in found:
        values.add_metric(labels, value)
    return values


class Metrics:
    """Answers monitors."""

    def __init__(self, hall: Hall) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Table(hall))
        ProcessCollector(registry=self._registry)
        self._read_at, self._text = 0.0, b""

    def show(self) -> Response:
        """Return the metrics; at most a second old."""
        now = time.monotonic()
        if now - self._read_at >= FOR_S:
            self._read_at, self._text = now, generate_latest(self._registry)
        return Response(self._text, content_type=CONTENT_TYPE_PLAIN_0_0_4)
