"""Which rows of a report are asked for: those of a line, a window, a matter, a person, a class, a weekday, an hour or half of one."""

from __future__ import annotations

from msgspec import Struct, structs

WEEKDAYS = range(1, 8)  # 1 is Monday
HOURS = range(24)
HALVES = (0, 30)
HALF_HOUR_MS = 1_800_000


class Only(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a row must have to be counted; None: whatever it has. The hour is of the hall's clock, `minute` (0 or 30) the half of it."""

    line: str | None = None
    window: str | None = None
    matter: str | None = None
    staffer: str | None = None
    visitor_class: str | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None

    def named(self) -> dict[str, str | int]:
        """What is asked for, by the column that must have it; `weekday` is that of the row's day."""
        return {name: said for name, said in structs.asdict(self).items() if said is not None}


ALL = Only()
