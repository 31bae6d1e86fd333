"""The place of a stop in its line, read from an event."""

from __future__ import annotations

from hallserver.core.events import ABSENT, PlacedFacts, StopFacts, TicketReopened
from hallserver.core.queue.order import Place
from hallserver.store.types import from_ms


def place_of(told: StopFacts) -> Place | None:
    """The place that the event sets; None when it does not change the place."""
    if isinstance(told, PlacedFacts):
        return Place(told.tier, from_ms(told.effective_ms), told.place_seq)
    if isinstance(told, TicketReopened) and not (
        told.tier is ABSENT or told.effective_ms is ABSENT or told.place_seq is ABSENT
    ):
        return Place(told.tier, from_ms(told.effective_ms), told.place_seq)
    return None
