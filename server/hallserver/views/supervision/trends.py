"""Findings by week and by department, and what is new: counted by the database over an index, never row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from hallserver.contract import (
    DepartmentRank,
    KindWeeks,
    NewsView,
    RankingView,
    WeekSpan,
    WeeksView,
)
from hallserver.core.casework.rectify import Rectified
from hallserver.core.figures.findings import FINDING_WORDS, Finding
from hallserver.core.language.words import Words
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.queue.served import COUNTED
from hallserver.store.schema import concerns, contests, findings, rectifications, services
from hallserver.views.supervision.found import Ask, figures
from hallserver.views.supervision.readings import Visit

WEEKS = 12
DAYS_A_WEEK = 7
NO_CASE = frozenset({str(Finding.GREEN_USE)})  # noted for the record: allowed, and nobody's fault


class _OfDay(Row):
    """How many findings of a kind count on a day."""

    day: date
    kind: str
    times: int


class _OfDepartment(Row):
    """How many of something a department has."""

    department: str | None
    times: int


def weeks_view(connection: Connection, today: date) -> WeeksView:
    """Twelve times seven days, of which the last ends today."""
    weeks = [
        WeekSpan(last - timedelta(days=DAYS_A_WEEK - 1), last)
        for last in (today - timedelta(days=DAYS_A_WEEK * n) for n in reversed(range(WEEKS)))
    ]
    first = weeks[0].first_day
    query = (
        select(findings.c.day, findings.c.kind, func.count().label("times"))
        .where(findings.c.day.between(first, today), findings.c.lifted.is_(None))
        .group_by(findings.c.day, findings.c.kind)
    )
    counts: dict[str, list[int]] = {str(kind): [0] * WEEKS for kind in FINDING_WORDS}
    for row in read_rows(connection, query, _OfDay):
        counts[row.kind][(row.day - first).days // DAYS_A_WEEK] += row.times
    kinds = [
        KindWeeks(kind, Words(*FINDING_WORDS[Finding(kind)]), tuple(each))
        for kind, each in counts.items()
        if any(each)
    ]
    return WeeksView(tuple(weeks), tuple(sorted(kinds, key=lambda each: -sum(each.counts))))


def ranking_view(connection: Connection, plan: Plan, first: date, last: date) -> RankingView:
    """Departments by findings per 100 services in these days, beside the same number of days before."""
    length = last - first + timedelta(days=1)
    now = _Of(_found(connection, first, last), _served(connection, first, last))
    then = _Of(
        _found(connection, first - length, last - length), _served(connection, first - length, last - length)
    )
    ranks = [
        DepartmentRank(
            code,
            department.name,
            now.findings.get(code, 0),
            now.services.get(code, 0),
            now.per_mille(code),
            then.findings.get(code, 0),
            then.services.get(code, 0),
            then.per_mille(code),
        )
        for code, department in plan.departments.items()
        if code in {*now.findings, *now.services}
    ]
    ranks.sort(
        key=lambda each: (each.per_mille is None, -(each.per_mille or 0), -each.findings, each.department)
    )
    return RankingView(first, last, tuple(ranks))


@dataclass(frozen=True, slots=True)
class _Of:
    """Findings and services by department."""

    findings: Mapping[str, int]
    services: Mapping[str, int]

    def per_mille(self, department: str) -> int | None:
        """Findings per 1,000 services, rounded up: never in a department's favour by a rounding."""
        served = self.services.get(department, 0)
        return -(-1000 * self.findings.get(department, 0) // served) if served else None


def _found(connection: Connection, first: date, last: date) -> dict[str, int]:
    query = (
        select(findings.c.department, func.count().label("times"))
        .where(
            findings.c.day.between(first, last),
            findings.c.lifted.is_(None),
            findings.c.kind.not_in(sorted(NO_CASE)),
        )
        .group_by(findings.c.department)
    )
    return {
        row.department: row.times for row in read_rows(connection, query, _OfDepartment) if row.department
    }


def _served(connection: Connection, first: date, last: date) -> dict[str, int]:
    query = (
        select(services.c.department, func.count().label("times"))
        .where(services.c.day.between(first, last), COUNTED)
        .group_by(services.c.department)
    )
    return {
        row.department: row.times for row in read_rows(connection, query, _OfDepartment) if row.department
    }


def news_view(connection: Connection, today: date, visit: Visit | None) -> NewsView:
    """What came after the visit before this one; everything of the last week for an account that never came."""
    after = visit.seq if visit else 0
    first = visit.day if visit else today - timedelta(days=DAYS_A_WEEK - 1)
    new = figures(connection, Ask(first, today, after=after, counts=True))
    since = visit.at if visit else None

    def count(table: object, *where: object) -> int:
        query = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
        return int(connection.execute(query).scalar_one())

    came = concerns.c.seq > after
    contested = [] if since is None else [contests.c.contested_at > since]
    appealed = [rectifications.c.state == str(Rectified.APPEALED)]
    if since is not None:
        appealed.append(rectifications.c.appealed_at > since)
    return NewsView(
        since,
        first,
        after,
        tuple(each for each in new if each.count),
        count(concerns, came, concerns.c.day >= first),
        count(contests, contests.c.upheld.is_(None), *contested),
        count(rectifications, *appealed),
    )
