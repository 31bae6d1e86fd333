"""Bad ratings (差评) that must be put right: the deadline and the states."""

from __future__ import annotations

from enum import StrEnum

BAD = 2  # this level and below: 不满意, 非常不满意
DUE_WORKDAYS = 15


class Rectified(StrEnum):
    """The states of a bad rating that is put right."""

    OPEN = "open"
    APPEALED = "appealed"
    DONE = "done"
    DROPPED = "dropped"  # the appeal was upheld: shown, not counted


RECTIFIED_WORDS: dict[Rectified, tuple[str, str]] = {
    Rectified.OPEN: ("待整改", "To be put right"),
    Rectified.APPEALED: ("申诉复核中", "Appealed, under review"),
    Rectified.DONE: ("已整改", "Put right"),
    Rectified.DROPPED: ("申诉成立，不计", "Appeal upheld, not counted"),
}
