"""A visitor's telephone is told through an SMS gateway that lies; after the night its number is found nowhere."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hallserver.store.disk.phone_keys import PhoneKeys
from tests.actors import Actor, Refused
from tests.gateways import Gateway, gateway
from tests.running import HALL
from tests.sending.conftest import Telling, eventually

NUMBER = "13712345678"
GONE = '{"code": 4, "msg": "no such mobile: 137-1234-5678"}'
TAKEN = '{"code": 0}'
SHEET = """
[receivers.sms]
kind = "http"
url = "{url}/send"
visitors = true
timeout_s = 1
[receivers.sms.fields]
mobile = "{{phone}}"
text = "{{text}}"
[receivers.sms.accepted]
field = "code"
values = ["0"]
permanent = ["4"]
"""


@pytest.fixture(scope="module")
def sms(telling: Telling) -> Iterator[Gateway]:
    with gateway((200, TAKEN)) as made:
        telling.sheet(SHEET.format(url=made.url))
        yield made


def follower(telling: Telling, ticket: Any) -> Actor:
    return Actor(telling.running, ticket["follow"])


def everywhere(data: Path) -> bytes:
    """Every file of the hall, and what a backup and the log for other programs hold."""
    return b"".join(each.read_bytes() for each in sorted(data.rglob("*")) if each.is_file())


def test_a_visitor_is_told_in_the_visitors_language_and_the_number_is_gone_when_it_is_over(
    telling: Telling, sms: Gateway, tmp_path: Path
) -> None:
    ticket = telling.visitor.takes_ticket("tax-file")
    with follower(telling, ticket) as phone:
        path = f"/tickets/{ticket['id']}/phone"
        assert phone.ask(path) == {"offered": True, "bound": False, "ahead": 3}
        assert phone.act(path, {"phone": "137 1234 5678", "agreed": True, "lang": "en"})["bound"]
    eventually(lambda: len(sms.taken) == 1)
    telling.clerk.calls_next()
    eventually(lambda: len(sms.taken) == 2)
    number = ticket["number"]
    assert [each.json for each in sms.taken] == [
        {"mobile": NUMBER, "text": f"Small hall: number {number} is next. Please wait in the waiting area."},
        {"mobile": NUMBER, "text": f"Small hall: number {number}, please go to window 1."},
    ]

    telling.clerk.does("start")
    telling.clerk.does("finish", outcome="done")
    data = telling.running.data
    eventually(lambda: not PhoneKeys(data).all_ids())
    backup = tmp_path / "backup.db"
    subprocess.run([HALL, "backup", backup, "--data", data], check=True, capture_output=True)
    told = telling.running.events()
    for place in (everywhere(data), backup.read_bytes(), str(told).encode(), telling.running.log.encode()):
        assert NUMBER.encode() not in place
        assert b"1234-5678" not in place
    assert {each["kind"] for each in told} >= {"phone.bound", "phone.forgotten"}


def test_not_even_a_hash_of_a_number_is_kept_with_the_answers(telling: Telling, sms: Gateway) -> None:
    def answers() -> int:
        with closing(sqlite3.connect(telling.running.data / "hall.db")) as table:
            return int(table.execute("SELECT count(*) FROM answer").fetchone()[0])

    ticket = telling.visitor.takes_ticket("tax-file")
    before = answers()
    with follower(telling, ticket) as phone:
        phone.act(f"/tickets/{ticket['id']}/phone", {"phone": NUMBER, "agreed": True})
        phone.act(f"/tickets/{ticket['id']}/phone/forget")

    assert answers() == before
    assert sms.url


def test_a_gateway_that_repeats_the_number_in_its_refusal_is_quoted_without_it(
    telling: Telling, sms: Gateway
) -> None:
    sms.script = ((200, GONE),)
    ticket = telling.visitor.takes_ticket("tax-file")
    with follower(telling, ticket) as phone:
        phone.act(f"/tickets/{ticket['id']}/phone", {"phone": NUMBER, "agreed": True})
    refusal = eventually(lambda: next((each["refusal"] for each in telling.outbox()["messages"]), None))
    sms.script = ((200, TAKEN),)

    assert "no such mobile: …" in refusal
    assert b"1234-5678" not in everywhere(telling.running.data)


def test_a_number_taken_back_is_destroyed_at_once(telling: Telling, sms: Gateway) -> None:
    ticket = telling.visitor.takes_ticket("tax-file")
    path = f"/tickets/{ticket['id']}/phone"
    keys = PhoneKeys(telling.running.data)
    before = keys.all_ids()
    with follower(telling, ticket) as phone:
        phone.act(path, {"phone": NUMBER, "agreed": True})
        bound = keys.all_ids() - before
        assert not phone.act(f"{path}/forget")["bound"]

    assert len(bound) == 1
    assert not keys.all_ids() & bound
    assert NUMBER.encode() not in everywhere(telling.running.data)
    assert sms.url


def test_nobody_binds_a_number_to_anothers_ticket_or_without_having_agreed(
    telling: Telling, sms: Gateway
) -> None:
    one, other = (telling.visitor.takes_ticket("tax-file") for _ in range(2))
    with follower(telling, one) as phone:
        with pytest.raises(Refused, match="403"):
            phone.act(f"/tickets/{other['id']}/phone", {"phone": NUMBER, "agreed": True})
        for wrong in (
            {"phone": NUMBER},
            {"phone": NUMBER, "agreed": False},
            {"phone": "110", "agreed": True},
        ):
            with pytest.raises(Refused, match="400"):
                phone.act(f"/tickets/{one['id']}/phone", wrong)
    with pytest.raises(Refused, match="403"):
        telling.visitor.act(f"/tickets/{one['id']}/phone", {"phone": NUMBER, "agreed": True})
    assert sms.url


def test_one_ticket_does_not_change_its_number_without_end(telling: Telling, sms: Gateway) -> None:
    ticket = telling.visitor.takes_ticket("tax-file")
    numbers = [{"phone": f"1370000000{n}", "agreed": True} for n in range(7)]
    with follower(telling, ticket) as phone:
        for each in numbers[:-1]:
            phone.act(f"/tickets/{ticket['id']}/phone", each)
        with pytest.raises(Refused, match="429"):
            phone.act(f"/tickets/{ticket['id']}/phone", numbers[-1])
    assert sms.url


MAPPING = """
[fields]
matter = "{matter}"
level = "{level}"
why = "{reasons}"
window = "{window}"
department = "{department}"
number = "{number}"
done = "{finished_at}"
[codes.level]
1 = "FCBMY"
[codes.reasons]
"办理慢" = "510"
"""


def test_a_rating_reaches_the_province_with_the_service_it_was_given_for(telling: Telling) -> None:
    (telling.running.data / "province.toml").write_text(MAPPING)
    with gateway("lie", "take") as province:
        telling.sheet(
            f'[receivers.province]\nkind = "ratings"\nurl = "{province.url}/eval"\nmapping = "province.toml"\n'
        )
        ticket = telling.visitor.takes_ticket("tax-file")
        while telling.clerk.serves()["number"] != ticket["number"]:
            pass  # whoever waits from the tests before
        with follower(telling, ticket) as phone:
            phone.act(f"/tickets/{ticket['id']}/rating", {"level": 1, "reasons": ["办理慢"]})
        eventually(lambda: len(province.asked) == 2)
        with pytest.raises(AssertionError, match="would count a test as a rating"):
            telling.running.local("POST", "/api/v1/outbox/receivers/province/test")

    first, again = province.asked
    assert first.json == again.json
    assert first.headers["idempotency-key"] == again.headers["idempotency-key"]
    told = dict(again.json)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", told.pop("done"))
    assert told == {
        "matter": "tax-file",
        "level": "FCBMY",
        "why": "510",
        "window": "1",
        "department": "tax",
        "number": ticket["number"],
    }


def test_a_hall_that_tells_no_visitor_offers_nothing_and_keeps_nothing(telling: Telling) -> None:
    telling.sheet("")
    ticket = telling.visitor.takes_ticket("tax-file")
    with follower(telling, ticket) as phone:
        path = f"/tickets/{ticket['id']}/phone"
        assert phone.ask(path)["offered"] is False
        with pytest.raises(Refused, match="nobody_texts"):
            phone.act(path, {"phone": NUMBER, "agreed": True})
