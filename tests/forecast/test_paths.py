"""The forward simulation against what can be reckoned by hand, and against the one that replays recorded days."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallserver.core.queue.rehearsal import Arrival, Sitting, rehearse
from hallserver.core.rules import QueueRules
from hallserver.forecast.habits import LateEntry
from hallserver.forecast.paths import Probe, look_ahead
from hallserver.forecast.present import TIER, Doing, Present, Waiter
from tests.forecast.conftest import LINE_OF, habits, hall, lasting, waiter, window

NEWCOMER = Probe("A", "tax")
MINUTE_MS = 60_000


def test_with_times_that_are_always_the_same_each_is_called_when_the_one_before_has_gone() -> None:
    present = hall([waiter(3, -2), waiter(1, -9), waiter(2, -5)], [window()])

    found = look_ahead(present, habits(10), [NEWCOMER], paths=3)

    assert found.waiting[0].tolist() == pytest.approx([20, 0, 10], abs=0.01)
    assert found.probes[:, 0].tolist() == pytest.approx([30, 30, 30], abs=0.01)


def test_probes_are_in_nobodys_way_and_not_in_each_others() -> None:
    present = hall([waiter(1, -9)], [window()])
    probes = [NEWCOMER, Probe("A", "audit"), Probe("A", "tax", TIER - 30)]

    found = look_ahead(present, habits(10), probes, paths=2)

    assert found.probes[0].tolist() == pytest.approx([10, 10, 0], abs=0.01)
    assert found.waiting[0].tolist() == pytest.approx([0], abs=0.01)


def test_a_service_that_goes_on_is_waited_for() -> None:
    present = hall([], [window(doing=Doing.SERVING, matter="tax", since=4.0)])

    found = look_ahead(present, habits(10), [NEWCOMER], paths=2)

    assert found.probes[:, 0].tolist() == pytest.approx([6, 6], abs=0.1)


def test_the_longer_a_service_has_lasted_the_longer_it_is_expected_to_last_in_all() -> None:
    left = []
    for since in (0.0, 10.0, 30.0):
        present = hall([], [window(doing=Doing.SERVING, matter="tax", since=since)])
        left.append(float(look_ahead(present, habits(10, 0.6), [NEWCOMER], paths=4000).probes.mean()))

    assert left[0] == pytest.approx(10, rel=0.05)
    assert left[0] - 10 < left[1] < left[0]
    assert left[2] > 5  # a log-normal service that has lasted for thrice its mean is one of the long ones


def test_a_window_at_lunch_calls_after_lunch_and_a_closed_one_never() -> None:
    lunch = window(open=((-60.0, 5.0), (95.0, 300.0)))
    found = look_ahead(hall([waiter(1, -1), waiter(2, 0)], [lunch]), habits(10), [NEWCOMER], paths=2)
    assert found.waiting[0].tolist() == pytest.approx([0, 95], abs=0.01)
    assert found.probes[0, 0] == pytest.approx(105, abs=0.01)

    closing = hall([waiter(1, -1)], [window()], closing=8.0)
    assert np.isinf(look_ahead(closing, habits(10), [NEWCOMER], paths=2).probes).all()


def test_without_a_window_that_may_call_nobody_is_called() -> None:
    present = hall([waiter(1, -1)], [window(serves=("reg",))])

    found = look_ahead(present, habits(10), [NEWCOMER], paths=2)

    assert np.isinf(found.waiting).all()
    assert np.isinf(found.probes).all()


def test_whoever_was_sent_to_one_window_waits_for_that_one() -> None:
    present = hall(
        [waiter(1, -9, only=frozenset("2"))],
        [window("1"), window("2", doing=Doing.SERVING, matter="tax", since=3.0)],
    )

    assert look_ahead(present, habits(10), paths=2).waiting[0, 0] == pytest.approx(7, abs=0.1)


def test_a_visitor_with_two_matters_is_at_one_window_at_a_time() -> None:
    present = hall([waiter(1, -9, "tax"), waiter(1, -9, "reg")], [window("1"), window("2", ("reg",))])

    called = sorted(look_ahead(present, habits(10), paths=2).waiting[0].tolist())

    assert called == pytest.approx([0, 10], abs=0.01)


def test_a_visitor_who_is_at_another_window_is_called_when_that_one_has_ended() -> None:
    present = hall(
        [waiter(1, -9, "reg", comes=2.0, held_at="1")],
        [window("1", doing=Doing.SERVING, matter="tax", since=4.0), window("2", ("reg",))],
    )

    assert look_ahead(present, habits(10), paths=2).waiting[0, 0] == pytest.approx(8, abs=0.1)


def test_the_statutory_go_first_and_yield_after_so_many_in_a_row() -> None:
    people = [waiter(1, -30), waiter(2, -3, tier=0), waiter(3, -2, tier=0), waiter(4, -1, tier=0)]

    capped = look_ahead(hall(people, [window()], caps={"A": 2}), habits(10), paths=2).waiting[0]
    assert capped.tolist() == pytest.approx([20, 0, 10, 30], abs=0.01)

    begun = look_ahead(hall(people, [window()], caps={"A": 2}, runs={"A": 2}), habits(10), paths=2).waiting[0]
    assert begun.tolist() == pytest.approx([0, 10, 20, 30], abs=0.01)


def test_nobody_who_left_takes_more_than_the_time_of_a_missed_call() -> None:
    present = hall([waiter(1, -9), waiter(2, -8)], [window()])

    found = look_ahead(present, habits(10, no_show=(1.0,) * 15), [NEWCOMER], paths=2)

    assert found.probes[0, 0] == pytest.approx(4, abs=0.01)


def test_who_gives_the_number_up_is_not_waited_for() -> None:
    present = hall([waiter(number, -1) for number in range(1, 6)], [window()])

    stays = look_ahead(present, habits(10), [NEWCOMER], paths=50).probes.mean()
    leaves = look_ahead(present, habits(10, leave=(0.2,) * 15), [NEWCOMER], paths=50).probes.mean()

    assert stays == pytest.approx(50, abs=0.1)
    assert leaves < 25


def test_those_who_will_still_come_in_front_lengthen_the_wait() -> None:
    present = hall([waiter(number, -1) for number in range(1, 6)], [window()])
    entry = LateEntry("statutory", 0, (0.05,) * 24, (0.0,))

    alone = look_ahead(present, habits(10), [NEWCOMER], paths=200).probes.mean()
    pressed = look_ahead(present, habits(10, entries={"A": (entry,)}), [NEWCOMER], paths=200).probes.mean()

    assert alone == pytest.approx(50, abs=0.1)
    assert 70 < pressed < 130  # 0.05 a minute, ten minutes each: the line moves at half its pace


def test_a_slow_day_is_slow_ahead_too() -> None:
    present = hall([waiter(1, -9)], [window()], pace=1.3)

    assert look_ahead(present, habits(10), [NEWCOMER], paths=2).probes[0, 0] == pytest.approx(13, abs=0.01)


def test_the_same_seed_gives_the_same_futures() -> None:
    present = hall([waiter(number, -number) for number in range(1, 9)], [window()])
    known = habits(10, 0.6, no_show=(0.1,) * 15, breaks=1.0, pause=lasting(8, 0.4), out_of_turn=0.1)

    one, same = (look_ahead(present, known, [NEWCOMER], seed=4) for _ in range(2))
    other = look_ahead(present, known, [NEWCOMER], seed=5)

    assert (one.waiting == same.waiting).all()
    assert (one.probes == same.probes).all()
    assert (one.waiting != other.waiting).any()


def test_the_mean_of_one_server_is_the_sum_of_the_means_and_its_spread_that_of_the_sum() -> None:
    """M/G/1 from a given state: n services in front, each with mean 10 and the log-normal's variance."""
    present = hall([waiter(number, -number) for number in range(1, 10)], [window()])

    waits = look_ahead(present, habits(10, 0.5), [NEWCOMER], paths=6000).probes[:, 0]

    variance = 9 * 100 * (np.exp(0.5**2) - 1)
    assert waits.mean() == pytest.approx(90, rel=0.02)
    assert waits.std() == pytest.approx(np.sqrt(variance), rel=0.05)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_it_calls_in_the_same_order_at_the_same_time_as_a_recorded_day_is_replayed(seed: int) -> None:
    """Times that never vary: `core.rehearsal`, which asks the published rule for each call, must agree to the second."""
    chance = random.Random(seed)
    minutes = {matter: chance.choice((3.0, 7.0, 11.0)) for matter in LINE_OF}
    serves = [("tax", "audit"), ("reg",), ("tax", "reg"), ("audit", "reg")]
    windows = [window(str(at), chance.choice(serves), doing=Doing.IDLE) for at in range(chance.randint(1, 4))]
    people = []
    for ticket in range(1, chance.randint(2, 14)):
        matter = chance.choice(list(LINE_OF))
        people.append(waiter(ticket, -ticket - chance.random(), matter, tier=int(chance.random() > 0.3)))
    known = habits(service={matter: lasting(each) for matter, each in minutes.items()})
    starts = {each.code: 1e-4 * at for at, each in enumerate(windows)}  # nobody calls at the same instant
    opened = [window(each.code, sorted(each.serves), open=((starts[each.code], 1e9),)) for each in windows]

    found = look_ahead(hall(people, opened, caps={"A": 2, "B": 2}), known, paths=1).waiting[0]

    arrivals = [
        Arrival(
            each.ticket,
            each.line,
            each.matter,
            "statutory" if each.place < TIER / 2 else "ordinary",
            0,
            round(each.since * MINUTE_MS),
            round(minutes[each.matter] * MINUTE_MS),
        )
        for each in people
    ]
    sittings = [
        Sitting(
            each.code,
            round(starts[each.code] * MINUTE_MS) + 1,
            10**9,
            frozenset((LINE_OF[matter], matter) for matter in each.serves),
        )
        for each in windows
    ]
    replayed = {each.ticket: each.at_ms / MINUTE_MS for each in rehearse(arrivals, sittings, QueueRules())}
    called = {each.ticket: at for each, at in zip(people, found, strict=True) if np.isfinite(at)}
    assert called.keys() == replayed.keys()
    for ticket, at in replayed.items():
        assert called[ticket] == pytest.approx(at, abs=0.02)


