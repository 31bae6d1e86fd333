"""The zone of the halls that tests serve: where it is nine in the morning as a run begins, so that none meets its midnight.

At midnight a hall expires its numbers and empties its boards: right, and nothing that a test of something else can bear.
Days that roll over have tests of their own, with a clock that is set (`tests/days/`, `tests/moved.py`).
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NINE = 9


def _where_it_is_nine(now: datetime) -> str:
    """The name of that zone in the database of zones, where `Etc/GMT-8` is eight hours east."""
    east = (NINE - now.hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}"


# one for a whole run: its workers begin minutes apart
MORNING = os.environ.setdefault("HALL_TESTS_ZONE", _where_it_is_nine(datetime.now(UTC)))
HERE = ZoneInfo(MORNING)
