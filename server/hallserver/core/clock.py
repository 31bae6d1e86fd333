"""Hall time: the wall clock at start plus a monotonic clock, slewed to the wall clock, never turned back.

A jump of the wall clock (a technician, a dead battery, a time server) must not make a service last −2 h.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SLEW = 0.0005  # s per s: at most 0.5 ms per second
STEP = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Stepped:
    """The wall clock differs from hall time by more than `STEP`: an event and an alarm.

    Only a person may adopt it.
    """

    wall: datetime
    hall: datetime

    @property
    def by_ms(self) -> int:
        """How far the wall clock is ahead of hall time, in ms; negative when it is behind."""
        return round((self.wall - self.hall).total_seconds() * 1000)


class HallClock:
    """Returns hall time: aware UTC in whole milliseconds, never decreasing.

    Args:
        wall: returns aware wall-clock time.
        monotonic: returns seconds of a clock that cannot be set.
        not_before: the time of the newest event in the log; hall time never starts before it.
    """

    def __init__(
        self, wall: Callable[[], datetime], monotonic: Callable[[], float], not_before: datetime | None = None
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._base = max(wall(), not_before) if not_before else wall()
        self._since = monotonic()
        self._stepped = False
        self._last = self._whole_ms(self._base)

    def now(self) -> datetime:
        """Hall time now."""
        self._last = max(self._last, self._whole_ms(self._free()))
        return self._last

    def discipline(self) -> Stepped | None:
        """Slew towards the wall clock; called once a second. Return each step of the wall clock once."""
        elapsed = self._monotonic() - self._since
        hall, away = self._free(), self.away
        wall = hall + away
        if abs(away) > STEP:
            told, self._stepped = self._stepped, True
            return None if told else Stepped(wall, hall)
        self._stepped = False
        most = SLEW * elapsed
        nudge = max(-most, min(most, away.total_seconds()))
        self._base, self._since = hall + timedelta(seconds=nudge), self._since + elapsed
        return None

    @property
    def wall(self) -> datetime:
        """The machine's own time, which hall time may be far from: what clocks outside of the hall agree with."""
        return self._wall()

    @property
    def away(self) -> timedelta:
        """How far the wall clock is ahead of hall time; negative when it is behind."""
        return self._wall() - self._free()

    def adopt(self) -> None:
        """Adopt the wall clock's time, on a manager's order; never backwards, as the log never runs back."""
        self._base, self._since = max(self._wall(), self._last), self._monotonic()
        self._stepped = False

    def _free(self) -> datetime:
        return self._base + timedelta(seconds=self._monotonic() - self._since)

    @staticmethod
    def _whole_ms(at: datetime) -> datetime:
        return at.replace(microsecond=at.microsecond // 1000 * 1000)


def wall_clock() -> datetime:
    """The machine's own time, aware."""
    return datetime.now(UTC)
