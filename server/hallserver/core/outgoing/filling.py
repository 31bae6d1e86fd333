"""Templates of messages: `{number}` is filled with a fact. Nothing is evaluated: a place is a name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hallserver.core.events import EVENTS

_PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
LONGEST = 200  # characters of one fact
ALWAYS = ("id", "kind", "seq", "at", "at_ms", "day", "hall", "hall_code", "text", "text_zh", "text_en")
"""What every message has: its stable id, the event, its time, the hall, and the event as a sentence."""
OF_NOTICES = ("phone", "ahead", "window")
OF_RATINGS = ("level", "reasons", "department", "staffer", "outcome", "started_at", "finished_at")
PLACES = frozenset(
    {
        *ALWAYS,
        *OF_NOTICES,
        *OF_RATINGS,
        "secret",
        *(name.rstrip("_") for each in EVENTS.values() for name in each.__struct_fields__),
    }
)


def names_in(template: str) -> tuple[str, ...]:
    """The names of a template's places."""
    return tuple(_PLACE.findall(template))


def fill(template: str, facts: Mapping[str, object]) -> str:
    """Fill the places; a fact that this message does not have is empty.

    >>> fill("{number}号请到{window}号窗口{more}", {"number": "A001", "window": 3})
    'A001号请到3号窗口'
    """
    return _PLACE.sub(lambda place: _said(facts.get(place[1])), template)


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "、".join(map(_said, value))[:LONGEST]
    return str(value)
