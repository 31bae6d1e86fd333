"""Sign-ons under way, and refused ones on their way into the log: by a clock that the test turns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from hallserver.core.errors import SignOnLapsed
from hallserver.directories.answers import Person
from hallserver.traffic.begun import LIFE_S, MOST_KEPT, BegunSignOns
from hallserver.traffic.refused_sign_ons import MOST_KINDS, SUMMED_S, RefusedSignOn, RefusedSignOns, told

WRONG = RefusedSignOn("password", "wrong_pin", "boss", "192.168.1.7")


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_sign_on_is_taken_once_by_its_own_browser_within_ten_minutes(clock: Clock) -> None:
    begun = BegunSignOns(clock)
    state, browser, _ = begun.begin("office", "en")
    late, its_browser, _ = begun.begin("office")

    with pytest.raises(SignOnLapsed):
        begun.take(state, "another browser")
    assert begun.page_of(state) == ("office", "en")
    assert begun.take(state, browser).page == "office"
    with pytest.raises(SignOnLapsed):
        begun.take(state, browser)
    clock.now = LIFE_S
    with pytest.raises(SignOnLapsed):
        begun.take(late, its_browser)


def test_one_that_waits_for_digits_keeps_its_browser_and_its_end(clock: Clock) -> None:
    begun = BegunSignOns(clock)
    state, browser, _ = begun.begin("office")
    person = Person("id", "boss", ())
    begun.put_back(state, begun.take(state, browser), person)

    with pytest.raises(SignOnLapsed):
        begun.take(state, "another browser")
    again = begun.take(state, browser)
    assert again.person == person
    begun.put_back(state, again, person)
    clock.now = LIFE_S
    with pytest.raises(SignOnLapsed):
        begun.take(state, browser)


def test_so_many_are_kept_and_the_oldest_goes(clock: Clock) -> None:
    begun = BegunSignOns(clock)
    first, browser, _ = begun.begin("office")
    for _ in range(MOST_KEPT):
        begun.begin("office")

    with pytest.raises(SignOnLapsed):
        begun.take(first, browser)


def test_the_first_refusal_is_told_at_once_and_the_same_again_as_one_number(clock: Clock) -> None:
    refused = RefusedSignOns(clock)

    assert refused.note(WRONG) == WRONG
    assert [refused.note(WRONG) for _ in range(7)] == [None] * 7
    assert refused.due() == []
    clock.now = SUMMED_S
    assert refused.due() == [(WRONG, 7)]
    assert refused.due() == []
    assert refused.note(WRONG) == WRONG, "after that it is told at once again"
    assert refused.due(at_once=True) == []


def test_an_attack_from_everywhere_fills_no_log_and_loses_no_number(clock: Clock) -> None:
    refused = RefusedSignOns(clock)
    kinds = [replace(WRONG, origin=f"10.0.{n // 250}.{n % 250}") for n in range(5000)]
    written = [each for each in map(refused.note, kinds) if each is not None]
    summed = refused.due(at_once=True)

    assert len(written) == MOST_KINDS + 1
    assert written[-1] == RefusedSignOn("password", "wrong_pin", None, None)
    assert len(written) + sum(more for _, more in summed) == 5000


def test_a_sum_is_an_event_with_its_number_and_a_single_one_without() -> None:
    assert told(WRONG).as_facts() == {
        "means": "password",
        "reason": "wrong_pin",
        "account": "boss",
        "origin": "192.168.1.7",
    }
    assert told(WRONG, 7).as_facts()["more"] == 7
