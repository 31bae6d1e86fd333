"""What a stream says of an event: a whitelist."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import fields

from hallserver.core.events import ABSENT, EVENTS, GENESIS, KINDS, PUBLIC_KINDS, seal
from hallserver.realtime.streams import STREAMS, delta_of

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECRET = "王小明-110101199003070000"
PUBLIC = {
    "ticket": 5,
    "stop": 6,
    "number": "A007",
    "line": "tax",
    "matter": "tax-file",
    "state": "waiting",
    "window": "8",
    "window_state": "open",
    "letter": "Tax 2026-1",
    "name": {"zh": "税务02号", "en": "Tax 02"},
    "printer": "printer-1",
    "detail": "paper_out",
}
PRIVATE = {
    "class": SECRET,
    "evidence": SECRET,
    "note": SECRET,
    "comment": SECRET,
    "reason": SECRET,
    "device": SECRET,
    "identity": SECRET,
    "phone": SECRET,
    "decision": {"compared": [SECRET]},
    "service": {"staffer": SECRET},
    "covers": SECRET,
    "anything_new": SECRET,
    "staffer": SECRET,
    "private": SECRET,
}


def delta(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What the stream says of an event with these facts, and a secret in every other one that it must have."""
    must = [each.name.rstrip("_") for each in fields(EVENTS[kind]) if each.default is not ABSENT]
    facts = {name: SECRET for name in must if name not in facts} | facts
    event = seal(9, AT, date(2026, 3, 2), kind, SECRET, SECRET, facts, GENESIS)
    return msgspec.to_builtins(delta_of(event, 4, "epoch-1", AT))


@pytest.mark.parametrize("kind", sorted(STREAMS["staff"]))
def test_private_facts_never_appear_on_a_stream(kind: str) -> None:
    assert SECRET not in str(delta(kind, PUBLIC | PRIVATE))


def test_the_public_stream_is_tickets_and_windows_only() -> None:
    assert STREAMS["public"] == PUBLIC_KINDS
    assert {kind.split(".")[0] for kind in PUBLIC_KINDS} == {"ticket", "window"}
    assert KINDS > STREAMS["staff"] > STREAMS["public"]


def test_a_delta_hangs_on_the_event_before_it() -> None:
    said = delta("ticket.called", PUBLIC)

    assert (said["prev"], said["seq"], said["epoch"]) == (4, 9, "epoch-1")
    assert (said["ticket"], said["window"], said["window_state"]) == ("A007", "8", "called")


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("window.opened", "open"),
        ("window.paused", "paused"),
        ("window.resumed", "open"),
        ("window.closed", "closed"),
    ],
)
def test_a_windows_event_says_what_the_window_is_now(kind: str, state: str) -> None:
    facts = {key: value for key, value in PUBLIC.items() if key != "window_state"}

    assert delta(kind, facts)["window_state"] == state


def test_a_window_that_pauses_over_a_ticket_goes_on_serving() -> None:
    assert delta("window.paused", PUBLIC | {"window_state": "serving"})["window_state"] == "serving"


def test_a_transfer_names_the_window_that_it_left() -> None:
    said = delta("ticket.transferred", PUBLIC | {"window": None, "source": "3", "window_state": "open"})

    assert (said["window"], said["window_state"]) == ("3", "open")
