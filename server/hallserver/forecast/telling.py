"""From many possible waits to the range that is told, and a check on it that never ends.

The upper end is the smallest round figure within which enough of the futures lie. How many are enough is tracked
for each line, class and hour, so that in the long run 90 of 100 are called by the end they were told: adaptive
conformal inference (Gibbs & Candès 2021), with a level for each group that a visitor belongs to (Gibbs, Cherian &
Candès 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

TARGET = 0.9
STEP, LONG, LONG_STEP = 5.0, 60.0, 10.0  # minutes; above an hour nobody reads five
STEPS: Mapping[str, float] = {"line": 0.02, "class": 0.01, "hour": 0.01, "": 0.02}
"""How far one told wait moves the level of its line, of its class, of its hour, and of all."""
LOWEST, HIGHEST = 0.35, 0.995
AT_FIRST = 0.86  # rounding up is worth some points


class Told(msgspec.Struct, frozen=True):
    """A told range in minutes, and the groups it counts for."""

    low: float
    high: float
    groups: tuple[str, ...]


class Levels(msgspec.Struct):
    """How many of the futures must lie within what is told: a base, and what each group adds."""

    base: float = AT_FIRST
    added: dict[str, float] = {}

    def of(self, groups: Iterable[str]) -> float:
        """The level for somebody of these groups."""
        level = self.base + sum(self.added.get(each, 0.0) for each in groups)
        return min(max(level, LOWEST), HIGHEST)

    def hear(self, told: Told, *, kept: bool) -> None:
        """Learn whether somebody was called by the end that was told."""
        error = TARGET - kept
        self.base = min(max(self.base + STEPS[""] * error, LOWEST), HIGHEST)
        for group in told.groups:
            step = STEPS[group.split(":")[0]]
            self.added[group] = min(max(self.added.get(group, 0.0) + step * error, -0.4), 0.4)


def groups_of(line: str, visitor_class: str, minute: float) -> tuple[str, ...]:
    """The groups in which a told wait is counted; `minute` of the day, hall time."""
    return f"line:{line}", f"class:{visitor_class}", f"hour:{int(minute // 60)}"


def range_of(waits: NDArray[np.float64], level: float) -> tuple[float, float]:
    """The range that is told, in minutes: from the median, rounded down, to the round figure that holds enough.

    Args:
        waits: possible waits in minutes, of any order; infinite where it is not today.
        level: how many of them the upper end must hold, as a share.
    """
    ordered = np.sort(waits)
    high = float(ordered[min(int(np.ceil(level * len(ordered))) - 1, len(ordered) - 1)])
    if not np.isfinite(high):
        high = float(ordered[np.isfinite(ordered)].max(initial=LONG))
    high = max(float(np.ceil(round(high / step_of(high), 6))) * step_of(high), STEP)
    low = float(np.median(ordered))
    low = float(np.floor(min(low, high) / step_of(low)) * step_of(low)) if np.isfinite(low) else high
    return min(low, high - step_of(high)), high


def step_of(minutes: float) -> float:
    """To what a wait of that length is rounded."""
    return LONG_STEP if minutes > LONG else STEP
