"""The hall's calendar: public holidays and make-up days (调休), from the State Council's notices or by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallserver.store.catalogue import Plan

Row = dict[str, Any]


def calendar_rows(calendar: Row, today: date) -> list[Row]:
    """The days that are not what their weekday says; what is written by hand stands over what is known.

    Args:
        calendar: a plan's `[calendar]`; its source "cn" takes the days of `chinesecalendar`.
        today: the year before it and all later ones that are known are taken.
    """
    days: dict[date, Row] = {}
    if calendar.get("source") == "cn":
        days = {row["day"]: row for row in _chinese_days(today.year - 1)}
    for works, rows in ((0, calendar.get("holidays", ())), (1, calendar.get("workdays", ()))):
        for row in rows:
            days[row["day"]] = {
                "day": row["day"],
                "works": works,
                "like": row.get("like", "mon"),
                **row["name"],
            }
    return list(days.values())


def unknown_ahead(plan: Plan, today: date) -> date | None:
    """The day to which a promise of today can reach in a year whose holidays are not known; None while all are known."""
    longest = max((each.promised_days for each in plan.matters.values()), default=0)
    farthest = plan.hours.after_workdays(today, longest)
    return None if plan.hours.knows(farthest) else farthest


def last_known_day(calendar: Row) -> date | None:
    """The last day the source knows of; None where nothing is known."""
    if calendar.get("source") != "cn":
        return None
    from chinese_calendar.constants import holidays  # noqa: PLC0415 - read when a plan is taken, not by the desk

    last: date = max(holidays)
    return last


def _chinese_days(first_year: int) -> list[Row]:
    from chinese_calendar import constants  # noqa: PLC0415 - read when a plan is taken, not by the desk

    first = date(first_year, 1, 1)
    rows = [
        {"day": day, "works": 0, "like": "mon", "zh": constants.Holiday(name).chinese, "en": name}
        for day, name in constants.holidays.items()
        if day >= first
    ]
    return rows + [
        {"day": day, "works": 1, "like": "mon", "zh": "调休上班", "en": "Make-up working day"}
        for day in constants.workdays
        if day >= first
    ]
