"""A made-up day opens as many windows as its visitors need, and no more."""

from __future__ import annotations

from hallserver.simulation.days import MOST_MINUTES, busiest, enough_windows

WINDOWS_OF = {"A": ["1", "2", "3"], "B": ["3", "4"], "C": ["5"]}


def test_nothing_opens_while_nobody_has_too_much_to_do() -> None:
    assert enough_windows(WINDOWS_OF, ["1", "4"], {"A": MOST_MINUTES, "B": 10.0}) == ["1", "4"]


def test_the_most_pressed_line_gets_help_until_each_window_can_bear_its_share() -> None:
    minutes = {"A": 2 * MOST_MINUTES, "B": 1.5 * MOST_MINUTES}
    opened = enough_windows(WINDOWS_OF, ["1", "4"], minutes)

    assert opened[2:] == ["2", "3"]
    assert max(busiest(WINDOWS_OF, opened, minutes).values()) <= 1.5 * MOST_MINUTES


def test_a_line_that_all_its_windows_cannot_get_through_keeps_no_other_from_help() -> None:
    minutes = {"A": 2 * MOST_MINUTES, "C": 9 * MOST_MINUTES}

    assert enough_windows(WINDOWS_OF, ["1", "5"], minutes) == ["1", "5", "2"]
    assert busiest(WINDOWS_OF, ["1", "5", "2"], minutes) == {"A": MOST_MINUTES, "C": 9 * MOST_MINUTES}
