"""A full hall: everybody at once, from processes of their own; no number twice, no ticket called twice, none lost."""

from __future__ import annotations

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, hall, matter_of, served_matters, serving
from tests.tools import load

# tickets of each kiosk, rounds of three windows, rounds of two stops: the first of each in `make soak`
KIOSKS, (TICKETS, ROUNDS, BOTH) = 8, (500, 200, 25) if os.environ.get("HALL_SOAK") else (60, 50, 10)


def test_eight_kiosks_and_twelve_windows_lose_and_double_nothing(data: Path) -> None:
    windows = ["2", "3", "4", "5", "6", "8", "9", "10", "11", "12", "13", "14"]
    with serving(data, "--desk-only") as running:
        matters = served_matters(running, windows)
        desks = [
            load.start(
                "window",
                port=running.port,
                token=running.token("window", code, staffer="any"),
                code=code,
                until=str(data / "closing"),
            )
            for code in windows
        ]
        kiosks = [
            load.start(
                "kiosk",
                port=running.port,
                token=running.token("kiosk", f"k{i}"),
                count=TICKETS,
                matters=matters,
            )
            for i in range(KIOSKS)
        ]
        issued = [each for kiosk in kiosks for each in load.told(kiosk)]
        (data / "closing").touch()
        called = [each["called"] for desk in desks for each in load.told(desk) if each.get("called")]
        events = running.events()

    assert Counter(each["status"] for each in issued) == {201: KIOSKS * TICKETS}
    assert len({each["number"] for each in issued}) == KIOSKS * TICKETS
    assert sorted(called) == sorted(each["id"] for each in issued)
    assert check_log(events, {each["id"] for each in issued}) == KIOSKS * TICKETS
    assert hall("verify", data=data).returncode == 0


def test_windows_that_press_next_at_the_same_instant_get_different_tickets(
    own_hall: RunningHall, visitor: Visitor, tmp_path: Path
) -> None:
    """T7 over HTTP: three client processes."""
    windows, rounds = ["9", "10", "11"], ROUNDS  # all three serve property registration
    matter = shared_matter(own_hall, windows)
    taken = [visitor.takes_ticket(matter)["id"] for _ in range(rounds * len(windows))]
    pressing = [
        load.start(
            "press",
            port=own_hall.port,
            token=own_hall.token("window", code, staffer="any"),
            code=code,
            rounds=rounds,
            folder=str(tmp_path),
            many=len(windows),
        )
        for code in windows
    ]

    told = [each for process in pressing for each in load.told(process)]

    assert {each["status"] for each in told} == {200}
    assert sorted(each["called"] for each in told) == sorted(taken)
    for i in range(rounds):
        called = sorted(each["called"] for each in told if each["round"] == i)
        assert called == taken[i * len(windows) : (i + 1) * len(windows)], "each round calls the next three"


def test_two_windows_that_call_the_same_visitors_two_stops_get_one_and_the_next(
    own_hall: RunningHall, visitor: Visitor
) -> None:
    """T8: a tax matter and a property one on one number; both windows press at once."""
    windows = ["8", "9"]
    clerks = [Clerk(own_hall, own_hall.token("window", code, staffer="any"), window=code) for code in windows]
    first, second = (matter_of(own_hall, code) for code in windows)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(BOTH):
            both = visitor.act("/tickets", {"stops": [{"matter": first}, {"matter": second}]})
            other = [visitor.takes_ticket(matter) for matter in (first, second)]
            called = [each["ticket"]["id"] for each in pool.map(lambda clerk: clerk.calls_next(), clerks)]

            assert called.count(both["id"]) == 1
            assert set(called) - {both["id"]} < {each["id"] for each in other}
            for clerk in clerks:
                clerk.does("start")
                clerk.does("finish", outcome="consulted")
            visitor.act(f"/tickets/{both['id']}/cancel")
            for clerk in clerks:
                if clerk.act(f"/windows/{clerk.window}/next"):
                    clerk.does("start")
                    clerk.does("finish", outcome="consulted")
    for clerk in clerks:
        clerk.close()


def shared_matter(running: RunningHall, windows: list[str]) -> str:
    """A matter that all these windows serve."""
    shared = sorted(set.intersection(*(set(served_matters(running, [code])) for code in windows)))
    assert shared, "these windows share no matter"
    return shared[0]


@pytest.mark.parametrize("act", ["start", "miss"])
def test_of_two_who_do_the_same_act_one_wins_and_the_other_hears_the_state(
    visitor: Visitor, clerk: Clerk, matter: str, act: str
) -> None:
    visitor.takes_ticket(matter)
    clerk.calls_next()
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(lambda _: _tried(clerk, act), range(2)))

    assert [status for status, _ in outcomes] == [200, 409]
    assert outcomes[1][1] in {"serving", "missed", "open"}, "the loser does not hear the state"


def _tried(clerk: Clerk, act: str) -> tuple[int, str]:
    answer = clerk.client.post(
        f"/windows/{clerk.window}/{act}", json={}, headers={"Idempotency-Key": f"{time.time_ns()}"}
    )
    said = answer.json()
    return answer.status_code, said["state"]["state"] if answer.is_error else said["state"]


def check_log(events: list[dict[str, Any]], acknowledged: set[int]) -> int:
    """I1–I4 and I7 recomputed from the log alone; gives how many tickets were issued."""
    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    at_window: dict[str, int] = {}
    numbers: set[tuple[str, str]] = set()
    state: dict[int, str] = {}
    for event in events:
        kind, facts = event["kind"], event["facts"]
        if not kind.startswith("ticket."):
            continue
        ticket, window = facts["ticket"], facts["window"]
        if kind == "ticket.issued":
            assert (event["day"], facts["number"]) not in numbers
            numbers.add((event["day"], facts["number"]))
        elif kind == "ticket.called":
            assert state[ticket] == "waiting"
            assert window not in at_window
            at_window[window] = ticket
        elif kind == "ticket.finished":
            assert at_window.pop(window) == ticket
        state[ticket] = facts["state"]
    assert acknowledged <= set(state)
    return len(numbers)


def test_a_double_tap_gives_one_ticket(own_hall: RunningHall, visitor: Visitor) -> None:
    matter = matter_of(own_hall, "8")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: visitor.takes_ticket(matter, key="one-press"), range(8)))

    assert len({answer["id"] for answer in answers}) == 1
    assert len({answer["follow"] for answer in answers}) == 1


def test_a_lost_answer_is_given_again_after_a_restart(data: Path) -> None:
    """T11, T12: the same key after the server died and came back gives the same ticket and no second slip."""
    with serving(data, "--desk-only") as running:
        matter, token = matter_of(running, "8"), running.token("kiosk", "kiosk-1")
        with Visitor(running, token) as visitor:
            before = visitor.takes_ticket(matter, key="lost-answer")
        running.kill()
        running.start()
        with Visitor(running, token) as visitor:
            again = visitor.takes_ticket(matter, key="lost-answer")
            after = visitor.takes_ticket(matter)
        slips = [each for each in running.events() if each["kind"] == "ticket.issued"]

    assert again == before
    assert after["id"] == before["id"] + 1
    assert len(slips) == 2
