"""Score sheets from the tables: a month's findings and services, by staffer, window or department."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, select

from hallserver.contract import (
    ContestsView,
    DeductionView,
    FindingView,
    MonthBeside,
    MonthScore,
    MonthsView,
    ReserveList,
    ReserveRow,
    SchemeTrial,
    SchemeTrialRow,
    SchemeView,
    ScoreLine,
    ScoreRow,
    ScoreSheet,
    Words,
)
from hallserver.core.casework.outcomes import DECISIONS
from hallserver.core.casework.rectify import BAD, Rectified
from hallserver.core.figures.findings import FINDING_WORDS, Finding
from hallserver.core.figures.measures import is_registered
from hallserver.core.people import scores
from hallserver.core.people.scores import Scheme
from hallserver.store.catalogue import Plan
from hallserver.store.joined import SecondedRow
from hallserver.store.prepared import Row, read_row, read_rows
from hallserver.store.rows import FindingRow, ScoreSchemeRow, ServiceRow, StafferRow
from hallserver.store.schema import (
    contests,
    findings,
    ratings,
    rectifications,
    score_schemes,
    secondments,
    services,
    sessions,
    staffers,
)
from hallserver.store.schema.terms import in_force
from hallserver.views.supervision.found import views_of

BY = ("staffer", "window", "department")
MONTHS = 12
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
# their seq is next to those of the visit, so a department that saw it would know who gave the rating
_ANONYMOUS = frozenset({str(Finding.BAD_RATING), str(Finding.NOT_RECTIFIED)})


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of business days."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that contains a day."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, said: str) -> Month:
        """Read `2026-03`.

        Raises:
            ValueError: it is not a month.
        """
        if not _MONTH.fullmatch(said):
            raise ValueError(f"“{said}” is no month like 2026-03")
        return cls.of(date.fromisoformat(f"{said}-01"))

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def before(self) -> Month:
        """The month before."""
        return Month.of(self.first - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def scheme_for(connection: Connection, month: Month) -> Scheme:
    """The newest scheme published for this month or an earlier one; otherwise the default scheme."""
    row = _newest(connection, month)
    return scores.scheme_of(row.version, row.body) if row is not None else Scheme()


def scheme_view(connection: Connection, month: Month) -> SchemeView:
    """The scheme for a month, for display."""
    row, scheme = _newest(connection, month), scheme_for(connection, month)
    told = tuple(
        DeductionView(
            str(kind), Words(*FINDING_WORDS[kind]), each.tenths, each.free, each.start, each.most, each.home
        )
        for kind, each in scheme.deductions.items()
    )
    since = row.from_month if row is not None else ""
    when = (row.published_at, row.published_by) if row is not None else (None, None)
    return SchemeView(scheme.version, since, told, scheme.reserve_months, scheme.reserve_tenths, *when)


def score_sheet(
    connection: Connection,
    plan: Plan,
    month: Month,
    by: str,
    department: str | None,
    draft: Scheme | None = None,
) -> ScoreSheet:
    """The score sheet of a month; `department` limits it to that department and its people.

    It is made under the month's scheme, or under a draft that is on trial.
    """
    scheme = draft or scheme_for(connection, month)
    groups = _gather(connection, month, by, department)
    names = _names(connection, plan, by)
    found = [row for group in groups.values() for row in group.findings]
    views = {(view.kind, view.seq): view for view in views_of(connection, plan, found)}
    if department is not None:
        views = {which: _veiled(view) for which, view in views.items()}
    rows = [_row(views, key, group, scheme, by, *names(key)) for key, group in groups.items()]
    rows.sort(key=lambda row: (-row.tenths, row.by))
    return ScoreSheet(str(month), by, scheme.version, tuple(rows))


def scheme_trial(connection: Connection, plan: Plan, month: Month, draft: Scheme) -> SchemeTrial:
    """The people's scores of a month under the scheme in force and under a draft; who would lose most stands first."""
    now = score_sheet(connection, plan, month, "staffer", None)
    then = {row.by: row for row in score_sheet(connection, plan, month, "staffer", None, draft).rows}
    rows = [SchemeTrialRow(row.by, row.name, row.tenths, then[row.by].tenths) for row in now.rows]
    rows.sort(key=lambda row: (row.then_tenths - row.now_tenths, row.by))
    return SchemeTrial(str(month), now.scheme, tuple(rows))


