"""Which calls are late on the screens and on the loudspeakers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hallserver.contract import UnheardCall
from hallserver.core.queue.unheard import unheard

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ALL = frozenset({""})


def called(
    ago_s: float, *, shown: bool = False, spoken: bool = False, zone: str = "A", number: str = "A001"
) -> UnheardCall:
    return UnheardCall(number, "1", zone, NOW - timedelta(seconds=ago_s), shown, spoken)


def late(*calls: UnheardCall, screens: frozenset[str] = ALL, speakers: frozenset[str] = ALL) -> list[str]:
    found = unheard(
        calls,
        NOW,
        shown_within=timedelta(seconds=30),
        spoken_within=timedelta(seconds=60),
        screens=screens,
        speakers=speakers,
    )
    return [each.number for each in found]


@pytest.mark.parametrize(
    ("ago_s", "shown", "spoken", "is_late"),
    [
        (29.9, False, False, False),
        (30, False, False, True),
        (30, False, True, True),
        (59.9, True, False, False),
        (60, True, False, True),
        (600, True, True, False),
    ],
)
def test_a_call_is_late_after_half_a_minute_unshown_or_a_minute_unspoken(
    ago_s: float, *, shown: bool, spoken: bool, is_late: bool
) -> None:
    assert bool(late(called(ago_s, shown=shown, spoken=spoken))) is is_late


@pytest.mark.parametrize(
    ("screens", "speakers", "is_late"),
    [
        (frozenset(), frozenset(), False),
        (frozenset({"B"}), frozenset({"B"}), False),
        (frozenset({"A"}), frozenset(), True),
        (frozenset(), frozenset({"A"}), True),
        (ALL, frozenset(), True),
        (frozenset(), ALL, True),
    ],
)
def test_nobody_waits_for_a_screen_or_a_voice_that_the_zone_does_not_have(
    screens: frozenset[str], speakers: frozenset[str], *, is_late: bool
) -> None:
    assert bool(late(called(90), screens=screens, speakers=speakers)) is is_late


def test_the_oldest_stands_first() -> None:
    assert late(called(40, number="A002"), called(50, number="A001"), called(1, number="A003")) == [
        "A001",
        "A002",
    ]
