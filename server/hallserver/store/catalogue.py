"""The hall's plan as one frozen value, reloaded after each change, so the hot path never queries it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, func, select, text

from hallserver.contract import (
    CatalogueView,
    DepartmentView,
    LineView,
    MatterView,
    OutsideMatter,
    ScreenView,
    WindowPlan,
    Words,
    ZoneView,
)
from hallserver.core.language.words import words_of
from hallserver.core.queue import slots
from hallserver.core.queue.foretold import Forecasts
from hallserver.core.queue.needs import can_serve
from hallserver.core.queue.waits import Cycle
from hallserver.core.rules import UNPUBLISHED, QueueRules, rules_of
from hallserver.core.workdays import HALVES, NOON, CalendarDay, Hours, Span, parse_span
from hallserver.store import schema
from hallserver.store.prepared import Prepared, R, need_row, read_row, read_rows
from hallserver.store.rows import (
    CalendarDayRow,
    DepartmentRow,
    DutyRow,
    HallRow,
    KioskRow,
    LineRow,
    LineStopRow,
    MatterRow,
    PrinterRow,
    QuotaRow,
    RuleSetRow,
    ScreenRow,
    ShiftRow,
    StafferRow,
    WindowRow,
    WindowTodayRow,
    ZoneRow,
)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk: the printer beside it, what it offers, and how long it waits for a visitor.

    Attributes:
        departments: with `matters`, what it offers; both empty: everything.
        idle_s: seconds of nothing, until it asks; `ask_s` more until it goes home.
        attract_s: seconds of nothing until its page of notices and pictures; 0: never.
    """

    code: str
    printer: str | None
    zone: str = ""
    departments: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    idle_s: int = 30
    ask_s: int = 20
    attract_s: int = 180

    def offers(self, matter: MatterView) -> bool:
        """Whether numbers for the matter are given here."""
        everything = not self.departments and not self.matters
        return everything or matter.code in self.matters or matter.department in self.departments


# a stop, and a manager's plan for today, hold for their own day: of all years only the newest day's can be in force
MOST_DAYS_KEPT = 400  # whose slots are remembered: far more than visitors may book ahead

_NEWEST_STOP = (
    select(func.max(schema.line_stops.c.day)).where(text("line_stop.opened_at IS NULL")).scalar_subquery()
)
_STOPPED_LINES = Prepared(
    select(schema.line_stops).where(
        text("line_stop.opened_at IS NULL"), schema.line_stops.c.day == _NEWEST_STOP
    ),
    LineStopRow,
)


@dataclass(frozen=True, slots=True)
class Serving:
    """What a window is planned to serve: whole lines, and the matters of some groups; `until` some time of today."""

    lines: tuple[str, ...]
    groups: tuple[str, ...]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """How many numbers a line may issue in a day, or within a span of the day."""

    span: Span | None
    most: int

    def holds(self, at: time) -> bool:
        """Whether it counts numbers that are issued at this time, hall time."""
        return self.span is None or self.span.holds(at)

    def words(self) -> str:
        """Its span as it is stored; empty for the whole day."""
        return self.span.words() if self.span else ""


