"""How long something takes, counted by bands: cheap enough to be counted at every command."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

BANDS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Durations:
    """Counts durations by the band in which they end; the last band has no upper bound."""

    __slots__ = ("_counts", "total_s")

    def __init__(self) -> None:
        self._counts = [0] * (len(BANDS_S) + 1)
        self.total_s = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self._counts[bisect_left(BANDS_S, seconds)] += 1
        self.total_s += seconds

    def up_to(self) -> Iterator[tuple[str, int]]:
        """Give each bound with how many took at most so long, as a Prometheus histogram says it; the last is +Inf."""
        bounds = (*map(str, BANDS_S), "+Inf")
        return zip(bounds, accumulate(self._counts), strict=True)
