"""A hundred points less what the scheme deducts; schemes are read strictly."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hallserver.core.errors import BadRules
from hallserver.core.figures.findings import FINDING_WORDS, Finding
from hallserver.core.people.scores import (
    DEFAULTS,
    FULL,
    Deduction,
    Scheme,
    deduct,
    of_department,
    of_person,
    read_scheme,
    scheme_of,
)


@dataclass(frozen=True)
class Row:
    kind: str
    amount: int = 0
    lifted: str | None = None


def test_every_kind_has_its_words_and_its_deduction() -> None:
    assert set(DEFAULTS) == set(FINDING_WORDS) == set(Finding)


def test_the_first_ones_are_free_and_a_kind_costs_no_more_than_its_most() -> None:
    scheme = Scheme(1, {**DEFAULTS, Finding.SELECTED: Deduction(5, free=2, most=12)})

    assert deduct([Row("selected")] * 6, scheme, home=False) == [0, 0, 5, 5, 2, 0]


def test_what_is_lifted_or_too_small_costs_nothing_and_uses_up_nothing_free() -> None:
    scheme = Scheme(1, {**DEFAULTS, Finding.LATE: Deduction(10, free=1, start=300_000)})
    rows = [
        Row("late", 299_999),
        Row("late", 400_000, "contest_upheld"),
        Row("late", 300_000),
        Row("late", 300_000),
    ]

    assert deduct(rows, scheme, home=False) == [0, 0, 0, 10]


def test_a_department_bears_its_own_whole_and_its_people_s_by_the_head() -> None:
    rows = [Row("bad_rating"), Row("case_overdue")]
    people, own = deduct(rows, Scheme(), home=False), deduct(rows, Scheme(), home=True)

    assert (people, own) == ([20, 0], [0, 30])
    assert of_department(own, people, 10) == FULL - 30 - 2
    assert of_department([], [], 0) == FULL


@given(some.lists(some.tuples(some.sampled_from([str(each) for each in Finding]), some.integers(0, 10**7))))
def test_no_score_is_below_nothing_and_every_tenth_is_on_some_line(found: list[tuple[str, int]]) -> None:
    rows = [Row(*each) for each in found]
    costs = deduct(rows, Scheme(), home=False)

    assert len(costs) == len(rows)
    assert 0 <= of_person(costs) <= FULL
    assert of_person(costs) == max(FULL - sum(costs), 0)
    for kind in Finding:
        assert (
            sum(cost for row, cost in zip(rows, costs, strict=True) if row.kind == kind)
            <= DEFAULTS[kind].most
        )


def test_a_scheme_says_what_changes_and_comes_back_from_the_log_as_it_was_published() -> None:
    scheme = read_scheme(
        "[deductions.away]\npoints = 0.7\nfree = 1\n[reserve]\nmonths = 6\npoints = 98.5", Scheme()
    )

    assert scheme.deductions[Finding.AWAY] == Deduction(7, free=1)
    assert scheme.deductions[Finding.LATE] == DEFAULTS[Finding.LATE]
    assert (scheme.reserve_months, scheme.reserve_tenths) == (6, 985)
    assert scheme_of(4, scheme.as_facts()) == Scheme(4, scheme.deductions, 6, 985)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[deductions.awya]\npoints = 1", "deductions.awya is unknown; did you mean “away”?"),
        ("[deductions.away]\npoints = 0.25", "deductions.away.points is a number of points"),
        ("[deductions.away]\npoints = 101", "deductions.away.points is a number of points"),
        ("[deductions.away]\npoints = true", "deductions.away.points is a number of points"),
        ("[deductions.away]\npoint = 1", "did you mean “points”?"),
        ("[deductions.away]\nfree = -1", "deductions.away.free is a whole number"),
        ("[deductions.away]\nhome = 1", "deductions.away.home is true or false"),
        ("deductions = 3", "deductions is a table"),
        ("[reserve]\nmonths = 0", "reserve.months is a whole number, 1 to 24"),
        ("[reserve", "Expected"),
    ],
)
def test_a_wrong_scheme_is_refused_with_its_field(text: str, said: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_scheme(text, Scheme())
    assert said in str(refused.value)
