"""Which rows of a report are asked for: those of a line, a window, a matter, a person, a class, a weekday, an hour."""

from __future__ import annotations

from msgspec import Struct, structs

WEEKDAYS = range(1, 8)  # 1 is Monday
HOURS = range(24)


class Only(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a row must have to be counted; None: whatever it has. The hour is of the hall's clock."""

    line: str | None = None
    window: str | None = None
    matter: str | None = None
    staffer: str | None = None
    visitor_class: str | None = None
    weekday: int | None = None
    hour: int | None = None

    def named(self) -> dict[str, str | int]:
        """What is asked for, by the column that must have it; `weekday` is that of the row's day."""
        return {name: said for name, said in structs.asdict(self).items() if said is not None}


ALL = Only()
