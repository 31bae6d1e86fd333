"""The rule of alarms: raised at one limit, cleared at the other, told once; a hall may publish limits of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadRules
from hallserver.core.floor.alarms import USUAL, WATCHES, AlarmKind, Flutter, Limits, Sighting, judge
from hallserver.core.language.words import Words
from hallserver.core.rights import ROLES
from hallserver.core.rules import QueueRules, read_rules, rules_of

LINE = Words("税务", "Tax")
LIMITS = {"long_wait": Limits(45, 30), "disk": Limits(1024, 2048)}
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
VALUES = st.lists(st.integers(0, 100), max_size=60)


def waits(minutes: int, line: str = "tax") -> Sighting:
    facts = {"line": LINE, "waiting": 3, "minutes": minutes, "windows": 1}
    return Sighting(AlarmKind.LONG_WAIT, line, minutes, facts)


def disk(free: int) -> Sighting:
    return Sighting(AlarmKind.DISK, "", free, {"free": free})


def lived(values: list[int]) -> list[str]:
    """What is told of a wait that goes through these minutes."""
    told, standing = [], set()
    for each in values:
        news = judge([waits(each)], standing, LIMITS)
        told += ["raised"] * len(news.raised) + ["cleared"] * len(news.cleared)
        standing = (standing | {one.key for one in news.raised}) - set(news.cleared)
    return told


def test_a_figure_that_trembles_around_a_limit_is_told_once() -> None:
    assert lived([10, 44, 45, 44, 46, 31, 45, 44]) == ["raised"]
    assert lived([45, 30, 29, 30, 44, 45]) == ["raised", "cleared", "raised"]


def fluttered(seconds: list[bool]) -> list[tuple[str, int]]:
    """What is told, and in which second, of a printer that is down in these seconds."""
    flutter, standing, told = Flutter(), set(), []
    for second, down in enumerate(seconds):
        sighting = Sighting(AlarmKind.PRINTER, "p", 1, {"printer": "p"})
        seen = flutter.hold([sighting] if down else [], USUAL, NINE + timedelta(seconds=second))
        news = judge(seen, standing, USUAL)
        told += [("raised", second)] * len(news.raised) + [("cleared", second)] * len(news.cleared)
        standing = (standing | {one.key for one in news.raised}) - set(news.cleared)
    return told


def test_what_comes_and_goes_every_second_stays_until_it_has_been_quiet() -> None:
    told = fluttered([True, False] * 1800 + [False] * 120)

    assert told[:9] == [("raised" if n % 2 == 0 else "cleared", n) for n in range(9)]
    assert told[9:] == [("cleared", 3598 + 60)]


def test_what_comes_now_and_then_is_told_at_once_each_time() -> None:
    hourly = ([True] * 3 + [False] * 597) * 6
    told = fluttered(hourly)

    assert told == [each for n in range(6) for each in (("raised", n * 600), ("cleared", n * 600 + 3))]


def test_a_flutter_remembers_nothing_of_what_is_long_over() -> None:
    flutter = Flutter()
    for subject in range(100):
        flutter.hold([Sighting(AlarmKind.PRINTER, str(subject), 1)], USUAL, NINE)
    flutter.hold([], USUAL, NINE + timedelta(minutes=11))

    assert not flutter._last
    assert not flutter._rose


@given(VALUES)
def test_raised_and_cleared_take_turns_and_each_needs_its_limit(values: list[int]) -> None:
    told = lived(values)

    assert told[::2] == ["raised"] * len(told[::2])
    assert told[1::2] == ["cleared"] * len(told[1::2])
    assert bool(told) == any(each >= 45 for each in values)


@given(VALUES)
def test_nothing_stands_after_a_calm_moment_and_something_after_a_bad_one(values: list[int]) -> None:
    assert len(lived([*values, 29])) % 2 == 0
    assert len(lived([*values, 45])) % 2 == 1


def test_of_a_line_the_gravest_stands_alone() -> None:
    crowd = Sighting(AlarmKind.CROWDED, "tax", 20)
    limits = {**USUAL, **LIMITS}

    assert judge([waits(10), crowd], (), limits).raised == (crowd,)
    news = judge([waits(50), crowd], [crowd.key], limits)
    assert (news.raised, news.cleared) == ((waits(50),), (crowd.key,))
    assert not judge([waits(50), crowd], [waits(50).key], limits)
    assert judge([waits(50), Sighting(AlarmKind.CROWDED, "reg", 20)], [waits(50).key], limits).raised


def test_what_runs_out_is_raised_when_little_is_left() -> None:
    assert judge([disk(1024)], (), LIMITS).raised
    assert not judge([disk(1025)], (), LIMITS)
    assert not judge([disk(2048)], [("disk", "")], LIMITS)
    assert judge([disk(2049)], [("disk", "")], LIMITS).cleared == (("disk", ""),)


def test_what_is_seen_no_more_is_over_and_each_subject_stands_for_itself() -> None:
    news = judge([waits(50, "reg")], [("long_wait", "tax")], LIMITS)

    assert [each.subject for each in news.raised] == ["reg"]
    assert news.cleared == (("long_wait", "tax"),)


def test_a_kind_that_the_hall_does_not_want_is_neither_raised_nor_kept() -> None:
    off = {"long_wait": Limits(45, 30, on=False)}

    assert not judge([waits(300)], (), off)
    assert judge([waits(300)], [("long_wait", "tax")], off).cleared


def test_every_kind_is_in_the_table_with_somebody_who_acts_and_limits_that_leave_room() -> None:
    assert set(WATCHES) == set(AlarmKind)
    for kind, watch in WATCHES.items():
        assert watch.who, kind
        assert set(watch.who) <= set(ROLES), kind
        assert watch.limits.is_reached(watch.limits.raise_at)
        assert not watch.limits.is_over(watch.limits.raise_at), kind


def test_a_sentence_says_the_fact_in_both_languages() -> None:
    said = waits(65).words

    assert (said.zh, said.en) == (
        "税务：3 人等候，最久已等 65 分钟，1 个窗口在办",
        "Tax: 3 waiting, the longest for 65 min, 1 windows open",
    )


# --- limits of a hall's own -----------------------------------------------------------------------------------------------


def test_a_hall_publishes_limits_and_the_others_stay() -> None:
    text = "[alarms.long_wait]\nraise_at = 60\nclear_at = 40\n[alarms.no_shows]\non = false"
    rules = read_rules(text, QueueRules(), {})

    assert rules.alarms["long_wait"] == Limits(60, 40)
    assert not rules.alarms["no_shows"].on
    assert rules.alarms["crowded"] == USUAL["crowded"]
    assert rules_of(1, rules.as_facts()).alarms == rules.alarms


def test_rules_published_before_there_were_alarms_read_the_same() -> None:
    before = QueueRules().as_facts()

    assert "alarms" not in before
    assert rules_of(1, before).alarms == USUAL


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[alarms.long_wai]\nraise_at = 1", "alarms.long_wai"),
        ("[alarms.long_wait]\nraise_at = -1", "alarms.long_wait.raise_at"),
        ("[alarms.long_wait]\nraise_at = 20\nclear_at = 30", "alarms.long_wait.clear_at"),
        ("[alarms.disk]\nraise_at = 4000\nclear_at = 3000", "alarms.disk.clear_at"),
        ("[alarms.disk]\non = 'no'", "alarms.disk.on"),
        ("[alarms.disk]\ncolour = 1", "alarms.disk.colour"),
    ],
)
def test_limits_that_make_no_sense_are_refused_in_both_languages(text: str, field: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_rules(text, QueueRules(), {})

    (fault,) = refused.value.facts["faults"]
    assert fault["field"] == field
    assert re.search(r"[\u4e00-\u9fff]", fault["zh"])
