"""What if: a change is rehearsed on real days, and is what the hall gives when it is really run so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallserver.core.errors import Malformed, TooFewDays, UnknownValue
from hallserver.core.rules import LineRules, QueueRules
from hallserver.forecast.changes import read_change
from hallserver.forecast.learning import Catalogue, learn
from hallserver.forecast.past import Day, Paused, Sat
from hallserver.forecast.what_if import Change, Outcome, compare, hands_of
from hallserver.simulation.hard import AFTERNOON, Hall, Truth, draw_truth
from tests.small import Desk

RULES = QueueRules()
WINDOWS = 9


def lived(truth: Truth, seed: int, days: int = 40) -> list[Day]:
    return list(Hall(truth, seed).live(days))


def of_all(outcomes: list[Outcome]) -> Outcome:
    return next(each for each in outcomes if not each.line and not each.visitor_class)


def of_line(outcomes: list[Outcome], line: str) -> Outcome:
    return next(each for each in outcomes if each.line == line)


def matters_of_line(truth: Truth) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for matter, line in truth.line_of.items():
        found.setdefault(line, []).append(matter)
    return found


def rehearsed(
    truth: Truth, days: list[Day], *changes: Change, proposed: QueueRules | None = None
) -> list[Outcome]:
    habits = learn(days, Catalogue(truth.norm, truth.line_of), "v")
    return compare(days[-25:], habits, RULES, changes, matters_of_line(truth), proposed=proposed)


def test_what_is_rehearsed_is_what_the_hall_gives_when_it_is_really_run_so() -> None:
    """A window is closed in the afternoon: forty days are really lived so, and the means are compared."""
    truth = draw_truth(1, WINDOWS)
    serves, _ = truth.windows["1"]
    really = replace(truth, windows={**truth.windows, "1": (serves, "am")})

    told = of_all(rehearsed(truth, lived(truth, 5), Change("close", "1", *AFTERNOON)))

    def mean(of: Truth) -> float:
        days = [day for seed in range(5) for day in lived(of, seed, 20)]
        waits = [each.wait for day in days for each in day.visits if each.wait is not None]
        return sum(waits) / len(waits)

    before, after = mean(truth), mean(really)
    assert told.high < 0
    assert before - told.gain == pytest.approx(after, rel=0.15)


def test_a_window_that_serves_another_line_shortens_its_waits_and_others_lose() -> None:
    truth = draw_truth(2, WINDOWS)
    days = lived(truth, 2)
    line = truth.line_of["m00"]
    helper = next(code for code, (serves, half) in truth.windows.items() if serves != {line} and not half)

    outcomes = rehearsed(truth, days, Change("open", helper, 8.5 * 60, 17 * 60, (line,)))

    assert of_line(outcomes, line).low > 0
    assert of_line(outcomes, line).after[1] < of_line(outcomes, line).before[1]
    others = [each for each in outcomes if each.line and each.line != line]
    assert any(each.gain < 0 for each in others)
    assert {each.visitor_class for each in outcomes} == {
        "",
        "ordinary",
        "statutory",
        "appointment",
        "elderly",
    }


def test_without_a_change_nothing_changes() -> None:
    truth = draw_truth(3, WINDOWS)

    for each in rehearsed(truth, lived(truth, 3, 12), Change("close", "1", 1200, 1300)):
        assert (each.gain, each.low, each.high) == (0, 0, 0)
        assert each.before == each.after


def test_other_rules_are_rehearsed_too() -> None:
    truth = draw_truth(1, WINDOWS)
    days = lived(truth, 1)
    classes = {**RULES.classes, "elderly": replace(RULES.classes["elderly"], credit_minutes=60)}

    outcomes = rehearsed(truth, days, proposed=replace(RULES, classes=classes, lines={"A": LineRules(cap=1)}))

    by_class = {each.visitor_class: each for each in outcomes if each.visitor_class}
    assert by_class["elderly"].low > 0
    assert by_class["ordinary"].gain < by_class["elderly"].gain


def test_too_few_days_say_nothing() -> None:
    truth = draw_truth(1, WINDOWS)

    with pytest.raises(TooFewDays, match="4 past days"):
        rehearsed(truth, lived(truth, 1, 4), Change("close", "1", 600, 700))


def test_a_long_pause_is_a_time_in_which_the_window_was_not_open() -> None:
    day = Day(lived(draw_truth(1, WINDOWS), 1, 1)[0].day)
    day.sat.append(Sat("1", "s", 500.0, 1000.0, frozenset({"a"})))
    day.paused += [Paused("1", 600.0, 612.0), Paused("1", 720.0, 810.0), Paused("2", 530.0, 590.0)]

    assert [(each.opened, each.closed) for each in hands_of(day)["1"]] == [(500, 720), (810, 1000)]


def test_a_change_is_written_as_in_an_address(desk: Desk) -> None:
    plan = desk.writer.state.plan

    lent = read_change(plan, "lend", "３@9:00-10:30=TAX+reg")
    assert (lent.kind, lent.window, lent.begins, lent.ends, lent.lines) == (
        "lend",
        "3",
        540,
        630,
        ("tax", "reg"),
    )
    closed = read_change(plan, "close", "1@13:00-14:00")
    assert (closed.window, closed.lines) == ("1", ())


@pytest.mark.parametrize(
    ("kind", "said", "error"),
    [
        ("open", "1@9:00-10:00", Malformed),
        ("close", "1@9:00-10:00=tax", Malformed),
        ("open", "1@10:00-9:00=tax", Malformed),
        ("open", "1@9:00-25:00=tax", Malformed),
        ("open", "nine o'clock", Malformed),
        ("open", "77@9:00-10:00=tax", UnknownValue),
        ("lend", "1@9:00-10:00=taxi", UnknownValue),
    ],
)
def test_a_change_of_another_form_is_refused(
    desk: Desk, kind: str, said: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_change(desk.writer.state.plan, kind, said)
