"""What some visits cost the others: one day rehearsed with and without them (a counterfactual by the hall's own order)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hallserver.core.rehearsal import Arrival, Sitting, rehearse
from hallserver.core.rules import QueueRules


@dataclass(frozen=True, slots=True)
class Displaced:
    """Others who were called in both runs; who of them was called later, the sum of all differences, the longest delay."""

    others: int
    delayed: int
    total_ms: int
    longest_ms: int

    @property
    def mean_ms(self) -> int:
        """The sum by all others, those it did not touch among them."""
        return round(self.total_ms / self.others) if self.others else 0


def displaced_by(
    arrivals: Iterable[Arrival], sittings: Sequence[Sitting], rules: QueueRules, apart: AbstractSet[int]
) -> Displaced:
    """Rehearse the day twice, with the visits `apart` and without them, and compare everybody else's wait.

    Both runs have the same arrivals, durations and sittings; so a difference is the visits' alone. It holds as far as a
    rehearsal does: windows are never idle while somebody waits whom they may call, and nobody walks away sooner.
    """
    came = list(arrivals)
    with_them = {each.ticket: each.wait_ms for each in rehearse(came, sittings, rules)}
    without = {
        each.ticket: each.wait_ms
        for each in rehearse([each for each in came if each.ticket not in apart], sittings, rules)
    }
    later = [with_them[ticket] - without[ticket] for ticket in without if ticket in with_them]
    return Displaced(len(later), sum(each > 0 for each in later), sum(later), max([0, *later]))
