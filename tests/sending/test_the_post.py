"""The post against gateways that lose, repeat, delay and lie: a message arrives once for each id, or is said to be given up."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from standardwebhooks import Webhook

from tests.gateways import Gateway, gateway
from tests.running import USUAL_TLS
from tests.sending.conftest import Telling, eventually

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SCRIPTS: dict[str, tuple[str | tuple[int, str], ...]] = {
    "takes": ("take",),
    "loses": ("lose", "take"),
    "loses-after": ("lose_after", "take"),
    "hangs": ("hang", "take"),
    "drips": ("drip", "take"),
    "lies": ("lie", "take"),
    "is-busy": ("busy", "take"),
    "is-down": ((503, "down"), "take"),
    "is-gone": ("gone",),
    "moved": ("elsewhere",),
}
LOST = {"is-gone"}  # and said to be
MENDABLE = {"moved"}  # its address is wrong: it waits until somebody sets it right
TAKEN_TWICE = {"loses-after", "hangs", "drips", "lies"}  # they cannot be told apart from those that lost it


def sheet(gateways: dict[str, Gateway]) -> str:
    return "".join(
        f'[receivers.{name}]\nkind = "webhook"\nurl = "{each.url}/hall"\nsecret_file = "city.secret"\n'
        f'events = ["ticket.called"]\ntimeout_s = 1\n'
        for name, each in gateways.items()
    )


@pytest.fixture(scope="module")
def gateways(telling: Telling) -> dict[str, Gateway]:
    """One gateway for each way to fail, after a visitor was called; when nothing is on its way any more."""
    with ExitStack() as stack:
        made = {name: stack.enter_context(gateway(*script)) for name, script in SCRIPTS.items()}
        (telling.running.data / "city.secret").write_text(SECRET)
        telling.sheet(sheet(made))
        began = time.monotonic()
        telling.calls()
        eventually(lambda: made["takes"].taken)
        made["takes"].answers["took"] = str(time.monotonic() - began)
        eventually(
            lambda: {each["name"] for each in telling.outbox()["receivers"] if each["waiting"]} == MENDABLE
        )
        return made


def test_who_hangs_holds_up_nobody_else(gateways: dict[str, Gateway]) -> None:
    assert float(gateways["takes"].answers["took"]) < 5


@pytest.mark.parametrize("name", ["hangs", "drips"])
def test_who_gives_no_answer_is_left_after_the_time_it_has_however_it_trickles(
    gateways: dict[str, Gateway], name: str
) -> None:
    first, again = gateways[name].asked

    assert again.at - first.at < 15  # a second, and the five until the next try


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_message_arrives_once_for_each_id_or_is_said_to_be_given_up(
    telling: Telling, gateways: dict[str, Gateway], name: str
) -> None:
    ids = [each.headers["webhook-id"] for each in gateways[name].taken]
    expected = (0, 0, 1) if name in LOST else (1, 0, 0) if name in MENDABLE else (0, 1, 0)
    never = name in LOST | MENDABLE

    assert telling.state_of(name) == expected
    assert len(set(ids)) == (0 if never else 1)
    assert len(ids) == (2 if name in TAKEN_TWICE else 0 if never else 1)


def test_what_has_not_arrived_stands_in_the_list_with_what_the_receiver_said(
    telling: Telling, gateways: dict[str, Gateway]
) -> None:
    lost = {each["receiver"]: each for each in telling.outbox()["messages"]}

    assert lost.keys() == LOST | MENDABLE
    assert lost["is-gone"]["refusal"] == "HTTP 410: gone for good"
    assert lost["moved"]["refusal"].startswith("HTTP 302")
    assert (lost["is-gone"]["state"], lost["moved"]["state"]) == ("given_up", "waiting")


def test_what_was_given_up_is_an_alarm_for_the_technician_and_nothing_else_is(
    telling: Telling, gateways: dict[str, Gateway]
) -> None:
    alarms = telling.running.local("GET", "/api/v1/alarms")["alarms"]
    told = [each for each in alarms if each["kind"] == "undelivered"]

    assert [(each["subject"], each["who"]) for each in told] == [("is-gone", ["technician"])]
    assert gateways


def test_a_monitor_sees_for_each_receiver_what_waits_and_what_never_arrived(
    telling: Telling, gateways: dict[str, Gateway]
) -> None:
    told = httpx.get(f"{telling.running.url}/metrics", verify=USUAL_TLS).text

    assert 'hall_outbox_given_up{receiver="is-gone"} 1.0' in told
    assert 'hall_outbox_waiting{receiver="moved"} 1.0' in told
    assert 'hall_outbox_waiting{receiver="takes"} 0.0' in told
    assert gateways


def test_every_try_is_signed_as_the_specifications_own_library_verifies_it(
    gateways: dict[str, Gateway],
) -> None:
    asked = [each for name in SCRIPTS for each in gateways[name].asked]
    told = [Webhook(SECRET).verify(each.body, each.headers) for each in asked]

    assert len(told) >= len(SCRIPTS) + len(TAKEN_TWICE)
    assert {each["type"] for each in told} == {"ticket.called"}
    assert {each["data"]["window"] for each in told} == {"1"}
    assert all(each["data"]["number"].startswith("A") and each["data"]["seq"] > 0 for each in told)


def test_what_was_sent_is_not_sent_again_when_the_sheet_changes(
    telling: Telling, gateways: dict[str, Gateway]
) -> None:
    before = len(gateways["takes"].asked)
    telling.sheet(sheet({"takes": gateways["takes"]}))
    time.sleep(1)

    assert len(gateways["takes"].asked) == before


def test_a_receiver_that_hangs_for_long_holds_up_nobody_else(telling: Telling) -> None:
    with gateway("hang") as stuck, gateway() as free:
        telling.sheet(sheet({"stuck": stuck, "free": free}).replace("timeout_s = 1", "timeout_s = 20"))
        telling.running.local("POST", "/api/v1/outbox/receivers/stuck/test")
        eventually(lambda: stuck.asked)
        telling.running.local("POST", "/api/v1/outbox/receivers/free/test")
        eventually(lambda: free.taken, 8)

        assert telling.state_of("stuck") == (1, 0, 0)


def test_a_secret_that_cannot_be_read_is_said_without_being_shown(telling: Telling, tmp_path: Path) -> None:
    with gateway() as made:
        telling.sheet(sheet({"new": made}).replace("city.secret", "lost.secret"))
        telling.running.local("POST", "/api/v1/outbox/receivers/new/test")
        refusal = eventually(
            lambda: next(
                (each["refusal"] for each in telling.outbox()["messages"] if each["receiver"] == "new"), None
            )
        )

    assert refusal == "无法读取密钥文件 lost.secret · the secret in lost.secret cannot be read"
    assert not made.asked
    for each in telling.running.data.glob("hall.db*"):
        assert SECRET.encode() not in each.read_bytes()
    assert SECRET not in telling.running.log
