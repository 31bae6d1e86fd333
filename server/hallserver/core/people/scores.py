"""The monthly score: a hundred points, minus a published scheme's deductions for the month's findings.

The defaults follow the published assessment rules of service centres (政务服务中心窗口及工作人员考核办法): a hundred points a
month, one for being late, two for an empty window or a bad rating, five for a report found true. Points are
whole tenths, so that sheets add up exactly and the log can hold them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from hallserver.core.figures.findings import RETIRED, Finding
from hallserver.core.language.why import Why
from hallserver.core.plans.rule_files import RuleFile

FULL = 1000  # tenths of a point
TENTHS = 10
_MINUTE = 60_000
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Deduction:
    """The cost of one kind of finding.

    Attributes:
        tenths: tenths of a point for each finding that counts; 0 is listed and costs nothing.
        free: how many findings a month cost nothing, the earliest first.
        start: findings with a smaller amount do not count (ms late, percent of the norm, fen).
        most: the maximum of tenths for this kind in a month.
        home: it counts for the department, not for the person at the window.
    """

    tenths: int
    free: int = 0
    start: int = 0
    most: int = FULL
    home: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """One published scheme; `reserve_*`: who is on the reserve list (人才储备)."""

    version: int = 0
    deductions: Mapping[Finding, Deduction] = field(default_factory=lambda: DEFAULTS)
    reserve_months: int = 3
    reserve_tenths: int = 950

    def as_facts(self) -> dict[str, Any]:
        """Return the scheme in its published form: integers and text, without the version."""
        return {
            "deductions": {str(kind): asdict(each) for kind, each in self.deductions.items()},
            "reserve_months": self.reserve_months,
            "reserve_tenths": self.reserve_tenths,
        }


_F = Finding
DEFAULTS: dict[Finding, Deduction] = {
    _F.REGISTERED_ONLY: Deduction(10, most=100),
    _F.REGISTERED_OFTEN: Deduction(0),
    _F.LEADER_SIGNATURE: Deduction(0),
    _F.SELECTED: Deduction(5, free=4, most=50),
    _F.PLACED_FIRST: Deduction(5, free=4, most=50),
    _F.WALKED_DIRECT: Deduction(0, home=True),
    _F.UNSEEN: Deduction(5, free=2, most=50),
    _F.AWAY: Deduction(20),
    _F.LATE: Deduction(10, start=5 * _MINUTE),
    _F.LEFT_OPEN: Deduction(5),
    _F.SLOW: Deduction(2, free=10, start=300, most=50),
    _F.FEE_OFF: Deduction(50),
    _F.BAD_RATING: Deduction(20),
    _F.NOT_RECTIFIED: Deduction(50, home=True),
    _F.CASE_OVERDUE: Deduction(30, home=True),
    _F.SENT_ELSEWHERE: Deduction(0, home=True),
    _F.CONCERN: Deduction(0, home=True),
    _F.CONCERN_UPHELD: Deduction(50, home=True),
    _F.GREEN_USE: Deduction(0),
}


class Row(Protocol):
    """A finding's row."""

    @property
    def kind(self) -> str:
        """The kind of finding."""

    @property
    def amount(self) -> int:
        """The amount."""

    @property
    def lifted(self) -> str | None:
        """Why the finding does not count; None when it counts."""


def deduct(findings: Sequence[Row], scheme: Scheme, *, home: bool) -> list[int]:
    """The tenths that each finding costs, in order, for one month of a person, a window or a department.

    Args:
        findings: oldest first.
        scheme: in force for the month.
        home: count the kinds of the department, or those of the person.
    """
    counted: dict[str, int] = defaultdict(int)
    spent: dict[str, int] = defaultdict(int)
    costs = []
    for each in findings:
        rule = scheme.deductions[Finding(each.kind)]
        cost = 0
        if rule.home is home and each.lifted is None and abs(each.amount) >= rule.start:
            counted[each.kind] += 1
            if counted[each.kind] > rule.free:
                cost = min(rule.tenths, rule.most - spent[each.kind])
        spent[each.kind] += cost
        costs.append(cost)
    return costs


def of_person(costs: Iterable[int]) -> int:
    """The score of a person or a window in tenths, never below zero."""
    return max(FULL - sum(costs), 0)


def of_department(own: Iterable[int], of_people: Iterable[int], people: int) -> int:
    """The score of a department in tenths: its deductions in full, its people's divided by their number.

    So a department with twenty people at the windows is not worse off than one with two.
    """
    shared = round(sum(of_people) / people) if people else 0
    return max(FULL - sum(own) - shared, 0)


def read_scheme(text: str, base: Scheme) -> Scheme:
    """Read the file of a scheme: its entries replace those in force, the rest stays.

    Args:
        text: TOML: `[deductions.KIND]` with `points` (tenths at the finest), `free`, `start`, `most`
            (points), `home`;
            `[reserve]` with `months` and `points`.
        base: the scheme in force.

    Raises:
        BadRules: every fault, with the nearest known names.
    """
    file = RuleFile.parse(text)
    file.known(file.said, ("deductions", "reserve"))
    rows, reserve = file.table(file.said, "deductions"), file.table(file.said, "reserve")
    deductions = dict(base.deductions)
    for code in file.known(rows, [str(each) for each in Finding], "deductions."):
        kind = Finding(code)
        deductions[kind] = _deduction(
            file, file.table(rows, code, "deductions."), deductions[kind], f"deductions.{code}."
        )
    file.known(reserve, ("months", "points"), "reserve.")
    months = file.whole(reserve, "months", base.reserve_months, "reserve.", 1, MOST_MONTHS)
    least = _tenths(file, reserve, "points", base.reserve_tenths, "reserve.")
    file.finish()
    return replace(base, deductions=deductions, reserve_months=months, reserve_tenths=least)


def scheme_of(version: int, facts: Mapping[str, Any]) -> Scheme:
    """Restore a published scheme; a kind that it does not know yet costs its default."""
    kept = {
        Finding(kind): Deduction(**row) for kind, row in facts["deductions"].items() if kind not in RETIRED
    }
    return Scheme(version, {**DEFAULTS, **kept}, facts["reserve_months"], facts["reserve_tenths"])


def _deduction(file: RuleFile, row: Mapping[str, Any], was: Deduction, where: str) -> Deduction:
    file.known(row, ("points", "free", "start", "most", "home"), where)
    return Deduction(
        _tenths(file, row, "points", was.tenths, where),
        file.whole(row, "free", was.free, where),
        file.whole(row, "start", was.start, where),
        _tenths(file, row, "most", was.most, where),
        file.flag(row, "home", was.home, where),
    )


def _tenths(file: RuleFile, row: Mapping[str, Any], name: str, was: int, where: str) -> int:
    value = row.get(name, was / TENTHS)
    if type(value) in {int, float} and 0 <= value <= FULL // TENTHS:
        tenths: int = round(value * TENTHS)
        if math.isclose(tenths, value * TENTHS, abs_tol=1e-9):
            return tenths
    points = Why(
        "须为 0 至 100 分，最多一位小数", "is a number of points from 0 to 100, with tenths at the finest"
    )
    file.fault(f"{where}{name}", points)
    return was
