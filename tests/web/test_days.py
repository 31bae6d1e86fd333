"""The day over real HTTP: several stops, codes, identities, more time, today's plan, rules, the closing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, hall, serving
from tests.small import found

CITIZEN = "110101199003070134"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    with serving(found(tmp_path_factory.mktemp("days") / "hall"), "--desk-only") as small:
        yield small


@pytest.fixture
def visitor(running: RunningHall) -> Iterator[Visitor]:
    with Visitor(running, running.token("kiosk", "kiosk-1")) as actor:
        yield actor


@pytest.fixture
def manager(running: RunningHall) -> Iterator[Actor]:
    with Actor(running, running.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture
def clerk(running: RunningHall) -> Iterator[Clerk]:
    with Clerk(running, running.token("window", "1", staffer="t-2"), window="1") as actor:
        yield actor
        if actor.sees()["state"] != "closed":
            actor.act("/windows/1/session", method="DELETE")


def test_one_number_for_two_matters_tells_where_each_stop_is(visitor: Visitor) -> None:
    ticket = visitor.act(
        "/tickets", {"stops": [{"matter": "notary-will", "after": "tax-file"}, {"matter": "tax-file"}]}
    )

    view = visitor.ask(f"/tickets/{ticket['id']}")
    assert [(each["matter"], each["state"], each["after"]) for each in view["stops"]] == [
        ("tax-file", "waiting", None),
        ("notary-will", "held", "tax-file"),
    ]
    assert view["stops"][1]["held"]["zh"] == "须先办完前一事项"
    visitor.act(f"/tickets/{ticket['id']}/cancel")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"matter": "tax-file", "stops": [{"matter": "tax-file"}]},
        {"stops": []},
        {"stops": [{"matter": "tax-file"}] * 9},
        {"stops": [{"matter": "tax-file", "after": "x"}]},
        {"matter": "tax-file", "identity": "1"},
        {"matter": "tax-file", "identity": "110101199003070135"},
    ],
)
def test_a_wish_that_makes_no_sense_is_400(visitor: Visitor, body: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        visitor.act("/tickets", body)

    assert (refused.value.status, refused.value.code) == (400, "malformed")


def test_a_second_number_for_the_same_person_offers_the_first(running: RunningHall, visitor: Visitor) -> None:
    ticket = visitor.act("/tickets", {"matter": "tax-file", "identity": CITIZEN}, key="card-1")
    again = visitor.act("/tickets", {"matter": "tax-file", "identity": CITIZEN}, key="card-1")
    with pytest.raises(Refused) as refused:
        visitor.act("/tickets", {"matter": "tax-file", "identity": CITIZEN})

    assert again == ticket
    assert (refused.value.status, refused.value.code) == (409, "duplicate_ticket")
    assert refused.value.problem["state"]["number"] == ticket["number"]
    assert visitor.act(f"/tickets/{refused.value.problem['state']['ticket']}/reprint")["state"] == "queued"
    visitor.act(f"/tickets/{ticket['id']}/cancel")
    for path in running.data.iterdir():
        assert not path.is_file() or CITIZEN.encode() not in path.read_bytes(), path


def test_an_appointment_is_booked_read_kept_and_spent(visitor: Visitor, manager: Actor) -> None:
    at = (datetime.now(UTC) + timedelta(minutes=2)).isoformat()
    booked = manager.act("/appointments", {"matter": "tax-file", "at": at})
    ticket = visitor.act("/check-ins", {"code": booked["code"]})

    day = manager.ask("/appointments", day=booked["business_day"])["appointments"]
    assert [(each["state"], each["number"]) for each in day if each["code"] == booked["code"]] == [
        ("kept", ticket["number"])
    ]
    with pytest.raises(Refused) as spent:
        visitor.act("/check-ins", {"code": booked["code"]})
    assert (spent.value.status, spent.value.code) == (409, "code_used")
    with pytest.raises(Refused) as unknown:
        visitor.act("/tickets", {"appointment": "00000000"})
    assert unknown.value.status == 404
    visitor.act(f"/tickets/{ticket['id']}/cancel")


def test_a_list_with_one_bad_line_is_not_taken(manager: Actor) -> None:
    with pytest.raises(Refused) as refused:
        manager.act(
            "/appointments/list",
            {"file": "l.csv", "text": "matter,at\ntax-file,2030-01-07T09:00\ntax,2030-01-07T09:00\n"},
        )

    assert (refused.value.code, refused.value.problem["line"], refused.value.problem["field"]) == (
        "bad_plan",
        3,
        "matter",
    )
    assert manager.ask("/appointments", day="2030-01-07")["appointments"] == []


def test_a_follower_asks_for_more_time_once(running: RunningHall, visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("tax-file")
    with Actor(running, ticket["follow"]) as follower:
        offered = follower.ask("/tickets/mine")["more_time_minutes"]
        held = follower.act(f"/tickets/{ticket['id']}/more-time")
        with pytest.raises(Refused) as refused:
            follower.act(f"/tickets/{ticket['id']}/more-time")

    assert (offered, held["state"], held["more_time_minutes"]) == (5, "held", 0)
    assert held["due_at"] is not None
    assert refused.value.status == 409
    visitor.act(f"/tickets/{ticket['id']}/cancel")


def test_a_clerk_takes_a_finish_back(visitor: Visitor, clerk: Clerk) -> None:
    ticket = visitor.takes_ticket("reg-new")
    clerk.act("/windows/1/call", {"ticket": ticket["id"], "reason": "alone"})
    clerk.does("start")
    clerk.does("finish", outcome="done")
    again = clerk.act(f"/tickets/{ticket['id']}/reopen")
    clerk.does("finish", outcome="consulted")

    assert (again["state"], again["window"]) == ("serving", "1")


def test_a_managers_word_counts_at_once_and_the_board_shows_a_closed_window(
    visitor: Visitor, clerk: Clerk, manager: Actor
) -> None:
    tax, reg = visitor.takes_ticket("tax-file"), visitor.takes_ticket("reg-new")
    manager.act("/windows/1/today", {"lines": ["reg"], "reason": "surge"})
    called = clerk.calls_next()
    clerk.does("start")
    clerk.does("finish", outcome="consulted")
    manager.act("/windows/1/today", {"lines": ["tax", "reg"], "reason": "back"})
    manager.act("/windows/1/close", {"reason": "training"})

    window = next(each for each in manager.ask("/board")["windows"] if each["code"] == "1")
    assert (called["ticket"]["number"], window["state"]) == (reg["number"], "closed")
    visitor.act(f"/tickets/{tax['id']}/cancel")


def test_rules_are_read_published_and_refused_by_field(visitor: Visitor, manager: Actor) -> None:
    before = manager.ask("/rules")["version"]
    published = manager.act("/rules", {"text": "[lines.tax]\nmore_time_minutes = 7\n"})
    with pytest.raises(Refused) as refused:
        manager.act("/rules", {"text": "[lines.tax]\nmore_time = 7\n"})

    assert (published["version"], manager.ask("/rules")["rules"]["lines"]["tax"]["more_time_minutes"]) == (
        before + 1,
        7,
    )
    assert (refused.value.status, refused.value.problem["field"]) == (400, "lines.tax.more_time")
    ticket = visitor.takes_ticket("tax-file")
    assert visitor.ask(f"/tickets/{ticket['id']}")["more_time_minutes"] == 7
    visitor.act(f"/tickets/{ticket['id']}/cancel")


def test_the_day_is_closed_once_and_its_hash_stands_on_paper(tmp_path: Path) -> None:
    """The whole way: people waiting, closed by the manager, refused afterwards, held against the paper's hash."""
    data = found(tmp_path / "hall")
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
        Actor(running, running.token("manager", "boss")) as manager,
    ):
        ticket = visitor.takes_ticket("tax-file")
        with pytest.raises(Refused) as open_still:
            manager.act("/day/close", {"reason": "17:00"})
        closed = manager.act("/day/close", {"reason": "17:00", "early": True})
        with pytest.raises(Refused) as gone:
            visitor.takes_ticket("tax-file")
        state = visitor.ask(f"/tickets/{ticket['id']}")["state"]
        is_open = visitor.ask("/hall")["open"]
        jobs = [each["facts"]["slip"] for each in running.events() if each["kind"] == "slip.queued"]

    assert (open_still.value.code, gone.value.code, state, is_open) == (
        "still_open",
        "day_closed",
        "expired",
        False,
    )
    assert closed["figures"]["issued"] == closed["figures"]["expired"] == 1
    assert jobs == ["closing"]
    assert hall("verify", "--printed", f"{closed['seq']}:{closed['hash']}", data=data).returncode == 0
