"""Whoever offends waits before the next socket, and for no longer than it goes on."""

from __future__ import annotations

from hallserver.traffic.offenders import EACH_S, LONGEST_S, MOST_KEPT, Offenders


class Clock:
    """Monotonic seconds, as the test wants them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nobody_waits_for_what_another_address_did() -> None:
    held = Offenders(Clock())
    held.note("10.0.0.7")

    assert held.wait("10.0.0.8") == 0
    assert held.wait("10.0.0.7") == EACH_S


def test_the_more_the_longer_and_never_too_long() -> None:
    held = Offenders(Clock())
    waits = []
    for _ in range(40):
        held.note("10.0.0.7")
        waits.append(held.wait("10.0.0.7"))

    assert waits[:4] == [EACH_S, 2 * EACH_S, 3 * EACH_S, 4 * EACH_S]
    assert waits[-1] == LONGEST_S


def test_it_is_forgotten_within_seconds() -> None:
    clock = Clock()
    held = Offenders(clock)
    for _ in range(40):
        held.note("10.0.0.7")
    clock.now += 8

    assert held.wait("10.0.0.7") == 0


def test_as_many_addresses_as_there_are_fill_no_memory() -> None:
    held = Offenders(Clock())
    for n in range(MOST_KEPT + 10):
        held.note(f"10.0.{n // 256}.{n % 256}")

    assert len(held._offences) == MOST_KEPT
    assert held.wait("10.0.0.0") == 0
