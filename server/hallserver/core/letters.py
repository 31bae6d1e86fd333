"""What a window may serve: its plan ∩ the letters of who sits there, whom they cover and their chief representative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Power(StrEnum):
    """How far a letter goes for a matter."""

    DECIDE = "decide"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Letter:
    """An authorization letter (责任权限授权书): whose, from–to (both days belong to it), matter → power."""

    document: str
    staffer: str
    valid_from: date
    valid_to: date
    powers: Mapping[str, Power]

    def is_valid(self, day: date) -> bool:
        """Whether the letter speaks on that day."""
        return self.valid_from <= day <= self.valid_to


def servable(planned: Iterable[str], letters: Iterable[Letter], day: date) -> dict[str, Power]:
    """Give matter → power for what may be served on `day`; the stronger power wins where letters meet."""
    allowed: dict[str, Power] = {}
    for letter in letters:
        if letter.is_valid(day):
            for matter, power in letter.powers.items():
                if allowed.get(matter) is not Power.DECIDE:
                    allowed[matter] = power
    return {matter: allowed[matter] for matter in planned if matter in allowed}
