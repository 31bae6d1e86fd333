"""The differences between two plans, row by row and field by field, in words for an official."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.tables import KEYS, TABLES, PlanRow

NOT_KEPT = frozenset({("departments", "posts")})  # only a demo uses the number of posts
REPLACED = frozenset({"shifts", "duties", "quotas"})  # replaced by each plan: missing rows are deleted


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row, with its old and new value in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A row of the plan: added, changed, or gone (no longer named, and left as it is)."""

    table: str
    code: str
    what: str
    fields: tuple[FieldChange, ...]


def difference(before: HallPlan, after: HallPlan, tables: Iterable[str] = TABLES) -> tuple[PlanChange, ...]:
    """What `after` changes: rows added, changed and gone, in the order of the tables.

    A row with a code that is gone stays in the hall unchanged; it is listed so that nobody thinks it was
    deleted.
    """
    found: list[PlanChange] = []
    if before.hall != after.hall:
        found.append(
            PlanChange("hall", str(after.hall["code"]), "changed", _fields("hall", before.hall, after.hall))
        )
    for table in tables:
        old, new = _by_key(table, before.tables[table]), _by_key(table, after.tables[table])
        found += [_added(table, code, row) for code, row in new.items() if code not in old]
        for code, row in new.items():
            if code in old and (fields := _fields(table, old[code], row)):
                found.append(PlanChange(table, code, "changed", fields))
        found += [PlanChange(table, code, "gone", ()) for code in old if code not in new]
    return tuple(found)


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """The key of a row: its code, or the fields that replace a code."""
    return " · ".join(shown(row[name]) for name in KEYS.get(table, ("code",)))


def shown(value: Any) -> str:
    """A value in words; a word that is equal in several languages appears once.

    >>> shown({"zh": "税务", "en": "Tax"}), shown(["a", "b"]), shown(True), shown(None)
    ('税务 / Tax', 'a, b', 'yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        words = {*value} >= {"zh", "en"}
        parts = (
            dict.fromkeys(value.values())
            if words
            else (f"{name} {shown(each)}" for name, each in value.items())
        )
        return (" / " if words else "; ").join(map(str, parts))
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    return str(value)


def _added(table: str, code: str, row: PlanRow) -> PlanChange:
    said = tuple(
        FieldChange(name, "", shown(value)) for name, value in row.items() if value not in (None, [], "")
    )
    return PlanChange(table, code, "added", said)


def _fields(table: str, old: PlanRow, new: PlanRow) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, shown(old.get(name)), shown(value))
        for name, value in new.items()
        if (table, name) not in NOT_KEPT and _plain(old.get(name)) != _plain(value)
    )


def _by_key(table: str, rows: Iterable[PlanRow]) -> dict[str, PlanRow]:
    if "days" in TABLES[table]:  # the store keeps these rows day by day
        rows = [{**row, "days": [day]} for row in rows for day in row["days"]]
    return {key_of(table, row): row for row in rows}


def _plain(value: Any) -> Any:
    """Treat lists of codes as sets: their order means nothing."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return sorted(value)
    return value
