"""Bad input, keys and headers: every refusal is a problem+json with a stable code, and nothing happens twice."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.morning import MORNING
from tests.running import RunningHall, free_port, serving
from tests.small import OFFICE_HOURS, found, small_plan

Knock = Callable[..., httpx.Response]


@pytest.fixture
def post(knock: Knock, tokens: dict[str, str]) -> Callable[[Any], httpx.Response]:
    """A kiosk asks for a ticket with this body, as bytes or as JSON."""

    def ask(body: Any) -> httpx.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return knock(tokens["kiosk"], "POST", "/tickets", {"Idempotency-Key": uuid.uuid4().hex}, content=raw)

    return ask


def problem(answer: httpx.Response, status: int, code: str) -> Any:
    """The problem of a refusal, checked against RFC 9457 and the house's own additions."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["code"], said["status"], said["type"]) == (code, status, f"urn:hallqueue:problem:{code}")
    assert said["title"]
    assert said["zh"]
    assert said["en"]
    return said


def test_an_unknown_matter_names_the_nearest(post: Knock) -> None:
    said = problem(post({"matter": "tax-fle"}), 422, "unknown_matter")

    assert "tax-file" in said["en"]
    assert "tax-file" in said["zh"]


def test_a_matter_without_a_planned_window_is_refused(post: Knock) -> None:
    said = problem(post({"matter": "lonely-one"}), 409, "matter_unplanned")

    assert said["state"] == {"matter": "lonely-one"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"matter": "tax-file"',
        b'{"matter": 5}',
        b"{}",
        b'{"matter": ""}',
        b'{"matter": "tax-file", "vip": true}',
        b'{"matter": "a", "stops": [{"matter": "b"}]}',
        b'{"matter": "a\\u0000b"}',
        b'{"stops": []}',
        b'{"matter": "tax-file", "lang": "fr_FR"}',
        b'{"matter": "\\ud800"}',
        b'{"matter":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"matter": "tax-file", "class": "statutory"}',
    ],
)
def test_a_malformed_body_is_refused(post: Knock, body: bytes) -> None:
    assert problem(post(body), 400, "malformed")


def test_a_body_that_is_too_large_is_refused(post: Knock) -> None:
    answer = post(b'{"matter": "' + b"x" * 70_000 + b'"}')

    problem(answer, 413, "http_413")
    assert answer.headers["Connection"] == "close"  # the rest of it was not read


@pytest.mark.parametrize("shown", ["Bearer nonsense", "Basic abc", "Bearer 1.abc", "bearer", "Bearer 1.é"])
def test_a_wrong_token_is_refused(knock: Knock, shown: str) -> None:
    answer = knock(None, "GET", "/board", {"Authorization": shown.encode("latin-1")})

    assert problem(answer, 401, "wrong_token")


def test_without_a_token_nothing_is_told(knock: Knock) -> None:
    assert problem(knock(None, "GET", "/board"), 401, "not_signed_on")


def test_a_replaced_token_stops_at_once(small: RunningHall) -> None:
    old = small.token("display", "board-9")
    with Actor(small, old) as screen:
        screen.ask("/board")
        new = small.token("display", "board-9")

        with pytest.raises(Refused) as refused:
            screen.ask("/board")
    with Actor(small, new) as screen:
        screen.ask("/board")
    assert (refused.value.status, refused.value.code) == (401, "wrong_token")


@pytest.mark.parametrize("key", [None, "", "a b", "x" * 201, "schlüssel"])
def test_without_a_proper_key_nothing_is_done(knock: Knock, tokens: dict[str, str], key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key.encode("latin-1")}
    answer = knock(tokens["kiosk"], "POST", "/tickets", headers, json={"matter": "post-send"})

    assert problem(answer, 400, "key_missing")


def test_the_same_key_gives_the_same_answer_with_its_secret(visitor: Visitor) -> None:
    first = visitor.takes_ticket("post-send", key="double-tap")
    again = visitor.takes_ticket("post-send", key="double-tap")

    assert again == first
    assert len(first["follow"]) > 32


