"""What a window may serve: its plan ∩ the letters."""

from __future__ import annotations

from datetime import date

import pytest

from hallserver.core.casework.letters import Letter, Power, servable

DAY = date(2026, 3, 2)
DECIDE, ACCEPT = Power.DECIDE, Power.ACCEPT


def letter(powers: dict[str, Power], first: date = DAY, last: date = DAY) -> Letter:
    return Letter("D", "t-1", first, last, powers)


def test_only_planned_and_authorized_matters_may_be_served() -> None:
    allowed = servable(["a", "b"], [letter({"b": DECIDE, "c": DECIDE})], DAY)

    assert allowed == {"b": DECIDE}


@pytest.mark.parametrize("order", [1, -1])
def test_where_letters_meet_the_stronger_power_wins(order: int) -> None:
    letters = [letter({"a": DECIDE}), letter({"a": ACCEPT})][::order]

    assert servable(["a"], letters, DAY) == {"a": DECIDE}


@pytest.mark.parametrize(
    ("first", "last", "speaks"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), True),
        (date(2026, 3, 3), date(2026, 4, 1), False),
        (date(2026, 1, 1), date(2026, 3, 1), False),
    ],
)
def test_a_letter_speaks_on_its_first_and_last_day_and_not_beyond(
    first: date, last: date, *, speaks: bool
) -> None:
    assert bool(servable(["a"], [letter({"a": ACCEPT}, first, last)], DAY)) is speaks


def test_without_a_letter_nothing_may_be_served() -> None:
    assert servable(["a", "b"], [], DAY) == {}
