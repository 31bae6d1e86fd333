"""Why one call came before another ticket: one of seven answers, judged by the rule that decided the call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hallserver.core.language.said import OVERTAKEN, overtaken_by_due, overtaken_by_earlier
from hallserver.core.language.words import Words
from hallserver.core.queue.order import ORDER_1, ORDER_2, SELECTED, Place

MINUTE_MS = 60_000


def why_before(
    decision: Mapping[str, Any],
    called: Place,
    mine: Place,
    *,
    arrived_earlier_ms: int,
    serves: bool,
    able: bool = True,
) -> tuple[str, Words]:
    """Return the answer's code and its words.

    Args:
        decision: as stored with the call.
        called: the place of the called ticket.
        mine: the place of the asking ticket at that moment.
        arrived_earlier_ms: how much earlier the called visitor arrived; negative when later.
        serves: whether the calling window served the matter of the asking ticket.
        able: whether it could give what that visitor needs.
    """
    rule = str(decision["rule"])
    if rule.startswith(SELECTED):
        return _said("selected")
    if serves and not able and not called < mine:
        return _said("unable")
    return _WHY[rule](called, mine, arrived_earlier_ms, serves)


def _why_by_place(called: Place, mine: Place, arrived_earlier_ms: int, serves: bool) -> tuple[str, Words]:
    """The smallest place, tier first."""
    if called < mine:
        return _came_first(called, mine, arrived_earlier_ms)
    if not serves:
        return _said("other_matter")
    return _said("turn" if mine.tier < called.tier else "sent")


def _came_first(called: Place, mine: Place, arrived_earlier_ms: int) -> tuple[str, Words]:
    if called.tier < mine.tier:
        return _said("statutory")
    if arrived_earlier_ms >= 0:
        minutes = arrived_earlier_ms // MINUTE_MS
        return ("earlier", overtaken_by_earlier(minutes=minutes)) if minutes else _said("earlier")
    due_ms = (mine.effective_at - called.effective_at).total_seconds() * 1000
    minutes = int(due_ms // MINUTE_MS)
    return "due", overtaken_by_due(minutes=minutes)


_WHY: dict[str, Callable[[Place, Place, int, bool], tuple[str, Words]]] = {
    ORDER_1: _why_by_place,
    ORDER_2: _why_by_place,
}


def _said(code: str) -> tuple[str, Words]:
    return code, OVERTAKEN[code]