@dataclass(frozen=True)
class Plan:
    """The hall's own row and its catalogue, as one value."""

    epoch: str
    code: str
    name: Words
    hours: Hours
    service_level_ms: int
    demo: bool
    departments: Mapping[str, DepartmentView]
    lines: Mapping[str, LineView]
    rules: QueueRules
    matters: Mapping[str, MatterView]
    windows: Mapping[str, WindowPlan]
    printers: tuple[str, ...]
    kiosks: Mapping[str, Kiosk]
    screens: tuple[ScreenView, ...]
    printer_names: Mapping[str, Words] = field(default_factory=dict)
    neighbours: Mapping[str, str] = field(default_factory=dict)  # printer → the printer that stands in for it
    receipt_printers: Mapping[str, str] = field(default_factory=dict)  # window → the printer of its receipts
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shifts: Mapping[tuple[str, int, str], Serving] = field(default_factory=dict)
    todays: Mapping[tuple[date, str], Serving] = field(default_factory=dict)
    duties: Mapping[tuple[str, int], tuple[Span, ...]] = field(default_factory=dict)
    quotas: Mapping[str, tuple[Quota, ...]] = field(default_factory=dict)
    closed_days: frozenset[date] = frozenset()
    stopped_lines: Mapping[tuple[date, str], Words] = field(default_factory=dict)  # and what visitors read
    abilities: Mapping[str, frozenset[str]] = field(default_factory=dict)  # department → of its staffers
    zones: tuple[ZoneView, ...] = ()
    outside: Mapping[str, OutsideMatter] = field(default_factory=dict)  # matters that are not in the hall
    cycles: Mapping[str, Cycle] = field(default_factory=dict)  # learned per matter; refreshed once a minute
    forecasts: Forecasts = field(default_factory=Forecasts, compare=False)  # shared by all plans of one desk

    def taught_as(self, before: Plan) -> Plan:
        """This plan with what the hall had learned under the plan before it."""
        return replace(self, cycles=before.cycles, forecasts=before.forecasts)

    def serving(self, window: str, at: datetime) -> Serving:
        """What a window serves now: today's plan, else the plan of the half-day, else its ordinary plan."""
        day = self.hours.business_day(at)
        planned = self.windows[window]
        return (
            self.todays.get((day, window))
            or self.shifts.get((window, day.weekday(), self.hours.half(at)))
            or Serving(planned.lines, planned.groups)
        )

    def matters_at(self, window: str, at: datetime) -> list[str]:
        """The matters a window is planned to serve now, each once."""
        return self._matters_of(self.serving(window, at))

    def work_of(self, window: str) -> list[str]:
        """The matters of a window's ordinary plan and of its half-days, each once: whether it has any work at all."""
        own = self.windows[window]
        halves = [serving for (code, *_), serving in self.shifts.items() if code == window]
        return [code for each in (Serving(own.lines, own.groups), *halves) for code in self._matters_of(each)]

    def _matters_of(self, now: Serving) -> list[str]:
        found = [code for line in now.lines for code in self.matters_of_line[line]]
        found += [code for group in now.groups for code in self.groups[group]]
        return list(dict.fromkeys(found))

    def lines_at(self, window: str, at: datetime) -> tuple[str, ...]:
        """The lines from which a window is planned to call now, by whole lines or by its groups."""
        now = self.serving(window, at)
        known = self._lines_of.get(now)
        if known is None:
            found = dict.fromkeys(self.matters[each].line for each in self.matters_at(window, at))
            known = self._lines_of[now] = tuple(dict.fromkeys((*now.lines, *found)))
        return known

    def is_planned(self, matter: str, at: datetime) -> bool:
        """Whether any window is planned to serve the matter in either half of the day."""
        day = self.hours.business_day(at)
        return any(matter in self._planned(day, half) for half in HALVES)

    def is_planned_now(self, matter: str, at: datetime) -> bool:
        """Whether any window is planned to serve the matter in this half of the day."""
        return matter in self._planned(self.hours.business_day(at), self.hours.half(at))

    def is_met(self, matter: str, needs: str, at: datetime) -> bool:
        """Whether a window that is planned for the matter today could give what is needed, by who may sit there."""
        day = self.hours.business_day(at)
        halves = [datetime.combine(day, NOON, self.hours.zone) + timedelta(hours=n) for n in (-1, 1)]
        return any(
            can_serve(self._able(code), needs)
            for code in self.windows
            if any(matter in self.matters_at(code, half) for half in halves)
        )

    def _able(self, window: str) -> frozenset[str]:
        """What a window and whoever may sit there can give; at one that belongs to nobody, anybody may."""
        planned = self.windows[window]
        people = self.abilities.items()
        own = (each for home, each in people if planned.department in {None, home})
        return frozenset(planned.abilities).union(*own)

    def _planned(self, day: date, half: str) -> frozenset[str]:
        """The matters that some window is planned to serve in a half-day; computed once for each."""
        known = self._planned_halves.get((day, half))
        if known is None:
            noon = datetime.combine(day, NOON, self.hours.zone)
            at = noon if half == "pm" else noon - timedelta(hours=1)
            found = frozenset(code for window in self.windows for code in self.matters_at(window, at))
            known = self._planned_halves[day, half] = found
        return known

    def able_at(self, at: datetime) -> tuple[tuple[frozenset[str], int], ...]:
        """Each window that is planned in this half of the day: its matters, and of how many lines they are."""
        key = (self.hours.business_day(at), self.hours.half(at))
        known = self._able_halves.get(key)
        if known is None:
            of = (
                (frozenset(self.matters_at(code, at)), len(self.lines_at(code, at))) for code in self.windows
            )
            known = self._able_halves[key] = tuple(each for each in of if each[0])
        return known

    def slots_on(self, day: date) -> tuple[tuple[datetime, str], ...]:
        """When the slots of a day begin, by time, and in which half of the day; computed once for each day."""
        known = self._slot_days.get(day)
        if known is None:
            if len(self._slot_days) > MOST_DAYS_KEPT:
                self._slot_days.clear()
            begins = slots.starts(self.hours, day, self.rules.slot_minutes)
            known = self._slot_days[day] = tuple((at, self.hours.half(at)) for at in begins)
        return known

    @cached_property
    def _slot_days(self) -> dict[date, tuple[tuple[datetime, str], ...]]:
        return {}

    @cached_property
    def _able_halves(self) -> dict[tuple[date, str], tuple[tuple[frozenset[str], int], ...]]:
        return {}

    @cached_property
    def _lines_of(self) -> dict[Serving, tuple[str, ...]]:
        return {}

    @cached_property
    def _planned_halves(self) -> dict[tuple[date, str], frozenset[str]]:
        return {}

    def is_open_for(self, matter: str, at: datetime) -> bool:
        """Whether the hall issues numbers for the matter now."""
        return matter in self.given_at(at)

    def given_at(self, at: datetime) -> Container[str]:
        """The matters with numbers issued now: all in opening hours, else those of the duty windows."""
        if self.hours.business_day(at) in self.closed_days:
            return ()
        if self.hours.is_open(at):
            return self.matters
        return {each for code in self.on_duty(at) for each in self.matters_at(code, at)}

    def on_duty(self, at: datetime) -> tuple[str, ...]:
        """The windows on duty now, while the hall itself is closed."""
        local = at.astimezone(self.hours.zone)
        return tuple(
            window
            for (window, weekday), spans in self.duties.items()
            if weekday == local.weekday() and any(span.holds(local.time()) for span in spans)
        )

    def duty_begun(self, window: str, at: datetime) -> datetime | None:
        """When the window's current duty began, in aware UTC; None when the window is not on duty."""
        local = at.astimezone(self.hours.zone)
        spans = self.duties.get((window, local.weekday()), ())
        begun = [span.start for span in spans if span.holds(local.time())]
        return datetime.combine(local.date(), max(begun), self.hours.zone).astimezone(UTC) if begun else None

    @cached_property
    def matters_of_line(self) -> Mapping[str, tuple[str, ...]]:
        """Line → its matters."""
        of: dict[str, list[str]] = {code: [] for code in self.lines}
        for matter in self.matters.values():
            if matter.code not in self.outside:
                of[matter.line].append(matter.code)
        return {line: tuple(codes) for line, codes in of.items()}

    def collection_for(self, department: str) -> MatterView | None:
        """The matter under which results are collected: the department's own, else the hall's first."""
        found = [
            each
            for each in self.matters.values()
            if self.lines[each.line].kind == "collection" and each.code not in self.outside
        ]
        own = (each for each in found if each.department == department)
        return next(own, found[0] if found else None)

    def stand_in(self, matter: str, at: datetime) -> str:
        """The matter that serves visitors with an open case of this one: itself, else the nearest planned.

        A matter may leave the hall, or have no window for a time, while its cases are still open. The nearest
        planned matter is one of the same department, then one of the same line. If nothing is planned at all,
        it is the matter itself.
        """
        if self.is_planned(matter, at):
            return matter
        home = self.matters[matter]
        found = [
            each
            for each in self.matters.values()
            if not self.lines[each.line].green and self.is_planned(each.code, at)
        ]
        near = min(
            found, key=lambda each: (each.department != home.department, each.line != home.line), default=home
        )
        return near.code

    @cached_property
    def view(self) -> CatalogueView:
        """The part of the plan that everybody may see."""
        return CatalogueView(
            tuple(self.departments.values()),
            tuple(each for each in self.matters.values() if each.code not in self.outside),
            tuple(self.lines.values()),
            tuple(self.windows.values()),
            self.screens,
            self.zones,
            tuple(self.outside.values()),
        )


