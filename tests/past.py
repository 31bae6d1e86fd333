"""Demo halls with a past, made once in a run: two simulated weeks with their history, and the month of `make run`."""

from __future__ import annotations

from pathlib import Path

from tests.morning import MORNING
from tests.running import hall, made_once

FIRST_WEEK, SECOND_WEEK = "2026-03-02", "2026-03-09"  # their Mondays


def two_weeks(base: Path) -> Path:
    """The hall's folder, made once in a run: only copied. `base` is pytest's own folder of this worker."""
    return made_once(base, "two-weeks", _live) / "hall"


def _live(base: Path) -> None:
    data = base / "hall"
    data.mkdir(parents=True)
    hall("demo", "--opened", "2026-03-01", data=data)
    hall("simulate", "--days", "10", "--tickets", "30", "--mishaps", "2.5", "--seed", "311", data=data)
    hall("keep", data=data)


def a_month(base: Path) -> Path:
    """The folder of a demo hall with a month behind it, as `make run` makes it; only copied."""
    return made_once(base, "a-month", lambda data: hall("demo", "--past", "31", "--zone", MORNING, data=data))
