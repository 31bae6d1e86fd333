"""A demo hall with a past: two simulated weeks, sealed and written to its history."""

from __future__ import annotations

from pathlib import Path

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
