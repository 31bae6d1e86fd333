"""One definition of each figure: count, sum, percentiles; never an average of averages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hallserver.core.casework.outcomes import TAKEN_IN


def is_registered(service: Any) -> bool:
    """Whether a service only accepted what its letter let it decide: `decidable` and `outcome` of a row."""
    return bool(service.decidable) and service.outcome in TAKEN_IN


_OFTEN_OF = 5  # decisions per day before a share means anything
_OFTEN_TENTHS = 3
_HALF = 50  # hundredths


def is_often(registered: int, decidable: int) -> bool:
    """Whether supervision is told that a window only accepts: at least 30 %, of five or more decisions."""
    return decidable >= _OFTEN_OF and registered * 10 >= decidable * _OFTEN_TENTHS


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of a set of durations, all in ms; a mean is never given without its percentiles."""

    count: int
    sum_ms: int
    mean_ms: int
    p50_ms: int
    p90_ms: int
    p95_ms: int
    max_ms: int


def spread(durations_ms: Sequence[int]) -> Spread:
    """Compute the figures; all zeros for an empty set."""
    ordered = sorted(durations_ms)
    if not ordered:
        return Spread(0, 0, 0, 0, 0, 0, 0)
    total = sum(ordered)
    return Spread(
        count=len(ordered),
        sum_ms=total,
        mean_ms=mean(total, len(ordered)),
        p50_ms=percentile(ordered, 50),
        p90_ms=percentile(ordered, 90),
        p95_ms=percentile(ordered, 95),
        max_ms=ordered[-1],
    )


def mean(total: int, count: int) -> int:
    """The mean of `count` values, to the nearest whole; 0 of none."""
    return round(total / count) if count else 0


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The percentile of sorted values, interpolated: type 7 of Hyndman & Fan (1996), as spreadsheets do.

    >>> percentile([10, 20, 30, 40], 50)
    25
    """
    low, high, rest = around(len(ordered), percent)
    return between(ordered[low], ordered[high], rest)


def around(count: int, percent: int) -> tuple[int, int, int]:
    """Where the percentile of `count` sorted values lies: the two places around it, and hundredths of the way.

    >>> around(4, 50)
    (1, 2, 50)
    """
    low, rest = divmod((count - 1) * percent, 100)
    return low, min(low + 1, count - 1), rest


def between(low: int, high: int, rest: int) -> int:
    """The value `rest` hundredths of the way from one to the next."""
    return whole(low * 100 + (high - low) * rest)


def whole(hundredths: int) -> int:
    """Round hundredths half to even, as `round` does; in integers, so that no binary fraction decides a tie.

    >>> whole(1250), whole(1350), whole(1351)
    (12, 14, 14)
    """
    low, rest = divmod(hundredths, 100)
    return low + (rest > _HALF or (rest == _HALF and low % 2 == 1))