def reserve_list(connection: Connection, plan: Plan, month: Month, department: str | None) -> ReserveList:
    """Staffers who are seconded now and reach the scheme's points in each of its months."""
    scheme = scheme_for(connection, month)
    months = [month]
    while len(months) < scheme.reserve_months:
        months.append(months[-1].before())
    sheets = [score_sheet(connection, plan, each, "staffer", department) for each in reversed(months)]
    found = [{row.by: row for row in sheet.rows} for sheet in sheets]
    query = (
        select(secondments, staffers.c.department, staffers.c.name)
        .join(staffers, staffers.c.code == secondments.c.staffer)
        .where(in_force(month.last))
        .order_by(secondments.c.staffer)
    )
    terms = read_rows(connection, query, _Seconded)
    rows = [
        _candidate(term, sheets, [each[term.staffer] for each in found])
        for term in terms
        if all(term.staffer in each for each in found)
        and all(each[term.staffer].tenths >= scheme.reserve_tenths for each in found)
    ]
    rows.sort(key=lambda row: (-sum(each.tenths for each in row.months), row.staffer))
    return ReserveList(str(month), scheme.reserve_months, scheme.reserve_tenths, tuple(rows))


def months_view(connection: Connection, month: Month, department: str) -> MonthsView:
    """Twelve months of a department up to this one, each beside the median of those that were at a post."""
    months = [month]
    while len(months) < MONTHS:
        months.append(months[-1].before())
    told = []
    for each in reversed(months):
        scored = department_scores(connection, each)
        middle = round(median(scored.values())) if scored else None
        told.append(MonthBeside(str(each), scored.get(department), middle))
    return MonthsView(department, tuple(told))


def department_scores(connection: Connection, month: Month) -> dict[str, int]:
    """The score of each department that was at a post, in tenths, as on the month's sheet."""
    scheme, during = scheme_for(connection, month), (month.first, month.last)
    people: dict[str, set[str]] = defaultdict(set)
    for sat in read_rows(connection, _sat(during), _Sat):
        people[sat.department].add(sat.staffer)
    found: dict[str, list[FindingRow]] = defaultdict(list)
    for row in read_rows(connection, _findings(during), FindingRow):
        if row.department in people:
            found[row.department].append(row)
    return {
        code: scores.of_department(
            scores.deduct(found[code], scheme, home=True),
            _costs(found[code], scheme, "department"),
            len(sat_there),
        )
        for code, sat_there in people.items()
    }


def _findings(during: tuple[date, date]) -> Any:
    return select(findings).where(findings.c.day.between(*during)).order_by(findings.c.seq, findings.c.kind)


def contests_view(connection: Connection, plan: Plan, department: str | None) -> ContestsView:
    """Contested findings, undecided first; a department sees only its own."""
    query = (
        select(findings)
        .join(contests, (contests.c.kind == findings.c.kind) & (contests.c.seq == findings.c.seq))
        .order_by(contests.c.upheld.is_not(None), contests.c.id.desc())
    )
    if department is not None:
        query = query.where(findings.c.department == department)
    return ContestsView(tuple(views_of(connection, plan, read_rows(connection, query, FindingRow))))


class _Seconded(SecondedRow):
    """A secondment with its staffer's department and name."""

    department: str
    name: Words


class _Sat(Row):
    """A sign-on of a staffer."""

    day: date
    staffer: str
    window: str
    department: str


class _Rated(Row):
    """A rating, attached to the rated part."""

    level: int
    staffer: str
    window: str
    department: str


_Counted = _Sat | _Rated | ServiceRow | FindingRow


@dataclass(slots=True)
class _Group:
    """The data of a month for one key."""

    findings: list[FindingRow] = field(default_factory=list)
    services: list[ServiceRow] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    levels: list[int] = field(default_factory=list)


def _gather(connection: Connection, month: Month, by: str, department: str | None) -> dict[str, _Group]:
    groups: dict[str, _Group] = defaultdict(_Group)

    def of(row: _Counted) -> _Group:
        """The group of a row; an unused group if the row does not count for any."""
        key: str | None = getattr(row, by)
        hidden = key is None or (department is not None and row.department != department)
        return _Group() if hidden or key is None else groups[key]

    during = (month.first, month.last)
    for sat in read_rows(connection, _sat(during), _Sat):
        group = of(sat)
        group.days.add(sat.day)
        group.people.add(sat.staffer)
    served = select(services).where(services.c.day.between(*during))
    for service in read_rows(connection, served, ServiceRow):
        of(service).services.append(service)
    for rated in read_rows(connection, _rated(during), _Rated):
        of(rated).levels.append(rated.level)
    for finding in read_rows(connection, _findings(during), FindingRow):
        of(finding).findings.append(finding)
    return groups


