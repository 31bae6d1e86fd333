"""Compare back-office work in the log with its table: whose, what, how long, how many pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.events import Event, Facts, WindowWorked, WindowWorking
from hallserver.store.log import Fault
from hallserver.store.prepared import read_rows
from hallserver.store.rows import DeskWorkRow
from hallserver.store.schema import desk_works
from hallserver.store.types import to_ms

_OWNER = ("session", "window", "staffer", "secondment", "department", "matter")


@dataclass(slots=True)
class ToldWork:
    """The work that the log tells of, by its id, each with the seq of its last event."""

    works: dict[int, dict[str, Any]] = field(default_factory=dict)

    def hear(self, event: Event, told: Facts) -> None:
        """Apply one event."""
        match told:
            case WindowWorking():
                owner = {name: getattr(told, name) for name in _OWNER}
                ended = {"lasted_ms": None, "pieces": None, "excluded": None}
                begun = {"kind": told.work_kind, "from_ms": to_ms(event.at), "day": event.day}
                self.works[told.work] = {"seq": event.seq, **owner, **begun, **ended}
            case WindowWorked():
                self.works[told.work] |= {
                    "seq": event.seq,
                    "lasted_ms": told.lasted_ms,
                    "pieces": told.pieces,
                    "excluded": told.excluded,
                }

    def compare(self, connection: Connection) -> Fault | None:
        """The first work that differs between the log and the table."""
        there = {row.id: _said(row) for row in read_rows(connection, select(desk_works), DeskWorkRow)}
        for key in sorted({*self.works, *there}):
            said = dict(self.works.get(key, {}))
            seq = said.pop("seq", 0)
            row = there.get(key, {})
            for name in sorted({*said, *row}):
                if said.get(name) != row.get(name):
                    why = f"work {key}: {name} is {said.get(name)} in the log, {row.get(name)} in the table"
                    return Fault(seq, why)
        return None


def _said(row: DeskWorkRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _OWNER},
        "kind": row.kind,
        "from_ms": to_ms(row.from_at),
        "day": row.day,
        "lasted_ms": to_ms(row.to_at) - to_ms(row.from_at) if row.to_at else None,
        "pieces": row.pieces,
        "excluded": row.excluded,
    }
