"""Staffing: who will come, how many windows that needs, and what a change would have done."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from hallserver.core.language.words import Words


class ArrivalSlot(Struct, frozen=True):
    """A half hour (`at`: 09:00, hall time): how many are expected, and the band that holds 80 of 100."""

    at: str
    expected: float
    low: float
    high: float


class LineArrivals(Struct, frozen=True):
    """One line's half hours in which anybody is expected."""

    line: str
    name: Words
    slots: tuple[ArrivalSlot, ...]


class DayArrivals(Struct, frozen=True):
    """One working day."""

    day: date
    lines: tuple[LineArrivals, ...]


class ArrivalsView(Struct, frozen=True):
    """Arrivals expected on the next working days.

    `past_days`: how many days it rests on. `error_percent`: the forecast's own error on the last of them, Σ|error| ÷ Σ
    arrivals by line and half hour; None while there are too few.
    """

    past_days: int
    error_percent: int | None
    days: tuple[DayArrivals, ...]


class StaffingSlot(Struct, frozen=True):
    """A half hour: how many are expected, windows needed, and windows planned that may call the line."""

    at: str
    expected: float
    needed: int
    planned: int


class LineStaffing(Struct, frozen=True):
    """One line: the mean ms that a visitor takes of a window, from call to call, and its half hours."""

    line: str
    name: Words
    taken_ms: int
    slots: tuple[StaffingSlot, ...]


class StaffingView(Struct, frozen=True):
    """Windows needed on a day so that `share_percent` of each half hour's visitors are called within `within_minutes`."""

    day: date
    share_percent: int
    within_minutes: int
    lines: tuple[LineStaffing, ...]


class WhatIfRow(Struct, frozen=True):
    """Waits of all, of a line, or of a class, without and with the change; ms.

    `gain_ms`: how much shorter a day's mean wait becomes (negative: longer), `gain_low_ms` and `gain_high_ms` the interval
    that holds it with 95 %.
    """

    line: str
    visitor_class: str
    name: Words
    visitors_a_day: float
    before_p50_ms: int
    before_p90_ms: int
    after_p50_ms: int
    after_p90_ms: int
    gain_ms: int
    gain_low_ms: int
    gain_high_ms: int


class WhatIfView(Struct, frozen=True):
    """A change, rehearsed on real past days; `advice` says it in one sentence."""

    first_day: date
    last_day: date
    days: int
    advice: Words
    rows: tuple[WhatIfRow, ...]
