"""Wrong secrets: few per place, none that locks somebody else out, every one paid for before it is looked at."""

from __future__ import annotations

from contextlib import suppress

import pytest

from hallserver.core.errors import TooMany
from hallserver.traffic.guesses import CODES, MOST_KEPT, SECRETS, Guesses

MOST = SECRETS.pair[0]


class Watch:
    """Monotonic seconds, in the test's hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def guesses(watch: Watch) -> Guesses:
    return Guesses(watch)


def guess(guesses: Guesses, account: str, origin: str, count: int) -> int:
    """How many of so many wrong tries were looked at."""
    looked_at = 0
    for _ in range(count):
        try:
            guesses.begin(account, origin)
        except TooMany:
            continue
        looked_at += 1
    return looked_at


def test_of_many_tries_at_the_same_time_few_are_looked_at(guesses: Guesses) -> None:
    assert guess(guesses, "boss", "10.0.0.7", 200) == MOST


def test_tries_come_back_slowly_however_often_one_asks(guesses: Guesses, watch: Watch) -> None:
    looked_at = 0
    for _ in range(3600):
        watch.now += 1
        looked_at += guess(guesses, "boss", "10.0.0.7", 3)

    assert looked_at <= MOST + SECRETS.pair[1] + 1


def test_the_refusal_says_how_long_to_wait_and_that_is_true(guesses: Guesses, watch: Watch) -> None:
    guess(guesses, "boss", "10.0.0.7", 50)
    with pytest.raises(TooMany) as refused:
        guesses.begin("boss", "10.0.0.7")
    watch.now += refused.value.facts["seconds"]

    assert guesses.begin("boss", "10.0.0.7")


def test_a_right_one_gives_its_tries_back(guesses: Guesses) -> None:
    for n in range(SECRETS.origin[0] // MOST):
        assert guess(guesses, "boss", "10.0.0.7", MOST - 1) == MOST - 1, n
        guesses.was_right(guesses.begin("boss", "10.0.0.7"))


def test_one_address_gets_no_further_with_many_accounts(guesses: Guesses) -> None:
    looked_at = sum(guess(guesses, f"account-{n}", "10.0.0.66", 5) for n in range(100))

    assert looked_at == SECRETS.origin[0]
    assert guesses.begin("account-3", "10.0.0.7"), "somebody else's address is locked with it"


def test_strangers_slow_an_account_for_each_other_but_not_for_whoever_was_right_before(
    guesses: Guesses, watch: Watch
) -> None:
    guesses.was_right(guesses.begin("boss", "10.0.0.7"))
    for minute in range(30):
        watch.now += 60
        for n in range(50):
            guess(guesses, "boss", f"10.9.{minute}.{n}", 5)
        guesses.was_right(guesses.begin("boss", "10.0.0.7"))

    assert guess(guesses, "boss", "10.8.0.1", 1) == 0


def test_a_stranger_who_keeps_asking_does_not_hold_the_account_for_ever(
    guesses: Guesses, watch: Watch
) -> None:
    for n in range(50):
        guess(guesses, "boss", f"10.9.0.{n}", 5)
    watch.now += 3600 / SECRETS.account[1] + 1

    assert guesses.begin("boss", "10.0.0.7")


def test_memory_is_bounded(guesses: Guesses) -> None:
    for n in range(30_000):
        guess(guesses, f"a-{n}", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 1)

    assert len(guesses._budgets) <= 20_000


def test_invented_accounts_do_not_wash_out_what_is_counted(watch: Watch) -> None:
    """Whoever is refused at its origin adds nothing to what is kept."""
    guesses = Guesses(watch, CODES)
    looked_at = 0
    for _ in range(180):  # three hours, one minute after the other
        for invented in range(MOST_KEPT // 100):
            with suppress(TooMany):
                guesses.begin(f"nobody {invented}", "thief")
        with suppress(TooMany):
            guesses.begin("boss", "thief")
            looked_at += 1
        watch.now += 60

    assert looked_at <= CODES.pair[0] + 3 * CODES.pair[1]
    assert len(guesses._budgets) < 1000


def test_from_the_owners_own_place_six_codes_an_hour_are_looked_at(watch: Watch) -> None:
    guesses = Guesses(watch, CODES)
    guesses.was_right(guesses.begin("boss", "desk"))
    looked_at = 0
    for _ in range(600):
        with suppress(TooMany):
            guesses.begin("boss", "desk")
            looked_at += 1
        watch.now += 6

    assert looked_at <= CODES.pair[0] + CODES.pair[1] + 1
