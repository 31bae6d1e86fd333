"""The table in which a wait is looked up: what the forward simulation found last, by matter and number ahead.

The back office makes it every few seconds; the desk only interpolates. While there is none, or it is stale, a wait is
estimated from the mean service instead (`core/queue/waits.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import msgspec

from hallserver.core.queue.waits import STEP_MS, Range, step

FRESH_MS = 20_000  # a table that is older is not used: the back office makes one every five seconds
MOST_KNOTS = 12
STANDS_FOR_MS = 30_000  # what was told of a place is told again, whatever table comes
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
class _Stands:
    """What was told of a place, and when; `since_ms` is on the clock of the tables."""

    since_ms: float
    told: Range


@dataclass(slots=True)
class Forecasts:
    """The newest table, when it came, and what was told of late; shared by everybody who tells a wait.

    What was told of a place stands for half a minute, so that a visitor reads the same on the tile, beside the number
    and on paper: whatever table comes in between, and also when the first one comes after an estimate.

    Every `now_ms` is a reading of one monotonic clock in ms.
    """

    newest: Foretold | None = None
    received_ms: float = 0.0
    _now_ms: float = 0.0
    _lined_up: dict[tuple[str, str], list[Knot]] = field(default_factory=dict)
    _stands: dict[tuple[str, str, int], _Stands] = field(default_factory=dict)

    def take(self, table: Foretold, now_ms: float) -> None:
        """Use this table from now on."""
        self.newest, self.received_ms, self._now_ms = table, now_ms, now_ms
        self._lined_up.clear()
        self._forget()

    def pass_time(self, now_ms: float) -> None:
        """Forget a table that nobody has renewed, and what was told too long ago."""
        self._now_ms = now_ms
        if self.newest is not None and now_ms - self.received_ms > FRESH_MS:
            self.newest = None
            self._stands.clear()
        self._forget()

    @property
    def version(self) -> str:
        """What is kept with a told wait: by which habits it was told; empty for the estimate."""
        return self.newest.version if self.newest else ""

    def tell(
        self, matter: str, ahead: int, visitor_class: str = "ordinary", pace_ms: float = 0
    ) -> Range | None:
        """The range told with so many ahead; None where the table says nothing of the matter.

        `pace_ms` is what one more in front adds, where more are in front than when the table was made.
        """
        known = self.newest.matters.get(matter) if self.newest else None
        if known is None:
            return None
        place = matter, visitor_class, ahead
        stands = self._stands.get(place)
        if stands is not None:
            return stands.told
        knots = self._lined_up.get((matter, visitor_class))
        if knots is None:
            newcomer = known.newcomers.get(visitor_class) or known.newcomers["ordinary"]
            knots = self._lined_up[matter, visitor_class] = _line_up(known.knots, newcomer)
        low_ms, high_ms = between(knots, ahead, pace_ms)
        told = rounded(low_ms, high_ms, about=known.about)
        self._stands[place] = _Stands(self._now_ms, told)
        return told

    def note_estimate(self, matter: str, ahead: int, visitor_class: str, told: Range) -> None:
        """Somebody was told this of a place of which no table speaks yet; it stands when one does.

        Thousands of followers are told the same again and again: then nothing new is kept, which the garbage
        collector would have to walk through (2,000 phones: pauses of 200 ms).
        """
        place = matter, visitor_class, ahead
        stands = self._stands.get(place)
        if stands is not None and stands.told == told:
            stands.since_ms = self._now_ms
        else:
            self._stands[place] = _Stands(self._now_ms, told)

    def _forget(self) -> None:
        long_ago = self._now_ms - STANDS_FOR_MS
        # a copy: pages that are made beside the hub tell waits, too
        for place, each in list(self._stands.items()):
            if each.since_ms <= long_ago:
                self._stands.pop(place, None)


def _line_up(knots: Sequence[Knot], newcomer: Knot) -> list[Knot]:
    """Those who wait in front of a newcomer, and the newcomer; neither end falls with the number ahead."""
    found: list[Knot] = []
    for each in (*(knot for knot in knots if knot.ahead < newcomer.ahead), newcomer):
        low = max(each.low_ms, found[-1].low_ms) if found else each.low_ms
        high = max(each.high_ms, found[-1].high_ms) if found else each.high_ms
        found.append(Knot(each.ahead, low, high))
    return found


def between(knots: Sequence[Knot], ahead: int, pace_ms: float = 0) -> tuple[int, int]:
    """Interpolate both ends; beyond the last knot, the line goes on at its mean pace.

    Args:
        knots: at least one, rising by `ahead`.
        ahead: how many are in front.
        pace_ms: the least that each who came after the table adds: a table made before the crowd, while a window was
            free, knows no pace.
    """
    at = bisect_left(knots, ahead, key=lambda each: each.ahead)
    if at < len(knots) and knots[at].ahead == ahead:
        return knots[at].low_ms, knots[at].high_ms
    left, right = (knots[at - 1] if at else Knot(0, 0, 0)), knots[min(at, len(knots) - 1)]
    if at == len(knots):  # more are ahead than when the table was made
        return tuple(
            min(end + round(max(end / (right.ahead + 1), pace_ms) * (ahead - right.ahead)), LONGEST_MS)
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
