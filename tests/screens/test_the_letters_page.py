"""Letters where they are read: the office's register, the panel over a window, the kiosk's confirm, the visitor's phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.actors import Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
SIZES = {"kiosk": (1080, 1920), "panel": (1280, 720), "office": (1440, 1000)}


@contextmanager
def opened(
    browser: Browser, running: RunningHall, path: str, role: str, asked: str = "lang=en"
) -> Iterator[Page]:
    """A page entered by a one-time link; no error may reach its console."""
    link = {"role": role, "name": "sw" if role == "department" else f"{role}-x"}
    code = running.local("POST", "/api/v1/local/links", link)["token"]
    width, height = SIZES[path.split("/")[1]]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}{path}?{asked}#link={code}")
    yield page
    context.close()
    assert errors == []


def row(page: Page, document: str) -> Any:
    return page.locator(f"[data-letter='{document}']")


def fill(page: Page, **said: str) -> None:
    dialog = page.get_by_role("dialog")
    for name, value in said.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def look(page: Page, name: str, anchor: str = "") -> None:
    """A picture for a person, where HALL_LOOK names a folder."""
    if PICTURES:
        if anchor:
            page.locator(anchor).evaluate("head => head.scrollIntoView()")
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def document_of(running: RunningHall, staffer: str) -> str:
    with running.client() as client:
        letters = client.get("/letters").json()["letters"]
    return str(next(each["document"] for each in letters if each["staffer"] == staffer))


@pytest.mark.parametrize("asked", looks(0))
def test_the_register_is_accessible_in_both_languages_and_themes(
    browser: Browser, shared_hall: RunningHall, asked: str
) -> None:
    with opened(browser, shared_hall, "/office/letters", "manager", asked) as page:
        expect(page.locator("[data-testid=letters] tbody tr").nth(20)).to_be_attached()
        page.locator("[data-testid=letters] summary").first.click()
        look(page, f"letters-{asked[5:7]}", "#letters")
        found = Axe().run(page, context=".letters")

    violations = found.response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_scanned_by_the_department_renewed_and_withdrawn_by_the_manager(
    browser: Browser, own_hall: RunningHall, tmp_path: Path
) -> None:
    document = document_of(own_hall, "sw-01")
    Image.new("RGB", (60, 80), "white").save(tmp_path / "letter.png")
    (tmp_path / "letter.html").write_text("<script>alert(1)</script>")
    with opened(browser, own_hall, "/office/letters", "department") as page:
        expect(row(page, document)).to_contain_text("none yet")
        assert page.locator("[data-testid=letters] [data-letter]").count() == 1
        page.locator("[data-testid=letters] input[type=file]").set_input_files(tmp_path / "letter.html")
        expect(page.get_by_test_id("letters-problem")).to_contain_text("PDF, PNG or JPEG")
        page.locator("[data-testid=letters] input[type=file]").set_input_files(tmp_path / "letter.png")
        expect(row(page, document)).to_contain_text("Open PNG")
        assert page.locator(".letters button").count() == 0
    with opened(browser, own_hall, "/office/letters", "manager") as page:
        row(page, document).locator("[data-act=renew-letter]").click()
        fill(page, document="税授〔2099〕2号", **{"from": "2020-01-01", "to": "2099-12-31"})
        expect(row(page, "税授〔2099〕2号")).to_contain_text(f"renews {document}")
        row(page, document).locator("[data-act=withdraw-letter]").click()
        fill(page, reason="Replaced by a new letter")
        expect(row(page, document)).to_have_count(0)
        page.get_by_test_id("letters-show").select_option("withdrawn")
        expect(row(page, document)).to_contain_text("reason: Replaced by a new letter")
    kinds = [event["kind"] for event in own_hall.events()]
    assert [kinds.count(f"letter.{each}") for each in ("scanned", "issued", "withdrawn")] == [1, 1, 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_letter_stands_on_panel_kiosk_and_phone(
    browser: Browser, own_hall: RunningHall, lang: str
) -> None:
    document = document_of(own_hall, "sw-01")
    with (
        Clerk(own_hall, own_hall.token("window", "8", staffer="sw-02"), window="8") as clerk,
        Visitor(own_hall, own_hall.token("kiosk", "kiosk-2")) as visitor,
    ):
        ticket = visitor.takes_ticket(matter_of(own_hall, "8"))
        with opened(browser, own_hall, "/panel/8", "display", f"lang={lang}") as panel:
            expect(panel.get_by_test_id("panel-letter")).to_contain_text(document)
            clerk.calls_next()
            expect(panel.get_by_test_id("panel-number")).to_have_text(ticket["number"])
            look(panel, f"letters-panel-{lang}")
        with opened(browser, own_hall, "/kiosk", "kiosk", f"lang={lang}") as kiosk:
            kiosk.locator("[data-matter=ga-01]").first.click()
            expect(kiosk.get_by_test_id("authority")).to_contain_text("号")
            look(kiosk, f"letters-kiosk-{lang}")
        context = browser.new_context(viewport={"width": 390, "height": 844})
        phone = context.new_page()
        phone.goto(f"{own_hall.url}/t?lang={lang}#{ticket['follow']}")
        expect(phone.get_by_test_id("authority")).to_contain_text(document)
        expect(phone.get_by_test_id("authority")).to_contain_text(
            "授权窗口办结" if lang == "zh" else "decided at the window"
        )
        look(phone, f"letters-phone-{lang}")
        context.close()
