"""Who hears what: the public stream and the staff stream, each a chain of its own through the one log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hallserver.core.events import PUBLIC_KINDS, STAFF_KINDS, Event
from hallserver.core.shapes import Delta, Words

STREAMS: dict[str, frozenset[str]] = {"public": PUBLIC_KINDS, "staff": PUBLIC_KINDS | STAFF_KINDS}
SHOWING = frozenset({"board", "announcer"})  # pages that show a zone's calls

_AT_WINDOW = {"ticket.called": "called", "ticket.recalled": "called", "ticket.started": "serving"}
_OF_WINDOW = {
    "window.opened": "open",
    "window.paused": "paused",
    "window.resumed": "open",
    "window.closed": "closed",
}


def delta_of(event: Event, prev: int, epoch: str, now: datetime) -> Delta:
    """What a stream says of an event: a whitelist; no names of visitors, no class, no free text."""
    facts = event.facts
    if event.kind.startswith("ticket."):
        window = facts.get("window") or facts.get("source")
        return Delta(
            epoch, event.seq, prev, now, event.kind, event.at,
            ticket=facts["number"], line=facts["line"], matter=facts["matter"], window=window,
            state=facts["state"],
            window_state=_AT_WINDOW.get(event.kind) or facts.get("window_state"),
        )  # fmt: skip
    if event.kind.startswith("window."):
        return Delta(
            epoch, event.seq, prev, now, event.kind, event.at,
            window=facts["window"], window_state=facts.get("window_state") or _OF_WINDOW[event.kind],
            staffer=_words(facts.get("name")), letter=facts.get("letter"),
        )  # fmt: skip
    return Delta(
        epoch, event.seq, prev, now, event.kind, event.at,
        ticket=facts.get("number"), window=facts.get("window"), printer=facts.get("printer"), state=facts.get("state"), detail=facts.get("detail"),
    )  # fmt: skip


def _words(said: Mapping[str, Any] | None) -> Words | None:
    return Words(said["zh"], said["en"]) if said else None
