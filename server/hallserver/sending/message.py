"""A message as senders have it: what it says, and the facts that templates are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read from the database at the moment when it is sent.

    Attributes:
        uid: its own id, the same at every try: by it a receiver can tell a repetition.
        kind: of the event that it follows from, `notice.soon`, `notice.called`, or `test`.
        at: when that happened.
        facts: what the log says of it; nothing private is among it.
        places: what templates are filled with: the facts, and what every message has.
        text: the message as a sentence; a visitor's in the visitor's language.
        phone: the number that a visitor bound; None for every other message.
    """

    uid: str
    kind: str
    at: datetime
    facts: Mapping[str, Any]
    places: Mapping[str, Any]
    text: str
    phone: str | None = field(default=None, repr=False)
