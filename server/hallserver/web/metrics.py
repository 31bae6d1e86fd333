"""What a monitor outside can watch: one table of metrics, read when it asks (Prometheus' text format).

Nothing of a visitor or of a person at a window is in it: lines, devices and printers by code, everything else counted.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from flask import Response
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from sqlalchemy import select

from hallserver.certificates import read_end
from hallserver.core.figures.durations import Durations
from hallserver.core.floor.equipment import Condition
from hallserver.core.queue.tickets import WindowState
from hallserver.hall import Hall
from hallserver.store import schema
from hallserver.store.disk import backups
from hallserver.store.prepared import read_rows
from hallserver.store.rows import PrinterRow
from hallserver.store.watching import spooled
from hallserver.store.watching.alarms import OPEN_ALARMS, Present, Queue
from hallserver.views.queue.board import at_windows
from hallserver.views.queue.windows import state_of

FOR_S = 1.0  # monitors that ask more often are given the same answer
PRINTS = frozenset({Condition.READY, Condition.PAPER_LOW})
Values = Iterator[tuple[tuple[str, ...], float]]


@dataclass(frozen=True, slots=True)
class Look:
    """The hall at the moment when a monitor asks; what several metrics need is read once.

    Attributes:
        windows: how many, by state; every state is there.
        queues: by line, in which somebody waits.
        alarms: those that stand, by kind.
        printers: by code, the state of the last reading.
        slips: by printer, those not yet printed.
    """

    hall: Hall
    now: datetime
    windows: Mapping[str, int]
    queues: Mapping[str, Queue]
    alarms: Mapping[str, int]
    printers: Mapping[str, str]
    slips: Mapping[str, int]

    @classmethod
    def at(cls, hall: Hall) -> Look:
        """Read it."""
        plan, now = hall.plan, hall.writer.clock.now()
        with hall.reading() as connection:
            present = Present.of(connection, plan, now)
            stops = at_windows(connection)
            alarms = Counter(row.kind for row in OPEN_ALARMS.run(connection))
            jobs = spooled.counts(connection, now)
            printers = {
                row.code: row.state for row in read_rows(connection, select(schema.printers), PrinterRow)
            }
        windows = Counter(
            str(state_of(present.sessions.get(code), stops[code].state if code in stops else None))
            for code in plan.windows
        )
        slips = {code: jobs[code]["open"].total() if code in jobs else 0 for code in printers}
        every = {str(state): windows[state] for state in WindowState}
        return cls(hall, now, every, present.queues, alarms, printers, slips)

    def waiting(self) -> Mapping[str, int]:
        """How many wait, by line of the plan."""
        return {
            code: self.queues[code].waiting if code in self.queues else 0 for code in self.hall.plan.lines
        }

    def longest_s(self) -> Mapping[str, float]:
        """For how many seconds the first of each line has waited."""
        since = {code: self.queues[code].longest_from for code in self.queues}
        return {code: self._age_s(since.get(code, self.now)) for code in self.hall.plan.lines}

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


def _free_bytes(look: Look) -> float:
    disk = os.statvfs(look.hall.settings.data)
    return disk.f_bavail * disk.f_frsize


def _file_bytes(name: str) -> Callable[[Look], Values]:
    def values(look: Look) -> Values:
        file = look.hall.settings.data / name
        yield (), float(file.stat().st_size if file.is_file() else 0)

    return values


def _drill_failed(look: Look) -> bool:
    drill = backups.last_drill(look.hall.settings.data)
    return drill is not None and bool(drill.fault)


def _certificate_s(look: Look) -> Values:
    with suppress(OSError, ValueError):  # `hall doctor` says that it cannot be read
        if look.hall.settings.cert:
            yield (), (read_end(Path(look.hall.settings.cert)) - look.now).total_seconds()


def _devices(look: Look) -> Values:
    for labels, count in look.devices().items():
        yield labels, float(count)


METRICS: Mapping[str, Watched] = {
    "hall_open": Watched("gauge", "1 within the hall's hours", _one(lambda at: at.hall.plan.hours.is_open(at.now))),
    "hall_waiting": Watched(
        "gauge", "Visitors who wait in a line", _each(Look.waiting), ("line",)
    ),
    "hall_longest_wait_seconds": Watched(
        "gauge",
        "How long the first of a line has waited; 0 where nobody waits",
        _each(Look.longest_s),
        ("line",),
    ),
    "hall_windows": Watched("gauge", "Windows in a state", _each(lambda at: at.windows), ("state",)),
    "hall_alarms": Watched("gauge", "Alarms that stand", _each(lambda at: at.alarms), ("kind",)),
    "hall_printer_ready": Watched(
        "gauge",
        "1 when the printer prints, by its last reading",
        _each(lambda at: {code: state in PRINTS for code, state in at.printers.items()}),
        ("printer",),
    ),
    "hall_slips_waiting": Watched(
        "gauge",
        "Slips not yet printed",
        _each(lambda at: at.slips),
        ("printer",),
    ),
    "hall_devices": Watched(
        "gauge", "Devices that have reported since the start: connected, or gone", _devices, ("role", "state")
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
        "histogram", "From an event's commit until the last socket has it", lambda at: at.hall.broadcaster.took
    ),
    "hall_refusals": Watched(
        "counter", "What was refused", _each(lambda at: at.hall.traffic.refusals.counts), ("kind",)
    ),
    "hall_hasty_minutes": Watched(
        "counter", "Minutes in which a device gave too many numbers", _one(lambda at: at.hall.traffic.haste.minutes)
    ),
    "hall_damaged": Watched("gauge", "1 when the database was found damaged", _one(lambda at: bool(at.hall.damage))),
    "hall_disk_failing": Watched("gauge", "1 when the last commit met a full or failing disk", _one(lambda at: at.hall.writer.failing)),
    "hall_disk_free_bytes": Watched("gauge", "Free on the hall's disk", _one(_free_bytes)),
    "hall_database_bytes": Watched("gauge", "The database's file", _file_bytes("hall.db")),
    "hall_wal_bytes": Watched("gauge", "The write-ahead log", _file_bytes("hall.db-wal")),
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
