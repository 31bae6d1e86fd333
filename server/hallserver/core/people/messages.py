"""Short messages between floor and office: who may write to whom, and how often."""

from __future__ import annotations

from datetime import timedelta

from hallserver.core.rights import Principal

OFFICE, GUIDE, WINDOW = "office", "guide", "window:"
MOST, WITHIN = 10, timedelta(minutes=1)  # messages of one sender


def box_of(who: Principal) -> str:
    """The box of a window, of the guide desk or of the office: where its messages arrive."""
    if who.role == "window":
        return f"{WINDOW}{who.window}"
    return GUIDE if who.role == "guide" else OFFICE


def may_write(sender: str, to: str) -> bool:
    """Whether one box may write to another: floor ↔ office, guide desk ↔ windows; windows not among each other."""
    known = to in {OFFICE, GUIDE} or to.startswith(WINDOW)
    between_windows = sender.startswith(WINDOW) and to.startswith(WINDOW)
    return known and sender != to and not between_windows
