"""A visitor's telephone number: bound, told when few are ahead and at the call, taken back, gone with the visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.errors import Malformed, MessageEnded, WrongState
from hallserver.core.rights import Principal
from hallserver.services.outgoing import outbox, phones
from hallserver.services.queue import visits
from hallserver.store import phones as rows
from hallserver.store.disk.phone_keys import PhoneKeys, seal_number
from tests.small import KIOSK, Desk

SHEET = """
[receivers.sms]
kind = "http"
url = "http://127.0.0.1:9/send"
visitors = true
ahead = 1
[receivers.sms.fields]
to = "{phone}"
"""
NUMBER = "13800138000"


@pytest.fixture
def texts(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """A small hall that tells visitors, with somebody at window 1."""
    (tmp_path / "hall").mkdir()
    (tmp_path / "hall/outbox.toml").write_text(SHEET)
    desk = Desk(tmp_path / "hall")
    desk.sits("t-1", "1")
    yield desk
    desk.close()


def binds(desk: Desk, ticket: int, number: str = NUMBER) -> bytes:
    """What the door does: the key first, then the row."""
    sealed = seal_number(number)
    PhoneKeys(desk.data).keep([sealed])
    desk.does(phones.bind, Principal(f"follower:{ticket}", "follower", ticket=ticket), ticket, "en", sealed)
    return sealed.id


def told(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.behind() as table:
        return table.execute("SELECT kind, ticket, facts FROM outbox ORDER BY id").fetchall()


def bound(desk: Desk) -> list[int]:
    return [row.ticket for row in desk.rows(rows.phones)]


@pytest.mark.parametrize("said", ["138 0013 8000", "+86-138-0013-8000", "8613800138000"])
def test_a_number_is_read_as_people_type_it(said: str) -> None:
    assert phones.read_number(said) == NUMBER


@pytest.mark.parametrize("said", ["12800138000", "1380013800", "+86 555", "０１", "110", "13800138000;rm"])
def test_what_is_no_mobile_number_is_refused_without_being_repeated(said: str) -> None:
    with pytest.raises(Malformed) as refused:
        phones.read_number(said)

    assert said not in str(refused.value.sentence())


def test_a_visitor_is_told_once_when_few_are_ahead_and_at_the_call(texts: Desk) -> None:
    first, second, third = (texts.issue("tax-file") for _ in range(3))
    binds(texts, third.id)
    assert told(texts) == []

    texts.calls("1")
    assert [(kind, ticket) for kind, ticket, _ in told(texts)] == [("notice.soon", third.id)]
    assert '"ahead": 1, "lang": "en"' in told(texts)[0][2]

    texts.finishes("1")
    texts.calls("1")
    texts.finishes("1")
    texts.calls("1")
    kinds = [kind for kind, *_ in told(texts)]
    assert kinds == ["notice.soon", "notice.called"]
    assert (first.id, second.id) != (third.id, third.id)


def test_who_binds_a_number_with_few_ahead_is_told_at_once(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    binds(texts, ticket.id)

    assert [(kind, facts.count('"ahead": 0')) for kind, _, facts in told(texts)] == [("notice.soon", 1)]


def test_a_visitor_ahead_who_leaves_brings_the_notice_too(texts: Desk) -> None:
    first, _, third = (texts.issue("tax-file") for _ in range(3))
    binds(texts, third.id)
    texts.does(visits.cancel, KIOSK, first.id)

    assert [kind for kind, *_ in told(texts)] == ["notice.soon"]


def test_nobody_is_told_who_bound_no_number_or_took_it_back(texts: Desk) -> None:
    texts.issue("tax-file")
    ticket = texts.issue("tax-file")
    binds(texts, ticket.id)
    before = len(told(texts))
    assert texts.does(phones.take_back, KIOSK, ticket.id)
    texts.calls("1")
    texts.finishes("1")
    texts.calls("1")

    assert len(told(texts)) == before
    assert texts.does(phones.take_back, KIOSK, ticket.id) is None


def states(desk: Desk) -> list[str]:
    with desk.behind() as table:
        return [row[0] for row in table.execute("SELECT state FROM outbox ORDER BY id")]


def test_a_notice_that_was_not_sent_lapses_with_the_call_and_with_the_number(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    binds(texts, ticket.id)
    assert states(texts) == ["waiting"]
    texts.calls("1")
    assert states(texts) == ["lapsed", "waiting"]
    texts.does(phones.take_back, KIOSK, ticket.id)
    assert states(texts) == ["lapsed", "lapsed"]


def test_a_notice_that_is_being_sent_when_its_number_is_destroyed_is_no_failure(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    binds(texts, ticket.id)
    message = texts.does(outbox.claim, "sms")
    texts.does(phones.take_back, KIOSK, ticket.id)
    view = texts.does(outbox.report_refused, message.id, message.tries, "destroyed", permanent=True)

    assert (view.state, view.refusal) == ("lapsed", None)
    with pytest.raises(MessageEnded):
        texts.does(outbox.try_again, message.id)


def test_the_log_says_that_a_number_was_bound_and_destroyed_but_never_which(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    binds(texts, ticket.id)
    texts.does(phones.take_back, KIOSK, ticket.id)

    kinds = [each.kind for each in texts.told if each.kind.startswith("phone.")]
    assert kinds == ["phone.bound", "phone.forgotten"]
    assert not [each for each in texts.told if NUMBER in each.body]
    assert texts.fault() is None


@pytest.mark.parametrize("ending", ["served", "cancelled", "at night"])
def test_a_number_goes_with_the_visit_and_at_night_whatever_happens(texts: Desk, ending: str) -> None:
    ticket = texts.issue("tax-file")
    key = binds(texts, ticket.id)
    assert bound(texts) == [ticket.id]
    if ending == "served":
        texts.serves("1")
    elif ending == "cancelled":
        texts.does(visits.cancel, KIOSK, ticket.id)
    else:  # before anything else of yesterday is ended
        texts.pass_time(86_400)
        texts.does(phones.forget_over)
        assert bound(texts) == []
    texts.ticks()

    assert bound(texts) == []
    keys = PhoneKeys(texts.data)
    assert keys.all_ids() == {key}
    rows.sweep(texts.reader, keys)
    rows.sweep(texts.reader, keys)
    assert keys.all_ids() == set()
    assert key not in (texts.data / "phones.keys").read_bytes()
    rows.sweep(texts.reader, keys, alone=True)
    assert not (texts.data / "phones.keys").exists()


def test_a_key_that_was_written_a_moment_before_its_row_is_not_swept_away(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    keys, sealed = PhoneKeys(texts.data), seal_number(NUMBER)
    keys.keep([sealed])
    rows.sweep(texts.reader, keys)
    texts.does(phones.bind, KIOSK, ticket.id, "zh", sealed)
    rows.sweep(texts.reader, keys)
    rows.sweep(texts.reader, keys)

    assert keys.open(sealed.id, sealed.body) == NUMBER


def test_a_number_is_not_bound_to_a_visit_that_is_over(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    texts.serves("1")

    with pytest.raises(WrongState):
        binds(texts, ticket.id)
    assert bound(texts) == []


def test_a_new_number_takes_the_old_ones_place(texts: Desk) -> None:
    ticket = texts.issue("tax-file")
    old = binds(texts, ticket.id)
    sealed = seal_number("13900139000")
    PhoneKeys(texts.data).keep([sealed])

    assert texts.does(phones.bind, KIOSK, ticket.id, "zh", sealed) == old
    row = rows.of_ticket(texts.reader.connect(), ticket.id)
    assert row is not None
    assert PhoneKeys(texts.data).open(row.key_id, row.body) == "13900139000"