@pytest.mark.parametrize(("windows", "patience"), [(1, 40.0), (3, 20.0), (3, 60.0)])
def test_who_waits_behind_people_that_give_up_waits_as_erlang_a_says(windows: int, patience: float) -> None:
    """M/M/c+M (Palm 1957): behind k others at c busy windows the next step comes at the rate c/service + k/patience.

    A service is exponential because each visitor comes for one of many matters that last as its quantiles do.
    """
    service, people, chance = 10.0, 10, random.Random(3)
    line_of = {f"m{each}": "A" for each in range(60)}
    lasts = {matter: -service * np.log(1 - (n + 0.5) / len(line_of)) for n, matter in enumerate(line_of)}
    mean = float(np.mean(list(lasts.values())))
    known = habits(service={matter: lasting(lasts[matter]) for matter in line_of}, leave=(1 / patience,) * 15)
    open_now = [window(str(each), tuple(line_of)) for each in range(windows)]
    waits = []
    for seed in range(400):
        front = [
            Waiter(n, "A", matter, "ordinary", TIER - people + n, 0.0)
            for n, matter in enumerate(chance.choices(list(line_of), k=people))
        ]
        present = Present(600.0, front, open_now, line_of)
        waits.append(look_ahead(present, known, [Probe("A", "m0")], paths=20, seed=seed).probes.mean())

    ahead = range(people - windows + 1)
    expected = sum(1 / (windows / mean + each / patience) for each in ahead)
    assert float(np.mean(waits)) == pytest.approx(expected, rel=0.05)
