"""After closing: reports are answered, bad ratings rectified or appealed, findings contested."""

from __future__ import annotations

import random
from datetime import date
from functools import partial

from sqlalchemy import select

from hallserver.core.casework.concerns import ConcernKind
from hallserver.core.figures.findings import Finding
from hallserver.core.rights import Principal
from hallserver.services.casework import cases
from hallserver.services.supervision import floor, oversight, rectify
from hallserver.simulation.house import House
from hallserver.store import schema

GUIDE = Principal("guide:simulated", "guide", "simulated")
MANAGER = Principal("manager:simulated", "manager", "simulated")
INSPECTOR = Principal("supervision:simulated", "supervision", "simulated")
# the share of open items, each evening
ANSWERS: dict[str, float] = {
    "reports": 0.004,
    "true": 0.4,
    "appeal": 0.06,
    "puts_right": 0.05,
    "upheld": 0.5,
    "contests": 0.12,
    "calls_back": 0.5,
    "ready": 0.3,
    "extend": 0.01,
    "asks_papers": 0.01,
    "fetches": 0.45,
}
KINDS = (ConcernKind.SENT_ELSEWHERE, ConcernKind.ASKED_AGAIN, ConcernKind.NOT_TOLD, ConcernKind.MANNER)
CONTESTED = (str(Finding.REGISTERED_ONLY), str(Finding.AWAY), str(Finding.LATE))


class Evening:
    """What is done about a day after closing."""

    def __init__(self, house: House, chance: random.Random, mishaps: float) -> None:
        self.house, self.chance, self._mishaps = house, chance, mishaps
        self._seen = 0

    def comes(self, ticket: int, matter: str) -> None:
        """Let a few of the visitors who take a number report a concern."""
        if self.chance.random() < ANSWERS["reports"] * self._mishaps:
            concern = floor.Concern(self.chance.choice(KINDS), matter, ticket)
            self.house.tries(partial(floor.raise_concern, who=GUIDE, concern=concern))

    def pass_(self, day: date) -> None:
        """Answer, rectify, appeal, contest and decide what is open on that day."""
        self._decide_contests()
        self._contest_findings(day)
        self._answer_reports()
        self._see_to_ratings()
        self._work_on_cases()

    def ready_to_fetch(self, halves: int) -> list[str]:
        """Return the codes of visitors who collect their results in this half of the day."""
        files = schema.cases
        rows = self.house.read(select(files.c.code).where(files.c.state == "ready").order_by(files.c.number))
        return [row.code for row in rows if self.chance.random() < ANSWERS["fetches"] / halves]

    def _work_on_cases(self) -> None:
        """Let each department work on its parts; sometimes it asks for papers, or extends a case."""
        files, parts = schema.cases, schema.case_parts
        query = (
            select(files.c.number, files.c.due, parts.c.department)
            .join(parts, parts.c["case"] == files.c.number)
            .where(files.c.state == "accepted", parts.c.ready_at.is_(None))
            .order_by(files.c.number, parts.c.department)
        )
        for row in self.house.read(query):
            who = Principal(
                f"department:{row.department}", "department", row.department, department=row.department
            )
            if self._happens("asks_papers"):
                act = partial(cases.supplement, who=who, number=row.number, missing=("身份证明复印件",))
                self.house.tries(act)
            elif self._happens("extend"):
                until = self.house.plan.hours.after_workdays(row.due, 3)
                self.house.tries(
                    partial(cases.extend, who=who, number=row.number, reason="需现场核查", until=until)
                )
            elif self._happens("ready"):
                self.house.tries(partial(cases.ready, who=who, number=row.number))

    def _answer_reports(self) -> None:
        for row in self.house.read(select(schema.concerns).where(schema.concerns.c.answered_at.is_(None))):
            act = partial(oversight.answer_concern, who=INSPECTOR, concern=row.id, words="已核查并答复")
            self.house.tries(partial(act, upheld=self._happens("true")))

    def _see_to_ratings(self) -> None:
        for row in self.house.read(select(schema.rectifications)):
            if row.state == "appealed":
                act = partial(rectify.review, who=INSPECTOR, case=row.id, reason="已复核")
                self.house.tries(partial(act, upheld=self._happens("upheld")))
            elif row.state == "open" and row.appeal is None and self._happens("appeal", 1 / self._mishaps):
                self.house.tries(partial(rectify.appeal, who=MANAGER, case=row.id, reason="评价对象有误"))
            elif row.state == "open" and self._happens("puts_right", 1 / self._mishaps):
                self.house.tries(
                    partial(rectify.put_right, who=MANAGER, case=row.id, measures="已约谈并重新培训")
                )
            elif row.state == "done" and row.call_back is None and self._happens("calls_back"):
                act = partial(rectify.call_back, who=MANAGER, case=row.id, words="表示满意")
                self.house.tries(partial(act, satisfied=True))

    def _contest_findings(self, day: date) -> None:
        found = schema.findings
        query = select(found).where(found.c.day == day, found.c.kind.in_(CONTESTED), found.c.lifted.is_(None))
        for row in self.house.read(query):
            if self._happens("contests"):
                act = partial(oversight.contest, who=MANAGER, kind=row.kind, seq=row.seq)
                self.house.tries(partial(act, reason="情况属实，非人员原因"))

    def _decide_contests(self) -> None:
        for row in self.house.read(select(schema.contests).where(schema.contests.c.upheld.is_(None))):
            act = partial(oversight.review, who=INSPECTOR, contest_id=row.id, reason="已复核")
            self.house.tries(partial(act, upheld=self._happens("upheld")))

    def _happens(self, what: str, times: float = 1.0) -> bool:
        return self.chance.random() < ANSWERS[what] * times
