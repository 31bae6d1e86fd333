"""The rehearsal against queueing theory: what the textbooks prove of a single window must come out of `next_up` itself.

Pollaczek and Khinchine: W = λE[S²]/2(1−ρ). Cobham (1954): Wₖ = W₀/(1−σₖ₋₁)(1−σₖ). Kleinrock's conservation law: ΣρₖWₖ is
the same under every rule that never idles. Little: L = λW. Each figure is held against the error of its own batch means.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import fmean, stdev

import pytest

from hallserver.core.queue.order import CLASSES, ORDER_RULES
from hallserver.core.queue.rehearsal import Arrival, Called, Sitting, rehearse
from hallserver.core.rules import LineRules, QueueRules
from tests.later_order import LATER, NAME

pytestmark = pytest.mark.long

STRICT = QueueRules(lines={"a": LineRules(cap=10**9)})
CAPPED = QueueRules(lines={"a": LineRules(cap=2)})
NO_CREDIT = replace(STRICT, classes={code: replace(each, credit_minutes=0) for code, each in CLASSES.items()})
MEAN_MS = 300_000
BATCHES, IN_BATCH, WARM_UP = 20, 1_500, 1_000
ALWAYS = 10**15


def exponential(rng: random.Random) -> int:
    return max(1, round(rng.expovariate(1 / MEAN_MS)))


def fixed(_: random.Random) -> int:
    return MEAN_MS


def day(
    rho: float, shares: dict[str, float], lasts: Callable[[random.Random], int] = exponential, seed: int = 1
) -> list[Arrival]:
    """Poisson arrivals for one window of one line."""
    rng = random.Random(seed)
    at, found = 0.0, []
    for ticket in range(1, BATCHES * IN_BATCH + WARM_UP + 1):
        at += rng.expovariate(rho / MEAN_MS)
        code = rng.choices(list(shares), list(shares.values()))[0]
        found.append(Arrival(ticket, "a", "m", code, round(at), round(at), lasts(rng)))
    return found


def one_window(until: int = ALWAYS) -> list[Sitting]:
    return [Sitting("1", 0, until, frozenset({("a", "m")}))]


def batches(called: Sequence[Called], of: str | None = None) -> list[float]:
    """The mean wait of each batch, in ms, in the order of arrival."""
    waits = [
        each.wait_ms
        for each in sorted(called, key=lambda c: c.ticket)
        if each.ticket > WARM_UP and of in {None, each.visitor_class}
    ]
    size = len(waits) // BATCHES
    return [fmean(waits[i * size : (i + 1) * size]) for i in range(BATCHES)]


def is_met(found: Sequence[float], theory: float, most: float = 0.12) -> bool:
    """Within four standard errors of the batch means, and the error itself small enough to tell."""
    error = stdev(found) / len(found) ** 0.5
    return error / theory < most and abs(fmean(found) - theory) < 4 * error


@pytest.mark.parametrize(("lasts", "second_moment"), [(exponential, 2 * MEAN_MS**2), (fixed, MEAN_MS**2)])
@pytest.mark.parametrize("rho", [0.5, 0.8])
def test_one_window_first_come_first_served_waits_as_pollaczek_and_khinchine_say(
    lasts: Callable[[random.Random], int], second_moment: int, rho: float
) -> None:
    called = rehearse(day(rho, {"ordinary": 1}, lasts), one_window(), STRICT)

    assert is_met(batches(called), (rho / MEAN_MS) * second_moment / (2 * (1 - rho)))


@pytest.mark.parametrize("share", [0.15, 0.36])
def test_strict_priority_waits_as_cobham_says(share: float) -> None:
    rho = 0.8
    called = rehearse(day(rho, {"statutory": share, "ordinary": 1 - share}), one_window(), STRICT)
    at_work = rho * MEAN_MS  # what is left of the service that is going on: λE[S²]/2 for exponential times
    first = rho * share

    assert is_met(batches(called, "statutory"), at_work / (1 - first))
    assert is_met(batches(called, "ordinary"), at_work / ((1 - first) * (1 - rho)))


def load(called: Sequence[Called]) -> int:
    """Waits weighted by how long each took a window."""
    return sum(each.wait_ms * each.taken_ms for each in called)


def test_no_rule_makes_work_or_time_and_so_the_waits_weighted_by_load_stay_the_same() -> None:
    """Kleinrock's conservation law; the times are exponential and no rule looks at them."""
    came = day(0.8, {"statutory": 0.2, "elderly": 0.2, "ordinary": 0.6})

    found = [load(rehearse(came, one_window(), rules)) for rules in (STRICT, CAPPED, NO_CREDIT)]

    assert max(found) / min(found) < 1.03


