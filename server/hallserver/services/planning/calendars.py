"""The hall's calendar: public holidays and make-up days (调休), from the State Council's notices or by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallserver.core.language.words import Words
from hallserver.store.catalogue import Plan

DayRow = dict[str, Any]
YEARS_AHEAD = 3
# 全国年节及纪念日放假办法 (2024), art. 2: those on the same date each year, without an announcement
BY_LAW = (
    ((1, 1), "元旦", "New Year's Day"),
    ((5, 1), "劳动节", "Labour Day"),
    ((5, 2), "劳动节", "Labour Day"),
    ((10, 1), "国庆节", "National Day"),
    ((10, 2), "国庆节", "National Day"),
    ((10, 3), "国庆节", "National Day"),
)


def calendar_rows(calendar: DayRow, today: date) -> list[DayRow]:
    """Return the days that differ from their weekday; days written by hand override known ones.

    Args:
        calendar: a plan's `[calendar]`; its source "cn" takes the days of `chinesecalendar`.
        today: known days are taken from the year before it on.
    """
    days: dict[date, DayRow] = {}
    if calendar.get("source") == "cn":
        days = {row["day"]: row for row in _chinese_days(today.year - 1)}
        unknown = max(days).year + 1 if days else today.year
        days |= {row["day"]: row for row in _days_by_law(unknown, today.year + YEARS_AHEAD)}
    for works, rows in ((0, calendar.get("holidays", ())), (1, calendar.get("workdays", ()))):
        for row in rows:
            days[row["day"]] = {
                "day": row["day"],
                "works": works,
                "like": row.get("like", "mon"),
                "announced": 1,
                "name": row["name"],
            }
    return list(days.values())


def unknown_ahead(plan: Plan, today: date) -> date | None:
    """Return the latest day promised today if its year's holidays are unknown; None if they are known."""
    longest = max((each.promised_days for each in plan.matters.values()), default=0)
    farthest = plan.hours.after_workdays(today, longest)
    return None if plan.hours.knows(farthest) else farthest


def _chinese_days(first_year: int) -> list[DayRow]:
    from chinese_calendar import constants

    first = date(first_year, 1, 1)
    rows = [
        {
            "day": day,
            "works": 0,
            "like": "mon",
            "name": Words(constants.Holiday(name).chinese, name),
            "announced": 1,
        }
        for day, name in constants.holidays.items()
        if day >= first
    ]
    return rows + [
        {
            "day": day,
            "works": 1,
            "like": "mon",
            "name": Words("调休上班", "Make-up working day"),
            "announced": 1,
        }
        for day in constants.workdays
        if day >= first
    ]


def _days_by_law(first_year: int, last_year: int) -> list[DayRow]:
    """Return the statutory holidays of years not announced yet, so promises skip at least those days."""
    return [
        {"day": date(year, *day), "works": 0, "like": "mon", "name": Words(zh, en), "announced": 0}
        for year in range(first_year, last_year + 1)
        for day, zh, en in BY_LAW
    ]
