"""A term lasts two years, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import given

from hallserver.core.people.terms import last_day


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_the_day_after_the_last_is_the_first_two_years_on(first: date) -> None:
    after = last_day(first) + timedelta(days=1)

    assert after.year == first.year + 2
    assert (after.month, after.day) == (
        (3, 1) if (first.month, first.day) == (2, 29) else (first.month, first.day)
    )
