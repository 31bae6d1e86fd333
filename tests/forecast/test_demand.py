"""Who will come: the forecast against simpler ones, on a year with seasons, holidays and days after them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from math import exp
from statistics import median

import pytest

from hallserver.forecast.demand import Demand, Key, days_after_closed

FIRST = date(2025, 1, 6)
HOLIDAYS = [date(2025, 1, 28) + timedelta(days=n) for n in range(8)] + [
    date(2025, 5, 1),
    date(2025, 5, 2),
    *(date(2025, 10, 1) + timedelta(days=n) for n in range(8)),
]
SLOTS = range(18, 34)


def drawn(chance: random.Random, mean: float) -> int:
    """A Poisson figure."""
    limit, count, product = exp(-mean), 0, chance.random()
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


@cache
def year(seed: int) -> Demand:
    """A hall's year: Mondays are full, summers are not, it grows, and everybody comes after a holiday."""
    chance, counts = random.Random(seed), {}
    closed = set(HOLIDAYS)
    open_days = [
        day for n in range(364) if (day := FIRST + timedelta(days=n)).weekday() < 5 and day not in closed
    ]
    after = days_after_closed(open_days)
    for number, day in enumerate(open_days):
        usual = (1.25, 1.0, 0.95, 0.95, 0.85)[day.weekday()] * (1 + 0.2 * number / len(open_days))
        usual *= 0.8 if 7 <= day.month <= 8 else 1.0
        usual *= 1.4 if day in after else 1.0
        usual *= exp(chance.gauss(0, 0.07))
        counts[day] = Counter[Key](
            {
                (line, slot): drawn(chance, mean * usual * (1.6 if slot in {19, 20, 28} else 0.9))
                for line, mean in (("A", 6.0), ("B", 2.5))
                for slot in SLOTS
            }
        )
    return Demand(counts, after)


def wape(demand: Demand, days: list[date], forecast: Callable[[date, Key], float]) -> float:
    off = sum(abs(count - forecast(day, key)) for day in days for key, count in demand.counts[day].items())
    return off / sum(count for day in days for count in demand.counts[day].values())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_no_worse_than_the_slots_median_and_far_better_than_last_week(seed: int) -> None:
    demand = year(seed)
    days = sorted(demand.counts)
    judged = days[60:]

    def same(day: date, key: Key, weeks: int) -> list[int]:
        alike = [each for each in days if each < day and each.weekday() == day.weekday()][-weeks:]
        return [demand.counts[each][key] for each in alike]

    own = demand.error(judged)

    assert own <= wape(demand, judged, lambda day, key: float(median(same(day, key, 8))))
    assert own <= 0.85 * wape(demand, judged, lambda day, key: float(same(day, key, 1)[0]))


def test_the_band_holds_eight_of_ten() -> None:
    demand = year(1)
    within = [
        each.low <= demand.counts[day][key] <= each.high
        for day in sorted(demand.counts)[80:]
        for key, each in demand.expect(day).items()
    ]

    assert sum(within) / len(within) == pytest.approx(0.8, abs=0.06)


def test_the_first_day_after_a_holiday_is_expected_fuller() -> None:
    demand = year(1)
    after = max(demand.after)
    ordinary = after + timedelta(days=7)

    def total(day: date) -> float:
        return sum(each.count for each in demand.expect(day).values())

    assert after.isoformat() == "2025-10-09"
    assert total(after) > 1.15 * total(ordinary)


def test_nothing_of_the_day_itself_or_later_is_looked_at() -> None:
    demand = year(2)
    days = sorted(demand.counts)
    cut = Demand({day: demand.counts[day] for day in days[:100]}, demand.after)

    assert cut.expect(days[100]) == demand.expect(days[100])


def test_a_hall_without_a_past_expects_nothing_and_one_with_two_days_their_mean() -> None:
    assert Demand({}).expect(FIRST) == {}
    assert Demand({}).error([FIRST]) == 0

    young = Demand({FIRST: {("A", 20): 4}, FIRST + timedelta(days=1): {("A", 20): 8, ("A", 21): 2}})
    expected = young.expect(FIRST + timedelta(days=2))
    assert expected["A", 20].count == 6
    assert expected["A", 21].count == 1


def test_a_day_is_after_a_holiday_when_the_working_day_before_it_was_closed() -> None:
    monday = date(2026, 3, 2)
    week = [monday + timedelta(days=n) for n in range(5)]

    assert days_after_closed([*week, monday + timedelta(days=7)]) == frozenset()
    assert days_after_closed([week[0], week[1], week[3], week[4]]) == {week[3]}
    assert days_after_closed(week[:4], [monday + timedelta(days=7)]) == {monday + timedelta(days=7)}
