"""The sheet of receivers is read strictly, names the nearest known word, and allows nothing unsafe by accident."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from hallserver.core.outgoing.filling import fill
from hallserver.core.outgoing.mapping import read_mapping
from hallserver.core.outgoing.reading import BadReceivers, read_receivers
from hallserver.core.outgoing.receivers import KINDS_OF
from hallserver.core.outgoing.tries import EVENT_LIFE, NOTICE_LIFE, next_try
from tests.conftest import ROOT

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOOK = '[receivers.city]\nkind = "webhook"\nurl = "https://city.example/hall"\nsecret_file = "city.secret"\n'
MAIL = '[receivers.chief]\nkind = "smtp"\nhost = "mail.example"\nsender = "hall@x.example"\nto = ["a@x.example"]\n'


def test_an_empty_sheet_has_no_receivers() -> None:
    assert read_receivers("") == {}


def test_all_of_a_topic_are_the_kinds_that_begin_with_it() -> None:
    found = read_receivers(HOOK + 'events = ["case.*", "rating.given"]\n')["city"]

    assert {"case.ready", "case.overdue", "rating.given"} <= found.kinds
    assert not any(each.startswith("ticket.") for each in found.kinds)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("[receiver.city]", "did you mean “receivers”"),
        (HOOK.replace("webhook", "webhok"), "did you mean “webhook”"),
        (HOOK.replace("url =", "ulr ="), "did you mean “url”"),
        (HOOK + 'events = ["ticket.caled"]', "did you mean “ticket.called”"),
        (HOOK.replace("https", "http"), "plain = true"),
        (HOOK.replace("https://", "https://user:word@"), "no password in an address"),
        (HOOK.replace("https://city.example/hall", "ftp://city.example"), "should be an https:// address"),
        (HOOK + 'secret_env = "ALSO"', "name one"),
        (HOOK.replace('"city.secret"', '"../city.secret"'), "above the hall's folder"),
        (HOOK + "visitors = true", "visitors is for http and smpp only"),
        (HOOK + "timeout_s = 600", "timeout_s 1 to 60"),
        (MAIL + 'subject = "{numbr}"', "did you mean “number”"),
        (MAIL + 'port = "many"', "Expected `int`"),
        (MAIL + "port = ", "is no TOML"),
    ],
)
def test_a_faulty_sheet_is_refused_with_what_was_perhaps_meant(sheet: str, said: str) -> None:
    with pytest.raises(BadReceivers, match=said):
        read_receivers(sheet)


def test_an_address_in_clear_is_taken_on_this_machine_or_where_the_sheet_says_so() -> None:
    near_by = read_receivers(HOOK.replace("https://city.example", "http://127.0.0.1:9000"))
    plain = read_receivers(HOOK.replace("https", "http") + "plain = true")

    assert (len(near_by), len(plain)) == (1, 1)


def test_a_place_is_filled_with_a_fact_and_nothing_is_evaluated() -> None:
    facts = {"number": "A001", "reasons": ["慢", "{number}"], "__class__": "x"}

    assert (
        fill("{number}|{reasons}|{missing}|{number.real}|{{x}}", facts)
        == "A001|慢、{number}||{number.real}|{}"
    )


def test_it_is_tried_again_soon_at_first_then_less_often_and_at_last_once_a_day() -> None:
    waits = [next_try(n, NOW, NOW + EVENT_LIFE * 100, lambda: 0.5) for n in range(1, 12)]
    seconds = [(each - NOW).total_seconds() for each in waits if each]

    assert seconds[:4] == [5, 20, 80, 320]
    assert seconds == sorted(seconds)
    assert seconds[-1] == 86_400


def test_two_that_failed_together_do_not_come_back_together() -> None:
    early, late = (next_try(3, NOW, NOW + EVENT_LIFE, lambda draw=draw: draw) for draw in (0.0, 1.0))

    assert early
    assert late
    assert (late - NOW) / (early - NOW) == pytest.approx(1.5)


def test_a_notice_is_given_up_when_it_would_come_too_late() -> None:
    tried, now = 0, NOW
    while (then := next_try(tried + 1, now, NOW + NOTICE_LIFE, lambda: 1.0)) is not None:
        tried, now = tried + 1, then

    assert tried == 4
    assert now < NOW + NOTICE_LIFE


def test_who_asks_to_be_left_alone_is_left_alone_but_no_longer_than_a_day() -> None:
    an_hour = next_try(1, NOW, NOW + EVENT_LIFE, lambda: 0.5, timedelta(hours=1))
    a_year = next_try(1, NOW, NOW + EVENT_LIFE, lambda: 0.5, timedelta(days=365))

    assert an_hour == NOW + timedelta(hours=1)
    assert a_year == NOW + timedelta(days=1)


def test_what_the_documentation_shows_is_read_as_it_stands() -> None:
    sheet, mapping = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/outbox.md").read_text(), re.DOTALL)

    assert {type(each) for each in read_receivers(sheet).values()} == set(KINDS_OF.values())
    assert read_mapping(mapping, "province.toml").codes["level"] == {"1": "1", "5": "5"}
