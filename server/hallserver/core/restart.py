"""Judge the machine's clock when a hall is reopened: refuse an impossible time, warn about a doubtful one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BACK = timedelta(minutes=5)  # a clock that is further behind the newest event is wrong
AHEAD = timedelta(days=45)  # a longer silence means a move, or a clock in another year
DRIFT = timedelta(minutes=5)  # between the wall clock and the seconds counted since the same boot


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The last noted moment: the wall clock then, and what it should show now without a reboot."""

    wall: datetime
    expected: datetime | None = None


class WrongClock(RuntimeError):
    """The machine's clock is wrong; the message says why, and how to go on."""

    def __init__(self, why: str, wall: datetime) -> None:
        super().__init__(
            f"the machine's clock says {wall:%Y-%m-%d %H:%M} UTC, but {why}. Put the clock right, or, if it is right, "
            f"say so: hall clock --accept · 本机时间可能有误，请先校准；如确认无误，请运行 hall clock --accept。"
        )


def judge_clock(
    wall: datetime, newest: datetime | None, seen: LastSeen | None, *, to_serve: bool = True
) -> None:
    """Refuse a clock that must be wrong.

    Args:
        wall: the machine's time now.
        newest: the time of the newest event.
        seen: the note from when the hall last ran.
        to_serve: the hall is to be opened; a single command may come long after the last one.

    Raises:
        WrongClock: the hall must not be opened with this clock.
    """
    last = max((each for each in (newest, seen.wall if seen else None) if each is not None), default=None)
    if last is None:
        return
    if wall < last - BACK:
        raise WrongClock(f"the hall was alive at {last:%Y-%m-%d %H:%M}", wall)
    expected = seen.expected if seen else None
    if expected is not None and abs(wall - expected) > DRIFT:
        raise WrongClock(
            f"by what this machine has counted since the hall was last alive it should be {expected:%Y-%m-%d %H:%M}",
            wall,
        )
    if to_serve and expected is None and wall > last + AHEAD:
        raise WrongClock(
            f"the hall was last alive at {last:%Y-%m-%d %H:%M}, {(wall - last).days} days ago", wall
        )
