"""Every Python of a hall that `tests/moved.py` serves starts here: its machine's clock is ahead by the seconds in a file."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hallserver.core import clock


def as_it_is_set() -> datetime:
    """The machine's time."""
    return datetime.now(UTC) + timedelta(seconds=float(AHEAD.read_text()))


AHEAD = Path(os.environ["HALL_TESTS_CLOCK_AHEAD"])
clock.wall_clock = as_it_is_set  # before anything else takes it from there
