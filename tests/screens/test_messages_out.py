"""A visitor leaves a number on the phone page and is told there; the technician sees what has not arrived, and sends it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.actors import Visitor
from tests.gateways import Gateway, gateway
from tests.running import RunningHall, copy_hall, matter_of, serving
from tests.screens.test_the_technicians_page import complaints, page_of
from tests.sending.conftest import eventually, posting

SHEET = """
[receivers.sms]
kind = "http"
url = "{url}/send"
visitors = true
timeout_s = 2
[receivers.sms.fields]
to = "{{phone}}"
text = "{{text}}"
"""


@pytest.fixture(scope="module")
def sms() -> Iterator[Gateway]:
    with gateway("take") as made:
        yield made


@pytest.fixture(scope="module")
def telling(template: Path, tmp_path_factory: pytest.TempPathFactory, sms: Gateway) -> Iterator[RunningHall]:
    data = copy_hall(template, tmp_path_factory.mktemp("telling") / "hall")
    (data / "outbox.toml").write_text(SHEET.format(url=sms.url))
    with serving(data, "--desk-only") as running, posting(data):
        yield running


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_visitor_leaves_a_number_is_told_and_takes_it_back(
    browser: Browser, telling: RunningHall, sms: Gateway, lang: str
) -> None:
    with Visitor(telling, telling.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket(matter_of(telling, "8"))
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{telling.url}/t?lang={lang}#{ticket['follow']}")
    texting = page.get_by_test_id("texting")
    bind = texting.locator("[data-act=phone-bind]")
    expect(bind).to_be_disabled()
    texting.locator("input[name=phone]").fill("139 1234 5678")
    texting.locator("input[name=agreed]").check()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    before = len(sms.taken)
    bind.click()
    forget = texting.locator("[data-act=phone-forget]")
    expect(forget).to_be_visible()
    eventually(lambda: len(sms.taken) == before + 1)
    forget.click()
    expect(bind).to_be_visible()
    context.close()

    said = sms.taken[-1].json
    assert said["to"] == "13912345678"
    assert ("Please" in said["text"]) is (lang == "en")


def test_a_number_that_is_none_is_refused_in_words(browser: Browser, telling: RunningHall) -> None:
    with Visitor(telling, telling.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket(matter_of(telling, "8"))
    page = browser.new_page()
    page.goto(f"{telling.url}/t?lang=zh#{ticket['follow']}")
    page.locator("input[name=phone]").fill("12345")
    page.locator("input[name=agreed]").check()
    page.locator("[data-act=phone-bind]").click()

    expect(page.get_by_role("alert")).to_contain_text("11 位手机号码")
    page.close()


def test_the_technician_sees_what_was_not_taken_and_sends_it_again(
    browser: Browser, telling: RunningHall, sms: Gateway
) -> None:
    sms.script = ("gone",)
    with page_of(browser, telling, "/devices/outbox") as page:
        row = page.locator("[data-receiver=sms]")
        row.locator("[data-act=outbox-test]").click()
        lost = page.locator("[data-message][data-state=given_up]")
        expect(lost).to_contain_text("HTTP 410: gone for good", timeout=20_000)
        complaints(page, 1440, "outbox")
        page.set_viewport_size({"width": 390, "height": 844})
        complaints(page, 390, "outbox on a phone")
        sms.script = ("take",)
        before = len(sms.taken)
        lost.locator("[data-act=outbox-retry]").click()
        expect(lost).to_have_count(0, timeout=20_000)

    eventually(lambda: len(sms.taken) == before + 1)


def test_a_hall_without_receivers_says_so_and_offers_visitors_nothing(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with page_of(browser, shared_hall, "/devices/outbox") as page:
        expect(page.locator("main")).to_contain_text("Nobody outside is told anything")
    with Visitor(shared_hall, shared_hall.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket(matter_of(shared_hall, "8"))
        phone = browser.new_page()
        with phone.expect_response(lambda each: each.url.endswith("/phone")):
            phone.goto(f"{shared_hall.url}/t?lang=en#{ticket['follow']}")
        expect(phone.get_by_test_id("number")).to_be_visible()
        expect(phone.get_by_test_id("texting")).to_have_count(0)
        phone.close()
        visitor.act(f"/tickets/{ticket['id']}/cancel")