def load_plan(connection: Connection) -> Plan:
    """Read the plan; each table is read once."""
    hall = need_row(connection, select(schema.hall), HallRow)
    week = {day: tuple(map(parse_span, spans)) for day, spans in hall.hours.items()}
    rules = load_rules(connection)
    matters = _all(connection, schema.matters, "position", MatterRow)
    outside = {row.code: _outside(row) for row in matters if not row.in_hall}
    windows = _all(connection, schema.windows, "position", WindowRow)
    printers = _all(connection, schema.printers, "code", PrinterRow)
    departments = _all(connection, schema.departments, "code", DepartmentRow)
    return Plan(
        epoch=hall.epoch,
        code=hall.code,
        name=hall.name,
        hours=Hours(ZoneInfo(hall.zone), week, bool(hall.always_open), _calendar(connection)),
        service_level_ms=hall.service_level_ms,
        demo=bool(hall.demo),
        departments={row.code: _department(row) for row in departments},
        lines={row.code: _line(row, rules) for row in _all(connection, schema.lines, "prefix", LineRow)},
        rules=rules,
        matters={row.code: _matter(row) for row in matters if row.line is not None},
        outside=outside,
        windows=_windows(connection, windows),
        printers=tuple(row.code for row in printers),
        kiosks=_kiosks(connection),
        screens=tuple(_screen(row) for row in _all(connection, schema.screens, "code", ScreenRow)),
        groups=_groups(connection, outside),
        shifts={(row.window, row.weekday, row.half): _serving(row) for row in _shifts(connection)},
        todays={
            (row.day, row.window): replace(_serving(row), until=row.until_at) for row in _todays(connection)
        },
        duties=_duties(connection),
        quotas=_quotas(connection),
        stopped_lines={(row.day, row.line): row.words for row in _STOPPED_LINES.run(connection)},
        closed_days=frozenset(connection.execute(select(schema.closings.c.day)).scalars()),
        printer_names={row.code: row.name for row in printers},
        neighbours={row.code: row.neighbour for row in printers if row.neighbour},
        receipt_printers={row.code: row.printer for row in windows if row.printer},
        abilities=_abilities(connection),
        zones=tuple(_zone(row) for row in _all(connection, schema.zones, "code", ZoneRow)),
    )


