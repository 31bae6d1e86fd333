"""What is said of a pair: each state that is not safe makes the exit code 1, and says what to do in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.ha.asking import Clock, Seen
from hallserver.ha.drill.kiosks import Given, longest_silence
from hallserver.ha.drill.proof import Issued, Proof, compare
from hallserver.ha.judging import BAD, LOOK, is_old, is_safe, judge
from hallserver.ha.switching import CannotSwitch, partners
from tests.ha.test_files import described

PAIR = described()
CONFIG = {
    "ttl": 20,
    "loop_wait": 5,
    "retry_timeout": 5,
    "synchronous_mode": True,
    "maximum_lag_on_failover": 0,
}
LEADER = {"name": "a", "role": "leader", "state": "running", "timeline": 3}
COPY = {"name": "b", "role": "sync_standby", "state": "streaming", "timeline": 3}
WELL = Clock(0.01, 0.02)


def seen(**other: Any) -> dict[str, Seen]:
    """A pair that is well, but for what is said of it."""
    version = {"patroni": {"version": other.get("version", "4.1.5")}}
    config = {**CONFIG, **other.get("config", {})}
    cluster = {"members": other.get("members", [LEADER, COPY]), **other.get("more", {})}
    clocks = other.get("clocks", (WELL, WELL, WELL))
    votes = other.get("votes", (True, True, True))
    halls = other.get("halls", ("open", "waits"))
    servers = [
        Seen(version, cluster, config, vote, clock, state)
        for vote, clock, state in zip(votes[:2], clocks[:2], halls, strict=True)
    ]
    return {"a": servers[0], "b": servers[1], "witness": Seen(etcd=votes[2], clock=clocks[2])}


def bad(**other: Any) -> list[str]:
    """What is said of it in English that is not safe."""
    return [each.en for each in judge(PAIR, seen(**other)) if each.judged == BAD]


def test_a_pair_that_is_well_is_safe() -> None:
    lines = judge(PAIR, seen())

    assert is_safe(lines)
    assert {each.judged for each in lines} == {"ok"}
    assert all(each.zh and each.en for each in lines)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"version": "3.0.2"}, "Patroni 3.0.2 is refused"),
        ({"version": ""}, "is refused"),
        ({"config": {"synchronous_mode": False}}, "synchronous_mode is off"),
        ({"config": {"synchronous_mode": "off"}}, "synchronous_mode is off"),
        ({"config": {"maximum_lag_on_failover": 1048576}}, "maximum_lag_on_failover is 1048576"),
        ({"members": [LEADER]}, "no synchronous standby"),
        ({"members": [LEADER, {**COPY, "role": "replica"}]}, "no synchronous standby"),
        ({"members": [LEADER, {**COPY, "state": "stopped"}]}, "no synchronous standby"),
        ({"members": [LEADER, {**COPY, "timeline": 2}]}, "no synchronous standby"),
        ({"members": [{**LEADER, "role": "replica"}, COPY]}, "no server leads"),
        ({"more": {"pause": True}}, "maintenance mode"),
        ({"votes": (True, None, True)}, "etcd of b is away"),
        ({"votes": (False, None, True)}, "no majority"),
        ({"clocks": (WELL, Clock(0.72, 0.02), WELL)}, "0.7 s ahead"),
        ({"clocks": (Clock(-0.3, 0.02), WELL, Clock(0.3, 0.02))}, "the clock of witness"),
        ({"halls": ("open", "open")}, "both halls say"),
        ({"halls": ("waits", "waits")}, "no hall is open"),
        ({"halls": ("open", "away")}, "the hall on b does not answer"),
    ],
)
def test_what_is_not_safe_is_said(other: dict[str, Any], said: str) -> None:
    found = bad(**other)

    assert any(said in each for each in found), found
    assert not is_safe(judge(PAIR, seen(**other)))


def test_clocks_half_a_second_apart_are_still_well() -> None:
    assert bad(clocks=(WELL, Clock(0.5, 0.02), WELL)) == []


def test_a_clock_that_could_not_be_seen_well_is_looked_at_by_hand() -> None:
    lines = judge(PAIR, seen(clocks=(WELL, None, Clock(9.0, 0.9))))

    assert [each.en for each in lines if each.judged == LOOK] == [
        "the clock of b, witness could not be seen well"
    ]


def test_strict_mode_and_other_times_are_remarked() -> None:
    lines = judge(PAIR, seen(config={"synchronous_mode_strict": True, "ttl": 30}))

    assert is_safe(lines)
    assert len([each for each in lines if each.judged == LOOK]) == 2


def test_nobody_answers() -> None:
    nothing = dict.fromkeys(("a", "b", "witness"), Seen())

    assert not is_safe(judge(PAIR, nothing))


@pytest.mark.parametrize(
    ("version", "old"),
    [("3.0.2", True), ("3.3.6", True), ("4.0.0", False), ("4.1.5", False), ("10.0.1", False), ("x", True)],
)
def test_a_patroni_before_4_is_old(version: str, old: bool) -> None:
    assert is_old(version) is old


@pytest.mark.parametrize(
    "other",
    [
        {"members": [LEADER]},
        {"members": [LEADER, {**COPY, "role": "replica"}]},
        {"version": "3.0.2"},
        {"config": {"synchronous_mode": False}},
    ],
)
def test_a_switch_that_would_lose_something_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(CannotSwitch):
        partners(PAIR, seen(**other))


def test_a_switch_goes_to_the_synchronous_standby() -> None:
    assert partners(PAIR, seen()) == ("a", "b")


# --- what a drill proves ----------------------------------------------------------------------------------------------


def given(*tickets: int) -> list[Given]:
    return [Given(f"key-{each}", each, f"A{each:03}", float(each)) for each in tickets]


def issued(*tickets: int) -> list[Issued]:
    return [Issued(each, f"A{each:03}") for each in tickets]


@pytest.mark.parametrize(
    ("acknowledged", "logged", "found"),
    [
        ((1, 2, 3), (1, 2, 3), (0, 0)),
        ((1, 2, 3), (1, 3), (1, 0)),
        ((1, 2), (1, 2, 3), (0, 1)),
        ((1, 2), (1, 2, 2), (0, 1)),
        ((1, 2), (1, 4), (1, 1)),
    ],
)
def test_lost_and_double_numbers_are_counted(
    acknowledged: tuple[int, ...], logged: tuple[int, ...], found: tuple[int, int]
) -> None:
    assert compare(given(*acknowledged), issued(*logged)) == found


def test_the_silence_is_the_longest_time_without_a_number_also_at_the_ends() -> None:
    assert longest_silence(given(1, 2, 9, 10), 0.0, 11.0) == 7.0
    assert longest_silence(given(3), 0.0, 10.0) == 7.0
    assert longest_silence([], 0.0, 4.0) == 4.0


@pytest.mark.parametrize(
    "other", [{"lost": 1}, {"twice": 1}, {"whole": False}, {"silence_s": 3.1}, {"acknowledged": 0}]
)
def test_a_drill_is_good_only_if_all_of_it_is(other: dict[str, Any]) -> None:
    good = {"fault": "writer", "acknowledged": 9, "lost": 0, "twice": 0, "whole": True}
    usual: dict[str, Any] = {**good, "silence_s": 0.8, "most_s": 3.0}

    assert Proof(**usual).is_good
    assert not Proof(**{**usual, **other}).is_good
