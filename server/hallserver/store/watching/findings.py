"""The table of findings: written with the events, compared with the log and rebuilt from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from hallserver.core.events import Event
from hallserver.core.figures.findings import Found, Lifted, findings_in
from hallserver.store.prepared import PreparedChange, read_rows
from hallserver.store.rows import FindingRow
from hallserver.store.schema import findings

_FIND = PreparedChange(insert(findings))
_LIFT: dict[str, Any] = {"lifted": bindparam("why"), "lifted_seq": bindparam("by")}
_OF_STOP = (
    update(findings)
    .where(findings.c.stop == bindparam("of_stop"), findings.c.lifted.is_(None))
    .values(**_LIFT)
)
_LIFT_PART = PreparedChange(_OF_STOP.where(findings.c.part == bindparam("of_part")))
_LIFT_KIND = PreparedChange(_OF_STOP.where(findings.c.kind == bindparam("of_kind")))
_LIFT_ONE = PreparedChange(
    update(findings)
    .where(
        findings.c.kind == bindparam("of_kind"),
        findings.c.seq == bindparam("of_seq"),
        findings.c.lifted.is_(None),
    )
    .values(**_LIFT)
)
COLUMNS = tuple(column.name for column in findings.columns)


def write(connection: Connection, events: Iterable[Event]) -> None:
    """Write and lift findings as these events say, in the transaction that writes the events."""
    for event in events:
        for each in findings_in(event):
            if isinstance(each, Found):
                _FIND.send(connection, row_of(event, each))
            else:
                _lift(connection, event.seq, each)


def row_of(event: Event, found: Found) -> dict[str, Any]:
    """The row of a new finding."""
    return {
        "kind": str(found.kind),
        "seq": event.seq,
        "day": event.day,
        "staffer": found.staffer,
        "secondment": found.secondment,
        "department": found.department,
        "window": found.window,
        "matter": found.matter,
        "ticket": found.ticket,
        "stop": found.stop,
        "part": found.part,
        "amount": found.amount,
        "detail": found.detail,
        "lifted": None,
        "lifted_seq": None,
    }


def _lift(connection: Connection, seq: int, lifted: Lifted) -> None:
    why = {"why": lifted.why, "by": seq}
    if lifted.part is not None:
        _LIFT_PART.send(connection, {**why, "of_stop": lifted.stop, "of_part": lifted.part})
        return
    for kind in map(str, lifted.kinds):
        if lifted.seq is not None:
            _LIFT_ONE.send(connection, {**why, "of_kind": kind, "of_seq": lifted.seq})
        else:
            _LIFT_KIND.send(connection, {**why, "of_kind": kind, "of_stop": lifted.stop})


@dataclass(slots=True)
class Told:
    """The findings as computed from the log, event by event: what the table must contain."""

    rows: dict[tuple[str, int], dict[str, Any]]

    def hear(self, event: Event) -> None:
        """Apply one event."""
        for each in findings_in(event):
            if isinstance(each, Found):
                row = row_of(event, each)
                self.rows[row["kind"], row["seq"]] = row
            else:
                for row in self._lifted_by(each):
                    row |= {"lifted": each.why, "lifted_seq": event.seq}

    def _lifted_by(self, lifted: Lifted) -> Iterator[dict[str, Any]]:
        if lifted.seq is not None:
            found = [self.rows.get((str(kind), lifted.seq)) for kind in lifted.kinds]
            yield from (row for row in found if row is not None and row["lifted"] is None)
            return
        for row in self.rows.values():
            same = row["stop"] == lifted.stop and row["lifted"] is None
            if same and (
                row["part"] == lifted.part if lifted.part is not None else row["kind"] in lifted.kinds
            ):
                yield row


def disagreement(connection: Connection, told: Told) -> tuple[int, str] | None:
    """The first finding that differs between the table and the log: its seq, and why."""
    there = {
        (row.kind, row.seq): row._asdict() for row in read_rows(connection, select(findings), FindingRow)
    }
    for key in sorted({*there, *told.rows}, key=lambda each: (each[1], each[0])):
        if there.get(key) != told.rows.get(key):
            return key[1], f"its finding “{key[0]}” is not the same in the table and in the log"
    return None


def write_anew(connection: Connection, told: Told) -> int:
    """Make the table equal to the log; return how many rows were missing, different or superfluous."""
    there = {
        (row.kind, row.seq): row._asdict() for row in read_rows(connection, select(findings), FindingRow)
    }
    wrong = [key for key in {*there, *told.rows} if there.get(key) != told.rows.get(key)]
    for kind, seq in wrong:
        this, row = (findings.c.kind == kind, findings.c.seq == seq), told.rows.get((kind, seq))
        if row is None:
            connection.execute(delete(findings).where(*this))
        elif (kind, seq) in there:  # update in place: a contest may refer to the row
            connection.execute(update(findings).where(*this).values(**row))
        else:
            connection.execute(insert(findings), row)
    return len(wrong)
