"""Pieces (件): how much one service handled; an agent may hand in twelve filings at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from hallserver.core.casework.outcomes import HANDED_ON

MOST_PIECES = 999
"""More in one service is a slip of the finger; the schema says so too."""


class Counted(Protocol):
    """The fields of a service that counting needs."""

    @property
    def quantity(self) -> int:
        """Pieces, at least 1."""
        ...

    @property
    def outcome(self) -> str:
        """One of `Outcome`, or `HANDED_ON`."""
        ...


def pieces_of(services: Iterable[Counted]) -> int:
    """How many pieces were handled: a part that a colleague went on with has handled none of its own."""
    return sum(each.quantity for each in services if each.outcome != HANDED_ON)
