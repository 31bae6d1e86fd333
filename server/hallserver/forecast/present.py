"""The hall at one moment, as the forward simulation needs it: who waits, who sits where, and until when.

Times are minutes since the moment of the snapshot, negative for what has been; places are minutes as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LONG = 1e9  # minutes; beyond any day
TIER = 1e6  # what one tier is worth in minutes: a place is one number, and tiers never mix

Span = tuple[float, float]


class Doing(StrEnum):
    """What a window does."""

    IDLE = "idle"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits, or will wait when another stop of the visit is over.

    Attributes:
        ticket: names the visitor; two stops of one visit have the same.
        place: tier × `TIER` + the minute of `effective_at`; smaller is earlier.
        since: when the wait began, in minutes; negative.
        only: the windows that may call, for somebody who was sent to one, or needs what few can give; None: all.
        comes: when the stop can be called at the earliest; 0 for who waits now.
        held_at: the window at which the visitor is now, when that is why the stop cannot be called.
    """

    ticket: int
    line: str
    matter: str
    visitor_class: str
    place: float
    since: float
    only: frozenset[str] | None = None
    comes: float = 0.0
    held_at: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A window: what it may call, what it does, and the times in which it calls.

    Attributes:
        serves: the matters that it may call.
        matter: of the visitor who is there.
        since: for how many minutes it has been doing that.
        open: spans in which it calls, in minutes from now, in order; the present one begins at 0 or before.
    """

    code: str
    staffer: str
    serves: frozenset[str]
    doing: Doing = Doing.IDLE
    matter: str | None = None
    since: float = 0.0
    open: Sequence[Span] = ((0.0, LONG),)


@dataclass(frozen=True, slots=True)
class Present:
    """The hall now.

    Attributes:
        minute: of the day, hall time.
        waiting: in any order.
        windows: with somebody, and those that are planned to open later today.
        line_of: matter → its line.
        runs: line → tier-0 calls in a row.
        caps: line → how many it may have while an ordinary visitor waits.
        pace: how much slower than usual services are today, as a factor; 1 is as usual.
        closing: minutes until the last call.
    """

    minute: float
    waiting: Sequence[Waiter]
    windows: Sequence[Window]
    line_of: Mapping[str, str]
    runs: Mapping[str, int] = field(default_factory=dict)
    caps: Mapping[str, int] = field(default_factory=dict)
    pace: float = 1.0
    closing: float = LONG
