"""What a reader read: a resident's number, well or badly read, or any other text; told to the page, never printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_RESIDENT = re.compile(r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_PAPERS = re.compile(r"[A-Z]\d{8}|[A-Z]{2}\d{7}|[HM]\d{10}|[A-Z]{3}\d{12}")
_NOISE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONGEST = 512
Kind = Literal["identity", "misread", "text"]


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading; the text of a card that was read badly is not kept at all."""

    kind: Kind
    text: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it says who somebody is: a resident's card, a passport, a permit."""
        return self.kind != "text" or bool(_PAPERS.fullmatch(self.text.upper()))

    def __repr__(self) -> str:
        """Its kind alone: a reading must not come into a log by way of an error."""
        return f"Scan({self.kind}, ***)"


def scan_of(said: str) -> Scan | None:
    """Return what a reader's text is; None for nothing.

    A resident's number has eighteen places with a birth date among them, and ends with a check character.
    """
    text = _NOISE.sub("", said).strip()
    if not text or len(text) > LONGEST:
        return None
    number = text.upper()
    if not _RESIDENT.fullmatch(number):
        return Scan("text", text)
    return Scan("identity", number) if number[-1] == check_character(number[:17]) else Scan("misread")


def check_character(digits: str) -> str:
    """Return the check character of seventeen digits (GB 11643-1999: ISO 7064, MOD 11-2)."""
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]
