"""What is kept how long: every private part has a row, every row its words, and no setting keeps for ever."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from hallserver.core.casework.retention import RetainedKind, read_days
from hallserver.core.events import EVENTS
from hallserver.core.events.retained import RETAINED, over_by_event
from hallserver.core.language import said


def test_every_event_with_a_private_part_stands_in_one_row() -> None:
    rows = Counter(event.KIND for events in RETAINED.values() for event in events)
    assert rows == Counter(kind for kind, event in EVENTS.items() if event.PRIVATE)


def test_every_kind_has_its_words() -> None:
    assert set(RETAINED) == set(RetainedKind)
    assert {*RetainedKind, "identities", "phones", "answers", "log"} == set(said.RETAINED)


def test_days_are_read_by_kind_and_the_usual_ones_hold_for_the_others() -> None:
    days = read_days(" concerns = 180, codes=90 ", 365)
    assert (days[RetainedKind.CONCERNS], days[RetainedKind.CODES], days[RetainedKind.NOTES]) == (180, 90, 365)
    assert over_by_event(days, date(2026, 11, 30))["code.issued"] == date(2026, 9, 1)


@pytest.mark.parametrize(
    "written", ["concern=9", "codes", "codes=-1", "codes=29", "notes=3651", "codes=soon"]
)
def test_what_is_no_kind_or_no_days_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match=written.partition("=")[0]):
        read_days(written, 365)
