"""A later version of the order's rule, different in each of its parts, so that a part that is passed over shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hallserver.core.queue.order import Cap, Decision, Head, OrderRule

NAME = "order/later"


def _last_first(found: Iterable[Head], caps: Mapping[str, Cap]) -> Decision | None:
    """Of the heads of the queues the last is next; `capped` names every line that has a count."""
    offered = sorted(found, key=lambda head: head.place.seq, reverse=True)
    return Decision(offered[0], NAME, tuple(offered), tuple(sorted(caps))) if offered else None


def _count_each(run: int, tier: int, *, ordinary_waits: bool) -> int:
    """Every call counts."""
    return run + 1


LATER = OrderRule(NAME, _last_first, _count_each)
