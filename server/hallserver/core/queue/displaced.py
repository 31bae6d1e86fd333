"""The cost of some visits for all others: one day simulated with and without them, by the real rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hallserver.core.queue.rehearsal import Arrival, Sitting, rehearse
from hallserver.core.rules import QueueRules


@dataclass(frozen=True, slots=True)
class Displaced:
    """The other visitors called in both runs: their delays in number, sum of differences, and maximum."""

    others: int
    delayed: int
    total_ms: int
    longest_ms: int

    @property
    def mean_ms(self) -> int:
        """The sum divided by all other visitors, including those without a delay."""
        return round(self.total_ms / self.others) if self.others else 0


def displaced_by(
    arrivals: Iterable[Arrival], sittings: Sequence[Sitting], rules: QueueRules, apart: AbstractSet[int]
) -> Displaced:
    """Simulate the day twice, with and without the visits `apart`, and compare the waits of all others.

    Both runs have the same arrivals, durations and sittings, so every difference comes from these visits. The
    limits of the simulation apply: a window is never idle while it may call a waiting visitor, and no visitor
    leaves earlier.
    """
    came = list(arrivals)
    with_them = {each.ticket: each.wait_ms for each in rehearse(came, sittings, rules)}
    without = {
        each.ticket: each.wait_ms
        for each in rehearse([each for each in came if each.ticket not in apart], sittings, rules)
    }
    later = [with_them[ticket] - without[ticket] for ticket in without if ticket in with_them]
    return Displaced(len(later), sum(each > 0 for each in later), sum(later), max([0, *later]))
