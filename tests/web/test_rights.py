"""Every route × every role equals the table, over real HTTP; a route without an entry cannot be added."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from hallserver.core.rights import PERMISSIONS, ROLES, SOCKET_EVENTS
from hallserver.web.door import Route, route
from hallserver.web.routes import all_routes
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, served_matters

ROUTES = all_routes()
VALUES = {
    "leave": "1",
    "kind": "ticket",
    "ticket": "999999",
    "job": "999999",
    "window": "1",
    "report": "waits",
    "printer": "printer-9",
    "code": "999",
    "half": "ticket",
    "lang": "zh",
    "notice": "999999",
    "help": "999999",
    "alarm": "999999",
    "emergency": "999999",
    "message": "999999",
    "receiver": "nobody",
    "role": "display",
    "name": "nobody",
    "number": "A999",
    "term": "999999",
    "case": "999999",
    "request": "999999",
    "seq": "999999",
    "concern": "999999",
    "contest": "999999",
    "letter": "999999",
    "table": "matters",
    "matter": "nothing",
    "line": "nothing",
    "version": "999999",
}
TITLE = [f"{row.method} {row.path}" for row in ROUTES]


def path_of(row: Route) -> str:
    return re.sub(r"\{(\w+)(:int)?\}", lambda found: VALUES[found[1]], row.path)


Knock = Callable[..., httpx.Response]


@pytest.mark.parametrize("row", ROUTES, ids=TITLE)
def test_each_role_may_what_the_table_says_and_nothing_else(
    knock: Knock, tokens: dict[str, str], row: Route
) -> None:
    """Without a key and with a broken body: whoever may is told 400 at the latest, and nothing is ever done."""
    for role in ROLES:
        if role == "local":
            continue
        answer = knock(tokens[role], row.method, path_of(row), content=None if row.method == "GET" else b"{")
        allowed = row.permission is None or (role in PERMISSIONS[row.permission] and not row.local)
        own = answer.status_code == 403 and role == "follower" and allowed

        assert answer.status_code != 401, (role, answer.text)
        assert own or (answer.status_code == 403) is not allowed, (role, answer.status_code, answer.text)
        assert answer.status_code < 500, (role, answer.text)


@pytest.mark.parametrize(
    "row",
    [row for row in ROUTES if row.permission],
    ids=[t for t, r in zip(TITLE, ROUTES, strict=True) if r.permission],
)
def test_nobody_gets_in_without_showing_something(knock: Knock, row: Route) -> None:
    assert knock(None, row.method, path_of(row)).status_code == 401


@pytest.mark.parametrize("row", [row for row in ROUTES if row.local], ids=lambda row: row.path)
def test_the_machines_own_routes_are_closed_over_tcp(
    knock: Knock, tokens: dict[str, str], row: Route
) -> None:
    for token in (None, *tokens.values()):
        answer = knock(
            token, row.method, path_of(row), {"Idempotency-Key": "x", "X-Forwarded-For": "127.0.0.1"}
        )

        assert answer.status_code in {401, 403}


def test_only_what_anybody_may_see_needs_no_permission() -> None:
    assert {f"{row.method} {row.path}" for row in ROUTES if row.permission is None} == {
        "GET /hall",
        "GET /catalogue",
        "POST /links",
        "GET /login",
        "POST /login",
        "POST /login/oidc/begin",
        "GET /login/oidc/callback",
        "POST /login/oidc",
        "POST /pairings",
        "GET /letters",
        "GET /letters/{letter:int}/scan",
        "GET /public/figures",
        "GET /public/queue",
        "GET /slots",
        "POST /slots/holds",
        "POST /slots/drop",
        "POST /slots/book",
        "GET /bookings/{code}",
        "POST /bookings/{code}/move",
        "POST /bookings/{code}/cancel",
    }


def test_every_permission_opens_something_or_is_asked_in_words() -> None:
    asked = {row.permission for row in ROUTES} | {each for needs in SOCKET_EVENTS.values() for each in needs}

    assert set(PERMISSIONS) == asked - {None}


def test_a_route_with_a_permission_that_is_not_in_the_table_cannot_be_added() -> None:
    with pytest.raises(KeyError):
        route("GET", "/secret", permission="secret.read")(lambda _: None)


def test_a_screen_is_not_told_what_one_clerk_writes_to_another(own_hall: RunningHall) -> None:
    matter = served_matters(own_hall, ["5", "6"])[0]
    with (
        Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as visitor,
        Clerk(own_hall, own_hall.token("window", "5", staffer="any"), window="5") as one,
        Clerk(own_hall, own_hall.token("window", "6", staffer="any"), window="6") as other,
        Actor(own_hall, own_hall.token("display", "board-1")) as screen,
    ):
        visitor.takes_ticket(matter)
        called = one if one.calls_next() else other
        heir = other if called is one else one
        called.does("start")
        called.does("transfer", to={"window": heir.window}, comment="材料已核，只差签字")
        heir.calls_next()

        assert heir.sees()["ticket"]["comment"] == "材料已核，只差签字"
        shown = screen.ask(f"/windows/{heir.window}")["ticket"]
        assert (shown["number"], shown["comment"], shown["case"]) == (
            heir.sees()["ticket"]["number"],
            None,
            None,
        )


def test_a_window_device_acts_at_its_own_window_only(small: RunningHall, tokens: dict[str, str]) -> None:
    with Actor(small, tokens["window"]) as clerk:
        for act in ("next", "start", "recall", "resume", "undo"):
            with pytest.raises(Refused) as refused:
                clerk.act(f"/windows/2/{act}")
            assert refused.value.status == 403
        for page in ("/windows/2", "/windows/2/waiting"):
            with pytest.raises(Refused) as read:
                clerk.ask(page)
            assert read.value.status == 403


def test_a_follower_sees_and_drops_its_own_ticket_only(small: RunningHall, tokens: dict[str, str]) -> None:
    with Visitor(small, tokens["kiosk"]) as visitor:
        mine, other = visitor.takes_ticket("post-send"), visitor.takes_ticket("post-send")
    with Actor(small, mine["follow"]) as follower:
        for path in ("", "/why", "/slip.png"):
            with pytest.raises(Refused) as refused:
                follower.ask(f"/tickets/{other['id']}{path}")
            assert refused.value.status == 403
        with pytest.raises(Refused) as refused:
            follower.act(f"/tickets/{other['id']}/cancel")
        assert refused.value.status == 403
        assert follower.ask("/tickets/mine")["number"] == mine["number"]
        assert follower.act(f"/tickets/{mine['id']}/cancel")["state"] == "cancelled"


def test_a_tickets_id_alone_grants_nothing(knock: Knock, visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")
    for guess in (str(ticket["id"]), f"{ticket['id']}.", f"{ticket['id']}.{'0' * 32}"):
        assert knock(guess, "GET", f"/tickets/{ticket['id']}").status_code == 401
