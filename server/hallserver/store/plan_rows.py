"""Read the plan from its tables in the form of a plan file: the reverse of `services.plans.take_plan`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Table, select

from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.tables import TABLES, PlanRow
from hallserver.core.rules import QueueRules
from hallserver.core.workdays import WEEKDAYS
from hallserver.store import schema
from hallserver.store.prepared import need_row, read_rows
from hallserver.store.rows import DutyRow, HallRow, LetterMatterRow, LetterRow, QuotaRow, ShiftRow

MINUTE_MS = 60_000
CODED: dict[str, Table] = {
    "departments": schema.departments,
    "lines": schema.lines,
    "matters": schema.matters,
    "groups": schema.groups,
    "windows": schema.windows,
    "printers": schema.printers,
    "kiosks": schema.kiosks,
    "screens": schema.screens,
    "zones": schema.zones,
    "staffers": schema.staffers,
}


def said_plan(connection: Connection, rules: QueueRules) -> HallPlan:
    """The plan in force: the rows of each table with all fields, without rules and calendar."""
    tables = {name: tuple(_coded(connection, name, rules)) for name in CODED}
    tables |= {
        "secondments": tuple(_secondments(connection)),
        "letters": tuple(_letters(connection)),
        "shifts": tuple(_shifts(connection)),
        "duties": tuple(_duties(connection)),
        "quotas": tuple(_quotas(connection)),
    }
    return HallPlan(_hall(connection), {name: tables[name] for name in TABLES})


def _hall(connection: Connection) -> PlanRow:
    row = need_row(connection, select(schema.hall), HallRow)
    return {
        "code": row.code,
        "name": row.name,
        "zone": row.zone,
        "always_open": bool(row.always_open),
        "service_level_minutes": row.service_level_ms // MINUTE_MS,
        "hours": row.hours,
    }


def _coded(connection: Connection, name: str, rules: QueueRules) -> list[PlanRow]:
    table = CODED[name]
    order = table.c.position if "position" in table.c else table.c.code
    lists_of: dict[str, dict[str, tuple[Table, str, str]]] = {
        "windows": {
            "lines": (schema.window_lines, "window", "line"),
            "groups": (schema.window_groups, "window", "group"),
        },
        "groups": {"matters": (schema.group_matters, "group", "matter")},
        "kiosks": {
            "departments": (schema.kiosk_departments, "kiosk", "department"),
            "matters": (schema.kiosk_matters, "kiosk", "matter"),
        },
    }
    many = lists_of.get(name, {})
    lists: dict[str, dict[str, list[str]]] = {
        field: _many(connection, *where) for field, where in many.items()
    }
    found = []
    for row in connection.execute(select(table).order_by(order)):
        said: PlanRow = {"name": row.name}
        said |= {field: each[row.code] for field, each in lists.items()}
        said |= _extras(name, row, rules)
        fields = TABLES[name]
        found.append(
            {field: said[field] if field in said else _typed(fields[field], row, field) for field in fields}
        )
    return found


def _typed(field: Any, row: Any, name: str) -> Any:
    value = getattr(row, name)
    return bool(value) if field.kind is bool else value


def _extras(name: str, row: Any, rules: QueueRules) -> PlanRow:
    """Fields that are stored in another table, or in another form, than the plan file writes them."""
    if name == "departments":
        return {"short": row.short, "posts": 0}
    if name == "lines":
        own = rules.of_line(row.code)
        return {"missed": own.missed, "tier0_cap": own.cap, "more_time_minutes": own.more_time_minutes}
    if name == "matters" and not row.in_hall:
        return {"line": None, "norm_minutes": None}
    if name == "screens":
        return {"pixels": [row.width_px, row.height_px]}
    return {}


def _many(connection: Connection, table: Table, one: str, many: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(table.c[one], table.c[many]).order_by(table.c[many])):
        found[row[0]].append(row[1])
    return found


def _secondments(connection: Connection) -> list[PlanRow]:
    table = schema.secondments
    rows = connection.execute(select(table).where(table.c.from_day.is_not(None)).order_by(table.c.id))
    return [
        {"staffer": row.staffer, "role": row.role, "from": row.from_day, "to": row.to_day} for row in rows
    ]


def _letters(connection: Connection) -> list[PlanRow]:
    powers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_rows(
        connection, select(schema.letter_matters).order_by(schema.letter_matters.c.matter), LetterMatterRow
    ):
        powers[row.document, row.power].append(row.matter)
    return [
        {
            "document": row.document,
            "staffer": row.staffer,
            "from": row.from_day,
            "to": row.to_day,
            "decide": powers[row.document, "decide"],
            "accept": powers[row.document, "accept"],
        }
        for row in read_rows(connection, select(schema.letters).order_by(schema.letters.c.id), LetterRow)
    ]


def _shifts(connection: Connection) -> list[PlanRow]:
    return [
        {
            "window": row.window,
            "days": [WEEKDAYS[row.weekday]],
            "half": row.half,
            "lines": row.lines,
            "groups": row.groups,
        }
        for row in read_rows(connection, select(schema.shifts), ShiftRow)
    ]


def _duties(connection: Connection) -> list[PlanRow]:
    rows = read_rows(connection, select(schema.duties), DutyRow)
    return [{"window": row.window, "days": [WEEKDAYS[row.weekday]], "span": row.span} for row in rows]


def _quotas(connection: Connection) -> list[PlanRow]:
    rows = read_rows(connection, select(schema.quotas), QuotaRow)
    return [{"line": row.line, "span": row.span or None, "most": row.most} for row in rows]