def test_a_key_with_another_body_or_path_is_refused(visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send", key="mine")

    with pytest.raises(Refused) as body:
        visitor.takes_ticket("tax-file", key="mine")
    with pytest.raises(Refused) as path:
        visitor.act(f"/tickets/{ticket['id']}/cancel", {}, key="mine")

    assert (body.value.status, body.value.code) == (422, "key_reused")
    assert path.value.code == "key_reused"


def test_another_principal_may_have_the_same_key(
    small: RunningHall, tokens: dict[str, str], visitor: Visitor
) -> None:
    first = visitor.takes_ticket("post-send", key="the-same")
    with Visitor(small, tokens["guide"]) as guide:
        second = guide.takes_ticket("post-send", key="the-same")

    assert first["number"] != second["number"]


def test_a_refusal_is_judged_anew(clerk: Clerk, visitor: Visitor) -> None:
    assert clerk.act("/windows/1/next", {}, key="try") is None
    ticket = visitor.takes_ticket("reg-new")

    assert clerk.act("/windows/1/next", {}, key="try")["ticket"]["id"] == ticket["id"]


def test_an_address_and_a_method_that_are_not_there_say_so(knock: Knock, tokens: dict[str, str]) -> None:
    kiosk = tokens["kiosk"]
    problem(knock(kiosk, "GET", "/nowhere"), 404, "http_404")
    problem(knock(kiosk, "GET", f"/tickets/{10**30}"), 404, "http_404")
    answer = knock(kiosk, "PUT", "/tickets")
    problem(answer, 405, "http_405")

    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/board", "/kiosk", "/panel/1", "/t", "/metrics"])
def test_every_page_carries_the_guarding_headers(small: RunningHall, knock: Knock, path: str) -> None:
    answer = knock(None, "GET", f"{small.url}{path}")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy  # nothing loosens the default for scripts
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/v1/hall", "/api/v1/nowhere", "/api/v1/board", "/api/openapi.json"]
)
def test_what_programs_read_is_neither_guessed_nor_cached(
    small: RunningHall, knock: Knock, path: str
) -> None:
    answer = knock(None, "GET", f"{small.url}{path}")

    assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_list("Cache-Control") == ["no-store"]


def test_what_is_private_is_not_cached(visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")
    answer = visitor.client.get(f"/tickets/{ticket['id']}")

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_slip_can_be_looked_at(visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")
    answer = visitor.client.get(f"/tickets/{ticket['id']}/slip.png")

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_why_is_answered_in_both_languages(visitor: Visitor, clerk: Clerk) -> None:
    ticket = visitor.takes_ticket("reg-new")
    clerk.serves()
    said = visitor.ask(f"/tickets/{ticket['id']}/why")

    kinds = [each["kind"] for each in said["reasons"]]
    assert kinds == ["ticket.issued", "ticket.called", "ticket.started", "ticket.finished"]
    assert all(each["words"]["zh"] != each["kind"] and each["words"]["en"] for each in said["reasons"])


def test_the_same_key_after_a_restart_and_a_closed_hall(tmp_path: Any) -> None:
    """One hall for both: open on its first serve, with office hours that are over on the second."""
    data = found(tmp_path / "hall")
    with serving(data, "--desk-only") as running:
        token = running.token("kiosk", "kiosk-1")
        with Visitor(running, token) as visitor:
            first = visitor.takes_ticket("post-send", key="k-1")
        assert running.stop()[0] == 0
        running.port = free_port()
        running.start()
        with Visitor(running, token) as visitor:
            again = visitor.takes_ticket("post-send", key="k-1")
            other = visitor.takes_ticket("post-send")
            running.local("POST", "/api/v1/local/plan", {"file": "x.toml", "text": _never_open()})
            with pytest.raises(Refused) as refused:
                visitor.takes_ticket("post-send")
            told = visitor.ask("/hall")

    assert (again, other["number"]) == (first, "KB002")
    assert (refused.value.status, refused.value.code) == (409, "hall_closed")
    assert refused.value.problem["state"]["hall"] == "closed"
    assert (told["open"], told["opens_at"]) == (False, None)


def _never_open() -> str:
    return small_plan(OFFICE_HOURS.replace('["09:00-12:00", "13:30-17:00"]', "[]"), zone=MORNING)
