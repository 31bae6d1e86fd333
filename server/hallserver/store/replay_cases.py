"""Cases as the log tells them, held against the tables: state, promise, parts, extensions, and the one supplement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.events import Event
from hallserver.store.log import Fault
from hallserver.store.schema import case_extensions, case_parts, case_supplements, cases

_SAID = (
    "stop",
    "ticket",
    "matter",
    "department",
    "staffer",
    "secondment",
    "window",
    "state",
    "promised",
    "due",
    "result",
)
_HANDED = ("handed_window", "handed_staffer", "handed_secondment")


@dataclass(slots=True)
class ToldCase:
    """One case, as far as the log has told it."""

    seq: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, bool] = field(default_factory=dict)
    extensions: list[tuple[str, str]] = field(default_factory=list)
    supplement: tuple[str, str | None] | None = None  # asked, brought
    handed: dict[str, Any] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class ToldCases:
    """What the log has said of cases so far."""

    cases: dict[str, ToldCase] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Take one event."""
        if not event.kind.startswith("case."):
            return
        facts, day = event.facts, event.day.isoformat()
        told = self.cases.setdefault(facts["case"], ToldCase())
        told.seq, told.facts = event.seq, {name: facts[name] for name in _SAID}
        _HEAR.get(event.kind, _nothing)(told, facts, day)

    def compare(self, connection: Connection) -> Fault | None:
        """The first case that is not in the tables as the log left it."""
        tables = _Tables(connection)
        for number, told in self.cases.items():
            row = tables.cases.pop(number, None)
            if row is None:
                return Fault(told.seq, f"case {number} is in the log and not in the table")
            if why := _differs(told, row, tables):
                return Fault(told.seq, f"case {number}: {why}")
        for number in tables.cases:
            return Fault(0, f"case {number} stands in the table, and the log never spoke of it")
        return None


class _Tables:
    """The tables as the log would say them."""

    def __init__(self, connection: Connection) -> None:
        self.cases = {row.number: row for row in connection.execute(select(cases))}
        self.parts: dict[str, dict[str, bool]] = {}
        for row in connection.execute(select(case_parts)):
            self.parts.setdefault(row.case, {})[row.department] = row.ready_at is not None
        self.extensions: dict[str, list[tuple[str, str]]] = {}
        for row in connection.execute(select(case_extensions).order_by(case_extensions.c.old_due)):
            days = (row.old_due.isoformat(), row.new_due.isoformat())
            self.extensions.setdefault(row.case, []).append(days)
        self.supplements = {
            row.case: (row.asked_day.isoformat(), row.brought_day.isoformat() if row.brought_day else None)
            for row in connection.execute(select(case_supplements))
        }


def _differs(told: ToldCase, row: Any, tables: _Tables) -> str | None:
    here = {name: getattr(row, name) for name in _SAID} | {
        "promised": row.promised.isoformat(),
        "due": row.due.isoformat(),
    }
    here |= {name: getattr(row, name) for name in _HANDED}
    here["handed_day"] = row.handed_day.isoformat() if row.handed_day else None
    said = told.facts | {name: told.handed.get(name) for name in (*_HANDED, "handed_day")}
    marks = {name for name in ("reminded", "overdue") if getattr(row, f"{name}_at") is not None}
    pairs = [
        *((name, said[name], here[name]) for name in said),
        ("its parts", told.parts, tables.parts.get(row.number, {})),
        ("its extensions", told.extensions, tables.extensions.get(row.number, [])),
        ("its supplement", told.supplement, tables.supplements.get(row.number)),
        ("what was told of its day", told.marks, marks),
    ]
    found = next((each for each in pairs if each[1] != each[2]), None)
    return None if found is None else f"{found[0]} is {found[1]} in the log, {found[2]} in the table"


def _opened(told: ToldCase, facts: Mapping[str, Any], _day: str) -> None:
    told.parts = dict.fromkeys(facts["parts"], False)


def _part_ready(told: ToldCase, facts: Mapping[str, Any], _day: str) -> None:
    told.parts[facts["part"]] = True


def _ready(told: ToldCase, _facts: Mapping[str, Any], _day: str) -> None:
    told.parts = dict.fromkeys(told.parts, True)


def _extended(told: ToldCase, facts: Mapping[str, Any], _day: str) -> None:
    told.extensions.append((facts["was"], facts["due"]))
    told.marks.discard("reminded")


def _supplemented(told: ToldCase, _facts: Mapping[str, Any], day: str) -> None:
    told.supplement = (day, None)


def _resumed(told: ToldCase, _facts: Mapping[str, Any], day: str) -> None:
    told.supplement = (told.supplement[0], day) if told.supplement else None
    told.marks.discard("reminded")


def _handed_over(told: ToldCase, facts: Mapping[str, Any], day: str) -> None:
    told.handed = {name: facts[name] for name in _HANDED} | {"handed_day": day}


def _kept(told: ToldCase, _facts: Mapping[str, Any], _day: str) -> None:
    told.handed = {}


def _undecided(told: ToldCase, facts: Mapping[str, Any], _day: str) -> None:
    told.handed = {}
    told.parts[facts["part"]] = False


def _due_soon(told: ToldCase, _facts: Mapping[str, Any], _day: str) -> None:
    told.marks.add("reminded")


def _overdue(told: ToldCase, _facts: Mapping[str, Any], _day: str) -> None:
    told.marks.add("overdue")


def _nothing(_told: ToldCase, _facts: Mapping[str, Any], _day: str) -> None:
    """Nothing besides the facts."""


_HEAR = {
    "case.opened": _opened, "case.part_ready": _part_ready, "case.ready": _ready, "case.extended": _extended,
    "case.supplemented": _supplemented, "case.resumed": _resumed, "case.handed_over": _handed_over,
    "case.kept": _kept, "case.undecided": _undecided, "case.due_soon": _due_soon, "case.overdue": _overdue,
}  # fmt: skip
