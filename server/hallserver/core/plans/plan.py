"""A hall's plan file, parsed strictly: every error names file, line, field and the nearest known value.

The file is TOML (toml.io, 1.0). Python's own parser gives no line numbers, so the place is searched again in
the text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from halldisplay.languages import BUILT_IN
from hallserver.core.errors import BadPlan, Fault
from hallserver.core.plans import checks as plan_checks
from hallserver.core.plans.reader import Enough, Reader
from hallserver.core.plans.tables import CALENDAR, HALL, HOLIDAY, TABLES, WORKDAY, PlanRow
from hallserver.core.plans.toml import NoToml, read_toml


@dataclass(frozen=True, slots=True)
class HallPlan:
    """A checked plan: the hall's row and the rows of each table, with defaults filled in."""

    hall: PlanRow
    tables: Mapping[str, tuple[PlanRow, ...]]
    rules: PlanRow = dataclasses.field(default_factory=dict)
    calendar: PlanRow = dataclasses.field(default_factory=dict)


def read_plan(text: str, file: str, languages: Collection[str] = BUILT_IN) -> HallPlan:
    """Parse and check a plan; names may be given in these languages.

    Raises:
        BadPlan: every error, with file, line, field and the nearest known value.
    """
    try:
        said = read_toml(text)
    except NoToml as error:
        raise BadPlan(file, [Fault(error.line, "-", error.why.zh, error.why.en)]) from error
    return check_plan(said, Reader(text, file, languages=languages))


def check_plan(said: Mapping[str, Any], reader: Reader) -> HallPlan:
    """Check a plan from any source; the reader knows the place of each field.

    Raises:
        BadPlan: every error, with file, line, field and the nearest known value.
    """
    with suppress(Enough):
        plan = _checked(said, reader)
        if not reader.faults:
            return plan
    raise reader.refusal()


def _checked(said: Mapping[str, Any], reader: Reader) -> HallPlan:
    reader.known_keys(said, {"hall", "rules", "calendar", *TABLES}, "", 0)
    hall = reader.row("hall", -1, said.get("hall", {}), HALL)
    plan_checks.check_zone(reader, hall["zone"])
    hall["hours"] = plan_checks.check_hours(reader, hall["hours"])
    tables = {
        name: tuple(reader.row(name, i, row, fields) for i, row in enumerate(reader.rows(name, said)))
        for name, fields in TABLES.items()
    }
    for row in tables["departments"]:
        row["short"] = row["short"] or row["name"]
    plan_checks.check_codes(reader, tables)
    plan_checks.check_references(reader, tables)
    plan_checks.check_keys(reader, tables)
    plan_checks.check_matters(reader, tables["matters"])
    plan_checks.check_devices(reader, tables)
    plan_checks.check_terms(reader, tables)
    plan_checks.check_duties(reader, tables["duties"])
    rules = plan_checks.check_rules(reader, said.get("rules", {}), tables["lines"])
    return HallPlan(hall, tables, rules, _calendar(reader, said.get("calendar", {})))


def _calendar(reader: Reader, said: Any) -> PlanRow:
    """The `[calendar]` table."""
    row = reader.row("calendar", 0, said, CALENDAR)
    named = {"holidays": HOLIDAY, "workdays": WORKDAY}
    found = {
        name: [reader.row("calendar", 0, each, fields) for each in row[name]]
        if isinstance(row[name], list)
        else []
        for name, fields in named.items()
    }
    plan_checks.check_calendar(reader, [each["day"] for rows in found.values() for each in rows])
    return {"source": row["source"], **found}
