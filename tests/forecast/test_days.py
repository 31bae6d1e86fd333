"""A whole day lived again: by hand, against the replay of recorded days, and against the hard hall's truth."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hallserver.core.rules import QueueRules
from hallserver.forecast.days import Lived, Shift, live_again
from hallserver.forecast.learning import Catalogue, learn
from hallserver.forecast.past import Visit
from hallserver.forecast.what_if import hands_of
from hallserver.simulation.hard import Hall, draw_truth
from tests.forecast.conftest import LINE_OF, habits, lasting

RULES = QueueRules()
WHOLE_DAY = Shift(500.0, 1100.0, frozenset(LINE_OF))


def visit(ticket: int, arrived: float, matter: str = "tax", kind: str = "ordinary", **more: object) -> Visit:
    found = Visit(ticket, LINE_OF[matter], matter, kind, arrived, since=arrived)
    for name, value in more.items():
        setattr(found, name, value)
    return found


def waits(lived: Sequence[Lived]) -> list[float | None]:
    return [
        each.wait if each.wait is None else round(each.wait, 1)
        for each in sorted(lived, key=lambda each: each.arrived)
    ]


def test_one_after_the_other_at_one_window() -> None:
    lived = live_again([visit(1, 600), visit(2, 601), visit(3, 602)], {"1": [WHOLE_DAY]}, habits(10), RULES)

    assert waits(lived) == [0, 9, 18]


def test_nobody_is_called_before_a_window_opens_or_after_it_has_closed() -> None:
    shifts = [Shift(600, 620, frozenset(LINE_OF)), Shift(700, 705, frozenset(LINE_OF))]
    lived = live_again([visit(n, 590 + n) for n in range(1, 6)], {"1": shifts}, habits(10), RULES)

    assert waits(lived) == [9, 18, 107, None, None]


def test_classes_go_by_the_published_rule() -> None:
    people = [visit(1, 600), visit(2, 601), visit(3, 602, kind="statutory"), visit(4, 603, kind="elderly")]

    lived = live_again(people, {"1": [WHOLE_DAY]}, habits(10), RULES)

    assert waits(lived) == [0, 29, 8, 17]


def test_a_visitor_is_at_one_window_at_a_time_and_walks_between() -> None:
    people = [visit(1, 600, "tax"), visit(1, 600, "reg", stop=2)]
    hands = {"1": [Shift(500, 1100, frozenset({"tax"}))], "2": [Shift(500, 1100, frozenset({"reg"}))]}

    assert sorted(waits(live_again(people, hands, habits(10), RULES))) == [0, 12]


def test_who_does_not_come_takes_a_missed_call_and_who_leaves_takes_nothing() -> None:
    people = [visit(n, 600 + n / 100) for n in range(1, 6)]

    absent = live_again(people, {"1": [WHOLE_DAY]}, habits(10, no_show=(1.0,) * 15), RULES)
    assert waits(absent) == [0, 2, 4, 6, 8]

    gone = live_again(people, {"1": [WHOLE_DAY]}, habits(10, leave=(5.0,) * 15), RULES)
    assert waits(gone).count(None) >= 3


def test_a_slow_day_is_slow_and_the_same_seed_is_the_same_day() -> None:
    people = [visit(n, 600) for n in range(1, 8)]
    known = habits(10, 0.5, breaks=2.0, pause=lasting(5.0))

    one, same = (live_again(people, {"1": [WHOLE_DAY]}, known, RULES, seed=3) for _ in range(2))
    slow = live_again(people, {"1": [WHOLE_DAY]}, known, RULES, pace=1.5, seed=3)

    assert one == same
    assert max(each.wait or 0 for each in slow) > 1.3 * max(each.wait or 0 for each in one)


def test_days_of_the_hard_hall_lived_again_wait_as_they_waited() -> None:
    """Twenty days, from habits that were learned of them: median and nine tenths within 10 % or two minutes."""
    truth = draw_truth(1, 9)
    days = list(Hall(truth, 1).live(30))
    known = learn(days, Catalogue(truth.norm, truth.line_of), "v")
    real, again = [], []
    for number, day in enumerate(days[10:]):
        real += [each.wait for each in day.visits if each.wait is not None]
        lived = live_again(day.visits, hands_of(day), known, RULES, seed=number)
        again += [each.wait for each in lived if each.wait is not None]
    for share in (0.5, 0.9):
        was, found = (sorted(each)[int(share * len(each))] for each in (real, again))
        assert found == pytest.approx(was, rel=0.1, abs=2.0), share
