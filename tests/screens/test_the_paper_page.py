"""The office's paper page in a real browser: a manager changes a slip and sees it, tries a printer, changes its paper."""

from __future__ import annotations

import base64
import io
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Visitor
from tests.running import RunningHall
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")


@contextmanager
def office(browser: Browser, running: RunningHall, asked: str = "lang=en", **looks: Any) -> Iterator[Page]:
    """The office, entered as a manager by a one-time link; no error may reach its console."""
    body = {"role": "manager", "name": "manager"}
    code = running.local("POST", "/api/v1/local/links", body)["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, **looks)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/office/printers?{asked}#link={code}")
    expect(page.get_by_test_id("slip-picture")).to_be_visible()
    yield page
    context.close()
    assert errors == []


def picture(page: Page) -> Image.Image:
    shown = page.get_by_test_id("slip-picture").get_attribute("src") or ""
    return Image.open(io.BytesIO(base64.b64decode(shown.partition(",")[2])))


@pytest.mark.parametrize("asked", looks(1))
def test_the_page_is_accessible_in_both_languages_and_themes(
    browser: Browser, shared_hall: RunningHall, asked: str
) -> None:
    with office(browser, shared_hall, asked) as page:
        page.locator("[data-testid=parts] summary").nth(1).click()
        found = Axe().run(page, context="main")

    mine = [
        v for v in found.response["violations"] if "printers" in str(v["nodes"]) or "slips" in str(v["nodes"])
    ]
    assert mine == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in mine]


def test_a_manager_changes_a_slip_sees_it_at_once_and_it_is_printed_so(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, matter: str
) -> None:
    with office(browser, own_hall) as page:
        before = picture(page).size
        page.locator("[data-testid=parts] summary").nth(2).click()
        field = page.locator("[data-testid=parts] details[open] input[name=zh]")
        field.fill("{haul} 二楼东侧")
        expect(page.get_by_test_id("slip-problem")).to_have_text(
            "Part 3 of the slip: there is no {haul}; did you mean {hall}?"
        )
        field.fill("二楼东侧，乘三号电梯，出电梯后左转，请在等候区就座等待叫号")
        expect(page.get_by_test_id("slip-problem")).to_have_text("")
        page.wait_for_function(
            "size => document.querySelector('[data-testid=slip-picture]').naturalHeight !== size",
            arg=before[1],
        )
        page.locator("[data-act=save-slip]").click()
        expect(page.get_by_text("changed by manager")).to_be_visible()
        page.get_by_test_id("slip-width").select_option("58mm")
        expect(page.get_by_test_id("slip-picture")).to_have_attribute("width", "240")
    with Actor(own_hall, own_hall.token("printer", "agent")) as agent:
        visitor.takes_ticket(matter)
        slip = agent.act("/print-jobs/lease", {"printer": "printer-1"})["slip"]

    assert "二楼东侧" in str(slip)
    assert [e["facts"]["slip"] for e in own_hall.events() if e["kind"] == "slip.templated"] == ["ticket"]


def test_test_print_and_new_paper_by_keyboard(browser: Browser, own_hall: RunningHall) -> None:
    with office(browser, own_hall) as page:
        button = page.locator("[data-printer=printer-1] [data-act=test]")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("paper-note")).to_contain_text("on its way to Kiosk 1 printer")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_test_id("paper-note")).to_contain_text("counted anew")
        expect(page.locator("[data-printer=printer-1]")).to_contain_text("about 100 % · estimate")


def test_a_printer_is_added_in_the_office_and_a_wrong_address_is_said(
    browser: Browser, own_hall: RunningHall
) -> None:
    with office(browser, own_hall) as page:
        page.locator("[data-act=add-printer]").click()
        form = page.get_by_role("dialog")
        for name, value in (("code", "desk"), ("zh", "导办台"), ("en", "Guide desk"), ("address", "fax://1")):
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name="Save").click()
        expect(form.get_by_role("alert")).to_contain_text("is no printer: use tcp://host:9100")
        form.locator("[name=address]").fill("tcp://10.0.0.7:9100")
        form.locator("[name=neighbour]").select_option("printer-1")
        form.get_by_role("button", name="Save").click()
        expect(page.locator("[data-printer=desk]")).to_contain_text(
            "tcp://10.0.0.7:9100 · 80mm · Neighbour printer-1"
        )


def test_a_printer_is_found_on_the_network_and_added(browser: Browser, own_hall: RunningHall) -> None:
    with socket.create_server(("127.0.1.5", 9100)), office(browser, own_hall) as page:
        page.locator("[data-act=find-printers]").click()
        form = page.get_by_role("dialog")
        form.locator("[name=network]").fill("10.0.0.0/8")
        form.get_by_role("button", name="Search").click()
        expect(form.get_by_role("alert")).to_contain_text("no network of at most 256 addresses")
        form.locator("[name=network]").fill("127.0.1.0/28")
        form.get_by_role("button", name="Search").click()
        found = form.get_by_test_id("found-printers").locator("li")
        expect(found).to_have_count(1)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "printers-found-en.png")
        found.locator("[data-act=add-found]").click()
        form = page.get_by_role("dialog")
        expect(form.locator("[name=address]")).to_have_value("tcp://127.0.1.5:9100")
        for name, value in (("code", "found"), ("zh", "新打印机"), ("en", "New printer")):
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name="Save").click()
        expect(page.locator("[data-printer=found]")).to_contain_text("tcp://127.0.1.5:9100")


def test_the_logo_is_taken_in_black_and_white_and_what_is_no_picture_is_refused(
    browser: Browser, own_hall: RunningHall, tmp_path: Path
) -> None:
    Image.new("RGB", (200, 80), "navy").save(tmp_path / "logo.png")
    (tmp_path / "bad.png").write_text("no picture at all, whatever its name")
    with office(browser, own_hall) as page:
        low = picture(page).height
        page.get_by_test_id("logo").set_input_files(tmp_path / "bad.png")
        expect(page.get_by_test_id("logo-problem")).to_contain_text("the logo cannot be used")
        page.get_by_test_id("logo").set_input_files(tmp_path / "logo.png")
        page.wait_for_function(
            "size => document.querySelector('[data-testid=slip-picture]')?.naturalHeight > size + 70",
            arg=low,
        )
