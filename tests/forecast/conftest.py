"""A small hall for the forward simulation: two windows, two lines, times that can be set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from hallserver.forecast.habits import Habits, Lasting
from hallserver.forecast.present import TIER, Present, Waiter, Window

LINE_OF = {"tax": "A", "audit": "A", "reg": "B"}


def lasting(minutes: float, sigma: float = 0.0) -> Lasting:
    """A duration with that mean; without a deviation it is always that long."""
    return Lasting(math.log(minutes) - sigma**2 / 2, sigma or 1e-9)


def habits(minutes: float = 10.0, sigma: float = 0.0, **more: Any) -> Habits:
    """Services that last so long; no walk, no gap, everybody comes: unless said otherwise."""
    usual: dict[str, Any] = {
        "service": dict.fromkeys(LINE_OF, lasting(minutes, sigma)),
        "walk": lasting(1e-9),
        "gap": lasting(1e-9),
        "missed": lasting(2.0),
        "no_show": (0.0,) * 15,
    }
    return Habits("test", 1, **(usual | more))


def waiter(ticket: int, arrived: float, matter: str = "tax", tier: int = 1, **more: Any) -> Waiter:
    """Somebody who came so many minutes ago (negative), and waits."""
    return Waiter(ticket, LINE_OF[matter], matter, "ordinary", tier * TIER + arrived, arrived, **more)


def window(code: str = "1", serves: Sequence[str] = ("tax", "audit"), **more: Any) -> Window:
    """A window that is idle, unless said otherwise."""
    return Window(code, f"s{code}", frozenset(serves), **more)


def hall(waiting: Sequence[Waiter], windows: Sequence[Window], **more: Any) -> Present:
    """The hall at ten in the morning."""
    return Present(600.0, waiting, windows, LINE_OF, **more)