def test_a_rule_that_idles_breaks_the_law() -> None:
    """The control: with a pause every 20 minutes the sum must differ, or the test above would tell nothing."""
    came = day(0.8, {"ordinary": 1})[:6_000]
    pairs = frozenset({("a", "m")})
    pausing = [Sitting("1", at, at + 1_000_000, pairs) for at in range(0, came[-1].at_ms, 1_200_000)]

    assert load(rehearse(came, pausing, STRICT)) > 1.1 * load(rehearse(came, one_window(), STRICT))


@pytest.mark.parametrize("rules", [STRICT, CAPPED], ids=["strict", "capped"])
def test_as_many_wait_as_come_in_the_time_they_wait(rules: QueueRules) -> None:
    """Little's law on a day that ends empty: the area under the queue is the sum of the waits, exactly."""
    came = day(0.9, {"statutory": 0.3, "ordinary": 0.7})[:5_000]
    called = rehearse(came, one_window(), rules)
    steps = sorted([(each.at_ms, 1) for each in came] + [(each.at_ms, -1) for each in called])
    area, waiting, before = 0, 0, 0
    for at, step in steps:
        area += waiting * (at - before)
        waiting, before = waiting + step, at

    assert len(called) == len(came)
    assert waiting == 0
    assert area == sum(each.wait_ms for each in called)


def test_the_cap_bounds_what_strict_priority_costs_the_others() -> None:
    came = day(0.85, {"statutory": 0.6, "ordinary": 0.4})
    strict, capped = (
        fmean(batches(rehearse(came, one_window(), rules), "ordinary")) for rules in (STRICT, CAPPED)
    )

    assert capped < 0.8 * strict


def test_nobody_is_called_by_a_window_that_is_closed_or_does_not_serve_them() -> None:
    came = [
        Arrival(1, "a", "m", "ordinary", 0, 0, 10),
        Arrival(2, "a", "other", "ordinary", 0, 0, 10),
        Arrival(3, "a", "m", "ordinary", 2_000, 2_000, 10),
    ]

    called = rehearse(came, one_window(until=1_000), STRICT)

    assert [each.ticket for each in called] == [1]


def test_two_windows_share_a_line_and_a_booked_time_counts_from_when_it_was_due() -> None:
    came = [Arrival(i, "a", "m", "ordinary", i, i, 100) for i in (1, 2, 3)]
    came.append(Arrival(4, "a", "m", "appointment", 50, 500, 100))
    sittings = [Sitting(code, 0, 10_000, frozenset({("a", "m")})) for code in ("1", "2")]

    called = rehearse(came, sittings, STRICT)

    assert [(each.ticket, each.at_ms, each.wait_ms) for each in called] == [
        (1, 1, 0),
        (2, 2, 0),
        (4, 101, 0),
        (3, 102, 99),
    ]


def test_a_day_is_rehearsed_by_the_version_of_the_rule_that_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ORDER_RULES, NAME, LATER)
    arrivals = [Arrival(n, "a", matter, "ordinary", n, n, MEAN_MS) for n, matter in enumerate("mno", start=1)]
    sittings = [Sitting("1", 10, ALWAYS, frozenset(("a", matter) for matter in "mno"))]

    def order(rules: QueueRules) -> list[int]:
        return [each.ticket for each in rehearse(arrivals, sittings, rules)]

    assert order(QueueRules()) == [1, 2, 3]
    assert order(QueueRules(order=NAME)) == [3, 2, 1]


def test_a_rehearsed_call_is_counted_by_that_version(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def count(run: int, tier: int, *, ordinary_waits: bool) -> int:
        counted.append(run)
        return LATER.next_run(run, tier, ordinary_waits=ordinary_waits)

    monkeypatch.setitem(ORDER_RULES, NAME, replace(LATER, next_run=count))
    arrivals = [Arrival(n, "a", "m", "ordinary", n, n, MEAN_MS) for n in (1, 2, 3)]

    rehearse(arrivals, one_window(), QueueRules(order=NAME))

    assert counted == [0, 1, 2]
