"""The table in which a wait is looked up: what the forward simulation found last, by matter and number ahead.

The back office makes it every few seconds; the desk only interpolates. While there is none, or it is stale, a wait is
estimated from the mean service instead (`core/waits.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import msgspec

from hallserver.core.waits import STEP_MS, Range, step

FRESH_MS = 20_000  # a table that is older is not used: the back office makes one every five seconds
MOST_KNOTS = 12
STANDS_FOR = 6  # tables, half a minute, in which what was told of a place is told again
LONGEST_MS = 24 * 3_600_000


class Knot(msgspec.Struct, frozen=True, array_like=True):
    """What is told with so many ahead, before rounding; ms from now.

    Attributes:
        ahead: how many stops of the line have an earlier place.
        low_ms: half of the futures call by then. high_ms: so many that nine of ten are called by what is told.
    """

    ahead: int
    low_ms: int
    high_ms: int


class MatterForetold(msgspec.Struct, frozen=True, array_like=True):
    """One matter's.

    Attributes:
        about: whether the times rest on norms, not on what was measured here.
        newcomers: class → what somebody is told who takes a number now; without an entry, as the ordinary ones.
        knots: of those who wait, by number ahead, rising.
    """

    about: bool
    newcomers: dict[str, Knot]
    knots: tuple[Knot, ...] = ()


class Foretold(msgspec.Struct, frozen=True):
    """One table.

    Attributes:
        version: of the habits it was made with; kept with every told wait.
        seq: the head of the log when the hall was looked at.
        matters: those for which some window is open, or opens later today.
    """

    version: str
    seq: int
    matters: dict[str, MatterForetold]


@dataclass(slots=True)
class Forecasts:
    """The newest table, and when it came; shared by everybody who tells a wait.

    `received` is a reading of the monotonic clock in ms.
    """

    newest: Foretold | None = None
    received_ms: float = 0.0
    _lined_up: dict[tuple[str, str], list[Knot]] = field(default_factory=dict)
    _number: int = 0
    _told: dict[tuple[str, str, int], tuple[int, Range]] = field(default_factory=dict)

    def take(self, table: Foretold, now_ms: float) -> None:
        """Use this table from now on."""
        self.newest, self.received_ms = table, now_ms
        self._lined_up.clear()
        self._number += 1
        self._told = {each: told for each, told in self._told.items() if self._number - told[0] < STANDS_FOR}

    def drop_stale(self, now_ms: float) -> None:
        """Forget a table that nobody has renewed."""
        if self.newest is not None and now_ms - self.received_ms > FRESH_MS:
            self.newest = None
            self._told.clear()

    @property
    def version(self) -> str:
        """What is kept with a told wait: by which habits it was told; empty for the estimate."""
        return self.newest.version if self.newest else ""

    def tell(self, matter: str, ahead: int, visitor_class: str = "ordinary") -> Range | None:
        """The range told with so many ahead; None where the table says nothing of the matter.

        What was told stands for some tables more, so that a visitor reads the same on the tile, beside the number and
        on paper, though a table has come in between.
        """
        known = self.newest.matters.get(matter) if self.newest else None
        if known is None:
            return None
        stands = self._told.get((matter, visitor_class, ahead))
        if stands is not None:
            return stands[1]
        knots = self._lined_up.get((matter, visitor_class))
        if knots is None:
            newcomer = known.newcomers.get(visitor_class) or known.newcomers["ordinary"]
            knots = self._lined_up[matter, visitor_class] = _line_up(known.knots, newcomer)
        low_ms, high_ms = between(knots, ahead)
        told = rounded(low_ms, high_ms, about=known.about)
        self._told[matter, visitor_class, ahead] = self._number, told
        return told


def _line_up(knots: Sequence[Knot], newcomer: Knot) -> list[Knot]:
    """Those who wait in front of a newcomer, and the newcomer; neither end falls with the number ahead."""
    found: list[Knot] = []
    for each in (*(knot for knot in knots if knot.ahead < newcomer.ahead), newcomer):
        low = max(each.low_ms, found[-1].low_ms) if found else each.low_ms
        high = max(each.high_ms, found[-1].high_ms) if found else each.high_ms
        found.append(Knot(each.ahead, low, high))
    return found


def between(knots: Sequence[Knot], ahead: int) -> tuple[int, int]:
    """Interpolate both ends; beyond the last knot, the line goes on at its mean pace.

    Args:
        knots: at least one, rising by `ahead`.
        ahead: how many are in front.
    """
    at = bisect_left(knots, ahead, key=lambda each: each.ahead)
    if at < len(knots) and knots[at].ahead == ahead:
        return knots[at].low_ms, knots[at].high_ms
    left, right = (knots[at - 1] if at else Knot(0, 0, 0)), knots[min(at, len(knots) - 1)]
    if at == len(knots):  # more are ahead than when the table was made
        return tuple(
            min(end + round(end / (right.ahead + 1) * (ahead - right.ahead)), LONGEST_MS)
            for end in (right.low_ms, right.high_ms)
        )  # type: ignore[return-value]
    if at == 0:  # fewer are ahead than any of whom it speaks
        left = Knot(-1, 0, 0)
    share = (ahead - left.ahead) / (right.ahead - left.ahead)
    return (
        round(left.low_ms + share * (right.low_ms - left.low_ms)),
        round(left.high_ms + share * (right.high_ms - left.high_ms)),
    )


def rounded(low_ms: float, high_ms: float, *, about: bool) -> Range:
    """Round outwards to what people read: five minutes, above an hour ten; the ends are never the same."""
    high = max(ceil(high_ms / step(high_ms)), 1) * step(high_ms)
    low = floor(min(low_ms, high_ms) / step(low_ms)) * step(low_ms)
    return Range(max(min(low, high - STEP_MS), 0), high, about=about)
