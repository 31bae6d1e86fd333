"""The report for the county: figures of the reports, put beside each other; none is defined here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hallserver.contract import (
    CountyFigures,
    CountyPeriod,
    CountyRow,
    CountySpans,
    CountyView,
    ReportRow,
    ReportView,
    Words,
)
from hallserver.core.figures.spans import Period, before, finished, is_finished, period_of
from hallserver.store.catalogue import Plan
from hallserver.views.figures.reports import TOTAL, Ask
from hallserver.views.hall.floor import SATISFIED

BY_DEPARTMENT = ("numbers", "waits", "service-times", "outcomes", "promises", "told", "ratings", "sessions")
LISTED = {
    "day": 15,
    "week": 9,
    "month": 13,
}  # finished spans that are offered: three weeks, two months, a year
_LEVELS = range(SATISFIED, 6)

Reports = Callable[[Ask], ReportView]


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, week or month: the one that `day` belongs to; `department` limits it to its own."""

    span: str
    day: date
    today: date
    department: str | None = None


def county_view(plan: Plan, asked: Asked, reports: Reports) -> CountyView:
    """Put the reports of a span and of the one before beside each other, by department and for the whole hall."""
    now = period_of(asked.span, asked.day)
    earlier = before(asked.span, now, plan.hours)
    one, other = (_reports(plan, asked, period, reports) for period in (now, earlier))
    codes = [*plan.departments, *sorted({*_groups(one), *_groups(other)} - {*plan.departments})]
    rows = (
        CountyRow(code, _name(plan, code), _figures(_of(one, code)), _figures(_of(other, code)))
        for code in codes
    )
    nothing = CountyFigures()
    own = plan.departments.get(asked.department) if asked.department else None
    return CountyView(
        hall=plan.name,
        department=own.name if own else None,
        span=asked.span,
        now=_period(plan, now, asked.today, _windows(plan, asked, now, reports)),
        before=_period(plan, earlier, asked.today, _windows(plan, asked, earlier, reports)),
        level_ms=plan.service_level_ms,
        rows=tuple(row for row in rows if row.now != nothing or row.before != nothing),
        total=CountyRow("", TOTAL, _figures(_totals(one)), _figures(_totals(other))),
    )


def county_spans(plan: Plan, span: str, today: date) -> CountySpans:
    """The newest finished spans of this kind."""
    found = finished(span, plan.hours, plan.closed_days, today, LISTED[span])
    return CountySpans(span, tuple(_period(plan, each, today) for each in found))


def newest(plan: Plan, span: str, today: date) -> date:
    """A day of the newest finished span of this kind; today while there is none."""
    found = finished(span, plan.hours, plan.closed_days, today, 1)
    return found[0].last if found else today


def _reports(plan: Plan, asked: Asked, period: Period, reports: Reports) -> dict[str, ReportView]:
    return {name: reports(_ask(plan, asked, period, name, "department")) for name in BY_DEPARTMENT}


def _ask(plan: Plan, asked: Asked, period: Period, name: str, by: str) -> Ask:
    return Ask(name, by, period.first, period.last, plan.hours.zone, asked.department, asked.today)


def _windows(plan: Plan, asked: Asked, period: Period, reports: Reports) -> int:
    """At how many windows somebody sat."""
    told = reports(_ask(plan, asked, period, "sessions", "window"))
    return sum(row.count > 0 for row in told.rows)


def _groups(told: Mapping[str, ReportView]) -> set[str]:
    return {row.by for view in told.values() for row in view.rows}


def _of(told: Mapping[str, ReportView], code: str) -> dict[str, ReportRow]:
    return {name: row for name, view in told.items() for row in view.rows if row.by == code}


def _totals(told: Mapping[str, ReportView]) -> dict[str, ReportRow]:
    return {name: view.total for name, view in told.items()}


def _name(plan: Plan, code: str) -> Words:
    known = plan.departments.get(code)
    return known.name if known else Words(code, code)


def _figures(told: Mapping[str, ReportRow]) -> CountyFigures:
    """The figures of one row of each report; 0 where a report has no such row."""
    nothing = ReportRow("", TOTAL, 0, 0, 0, 0, 0, 0, 0, 0)
    rows = {name: told.get(name, nothing) for name in BY_DEPARTMENT}
    marks = {name: row.extra for name, row in rows.items()}
    numbers, waits, services = marks["numbers"], rows["waits"], rows["service-times"]
    return CountyFigures(
        taken=rows["numbers"].count,
        called=numbers.get("called", 0),
        served=numbers.get("served", 0),
        given_up=numbers.get("given_up", 0),
        missed=numbers.get("missed", 0),
        not_called=numbers.get("not_called", 0),
        waits=waits.count,
        wait_mean_ms=waits.mean_ms,
        wait_p50_ms=waits.p50_ms,
        wait_p90_ms=waits.p90_ms,
        within=waits.extra.get("within", 0),
        services=services.count,
        pieces=services.pieces,
        service_mean_ms=services.mean_ms,
        service_p50_ms=services.p50_ms,
        service_p90_ms=services.p90_ms,
        accepted=marks["outcomes"].get("accepted", 0),
        due=rows["promises"].count,
        kept=marks["promises"].get("kept", 0),
        told=rows["told"].count,
        told_kept=marks["told"].get("kept", 0),
        rated=rows["ratings"].count,
        satisfied=sum(marks["ratings"].get(f"level_{level}", 0) for level in _LEVELS),
        post_ms=rows["sessions"].sum_ms,
    )


def _period(plan: Plan, period: Period, today: date, windows: int = 0) -> CountyPeriod:
    return CountyPeriod(
        period.first,
        period.last,
        is_finished(period, plan.hours, plan.closed_days, today),
        sum(day in plan.closed_days for day in period.days()),
        windows,
    )
