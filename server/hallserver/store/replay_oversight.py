"""Schemes, contests, reports and bad ratings as the log tells them, held against their tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.events import Event
from hallserver.core.rectify import Rectified
from hallserver.store.log import Fault
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ConcernRow, ContestRow, RectificationRow, ScoreSchemeRow
from hallserver.store.schema import concerns, contests, rectifications, score_schemes

Said = dict[str, Any]
_STATES = {
    "rectification.opened": Rectified.OPEN,
    "rectification.done": Rectified.DONE,
    "rectification.appealed": Rectified.APPEALED,
}


@dataclass(slots=True)
class ToldOversight:
    """By table and key: what the log said last, with the seq that said it."""

    schemes: dict[int, Said] = field(default_factory=dict)
    contests: dict[int, Said] = field(default_factory=dict)
    reports: dict[int, Said] = field(default_factory=dict)
    rectifications: dict[int, Said] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Take one event."""
        facts, seq = event.facts, event.seq
        if event.kind == "scheme.published":
            self.schemes[facts["version"]] = {
                "seq": seq, "body": facts["scheme"], "from_month": facts["from_month"]
            }  # fmt: skip
        elif event.kind == "contest.opened":
            said = {"kind": facts["finding"], "of": facts["finding_seq"], "upheld": None}
            self.contests[facts["contest"]] = {"seq": seq, **said}
        elif event.kind == "contest.reviewed":
            self.contests[facts["contest"]] |= {"seq": seq, "upheld": facts["upheld"]}
        elif event.kind == "concern.raised":
            said = {"kind": facts["concern"], "matter": facts["matter"], "due": facts["due"], "upheld": None}
            self.reports[seq] = {"seq": seq, **said}
        elif event.kind == "concern.answered":
            self.reports[facts["report_seq"]] |= {"upheld": facts["upheld"]}
        elif event.kind.startswith("rectification."):
            self._rectify(event)

    def _rectify(self, event: Event) -> None:
        facts = event.facts
        told = self.rectifications.setdefault(facts["rectification"], {"stop": facts["stop"]})
        told["seq"] = event.seq
        if event.kind in _STATES:
            told["state"] = str(_STATES[event.kind])
        if event.kind == "rectification.opened":
            told["due"] = facts["due"]
        if event.kind == "rectification.reviewed":
            told["state"] = str(Rectified.DROPPED if facts["upheld"] else Rectified.OPEN)

    def compare(self, connection: Connection) -> Fault | None:
        """The first row that is not as the log left it."""
        return (
            _differs("scheme", self.schemes, {
                row.version: {"body": row.body, "from_month": row.from_month}
                for row in read_rows(connection, select(score_schemes), ScoreSchemeRow)
            })
            or _differs("contest", self.contests, {
                row.id: {"kind": row.kind, "of": row.seq, "upheld": row.upheld}
                for row in read_rows(connection, select(contests), ContestRow)
            })
            or _differs("report", self.reports, {
                row.seq: {"kind": row.kind, "matter": row.matter, "due": row.due.isoformat(), "upheld": row.upheld}
                for row in read_rows(connection, select(concerns), ConcernRow)
            })
            or _differs("bad rating", self.rectifications, {
                row.id: {"stop": row.stop, "state": row.state, "due": row.due.isoformat()}
                for row in read_rows(connection, select(rectifications), RectificationRow)
            })
        )  # fmt: skip


def _differs(what: str, told: dict[int, Said], there: dict[int, Said]) -> Fault | None:
    for key in sorted({*told, *there}):
        said = dict(told.get(key, {}))
        seq = said.pop("seq", 0)
        if said != there.get(key, {}):
            return Fault(seq, f"{what} {key} is {there.get(key)} in the table, {said or None} in the log")
    return None
