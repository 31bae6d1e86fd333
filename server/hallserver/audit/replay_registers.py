"""Compare letters, projects and leaves in the log with their registers: owner, contents, days, reason of the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.events import (
    Event,
    Facts,
    LeaveNoted,
    LeaveWithdrawn,
    LetterFacts,
    LetterScanned,
    LetterWithdrawn,
    ProjectClosed,
    ProjectOpened,
    iso,
)
from hallserver.store.log import Fault
from hallserver.store.prepared import read_rows
from hallserver.store.rows import LeaveRow, LetterMatterRow, LetterRow, ProjectRow
from hallserver.store.schema import leaves, letter_matters, letters, projects

_PROJECT = ("department", "staffer", "window")
OPEN = {"closed": None, "why": None}


@dataclass(slots=True)
class ToldRegisters:
    """The letters, projects and leaves computed from the log so far, each with the seq of its last event."""

    letters: dict[int, dict[str, Any]] = field(default_factory=dict)
    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    leaves: dict[int, dict[str, Any]] = field(default_factory=dict)
    seqs: dict[Any, int] = field(default_factory=dict)

    def hear(self, event: Event, told: Facts) -> None:
        """Apply one event."""
        match told:
            case LetterFacts() | LetterScanned():
                self.seqs[told.letter] = event.seq
                letter = self.letters.setdefault(told.letter, {"scan": None, **OPEN})
                letter |= _letter_said(event, told)
            case LeaveNoted():
                self.seqs["leave", told.leave] = event.seq
                said = {name: getattr(told, name) for name in ("staffer", "kind", "half")}
                self.leaves[told.leave] = said | {"from": told.from_, "to": told.to, **OPEN}
            case LeaveWithdrawn():
                self.seqs["leave", told.leave] = event.seq
                self.leaves[told.leave] |= {"closed": iso(event.at), "why": told.reason}
            case ProjectOpened():
                self.seqs[told.project] = event.seq
                said = {name: getattr(told, name) for name in _PROJECT} | {"zh": told.zh, "en": told.en}
                self.projects[told.project] = said | {"opened": iso(event.at), **OPEN}
            case ProjectClosed():
                self.seqs[told.project] = event.seq
                self.projects[told.project] |= {"closed": iso(event.at), "why": told.reason}

    def compare(self, connection: Connection) -> Fault | None:
        """The first letter or project that differs between its register and the log."""
        return (
            self._differs("letter", self.letters, _letters(connection))
            or self._differs("project", self.projects, _projects(connection))
            or self._differs("leave", self.leaves, _leaves(connection))
        )

    def _seq(self, what: str, key: Any) -> int:
        return self.seqs[(what, key) if what == "leave" else key]

    def _differs(
        self, what: str, told: Mapping[Any, dict[str, Any]], there: dict[Any, dict[str, Any]]
    ) -> Fault | None:
        for key, said in told.items():
            row = there.pop(key, None)
            if row is None:
                return Fault(self._seq(what, key), f"{what} {key} is in the log and not in the table")
            for name, value in said.items():
                if row[name] != value:
                    why = f"{what} {key}: {name} is {value} in the log, {row[name]} in the table"
                    return Fault(self._seq(what, key), why)
        for key in there:
            return Fault(0, f"{what} {key} stands in the table, and the log never spoke of it")
        return None


def _leaves(connection: Connection) -> dict[Any, dict[str, Any]]:
    return {
        row.id: {
            "staffer": row.staffer,
            "kind": row.kind,
            "half": row.half,
            "from": row.first_day.isoformat(),
            "to": row.last_day.isoformat(),
            "closed": row.withdrawn_at and iso(row.withdrawn_at),
            "why": row.withdrawn_reason,
        }
        for row in read_rows(connection, select(leaves), LeaveRow)
    }


def _letter_said(event: Event, told: LetterFacts | LetterScanned) -> dict[str, Any]:
    if isinstance(told, LetterScanned):
        return {"scan": [told.hash, told.type]}
    said = {
        "document": told.document,
        "staffer": told.staffer,
        "from": told.from_,
        "to": told.to,
        "renews": told.renews,
        "matters": told.matters,
    }
    if isinstance(told, LetterWithdrawn):
        said |= {"closed": iso(event.at), "why": told.reason}
    return said


def _letters(connection: Connection) -> dict[Any, dict[str, Any]]:
    powers: dict[str, dict[str, str]] = {}
    for row in read_rows(connection, select(letter_matters), LetterMatterRow):
        powers.setdefault(row.document, {})[row.matter] = row.power
    return {
        row.id: {
            "document": row.document,
            "staffer": row.staffer,
            "from": row.from_day.isoformat(),
            "to": row.to_day.isoformat(),
            "renews": row.renews,
            "matters": powers.get(row.document, {}),
            "scan": [row.scan_hash, row.scan_type] if row.scan_hash else None,
            "closed": row.withdrawn_at and iso(row.withdrawn_at),
            "why": row.withdrawn_reason,
        }
        for row in read_rows(connection, select(letters), LetterRow)
    }


def _projects(connection: Connection) -> dict[Any, dict[str, Any]]:
    return {
        row.code: {name: getattr(row, name) for name in _PROJECT}
        | {
            "zh": row.name.zh,
            "en": row.name.en,
            "opened": iso(row.opened_at),
            "closed": row.closed_at and iso(row.closed_at),
            "why": row.closed_reason,
        }
        for row in read_rows(connection, select(projects), ProjectRow)
    }
