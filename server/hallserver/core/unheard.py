"""Calls that no screen has shown or no loudspeaker has spoken in time, where one is there: each is told to the staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WHOLE_HALL = ""
SHOWING = frozenset({"board", "announcer"})  # pages that show a zone's calls


@dataclass(frozen=True, slots=True)
class UnheardCall:
    """Somebody who is called; `shown` and `spoken`: whether a screen and a loudspeaker have said that they gave it."""

    number: str
    window: str
    zone: str
    called_at: datetime
    shown: bool
    spoken: bool


def unheard(
    calls: Iterable[UnheardCall],
    now: datetime,
    *,
    shown_within: timedelta,
    spoken_within: timedelta,
    screens: frozenset[str],
    speakers: frozenset[str],
) -> tuple[UnheardCall, ...]:
    """Those of the calls that stand now which are late, the oldest first.

    Args:
        calls: whoever is called now, and whether a screen and a loudspeaker have said that they gave it.
        now: hall time.
        shown_within: how soon a screen has to.
        spoken_within: how soon a loudspeaker has to.
        screens: the zones in which one ought to; "" is the whole hall.
        speakers: the same for loudspeakers.
    """
    late = (
        each
        for each in calls
        if (not each.shown and _is_over(each, now, shown_within) and _there(each, screens))
        or (not each.spoken and _is_over(each, now, spoken_within) and _there(each, speakers))
    )
    return tuple(sorted(late, key=lambda call: call.called_at))


def _is_over(call: UnheardCall, now: datetime, within: timedelta) -> bool:
    return now - call.called_at >= within


def _there(call: UnheardCall, zones: frozenset[str]) -> bool:
    return bool({call.zone, WHOLE_HALL} & zones)
