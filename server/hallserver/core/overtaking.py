"""Why one call came before another ticket: seven answers, and no more; judged by the rule that decided the call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hallserver.core.order import ORDER_1, SELECTED, Place
from hallserver.core.words import Words

MINUTE_MS = 60_000

# the answers, and how they are counted up in a sentence
OVERTAKEN: dict[str, tuple[str, str]] = {
    "earlier": ("比您先取号", "took their number before you"),
    "statutory": ("法定优先", "statutory priority"),
    "due": ("按预约或政策优待，应叫时间更早", "due earlier by appointment or policy"),
    "other_matter": ("该窗口不办理您的事项", "called by a window that does not serve your matter"),
    "turn": ("法定优先已连续多人，轮到普通号", "an ordinary number's turn after several priority calls"),
    "sent": ("由同事转到该窗口的来访者", "sent on to that window by a colleague"),
    "selected": (
        "窗口选呼，理由已登记，监察可查",
        "selected by the window; the reason is on record for supervision",
    ),
}


def why_before(
    decision: Mapping[str, Any], called: Place, mine: Place, *, arrived_earlier_ms: int, serves: bool
) -> tuple[str, Words]:
    """The answer's code and its words.

    Args:
        decision: as it is kept with the call.
        called: the place of who was called.
        mine: the place of who asks, at that moment.
        arrived_earlier_ms: how much earlier the other came; negative when later.
        serves: whether the calling window served the matter of who asks.
    """
    rule = str(decision["rule"])
    if rule.startswith(SELECTED):
        return _said("selected")
    return _WHY[rule](called, mine, arrived_earlier_ms, serves)


def _why_by_place(called: Place, mine: Place, arrived_earlier_ms: int, serves: bool) -> tuple[str, Words]:
    """By order/1: the smallest place, tier first."""
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
        earlier = Words(f"比您早 {minutes} 分钟取号", f"took the number {minutes} min before you")
        return ("earlier", earlier) if minutes else _said("earlier")
    due_ms = (mine.effective_at - called.effective_at).total_seconds() * 1000
    minutes = int(due_ms // MINUTE_MS)
    return "due", Words(
        f"按预约或政策优待，应叫时间早 {minutes} 分钟", f"due {minutes} min earlier by appointment or policy"
    )


_WHY: dict[str, Callable[[Place, Place, int, bool], tuple[str, Words]]] = {ORDER_1: _why_by_place}


def _said(code: str) -> tuple[str, Words]:
    return code, Words(*OVERTAKEN[code])