def load_rules(connection: Connection, version: int | None = None) -> QueueRules:
    """Return the rules in force, or those of one version; the defaults for a hall that published none."""
    query = select(schema.rule_sets).order_by(schema.rule_sets.c.version.desc()).limit(1)
    if version is not None:
        query = query.where(schema.rule_sets.c.version == version)
    row = read_row(connection, query, RuleSetRow)
    return rules_of(row.version, row.body) if row else UNPUBLISHED


def _windows(connection: Connection, rows: Sequence[WindowRow]) -> dict[str, WindowPlan]:
    lines = _many(connection, schema.window_lines, "window", "line", schema.windows)
    groups = _many(connection, schema.window_groups, "window", "group", schema.windows)
    return {
        row.code: WindowPlan(
            row.code,
            row.name,
            row.zone,
            row.department,
            row.mandate,
            lines[row.code],
            groups[row.code],
            tuple(row.abilities),
        )
        for row in rows
    }


def _abilities(connection: Connection) -> dict[str, frozenset[str]]:
    """Department → what its staffers can give."""
    found: dict[str, frozenset[str]] = {}
    for row in read_rows(connection, select(schema.staffers), StafferRow):
        found[row.department] = found.get(row.department, frozenset()) | frozenset(row.abilities)
    return found


def _groups(connection: Connection, outside: Container[str]) -> dict[str, tuple[str, ...]]:
    found = _many(connection, schema.group_matters, "group", "matter", schema.groups)
    return {code: tuple(each for each in of if each not in outside) for code, of in found.items()}


def _shifts(connection: Connection) -> list[ShiftRow]:
    return read_rows(connection, select(schema.shifts), ShiftRow)


