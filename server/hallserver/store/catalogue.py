"""The hall's plan as one frozen value, read once and again when it changes: nothing on the hot path asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from hallserver.core.shapes import (
    CatalogueView,
    DepartmentView,
    LineView,
    MatterView,
    ScreenView,
    WindowPlan,
    Words,
)
from hallserver.core.waits import Cycle
from hallserver.core.workdays import Hours, parse_span
from hallserver.store import schema


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk and the printer beside it."""

    code: str
    printer: str | None


@dataclass(frozen=True)
class Plan:
    """The hall's own row and its catalogue."""

    epoch: str
    code: str
    name: Words
    hours: Hours
    service_level_ms: int
    demo: bool
    departments: Mapping[str, DepartmentView]
    lines: Mapping[str, LineView]
    caps: Mapping[str, int]
    matters: Mapping[str, MatterView]
    windows: Mapping[str, WindowPlan]
    printers: tuple[str, ...]
    kiosks: Mapping[str, Kiosk]
    screens: tuple[ScreenView, ...]
    cycles: Mapping[str, Cycle] = field(
        default_factory=dict
    )  # what was learned of matters; renewed once a minute

    @cached_property
    def windows_of_line(self) -> Mapping[str, tuple[str, ...]]:
        """Line → the windows planned for it."""
        planned: dict[str, list[str]] = {code: [] for code in self.lines}
        for window in self.windows.values():
            for line in window.lines:
                planned[line].append(window.code)
        return {line: tuple(codes) for line, codes in planned.items()}

    @cached_property
    def matters_of_line(self) -> Mapping[str, tuple[str, ...]]:
        """Line → its matters."""
        of: dict[str, list[str]] = {code: [] for code in self.lines}
        for matter in self.matters.values():
            of[matter.line].append(matter.code)
        return {line: tuple(codes) for line, codes in of.items()}

    @cached_property
    def view(self) -> CatalogueView:
        """What anybody may see of it."""
        return CatalogueView(
            tuple(self.departments.values()),
            tuple(self.matters.values()),
            tuple(self.lines.values()),
            tuple(self.windows.values()),
            self.screens,
        )


def load_plan(connection: Connection) -> Plan:
    """Read the plan."""
    hall = connection.execute(select(schema.hall)).one()
    week = {day: tuple(map(parse_span, spans)) for day, spans in hall.hours.items()}
    window_lines: dict[str, list[str]] = {}
    for row in connection.execute(select(schema.window_lines)):
        window_lines.setdefault(row.window, []).append(row.line)
    return Plan(
        epoch=hall.epoch,
        code=hall.code,
        name=Words(hall.zh, hall.en),
        hours=Hours(ZoneInfo(hall.zone), week, bool(hall.always_open)),
        service_level_ms=hall.service_level_ms,
        demo=bool(hall.demo),
        departments={row.code: _department(row) for row in _all(connection, schema.departments, "code")},
        lines={
            row.code: LineView(row.code, row.prefix, Words(row.zh, row.en), row.missed)
            for row in _all(connection, schema.lines, "prefix")
        },
        caps={row.code: row.tier0_cap for row in _all(connection, schema.lines, "code")},
        matters={row.code: _matter(row) for row in _all(connection, schema.matters, "position")},
        windows={
            row.code: WindowPlan(
                row.code,
                Words(row.zh, row.en),
                row.zone,
                row.department,
                row.mandate,
                tuple(sorted(window_lines.get(row.code, ()))),
            )
            for row in _all(connection, schema.windows, "position")
        },
        printers=tuple(row.code for row in _all(connection, schema.printers, "code")),
        kiosks={row.code: Kiosk(row.code, row.printer) for row in _all(connection, schema.kiosks, "code")},
        screens=tuple(_screen(row) for row in _all(connection, schema.screens, "code")),
    )


def _all(connection: Connection, table: Any, order: str) -> Any:
    return connection.execute(select(table).order_by(table.c[order]))


def _department(row: Any) -> DepartmentView:
    return DepartmentView(row.code, Words(row.zh, row.en), Words(row.short_zh, row.short_en), row.area)


def _matter(row: Any) -> MatterView:
    return MatterView(
        code=row.code,
        name=Words(row.zh, row.en),
        department=row.department,
        line=row.line,
        audience=row.audience,
        kind=row.kind,
        norm_minutes=row.norm_minutes,
        promised_days=row.promised_days,
        legal_days=row.legal_days,
        fee=Words(**row.fee),
        materials=tuple(Words(**each) for each in row.materials),
        usual=bool(row.usual),
        initials=row.initials,
    )


def _screen(row: Any) -> ScreenView:
    return ScreenView(
        row.code,
        Words(row.zh, row.en),
        row.zone,
        row.diagonal_inch,
        row.farthest_m,
        (row.width_px, row.height_px),
    )
