"""The simulation of days against formulas of queueing theory, within its error.

Durations and gaps are exponential; 40,000 visitors. Sources: Erlang 1917; Cobham 1954; Little 1961; Kleinrock 1965.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import pytest

from hallserver.core.queue.order import VisitorClass
from hallserver.core.queue.rehearsal import Arrival, Called, Sitting, rehearse
from hallserver.core.rules import LineRules, QueueRules

MINUTE_MS = 60_000
VISITORS = 40_000
WARM_UP = 2_000
SERVICE = 10.0  # minutes
HOURS = 10**6
NO_CAP = QueueRules(lines={"A": LineRules(cap=10**6)})


def arrivals(load: float, servers: int, shares: dict[str, float], seed: int) -> list[Arrival]:
    """Poisson arrivals so that the servers are busy for that share of the time."""
    chance, now, found = random.Random(seed), 0.0, []
    for ticket in range(VISITORS):
        now += chance.expovariate(load * servers / SERVICE)
        kind = chance.choices(list(shares), list(shares.values()))[0]
        at_ms = round(now * MINUTE_MS)
        lasts = round(chance.expovariate(1 / SERVICE) * MINUTE_MS)
        found.append(Arrival(ticket, "A", "a", kind, at_ms, at_ms, lasts))
    return found


def lived(
    load: float, servers: int, shares: dict[str, float], rules: QueueRules = NO_CAP, seed: int = 1
) -> list[Called]:
    serves = frozenset({("A", "a")})
    sittings = [Sitting(str(each), 0, HOURS * MINUTE_MS, serves) for each in range(servers)]
    return rehearse(arrivals(load, servers, shares, seed), sittings, rules)[WARM_UP:]


def mean_wait(called: Sequence[Called], kind: str = "") -> float:
    """In minutes."""
    waits = [each.wait_ms / MINUTE_MS for each in called if kind in {"", each.visitor_class}]
    return sum(waits) / len(waits)


def erlang_c(load: float, servers: int) -> float:
    """The chance to wait."""
    offered = load * servers
    below = sum(offered**each / math.factorial(each) for each in range(servers))
    full = offered**servers / math.factorial(servers) / (1 - load)
    return full / (below + full)


@pytest.mark.parametrize(("load", "servers"), [(0.7, 1), (0.8, 3), (0.85, 8)])
def test_many_servers_make_wait_as_erlang_says(load: float, servers: int) -> None:
    expected = erlang_c(load, servers) * SERVICE / (servers * (1 - load))

    assert mean_wait(lived(load, servers, {"ordinary": 1})) == pytest.approx(expected, rel=0.1)


def test_two_tiers_wait_as_cobham_says() -> None:
    load, share = 0.8, 0.3
    residual = load * SERVICE  # of exponential services: half the second moment times the rate
    first = residual / (1 - load * share)
    second = first / (1 - load)

    called = lived(load, 1, {"statutory": share, "ordinary": 1 - share})

    assert mean_wait(called, "statutory") == pytest.approx(first, rel=0.1)
    assert mean_wait(called, "ordinary") == pytest.approx(second, rel=0.12)


def test_whatever_the_rules_the_work_in_front_of_all_is_the_same() -> None:
    """Kleinrock's conservation law: with services of one kind, the mean over all visitors does not change."""
    plain = mean_wait(lived(0.8, 1, {"ordinary": 1}))
    classes = dict(QueueRules().classes)
    classes["quick"] = VisitorClass("quick", 1, 20, "快", "Quick")
    for rules, shares in (
        (NO_CAP, {"statutory": 0.3, "ordinary": 0.7}),
        (QueueRules(lines={"A": LineRules(cap=2)}), {"statutory": 0.3, "ordinary": 0.7}),
        (QueueRules(classes=classes), {"quick": 0.4, "ordinary": 0.6}),
    ):
        assert mean_wait(lived(0.8, 1, shares, rules)) == pytest.approx(plain, rel=0.12)


def test_a_credit_overtakes_by_no_more_than_it_is_worth() -> None:
    """A bounded head start: nobody with 15 minutes goes before somebody who came more than 15 minutes earlier."""
    called = lived(0.9, 1, {"elderly": 0.3, "ordinary": 0.7})
    came = {each.ticket: each.at_ms - each.wait_ms for each in called}
    latest = -math.inf  # of ordinary visitors still to be called, the earliest arrival, walked from the end
    waiting_since = math.inf
    for each in reversed(called):
        if each.visitor_class == "elderly":
            assert came[each.ticket] - waiting_since <= 15 * MINUTE_MS
        else:
            waiting_since = min(waiting_since, came[each.ticket])
        latest = max(latest, came[each.ticket])
    quick, slow = mean_wait(called, "elderly"), mean_wait(called, "ordinary")
    assert 0 < slow - quick <= 15


def test_as_many_wait_on_average_as_arrive_in_one_mean_wait() -> None:
    """Little's law, counted: the time integral of those who wait against rate times mean wait."""
    called = lived(0.85, 2, {"ordinary": 1})
    steps = [(each.at_ms - each.wait_ms, 1) for each in called] + [(each.at_ms, -1) for each in called]
    waiting, since, area = 0, 0, 0.0
    for at, change in sorted(steps):
        area += waiting * (at - since)
        waiting, since = waiting + change, at
    begin, end = called[0].at_ms, called[-1].at_ms

    rate = len(called) / (end - begin)
    assert area / (end - begin) == pytest.approx(rate * mean_wait(called) * MINUTE_MS, rel=0.02)