def _todays(connection: Connection) -> list[WindowTodayRow]:
    newest = select(func.max(schema.todays.c.day)).scalar_subquery()
    return read_rows(connection, select(schema.todays).where(schema.todays.c.day == newest), WindowTodayRow)


def _serving(row: ShiftRow | WindowTodayRow) -> Serving:
    return Serving(tuple(row.lines), tuple(row.groups))


def _line(row: LineRow, rules: QueueRules) -> LineView:
    missed = rules.of_line(row.code).missed
    return LineView(row.code, row.prefix, row.name, missed, bool(row.green), row.kind)


def _zone(row: ZoneRow) -> ZoneView:
    return ZoneView(row.code, row.name, bool(row.silent), tuple(row.volume))


def _many(connection: Connection, table: Any, one: str, many: str, of: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {code: [] for code in connection.execute(select(of.c.code)).scalars()}
    for row in connection.execute(select(table.c[one], table.c[many])):
        found[row[0]].append(row[1])
    return {code: tuple(sorted(each)) for code, each in found.items()}


def _calendar(connection: Connection) -> dict[date, CalendarDay]:
    rows = read_rows(connection, select(schema.calendar_days), CalendarDayRow)
    return {
        row.day: CalendarDay(bool(row.works), row.name.zh, row.name.en, row.like, bool(row.announced))
        for row in rows
    }


def _duties(connection: Connection) -> dict[tuple[str, int], tuple[Span, ...]]:
    found: dict[tuple[str, int], tuple[Span, ...]] = {}
    for row in read_rows(connection, select(schema.duties), DutyRow):
        key = (row.window, row.weekday)
        found[key] = (*found.get(key, ()), parse_span(row.span))
    return found


def _quotas(connection: Connection) -> dict[str, tuple[Quota, ...]]:
    found: dict[str, tuple[Quota, ...]] = {}
    for row in read_rows(connection, select(schema.quotas).order_by(schema.quotas.c.span), QuotaRow):
        span = parse_span(row.span) if row.span else None
        found[row.line] = (*found.get(row.line, ()), Quota(span, row.most))
    return found


def _all(connection: Connection, table: Table, order: str, into: type[R]) -> list[R]:
    return read_rows(connection, select(table).order_by(table.c[order]), into)


def _department(row: DepartmentRow) -> DepartmentView:
    return DepartmentView(row.code, row.name, row.short, row.area)


def _matter(row: MatterRow) -> MatterView:
    return MatterView(
        code=row.code,
        name=row.name,
        department=row.department,
        line=row.line or "",  # a matter in the hall always has one
        audience=row.audience,
        kind=row.kind,
        norm_minutes=row.norm_minutes,
        promised_days=row.promised_days,
        legal_days=row.legal_days,
        fee=words_of(row.fee),
        materials=tuple(words_of(each) for each in row.materials),
        usual=bool(row.usual),
        initials=row.initials,
        joint=tuple(row.joint),
        fee_fen=row.fee_fen,
        guide=words_of(row.guide) if row.guide else None,
    )


def _outside(row: MatterRow) -> OutsideMatter:
    return OutsideMatter(
        row.code,
        row.name,
        row.department,
        row.kind,
        row.promised_days,
        row.legal_days,
        words_of(row.fee),
        words_of(row.reason or {"zh": "", "en": ""}),
    )


def _kiosks(connection: Connection) -> dict[str, Kiosk]:
    departments = _many(connection, schema.kiosk_departments, "kiosk", "department", schema.kiosks)
    matters = _many(connection, schema.kiosk_matters, "kiosk", "matter", schema.kiosks)
    return {
        row.code: Kiosk(
            row.code,
            row.printer,
            row.zone,
            departments[row.code],
            matters[row.code],
            row.idle_s,
            row.ask_s,
            row.attract_s,
        )
        for row in _all(connection, schema.kiosks, "code", KioskRow)
    }


def _screen(row: ScreenRow) -> ScreenView:
    return ScreenView(
        row.code,
        row.name,
        row.zone,
        row.diagonal_inch,
        row.farthest_m,
        (row.width_px, row.height_px),
        tuple(row.day),
    )
