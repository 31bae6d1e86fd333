"""A line of `hall doctor`: how grave it is, and what it says in both languages."""

from __future__ import annotations

from hallserver.contract import DoctorLine
from hallserver.core.language.words import Words

OK, LOOK, BAD = "ok", "look", "bad"


def line(judged: str, words: Words) -> DoctorLine:
    """Return a line; a hall's own language has no part in it."""
    return DoctorLine(judged, Words(words.zh, words.en))
