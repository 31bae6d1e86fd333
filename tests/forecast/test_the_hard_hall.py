"""The forecast on trial in the hard hall, in its short form; `make bench` lives sixty days of three halls.

The bars here are those of the design with room for the noise of twelve days.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache

import pytest

from hallserver.forecast.trial import Row, Verdict, judge
from hallserver.simulation.hard import Hall, draw_truth
from hallserver.simulation.trials import try_hard_hall

pytestmark = pytest.mark.long

SOAK = bool(os.environ.get("HALL_SOAK"))
DAYS, PATHS, WINDOWS = (60, 100, 18) if SOAK else (8, 60, 9)


@cache
def lived(seed: int = 1) -> list[Row]:
    return try_hard_hall(seed, DAYS, windows=WINDOWS, warm_up=12, paths=PATHS)


@cache
def verdict(seed: int = 1) -> Verdict:
    return judge(lived(seed))


def test_the_hall_is_hard_and_the_same_seed_gives_the_same_days() -> None:
    one, same, other = (list(Hall(draw_truth(seed), seed).live(2)) for seed in (1, 1, 2))

    def told(days: list[object]) -> list[object]:
        return [(each.line, each.arrived, each.called) for day in days for each in day.visits]  # type: ignore[attr-defined]

    assert told(list(one)) == told(list(same))
    assert told(list(one)) != told(list(other))
    visits = [each for day in one for each in day.visits]
    assert sum(each.called is not None and each.started is None for each in visits) > len(visits) / 25
    assert {each.stop for each in visits} == {1, 2}
    assert any(each.out_of_turn for each in visits)
    assert any(each.gone is not None for each in visits)
    assert 12 < verdict().mean_wait < 40


def test_it_is_nearly_as_good_as_if_the_truth_were_known() -> None:
    assert verdict().rrmse["forecast"] <= 1.15 * verdict().rrmse["truth"]


def test_it_is_far_better_than_the_mean_service_and_than_who_was_called_last() -> None:
    found = verdict().rrmse

    assert found["forecast"] <= 0.5 * found["level 0"]
    assert found["forecast"] <= 0.6 * found["last who waited"]
    assert found["forecast"] <= 0.6 * found["rolling mean"]


def test_nine_of_ten_are_called_by_the_end_they_were_told() -> None:
    assert verdict().kept == pytest.approx(0.9, abs=0.03)
    assert verdict().bad_days <= 0.02
    for group, share in verdict().groups.items():
        assert share == pytest.approx(0.9, abs=0.09), group


def test_what_is_told_is_narrow() -> None:
    assert verdict().width <= 0.55 * verdict().estimate_width


def test_every_told_wait_is_kept_or_not_or_given_up() -> None:
    settled = Counter(row.kept for row in lived())

    assert set(settled) == {True, False, None}
    assert settled.total() == len(lived())
    assert all(row.visit.called is None for row in lived() if row.kept is None)


def test_on_its_first_days_a_hall_that_knows_norms_alone_does_far_better_than_their_mean() -> None:
    first = judge(try_hard_hall(1, 1, warm_up=0, paths=PATHS, with_truth=False))

    assert first.rrmse["forecast"] <= 0.5 * first.rrmse["level 0"]


def test_when_services_become_slower_told_waits_are_kept_again_within_three_days() -> None:
    found = try_hard_hall(2, 6, windows=WINDOWS, warm_up=8, slower=(1, 1.3), paths=PATHS, with_truth=False)
    later = [row for row in found if row.day >= 8 + 4 and row.kept is not None]

    assert sum(bool(row.kept) for row in later) / len(later) >= 0.87
