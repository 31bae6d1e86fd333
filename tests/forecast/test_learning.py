"""Habits are learned: near the truth where there is enough, near what is known where there is little."""

from __future__ import annotations

import math
from datetime import date
from time import perf_counter

import pytest

from hallserver.forecast.habits import Habits, at_edges
from hallserver.forecast.learning import Catalogue, Pace, learn
from hallserver.forecast.past import Day, Paused, Sat, Visit
from hallserver.simulation.hard import NO_SHOW, OUT_OF_TURN, Hall, draw_truth

CATALOGUE = Catalogue({"tax": 10.0, "reg": 20.0}, {"tax": "A", "reg": "B"})


@pytest.fixture(scope="module")
def lived() -> tuple[Hall, list[Day], Habits]:
    """Forty days of the hard hall, its truth, and what is learned of it."""
    truth = draw_truth(1)
    hall = Hall(truth, 1)
    days = list(hall.live(40))
    return hall, days, learn(days, Catalogue(truth.norm, truth.line_of), "day 40")


def served(matter: str, minutes: float, staffer: str = "s1", at: float = 600.0, **more: object) -> Visit:
    visit = Visit(1, CATALOGUE.line_of[matter], matter, "ordinary", at, since=at)
    visit.called, visit.started, visit.finished = at, at + 1, at + 1 + minutes
    visit.window, visit.staffer = "1", staffer
    for name, value in more.items():
        setattr(visit, name, value)
    return visit


def day(number: int, *visits: Visit) -> Day:
    return Day(date(2026, 3, number), list(visits), [Sat("1", "s1", 510, 1020)])


def mean_of(habits: Habits, matter: str, staffer: str = "") -> float:
    known = habits.service[matter]
    return math.exp(known.mu + habits.added(staffer, matter) + known.sigma**2 / 2)


def test_from_no_days_at_all_it_says_what_the_norms_say() -> None:
    habits = learn([], CATALOGUE, "norms")

    assert habits.days == 0
    assert mean_of(habits, "tax") == pytest.approx(10, rel=0.01)
    assert mean_of(habits, "reg") == pytest.approx(20, rel=0.01)


def test_a_few_services_move_a_norm_a_little_and_many_replace_it() -> None:
    few = learn([day(2, served("tax", 30), served("tax", 30))], CATALOGUE, "few")
    many = learn([day(2, *(served("tax", 30) for _ in range(300)))], CATALOGUE, "many")

    assert 10 < mean_of(few, "tax") < 22
    assert math.exp(many.service["tax"].mu) == pytest.approx(30, rel=0.03)
    assert mean_of(many, "reg") == pytest.approx(20, rel=0.1)  # of which nothing was seen


def test_a_matters_services_are_near_the_truth(lived: tuple[Hall, list[Day], Habits]) -> None:
    hall, _, habits = lived
    for matter, truth in hall.truth.service.items():
        if habits.known[matter] > 300:
            assert habits.service[matter].mu == pytest.approx(truth.mu, abs=0.12), matter
            assert habits.service[matter].sigma == pytest.approx(truth.sigma, rel=0.15), matter


def test_a_fast_staffer_is_known_as_fast(lived: tuple[Hall, list[Day], Habits]) -> None:
    hall, _, habits = lived
    true = [speed + hall._drift[each] for each, speed in hall.truth.speed.items()]
    known = [habits.added(each, "none") for each in hall.truth.speed]
    shift = sum(known) / len(known) - sum(true) / len(true)  # the mean of all is part of the matters' means
    errors = [one - other - shift for one, other in zip(known, true, strict=True)]

    assert math.sqrt(sum(each**2 for each in errors) / len(errors)) < 0.09
    assert max(abs(each) for each in true) > 0.3


def test_the_longer_somebody_waited_the_less_likely_is_an_answer(
    lived: tuple[Hall, list[Day], Habits],
) -> None:
    hall, _, habits = lived
    truth = hall.habits()

    assert at_edges(habits.no_show, 0) == pytest.approx(NO_SHOW, abs=0.03)
    assert at_edges(habits.no_show, 60) == pytest.approx(at_edges(truth.no_show, 60), abs=0.08)
    assert list(habits.no_show) == sorted(habits.no_show)


def test_leaving_turns_and_pauses_are_near_the_truth(lived: tuple[Hall, list[Day], Habits]) -> None:
    hall, _, habits = lived
    truth = hall.habits()

    assert habits.out_of_turn == pytest.approx(OUT_OF_TURN, abs=0.005)
    assert habits.breaks == pytest.approx(truth.breaks, rel=0.3)
    assert math.exp(habits.pause.mu) == pytest.approx(math.exp(truth.pause.mu), rel=0.1)
    assert math.exp(habits.walk.mu) == pytest.approx(math.exp(truth.walk.mu), rel=0.05)
    assert math.exp(habits.gap.mu) == pytest.approx(math.exp(truth.gap.mu), rel=0.15)
    assert at_edges(habits.leave, 40) == pytest.approx(at_edges(truth.leave, 40), rel=0.5)


def test_who_comes_in_front_is_counted_by_line_and_class(lived: tuple[Hall, list[Day], Habits]) -> None:
    _, days, habits = lived
    for line, entries in habits.entries.items():
        for entry in entries:
            came = sum(
                each.line == line and each.visitor_class == entry.visitor_class and each.stop == 1
                for day in days
                for each in day.visits
            )
            assert sum(entry.per_minute) * 60 * len(days) == pytest.approx(came, rel=0.01)
    kinds = {each.visitor_class: each.lead for each in habits.entries["A"]}
    assert kinds.keys() == {"statutory", "appointment", "elderly"}
    assert set(kinds["elderly"]) == {15.0}


def test_what_happened_last_week_counts_more_than_what_happened_in_spring() -> None:
    before = [day(number, *(served("tax", 10) for _ in range(40))) for number in range(1, 25)]
    since = [day(number, *(served("tax", 13) for _ in range(40))) for number in range(25, 29)]

    assert math.exp(learn(before + since, CATALOGUE, "v").service["tax"].mu) == pytest.approx(13, rel=0.1)


def test_a_pause_is_no_gap() -> None:
    visits = [
        served("tax", 10, at=600),
        served("tax", 10, at=617, since=590),
        served("tax", 10, at=630, since=595),
    ]
    one = day(2, *visits)
    one.paused.append(Paused("1", 629, 629.5))

    habits = learn([one] * 200, CATALOGUE, "v")

    assert math.exp(habits.gap.mu) == pytest.approx(6, rel=0.15)  # 611 → 617; 628 → 630 is a pause


def test_a_day_that_is_slow_is_noticed_while_it_goes_on() -> None:
    habits = learn(
        [day(number, *(served("tax", 10 + number % 3) for _ in range(60))) for number in range(1, 25)],
        CATALOGUE,
        "v",
    )
    pace = Pace(habits)
    assert pace.factor == 1

    for _ in range(400):
        pace.hear("tax", "s1", 15)
    assert pace.factor == pytest.approx(15 / math.exp(habits.service["tax"].mu), rel=0.1)

    pace.hear("unknown", "s1", 500)
    assert pace.factor < 2


def test_a_year_of_a_hall_is_learned_within_a_minute() -> None:
    truth = draw_truth(2)
    days = list(Hall(truth, 2).live(250))
    began = perf_counter()

    habits = learn(days, Catalogue(truth.norm, truth.line_of), "a year")

    assert habits.days == 250
    assert perf_counter() - began < 60
