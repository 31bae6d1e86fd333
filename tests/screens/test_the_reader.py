"""Whatever is held under a kiosk's reader is taken or answered in words; a code with letters can be typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Actor
from tests.screens.conftest import Opens, scans
from tests.screens.test_walks import later

CARD = "11010519491231002X"  # the worked example of the standard (GB 11643)
MISREAD = "110105194912310021"
PERMIT = "H12345678"


@pytest.fixture
def kiosk(opens: Opens) -> Iterator[Page]:
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as page:
        expect(page.get_by_role("button", name="部门")).to_be_visible()
        yield page


def confirms(kiosk: Page) -> None:
    kiosk.locator("[data-matter]").first.click()
    expect(kiosk.get_by_test_id("take")).to_be_enabled()


@pytest.mark.parametrize("end", ["Enter", "Tab"])
@pytest.mark.parametrize(
    ("read", "said"),
    [(CARD, "card_early"), (MISREAD, "card_early"), ("https://evil.example/", "code_unknown")],
)
def test_what_comes_too_early_or_from_elsewhere_is_answered_on_the_first_page(
    kiosk: Page, read: str, said: str, end: str
) -> None:
    scans(kiosk, read, end)

    expect(kiosk.get_by_test_id("answer")).to_have_attribute("data-answer", said)
    kiosk.get_by_role("button", name="关闭").click()
    expect(kiosk.get_by_test_id("answer")).to_have_count(0)
    expect(kiosk.get_by_role("button", name="部门")).to_be_visible()


@pytest.mark.parametrize(
    ("read", "said"), [(MISREAD, "card_unread"), ("204518", "no_card"), ("####", "card_unread")]
)
def test_a_card_that_was_not_read_is_asked_for_again_and_then_taken(
    kiosk: Page, read: str, said: str
) -> None:
    confirms(kiosk)
    scans(kiosk, read)
    expect(kiosk.get_by_test_id("answer")).to_have_attribute("data-answer", said)

    scans(kiosk, CARD)

    expect(kiosk.get_by_test_id("answer")).to_have_count(0)
    expect(kiosk.get_by_test_id("card")).to_be_visible()


def test_a_permit_is_a_card_too_and_no_appointment(kiosk: Page) -> None:
    scans(kiosk, PERMIT)
    expect(kiosk.get_by_test_id("booked-said")).to_contain_text("如果是证件，请先选择事项")

    kiosk.locator("[data-tab=usual]").click()
    confirms(kiosk)
    scans(kiosk, PERMIT)

    expect(kiosk.get_by_test_id("card")).to_be_visible()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1280, 1024), (1024, 768)])
@pytest.mark.parametrize("letters", ["normal", "large"])
def test_every_key_for_letters_is_within_reach(opens: Opens, size: tuple[int, int], letters: str) -> None:
    with opens("/kiosk", "kiosk", "kiosk-1", size) as kiosk:
        kiosk.locator("[data-tab=booked]").click()
        if letters == "large":
            kiosk.get_by_test_id("large").click()
        kiosk.locator("[data-act=letters]").click()
        for each in "AZ-":
            kiosk.locator(f"[data-digit='{each}']").click()
        expect(kiosk.get_by_test_id("code")).to_have_text("AZ-")
        kiosk.locator("[data-digit='A']").click()
        kiosk.get_by_test_id("check-in").click(trial=True)
        box = kiosk.locator("[data-digit='A']").bounding_box() or {}
        assert min(box["width"], box["height"]) >= 64
        kiosk.locator("[data-act=letters]").click()
        kiosk.locator("[data-digit='7']").click()
        expect(kiosk.get_by_test_id("code")).to_have_text("AZ-A7")


def test_a_code_with_letters_is_typed_by_hand_and_on_a_keyboard(kiosk: Page, boss: Actor, asked: str) -> None:
    at = boss.ask("/hall")["now"]
    for code in ("YY-AB17", "YY-AB18"):
        boss.act("/appointments", {"matter": asked, "at": later(at), "code": code})

    kiosk.locator("[data-tab=booked]").click()
    kiosk.locator("[data-act=letters]").click()
    for each in "YY-AB":
        kiosk.locator(f"[data-digit='{each}']").click()
    kiosk.locator("[data-act=letters]").click()
    for each in "17":
        kiosk.locator(f"[data-digit='{each}']").click()
    kiosk.get_by_test_id("check-in").click()
    expect(kiosk.get_by_test_id("number")).to_be_visible()
    kiosk.get_by_test_id("done").click()

    kiosk.locator("[data-tab=booked]").click()
    expect(kiosk.locator("[data-digit='1']")).to_be_visible()
    kiosk.keyboard.type("yy-ab18", delay=150)
    expect(kiosk.get_by_test_id("code")).to_have_text("YY-AB18")
    kiosk.get_by_test_id("check-in").click()
    expect(kiosk.get_by_test_id("number")).to_be_visible()
