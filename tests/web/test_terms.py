"""Seconded people over HTTP: a department names, the hall signs, a term that ends throws nobody's place away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.actors import Actor, Board, Clerk, Refused, Visitor
from tests.running import RunningHall, hall, serving
from tests.small import small_plan

PROMISED_S = 5.0


@pytest.fixture(scope="module")
def people_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A small hall whose people these tests may change."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "small.toml").write_text(small_plan())
    hall("import", str(folder / "small.toml"), data=folder / "hall")
    with serving(folder / "hall", "--desk-only") as running:
        yield running


@pytest.fixture
def boss(people_hall: RunningHall) -> Iterator[Actor]:
    with Actor(people_hall, people_hall.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture
def law(people_hall: RunningHall) -> Iterator[Actor]:
    with Actor(people_hall, people_hall.token("department", "law")) as actor:
        yield actor


def terms_of(actor: Actor, staffer: str | None = None) -> list[Any]:
    return [each for each in actor.ask("/secondments")["secondments"] if staffer in {None, each["staffer"]}]


def test_a_department_sees_and_names_its_own_people_only(law: Actor, boss: Actor) -> None:
    assert {each["department"] for each in terms_of(law)} == {"law"}
    assert {each["department"] for each in terms_of(boss)} == {"law", "tax"}
    term = law.act("/secondments", {"staffer": "l-3", "role": "staff"})
    with pytest.raises(Refused) as foreign:
        law.act("/secondments", {"staffer": "t-3"})
    with pytest.raises(Refused) as signing:
        law.act(f"/secondments/{term['id']}/sign", {"kind": "hall", "by": "me"})

    assert (foreign.value.status, signing.value.status) == (403, 403)
    for kind in ("organization", "personnel", "hall"):
        term = boss.act(f"/secondments/{term['id']}/sign", {"kind": kind, "by": f"Head of {kind}"})
    assert (term["state"], len(term["signatures"])) == ("seconded", 3)
    with pytest.raises(Refused) as again:
        boss.act(f"/secondments/{term['id']}/sign", {"kind": "hall", "by": "Head of hall"})
    assert again.value.code == "term_state"


def test_an_exchange_without_consent_is_refused_and_with_it_has_a_number(law: Actor, boss: Actor) -> None:
    mine = terms_of(law, "l-2")[0]
    asked = law.act(f"/secondments/{mine['id']}/replacement", {"reason": "needed at home"})
    request = asked["replacements"][-1]["id"]
    with pytest.raises(Refused) as own:
        law.act(f"/replacements/{request}/consent", {"reference": "1", "effective": mine["to_day"]})
    assert own.value.status == 403

    told = boss.act(f"/replacements/{request}/consent", {"reference": "No. 7", "effective": mine["to_day"]})

    assert (told["state"], told["end_kind"], told["end_reason"]) == ("seconded", "replaced", "No. 7")


def test_session_and_socket_end_within_five_seconds_of_the_return(
    people_hall: RunningHall, boss: Actor
) -> None:
    token = people_hall.token("window", "1", staffer="t-2")
    with (
        Board(people_hall, token) as screen,
        Clerk(people_hall, token, window="1") as clerk,
        Visitor(people_hall, people_hall.token("kiosk", "kiosk-1")) as visitor,
    ):
        gone: list[float] = []
        screen.socket.on("disconnect", lambda *_: gone.append(time.monotonic()), namespace="/live")
        ticket = visitor.takes_ticket("tax-file")
        clerk.calls_next()
        term = terms_of(boss, "t-2")[0]
        began = time.monotonic()
        boss.act(f"/secondments/{term['id']}/return", {"reason": "unfit"})
        while not gone and time.monotonic() < began + PROMISED_S:
            time.sleep(0.02)

        assert gone, "the socket of the window is still open"
        assert clerk.sees()["state"] == "closed"
        assert visitor.looks_at(ticket)["state"] == "waiting"
        with pytest.raises(Refused) as refused:
            clerk.calls_next()
        assert refused.value.code == "window_closed"


def test_a_department_comes_in_by_link_as_itself(people_hall: RunningHall) -> None:
    told = hall("link", "department", "law", data=people_hall.data).stdout
    with Actor(people_hall, None) as page:
        page.act("/links", {"code": told.strip().rpartition("#link=")[2]})

        assert {each["department"] for each in terms_of(page)} == {"law"}


def test_a_day_out_of_the_term_is_no_day_for_a_consent(law: Actor, boss: Actor) -> None:
    mine = terms_of(law, "l-1")[0]
    request = law.act(f"/secondments/{mine['id']}/replacement", {"reason": "x"})["replacements"][-1]["id"]
    for day in ("2020-01-01", str(timedelta.max.days), "2999-01-01"):
        with pytest.raises(Refused) as refused:
            boss.act(f"/replacements/{request}/consent", {"reference": "9", "effective": day})
        assert refused.value.code == "malformed"
    assert boss.act(f"/replacements/{request}/refuse", {"reason": "no"})["end_kind"] is None
