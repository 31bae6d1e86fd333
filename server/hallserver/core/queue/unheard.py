"""Calls that were not shown or spoken in time where a screen or loudspeaker exists; staff are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WHOLE_HALL = ""
SHOWING = frozenset({"board", "announcer"})  # pages that show a zone's calls


@dataclass(frozen=True, slots=True)
class UnheardCall:
    """A call; `shown` and `spoken`: whether a screen and a loudspeaker have confirmed it."""

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
    """The current calls that were not confirmed in time, the oldest first.

    Args:
        calls: the current calls, with the confirmations of screens and loudspeakers.
        now: hall time.
        shown_within: the time limit for a screen.
        spoken_within: the time limit for a loudspeaker.
        screens: the zones that should have a screen; "" is the whole hall.
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
