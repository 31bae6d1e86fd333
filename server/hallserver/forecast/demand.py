"""How many will come: arrivals by line and half hour, for the next working days.

The same weekday of the last eight weeks, without its highest and lowest, at the level of the last two weeks; a day after
a holiday by what such days were. The band is what the forecast's own errors of the past say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist

WEEKS = 8
RECENT = 10  # open days, by which the level is taken
SLOT_MINUTES = 30
BAND = 0.8
FEW = 3  # days of a kind, below which that kind is nothing of its own
SHRINK = 4.0  # days, as if so many had shown the usual level
Key = tuple[str, int]  # line, slot of the day
Counts = Mapping[date, Mapping[Key, int]]
_Z = NormalDist().inv_cdf((1 + BAND) / 2)


@dataclass(frozen=True, slots=True)
class Expected:
    """How many are expected in one half hour, with the ends of the band that should hold 80 of 100."""

    count: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Demand:
    """One hall's past arrivals.

    Args:
        counts: open day → (line, slot) → how many took a number; a slot is half an hour of the day, 0 to 47.
        after: the days that follow a holiday or another closed working day; of the past and to come.
    """

    counts: Counts
    after: frozenset[date] = field(default_factory=frozenset)

    def expect(self, day: date) -> dict[Key, Expected]:
        """The arrivals of a day, from the days before it alone."""
        past = [each for each in sorted(self.counts) if each < day]
        means = self._means(day, past)
        level = self._level(past)
        special = self._after(past) if day in self.after else 1.0
        spread = self._spread(past)
        found = {}
        for key, mean in means.items():
            count = mean * level * special
            deviation = sqrt(count + (spread * count) ** 2)
            found[key] = Expected(count, max(count - _Z * deviation, 0.0), count + _Z * deviation)
        return found

    def error(self, days: Sequence[date]) -> float:
        """WAPE of the forecast on past days, each from the days before it: Σ|error| ÷ Σ arrivals; 0 without any."""
        off = total = 0.0
        for day in days:
            said, came = self.expect(day), self.counts.get(day, {})
            for key in {*said, *came}:
                off += abs(came.get(key, 0) - (said[key].count if key in said else 0.0))
                total += came.get(key, 0)
        return off / total if total else 0.0

    def _means(self, day: date, past: Sequence[date]) -> dict[Key, float]:
        """The trimmed mean of each slot over the same weekday; days after a holiday are another kind of day."""
        alike = [each for each in past if each.weekday() == day.weekday() and each not in self.after][-WEEKS:]
        alike = alike or list(past[-WEEKS:])
        seen: dict[Key, list[int]] = defaultdict(list)
        for number, each in enumerate(alike):
            for key, count in self.counts[each].items():
                seen[key] += [0] * (number - len(seen[key]))  # no arrival is an observation, too
                seen[key].append(count)
        found = {}
        for key, counts in seen.items():
            whole = sorted([*counts, *[0] * (len(alike) - len(counts))])
            kept = whole[1:-1] if len(whole) > FEW else whole
            found[key] = sum(kept) / len(kept)
        return found

    def _totals(self, past: Sequence[date]) -> list[tuple[date, float, float]]:
        """Day → what came in all, and the mean of the same weekday before it."""
        found = []
        by_weekday: dict[int, list[float]] = defaultdict(list)
        for day in past:
            total, before = float(sum(self.counts[day].values())), by_weekday[day.weekday()][-WEEKS:]
            if len(before) >= FEW:
                found.append((day, total, sum(before) / len(before)))
            if day not in self.after:
                by_weekday[day.weekday()].append(total)
        return found

    def _level(self, past: Sequence[date]) -> float:
        """The last two weeks against the same weekdays before them, drawn towards 1."""
        recent = [each for each in self._totals(past) if each[0] not in self.after][-RECENT:]
        came, usual = sum(each[1] for each in recent), sum(each[2] for each in recent)
        if not usual:
            return 1.0
        share = len(recent) / (len(recent) + SHRINK)
        # half of the way: the mean of eight weeks holds half of what the last two have changed
        return 1 + share * (came / usual - 1) / 2

    def _after(self, past: Sequence[date]) -> float:
        """How much more comes on a day after a holiday than on its weekday."""
        found = [each for each in self._totals(past) if each[0] in self.after]
        if not found:
            return 1.0
        ratio = sum(each[1] for each in found) / max(sum(each[2] for each in found), 1.0)
        return 1 + len(found) / (len(found) + 1) * (ratio - 1)

    def _spread(self, past: Sequence[date]) -> float:
        """How far days are from their usual, beyond what chance alone makes of arrivals; of the mean."""
        found = [each for each in self._totals(past)[-40:] if each[2] > 0 and each[0] not in self.after]
        if len(found) < FEW:
            return 0.2
        squares = [((total - usual) / usual) ** 2 - 1 / usual for _, total, usual in found]
        return sqrt(max(sum(squares) / len(squares), 0.01**2))


def days_after_closed(open_days: Sequence[date], ahead: Sequence[date] = ()) -> frozenset[date]:
    """The days whose working day before them was closed: the first after a holiday."""
    days = sorted({*open_days, *ahead})
    known, found = set(days), set()
    for day in days:
        before = day - timedelta(days=3 if day.weekday() == 0 else 1)
        if day > days[0] and day.weekday() < 5 and before not in known:
            found.add(day)
    return frozenset(found)
