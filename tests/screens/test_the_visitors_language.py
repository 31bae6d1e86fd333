"""A visitor's own device speaks its own language, and remembers which one was chosen; a revoked screen says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.actors import Visitor
from tests.running import RunningHall
from tests.screens.conftest import Opens

ENGLISH, CHINESE = "My number", "我的号码"


@pytest.mark.parametrize(("locale", "tag"), [("en-GB", "en"), ("zh-CN", "zh-CN"), ("fr-FR", "zh-CN")])
def test_the_phone_speaks_the_browsers_language(
    browser: Browser, house: RunningHall, passer: Visitor, asked: str, locale: str, tag: str
) -> None:
    ticket = passer.takes_ticket(asked)
    phone = browser.new_context(locale=locale).new_page()
    for page in ("t", "why", "public"):
        phone.goto(f"{house.url}/{page}#{ticket['follow']}")
        expect(phone.locator("html")).to_have_attribute("lang", tag)
    phone.context.close()


def test_what_was_chosen_is_kept_for_the_next_page(
    browser: Browser, house: RunningHall, passer: Visitor, asked: str
) -> None:
    ticket = passer.takes_ticket(asked)
    phone = browser.new_context(locale="en-GB").new_page()
    phone.goto(f"{house.url}/t#{ticket['follow']}")
    phone.get_by_role("button", name="中文").click()
    expect(phone.locator("html")).to_have_attribute("lang", "zh-CN")
    phone.get_by_role("link", name="为什么").click()
    expect(phone.locator("html")).to_have_attribute("lang", "zh-CN")
    phone.goto(f"{house.url}/t#{ticket['follow']}")
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("lang", "zh-CN")
    phone.get_by_role("button", name="English").click()
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.context.close()


def test_a_revoked_screen_shows_no_call_any_more_and_asks_to_be_paired(
    house: RunningHall, opens: Opens
) -> None:
    token = house.token("display", "board-gone")
    with opens("/board", "display", "board-gone", token=token) as board:
        expect(board.locator("header h1")).to_be_visible()
        expect(board.get_by_test_id("pairing-code")).to_have_count(0)
        house.local("POST", "/api/v1/local/revocations", {"role": "display", "name": "board-gone"})

        expect(board.get_by_test_id("pairing-code")).to_be_visible()
        expect(board.locator(".calls")).to_have_count(0)
