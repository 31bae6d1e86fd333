"""The hall on an office's wall."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from hallserver.contract.floor import FiguresView
from hallserver.contract.tickets import WaitRange


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
