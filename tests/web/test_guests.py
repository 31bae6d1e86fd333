"""The guests' port over a real socket: the visitor's own page and the public page are there, everything else is not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import socketio

from hallserver.contract.openapi import BASE
from hallserver.web.door import Route
from hallserver.web.guests import is_for_guests
from hallserver.web.pages import PAGES
from hallserver.web.routes import all_routes
from tests.actors import Actor, Visitor
from tests.running import USUAL_TLS, RunningHall, free_port, hall, serving
from tests.small import found
from tests.web.test_rights import path_of

ROUTES = all_routes()
THERE = {
    "GET /hall",
    "GET /catalogue",
    "GET /letters",
    "GET /letters/{letter:int}/scan",
    "GET /public/figures",
    "GET /public/queue",
    "GET /bookings/{code}",
    "GET /slots",
    "GET /tickets/mine",
    "GET /tickets/{ticket:int}",
    "GET /tickets/{ticket:int}/why",
    "POST /bookings/{code}/cancel",
    "POST /bookings/{code}/move",
    "POST /slots/book",
    "POST /slots/drop",
    "POST /slots/holds",
    "GET /tickets/{ticket:int}/phone",
    "POST /tickets/{ticket:int}/phone",
    "POST /tickets/{ticket:int}/phone/forget",
    "POST /tickets/{ticket:int}/cancel",
    "POST /tickets/{ticket:int}/return",
    "POST /tickets/{ticket:int}/rating",
    "POST /tickets/{ticket:int}/more-time",
}


class Guests:
    """A served hall with a second port."""

    def __init__(self, running: RunningHall, port: int) -> None:
        self.running, self.url = running, f"http://127.0.0.1:{port}"

    def ask(self, method: str, path: str, token: str | None = None, **more: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Idempotency-Key": os.urandom(8).hex()} if method == "POST" else {}
        return httpx.request(method, self.url + path, headers=headers, verify=USUAL_TLS, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guests]:
    data, port = found(tmp_path_factory.mktemp("guests") / "hall"), free_port()
    with serving(data, "--desk-only", "--public-port", str(port)) as running:
        yield Guests(running, port)


@pytest.mark.parametrize("row", ROUTES, ids=[f"{row.method} {row.path}" for row in ROUTES])
def test_only_what_a_guest_needs_is_there(guests: Guests, row: Route) -> None:
    answer = guests.ask(row.method, BASE + path_of(row))
    there = f"{row.method} {row.path}" in THERE

    if there:
        assert answer.status_code in {200, 401} or answer.json()["code"] != "http_404", answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (404, "http_404"), row.path


@pytest.mark.parametrize(
    "path",
    [*PAGES, "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/t/", "//office", "/t/../office"],
)
def test_of_the_pages_only_the_visitors(guests: Guests, path: str) -> None:
    found = guests.ask("GET", re.sub("<.*>", "1", path)).status_code

    assert found == (200 if path in {"/t", "/why", "/public", "/book"} else 404)


def test_the_pages_come_with_what_they_are_made_of(guests: Guests) -> None:
    page = guests.ask("GET", "/public").text
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)

    assert assets
    assert {guests.ask("GET", each).status_code for each in assets} == {200}


def test_a_visitor_follows_there_and_any_other_token_is_nobodys(guests: Guests) -> None:
    running = guests.running
    manager, link = running.token("manager", "boss"), {"role": "manager", "name": "office"}
    code = running.local("POST", f"{BASE}/local/links", link)["token"]
    entered = httpx.post(f"{running.api}/links", json={"code": code}, headers={"Idempotency-Key": "in"})
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket("post-send")
    mine = f"{BASE}/tickets/{ticket['id']}"

    assert guests.ask("GET", f"{BASE}/tickets/mine", ticket["follow"]).json()["number"] == ticket["number"]
    assert guests.ask("GET", mine, manager).status_code == 401
    cookie = dict(entered.cookies)
    assert httpx.get(running.url + mine, cookies=cookie).status_code == 200
    assert guests.ask("GET", mine, cookies=cookie).status_code == 401
    assert guests.ask("POST", f"{mine}/cancel", ticket["follow"], json={}).json()["state"] == "cancelled"
    with Actor(running, manager) as boss:  # and by the hall's own door all is as it was
        assert boss.ask("/secondments")


def test_on_the_socket_a_follower_and_nobody_else(guests: Guests) -> None:
    running = guests.running
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket("post-send")
    for token, let_in in ((ticket["follow"], True), (running.token("display", "board-1"), False)):
        client = socketio.Client(reconnection=False)
        try:
            client.connect(guests.url, namespaces=["/live"], auth={"token": token}, transports=["websocket"])
            came = client.call("resume", {}, namespace="/live", timeout=5)
            assert let_in
            assert "place" in came
        except socketio.exceptions.ConnectionError:
            assert not let_in
        finally:
            client.disconnect()


def test_a_host_that_a_request_only_says_opens_nothing(guests: Guests) -> None:
    own = guests.running.url.removeprefix("http://")

    answer = httpx.get(f"{guests.url}/office", headers={"Host": own, "X-Forwarded-Port": own.split(":")[1]})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "there"),
    [
        ("GET", "/socket.io/", True),
        ("POST", "/socket.io/", True),
        ("DELETE", "/socket.io/", False),
        ("DELETE", f"{BASE}/login", False),
        ("HEAD", "/public", True),
        ("POST", "/public", False),
        ("GET", f"{BASE}/tickets/1/slip.png", False),
        ("GET", "/assets/", False),
    ],
)
def test_the_table_says_method_and_path(method: str, path: str, there: bool) -> None:
    assert is_for_guests(method, path) is there


def test_the_second_port_is_another_one(tmp_path: Path) -> None:
    data, port = found(tmp_path / "hall"), str(free_port())
    answer = hall("serve", "--port", port, "--public-port", port, data=data, check=False)

    assert (answer.returncode, "another than the port" in answer.stderr) == (2, True)