def _sat(during: tuple[date, date]) -> Select[date, str, str, str]:
    return (
        select(sessions.c.day, sessions.c.staffer, sessions.c.window, staffers.c.department)
        .join(staffers, staffers.c.code == sessions.c.staffer)
        .where(sessions.c.day.between(*during))
    )


def _rated(during: tuple[date, date]) -> Select[int, str, str, str]:
    """The ratings of the month's services, attached to the last part, without those with an upheld appeal."""
    later = services.alias("later")
    return (
        select(ratings.c.level, services.c.staffer, services.c.window, services.c.department)
        .join(services, services.c.stop == ratings.c.stop)
        .outerjoin(rectifications, rectifications.c.stop == ratings.c.stop)
        .where(
            services.c.day.between(*during),
            services.c.excluded.is_(None),
            ~select(later.c.stop)
            .where(later.c.stop == services.c.stop, later.c.part > services.c.part)
            .exists(),
            rectifications.c.state.is_(None) | (rectifications.c.state != str(Rectified.DROPPED)),
        )
    )


def _veiled(view: FindingView) -> FindingView:
    return replace(view, seq=0) if view.kind in _ANONYMOUS else view


def _row(
    views: Mapping[tuple[str, int], FindingView],
    key: str,
    group: _Group,
    scheme: Scheme,
    by: str,
    name: Words,
    home: str | None,
) -> ScoreRow:
    personal = _costs(group.findings, scheme, by)
    own = scores.deduct(group.findings, scheme, home=True) if by == "department" else [0] * len(personal)
    if by == "department":
        tenths = scores.of_department(own, personal, len(group.people))
    else:
        tenths = scores.of_person(personal)
    counted = [each for each in group.services if each.excluded is None]
    decidable = [each for each in counted if each.decidable and each.outcome in DECISIONS]
    shown = [views[each.kind, each.seq] for each in group.findings]
    return ScoreRow(
        by=key,
        name=name,
        department=home,
        tenths=tenths,
        days=len(group.days),
        people=len(group.people),
        services=len(counted),
        excluded=len(group.services) - len(counted),
        service_ms=sum(each.service_ms for each in counted),
        decidable=len(decidable),
        done=sum(each.outcome == "done" for each in decidable),
        registered=sum(map(is_registered, decidable)),
        rated=len(group.levels),
        satisfied=sum(level > BAD for level in group.levels),
        bad=sum(level <= BAD for level in group.levels),
        own_tenths=sum(own),
        people_tenths=sum(personal),
        lines=tuple(ScoreLine(view, a + b) for view, a, b in zip(shown, personal, own, strict=True)),
    )


def _costs(found: Sequence[FindingRow], scheme: Scheme, by: str) -> list[int]:
    """The cost of each finding for the people.

    A department's findings are deducted separately for each person.
    """
    if by != "department":
        return scores.deduct(found, scheme, home=False)
    costs = [0] * len(found)
    people: dict[str | None, list[int]] = defaultdict(list)
    for index, each in enumerate(found):
        people[each.staffer].append(index)
    for indexes in people.values():
        told = scores.deduct([found[index] for index in indexes], scheme, home=False)
        for index, cost in zip(indexes, told, strict=True):
            costs[index] = cost
    return costs


def _candidate(term: _Seconded, sheets: Iterable[ScoreSheet], rows: Sequence[ScoreRow]) -> ReserveRow:
    return ReserveRow(
        staffer=term.staffer,
        name=term.name,
        department=term.department,
        role=term.role,
        from_day=term.from_day,
        to_day=term.to_day,
        months=tuple(MonthScore(sheet.month, row.tenths) for sheet, row in zip(sheets, rows, strict=True)),
        services=sum(row.services for row in rows),
        rated=sum(row.rated for row in rows),
        satisfied=sum(row.satisfied for row in rows),
    )


def _names(connection: Connection, plan: Plan, by: str) -> Callable[[str], tuple[Words, str | None]]:
    if by == "staffer":
        people = {
            row.code: (row.name, row.department)
            for row in read_rows(connection, select(staffers), StafferRow)
        }
        return lambda key: people[key]
    if by == "window":
        return lambda key: (plan.windows[key].name, plan.windows[key].department)
    return lambda key: (plan.departments[key].name, key)


def _newest(connection: Connection, month: Month) -> ScoreSchemeRow | None:
    query = select(score_schemes).where(score_schemes.c.from_month <= str(month))
    return read_row(connection, query.order_by(score_schemes.c.version.desc()).limit(1), ScoreSchemeRow)
