"""What a window may serve: its plan ∩ the letters of its staffer, of the covered, and of their chief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SCAN_TYPES = ("application/pdf", "image/png", "image/jpeg")
_MAGIC = {b"%PDF-": SCAN_TYPES[0], b"\x89PNG\r\n\x1a\n": SCAN_TYPES[1], b"\xff\xd8\xff": SCAN_TYPES[2]}


class Standing(StrEnum):
    """The standing of a letter on a day."""

    TO_COME = "to_come"
    VALID = "valid"
    OVER = "over"
    WITHDRAWN = "withdrawn"


class Power(StrEnum):
    """The power that a letter gives for a matter."""

    DECIDE = "decide"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Letter:
    """An authorization letter (责任权限授权书): whose, from–to (both days included), matter → power."""

    document: str
    staffer: str
    valid_from: date
    valid_to: date
    powers: Mapping[str, Power]

    def is_valid(self, day: date) -> bool:
        """Whether the letter is valid on that day."""
        return self.valid_from <= day <= self.valid_to


def standing(day: date, valid_from: date, valid_to: date, *, withdrawn: bool) -> Standing:
    """The standing of a letter on `day`; its first and last day are included.

    >>> standing(date(2026, 3, 2), date(2026, 1, 1), date(2026, 3, 2), withdrawn=False)
    <Standing.VALID: 'valid'>
    """
    if withdrawn:
        return Standing.WITHDRAWN
    if day < valid_from:
        return Standing.TO_COME
    return Standing.VALID if day <= valid_to else Standing.OVER


def scan_type(raw: bytes) -> str | None:
    """The media type of a scan by its first bytes, whatever its name; None for an unsupported type.

    >>> scan_type(b"%PDF-1.7"), scan_type(b"<html>")
    ('application/pdf', None)
    """
    return next((kind for magic, kind in _MAGIC.items() if raw.startswith(magic)), None)


def servable(planned: Iterable[str], letters: Iterable[Letter], day: date) -> dict[str, Power]:
    """Return matter → power for what may be served on `day`.

    The stronger power wins where letters overlap.
    """
    allowed: dict[str, Power] = {}
    for letter in letters:
        if letter.is_valid(day):
            for matter, power in letter.powers.items():
                if allowed.get(matter) is not Power.DECIDE:
                    allowed[matter] = power
    return {matter: allowed[matter] for matter in planned if matter in allowed}
