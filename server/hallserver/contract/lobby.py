"""What screens show, and what is pushed to them; the hall on an office's wall."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.contract.floor import FiguresView
from hallserver.contract.tickets import OfferView, WaitRange
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import State, WindowState


class CallOnBoard(Struct, frozen=True):
    """One call: numbers and codes only, never a name, a class or free text."""

    seq: int
    ticket: str
    line: str
    matter: str
    window: str
    at: datetime
    state: State


class MatterWait(Struct, frozen=True):
    """The wait shown to a visitor who takes a number for a matter now."""

    matter: str
    ahead: int
    wait: WaitRange
    windows: tuple[str, ...]
    offer: OfferView


class MatterRange(Struct, frozen=True):
    """How many visitors are ahead of a newcomer, the range of the wait, and whether a number can be had."""

    matter: str
    ahead: int
    wait: WaitRange
    offer: OfferView


class MatterRanges(Struct, frozen=True):
    """The same for every matter."""

    matters: tuple[MatterRange, ...]


class LineOnBoard(Struct, frozen=True):
    """How many visitors wait in a line, a range that covers the waits of all its matters, and what it offers."""

    line: str
    waiting: int
    wait: WaitRange
    offer: OfferView


class WindowOnBoard(Struct, frozen=True):
    """The public state of a window."""

    code: str
    name: Words
    zone: str
    state: WindowState
    ticket: str | None
    staffer: Words | None
    letter: str | None


class BoardView(Struct, frozen=True):
    """A snapshot to which deltas apply: `seq` is the log's head when it was taken; `next` is as in `Waits`."""

    epoch: str
    seq: int
    now: datetime
    build: str
    business_day: date
    calls: tuple[CallOnBoard, ...]
    lines: tuple[LineOnBoard, ...]
    windows: tuple[WindowOnBoard, ...]
    next: dict[str, tuple[str, ...]] = {}


class Delta(Struct, frozen=True):
    """One change on a stream; `prev` is the seq of the previous event in the same stream."""

    epoch: str
    seq: int
    prev: int
    now: datetime
    kind: str
    at: datetime
    ticket: str | None = None
    line: str | None = None
    matter: str | None = None
    window: str | None = None
    state: str | None = None
    window_state: WindowState | None = None
    staffer: Words | None = None
    letter: str | None = None
    printer: str | None = None
    detail: str | None = None


class Tick(Struct, frozen=True):
    """Sent every 5 s, so that a client notices a lost last delta."""

    epoch: str
    seq: int
    now: datetime


class Waits(Struct, frozen=True):
    """How many visitors wait in each line; unsequenced, the last one wins.

    `next`: of each line that is being called the first numbers, in the order in which they will be called.
    """

    now: datetime
    lines: tuple[LineOnBoard, ...]
    next: dict[str, tuple[str, ...]] = {}


class PlaceOfFollower(Struct, frozen=True):
    """Everything that a follower receives."""

    ahead: int
    low_ms: int
    high_ms: int
    window: str | None
    state: State


class WallLine(Struct, frozen=True):
    """A line in which somebody waits: how many, since when the longest, what a newcomer is told."""

    line: str
    waiting: int
    longest_from: datetime
    wait: WaitRange


class WallView(Struct, frozen=True):
    """Lines by their longest wait, and the day so far: `taken` numbers, waits that were `told` and are decided, `told_kept`."""

    now: datetime
    target_ms: int
    lines: tuple[WallLine, ...]
    figures: FiguresView
    taken: int
    told: int
    told_kept: int
