"""Compare schemes, contests, reports and bad ratings in the log with their tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.casework.rectify import Rectified
from hallserver.core.events import (
    ConcernAnswered,
    ConcernRaised,
    ContestOpened,
    ContestReviewed,
    Event,
    Facts,
    RectificationAppealed,
    RectificationDone,
    RectificationFacts,
    RectificationOpened,
    RectificationReviewed,
    SchemePublished,
)
from hallserver.core.figures.findings import RETIRED
from hallserver.store.log import Fault
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ConcernRow, ContestRow, RectificationRow, ScoreSchemeRow
from hallserver.store.schema import concerns, contests, rectifications, score_schemes

Said = dict[str, Any]


@dataclass(slots=True)
class ToldOversight:
    """By table and key: the last state in the log, with the seq of its event."""

    schemes: dict[int, Said] = field(default_factory=dict)
    contests: dict[int, Said] = field(default_factory=dict)
    reports: dict[int, Said] = field(default_factory=dict)
    rectifications: dict[int, Said] = field(default_factory=dict)

    def hear(self, event: Event, told: Facts) -> None:
        """Apply one event."""
        seq = event.seq
        match told:
            case SchemePublished():
                self.schemes[told.version] = {"seq": seq, "body": told.scheme, "from_month": told.from_month}
            case ContestOpened() | ContestReviewed() if told.finding in RETIRED:
                pass
            case ContestOpened():
                said = {"kind": told.finding, "of": told.finding_seq, "upheld": None}
                self.contests[told.contest] = {"seq": seq, **said}
            case ContestReviewed():
                self.contests[told.contest] |= {"seq": seq, "upheld": told.upheld}
            case ConcernRaised():
                said = {"kind": told.concern, "matter": told.matter, "due": told.due, "upheld": None}
                self.reports[seq] = {"seq": seq, **said}
            case ConcernAnswered():
                self.reports[told.report_seq] |= {"upheld": told.upheld}
            case RectificationFacts():
                self._rectify(seq, told)

    def _rectify(self, seq: int, told: RectificationFacts) -> None:
        row = self.rectifications.setdefault(told.rectification, {"stop": told.stop})
        row["seq"] = seq
        match told:
            case RectificationOpened():
                row |= {"state": str(Rectified.OPEN), "due": told.due}
            case RectificationDone():
                row["state"] = str(Rectified.DONE)
            case RectificationAppealed():
                row["state"] = str(Rectified.APPEALED)
            case RectificationReviewed():
                row["state"] = str(Rectified.DROPPED if told.upheld else Rectified.OPEN)

    def compare(self, connection: Connection) -> Fault | None:
        """The first row that differs from the log."""
        return (
            _differs(
                "scheme",
                self.schemes,
                {
                    row.version: {"body": row.body, "from_month": row.from_month}
                    for row in read_rows(connection, select(score_schemes), ScoreSchemeRow)
                },
            )
            or _differs(
                "contest",
                self.contests,
                {
                    row.id: {"kind": row.kind, "of": row.seq, "upheld": row.upheld}
                    for row in read_rows(connection, select(contests), ContestRow)
                },
            )
            or _differs(
                "report",
                self.reports,
                {
                    row.seq: {
                        "kind": row.kind,
                        "matter": row.matter,
                        "due": row.due.isoformat(),
                        "upheld": row.upheld,
                    }
                    for row in read_rows(connection, select(concerns), ConcernRow)
                },
            )
            or _differs(
                "bad rating",
                self.rectifications,
                {
                    row.id: {"stop": row.stop, "state": row.state, "due": row.due.isoformat()}
                    for row in read_rows(connection, select(rectifications), RectificationRow)
                },
            )
        )


def _differs(what: str, told: dict[int, Said], there: dict[int, Said]) -> Fault | None:
    for key in sorted({*told, *there}):
        said = dict(told.get(key, {}))
        seq = said.pop("seq", 0)
        if said != there.get(key, {}):
            return Fault(seq, f"{what} {key} is {there.get(key)} in the table, {said or None} in the log")
    return None
