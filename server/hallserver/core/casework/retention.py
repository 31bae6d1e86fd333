"""How long what is personal can be read, by kind; which events have such a part: `core/events/retained.py`.

The chain keeps a salted hash of each private part, so a day's log is whole also when its parts can no longer be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# a contest or a rectification is worked on for weeks; nothing personal is kept for ever
LEAST_DAYS, MOST_DAYS = 30, 3_650


class RetainedKind(StrEnum):
    """What somebody told, by what it was told for."""

    CONCERNS = "concerns"
    RATINGS = "ratings"
    CONTESTS = "contests"
    CASES = "cases"
    NOTES = "notes"
    CODES = "codes"
    EMERGENCIES = "emergencies"


def read_days(written: str, usual: int) -> Mapping[RetainedKind, int]:
    """Read days by kind, as `concerns=180, codes=90`; a kind that is not named is kept for the `usual` days.

    Raises:
        ValueError: an unknown kind, or days that are no number or out of bounds; its text says which.
    """
    found = dict.fromkeys(RetainedKind, usual)
    for each in filter(None, (part.strip() for part in written.split(","))):
        name, _, written_days = (part.strip() for part in each.partition("="))
        if name not in set(RetainedKind) or not written_days.isdecimal():
            raise ValueError(f"“{each}” is no kind with its days; kinds: {', '.join(RetainedKind)}")
        found[RetainedKind(name)] = int(written_days)
    for kind, days in found.items():
        if not LEAST_DAYS <= days <= MOST_DAYS:
            raise ValueError(f"{kind}: {days} days; from {LEAST_DAYS} to {MOST_DAYS} can be kept")
    return found
