"""Turns: what one caller sends never gets more than its seats between two looks of the hub, and the modest come first."""

from __future__ import annotations

from collections.abc import Callable

import gevent
import pytest

from hallserver.traffic.turns import (
    ALONE_S,
    MACHINE,
    SEATS,
    SEATS_ALONE,
    SEATS_OF_A_CROWD,
    Turns,
    at_sockets,
    look_around,
)

GREEDY, OTHER, STRANGER = ("greedy", SEATS), ("other", SEATS), ("10.0.0.9", 2)


def keep_asking(
    turns: Turns, caller: tuple[str, int], done: list[str], count: int = 100
) -> Callable[[], None]:
    def ask() -> None:
        for _ in range(count):
            with turns.seat(caller):
                done.append(caller[0])

    return ask


def served_between_looks(turns: Turns, *callers: tuple[str, int]) -> list[list[str]]:
    """Whose requests were done between two looks of the hub, each of ten connections asking without pause."""
    done: list[str] = []
    for caller in callers:
        for _ in range(10):
            gevent.spawn(keep_asking(turns, caller, done))
    look_around()
    looks = []
    for _ in range(20):
        before = len(done)
        look_around()
        looks.append(done[before:])
    return looks


def test_the_only_one_whose_requests_wait_gets_few_of_them_done_between_two_looks() -> None:
    turns = Turns(lambda: 0.0)
    turns.take(OTHER)()
    looks = served_between_looks(turns, GREEDY)

    assert max(map(len, looks[1:])) <= SEATS_OF_A_CROWD
    assert sum(map(len, looks)) >= SEATS_OF_A_CROWD * 10
    with gevent.Timeout(1), turns.seat(OTHER), turns.seat(OTHER), turns.seat(OTHER):
        pass  # who is modest has all of its seats


def test_two_of_them_share_as_usual() -> None:
    looks = served_between_looks(Turns(lambda: 0.0), GREEDY, OTHER)[3:]  # each has seen the other

    for name, most in (GREEDY, OTHER):
        assert max(each.count(name) for each in looks) <= most
        assert sum(each.count(name) for each in looks) >= most * 8


def test_who_is_alone_has_all_seats_and_gives_them_up_when_another_comes() -> None:
    now = [100.0]
    turns = Turns(lambda: now[0])
    held = [turns.take(GREEDY) for _ in range(SEATS_ALONE)]
    turns.take(OTHER)()
    waiting = gevent.spawn(turns.take, GREEDY)
    held.pop()()
    look_around()
    look_around()
    assert not waiting.ready(), "another is there: the seats beyond its own are not given again"
    now[0] += ALONE_S + 0.1
    held.pop()()
    look_around()
    look_around()
    gevent.sleep(0)

    assert waiting.ready()


def test_a_stranger_has_few_seats_even_alone() -> None:
    turns = Turns(lambda: 0.0)
    _ = [turns.take(STRANGER) for _ in range(2)]
    third = gevent.spawn(turns.take, STRANGER)
    look_around()

    assert not third.ready()
    third.kill()


def test_of_a_callers_connections_the_modest_come_first() -> None:
    turns, came = Turns(lambda: 0.0), []

    def ask(used: float) -> None:
        with turns.seat(STRANGER, used):
            came.append(used)

    held = [turns.take(STRANGER) for _ in range(2)]
    for used in (50.0, 3.0, 20.0, 3.5):
        gevent.spawn(ask, used)
    look_around()
    for leave in held:
        leave()
    for _ in range(8):
        look_around()

    assert came == [3.0, 3.5, 20.0, 50.0]


def test_nobody_is_passed_for_ever_by_modest_ones_who_keep_coming() -> None:
    now = 0.0
    turns, came = Turns(lambda: now), []

    def ask(name: str, used: float) -> None:
        with turns.seat(STRANGER, used):
            came.append(name)

    held = [turns.take(STRANGER) for _ in range(2)]
    gevent.spawn(ask, "newcomer", 31.0)
    look_around()
    for n in range(1, 5):
        now = n / 10
        gevent.spawn(ask, f"modest {n}", 3.6)
        look_around()
    for leave in held:
        leave()
    for _ in range(12):
        look_around()

    assert came == ["modest 1", "modest 2", "newcomer", "modest 3", "modest 4"]


def test_whoever_gives_up_waiting_takes_no_seat_with_it() -> None:
    turns = Turns(lambda: 0.0)
    held = [turns.take(STRANGER) for _ in range(2)]
    impatient = gevent.spawn(turns.take, STRANGER)
    look_around()
    impatient.kill()
    for leave in held:
        leave()
        leave()  # once is enough, twice does no harm
    look_around()
    look_around()

    assert not turns._seats, "a caller without requests is kept"
    with gevent.Timeout(1), turns.seat(STRANGER), turns.seat(STRANGER):
        pass


def test_an_error_gives_the_seat_back() -> None:
    turns = Turns(lambda: 0.0)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), turns.seat(STRANGER):
            _ = 1 / 0
        look_around()


def test_a_devices_sockets_leave_seats_to_its_requests() -> None:
    turns = Turns(lambda: 0.0)
    turns.take(OTHER)()
    requests = [turns.take(GREEDY) for _ in range(SEATS)]
    message = gevent.spawn(turns.take, at_sockets(GREEDY))
    requests.pop()()
    look_around()
    look_around()
    assert not message.ready(), "a seat that a request has left is a request's"
    requests.pop()()
    requests.pop()()
    look_around()
    look_around()
    gevent.sleep(0)

    assert message.ready()
    with gevent.Timeout(1), turns.seat(GREEDY), turns.seat(GREEDY):
        pass


def test_the_machines_own_sockets_never_wait() -> None:
    assert at_sockets(MACHINE) == MACHINE
    assert at_sockets(STRANGER) == STRANGER
