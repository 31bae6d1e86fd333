"""The front door, accounts on the office's page, and how a session ends: by hand, by the clock, by somebody else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.running import RunningHall

PICTURES = os.environ.get("HALL_LOOK")
WIDE, PHONE = (1440, 900), (390, 844)
PASSWORD = "a long enough password"


@contextmanager
def browsing(browser: Browser, size: tuple[int, int] = WIDE) -> Iterator[Page]:
    """A browser of its own; no script of it may fail."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def link_of(hall: RunningHall, name: str, role: str = "manager") -> str:
    return str(hall.local("POST", "/api/v1/local/links", {"role": role, "name": name})["token"])


def looks(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_front_door_leads_to_every_page(
    browser: Browser, shared_hall: RunningHall, size: tuple[int, int], lang: str
) -> None:
    with browsing(browser, size) as page:
        page.goto(f"{shared_hall.url}/?lang={lang}")
        expect(page.locator(".doors a[href='/panel/1']")).to_be_visible()
        looks(page, f"front-{lang}-{size[0]}")
        page.locator(".at-window select").select_option("8")
        doors = {link.get_attribute("href") for link in page.locator(".doors a").all()}
        for each in sorted(filter(None, doors)):
            assert page.request.get(shared_hall.url + each).status == 200, each
        wide = page.evaluate("document.documentElement.scrollWidth")
        violations = Axe().run(page).response["violations"]

    assert {"/kiosk", "/board", "/panel/8", "/rate/8", "/console", "/guide", "/wall", "/public"} <= doors
    assert wide <= size[0]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_staff_sign_in_at_the_front_door_and_are_led_to_their_page(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with browsing(browser) as page:
        page.goto(f"{shared_hall.url}/office#link={link_of(shared_hall, 'front-1')}")
        page.locator("[data-act=set-password]").click()
        page.get_by_role("dialog").locator("[name=new]").fill(PASSWORD)
        page.get_by_role("dialog").locator("[name=again]").fill(PASSWORD)
        page.get_by_role("dialog").get_by_role("button", name="确定").click()
        page.get_by_role("dialog").get_by_role("button", name="关闭").click()
        expect(page.locator(".unset")).to_have_count(0)
    with browsing(browser) as page:
        page.goto(f"{shared_hall.url}/?lang=zh")
        page.locator("[name=account]").fill("front-1")
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page).to_have_url(re.compile("/office$"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("大厅管理")
        page.goto(f"{shared_hall.url}/?lang=zh")
        expect(page.locator("[data-act=enter]")).to_have_text("进入大厅管理")


def test_whoever_comes_by_a_link_is_told_the_account_and_asked_for_a_password(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with browsing(browser) as page:
        page.goto(f"{shared_hall.url}/office?lang=zh#link={link_of(shared_hall, 'front-2')}")
        expect(page.locator(".unset")).to_contain_text("账号 front-2 尚未设置密码")
        looks(page, "unset-zh")


@pytest.mark.parametrize("path", ["/office", "/supervision", "/"])
def test_a_link_that_was_used_says_so_and_what_to_do(
    browser: Browser, shared_hall: RunningHall, path: str
) -> None:
    code = link_of(shared_hall, "front-3")
    with browsing(browser) as page:
        page.goto(f"{shared_hall.url}/office#link={code}")
        expect(page.locator(".unset")).to_be_visible()
    with browsing(browser) as page:
        page.goto(f"{shared_hall.url}{path}?lang=en#link={code}")
        expect(page.get_by_test_id("signed-out")).to_contain_text("This link does not work: it was used")
        expect(page.locator("[name=account]")).to_be_visible()


def test_an_account_is_opened_used_moved_and_shut_on_the_page(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with browsing(browser) as boss, browsing(browser) as new:
        boss.goto(f"{shared_hall.url}/office/accounts?lang=zh#link={link_of(shared_hall, 'front-boss')}")
        boss.locator("[data-act=add-account]").click()
        dialog = boss.get_by_role("dialog")
        dialog.locator("[name=name]").fill("jishu-9")
        dialog.get_by_test_id("account-role").select_option(label="技术员")
        dialog.get_by_role("button", name="确定").click()
        address = boss.get_by_test_id("link").input_value()
        looks(boss, "account-link-zh")
        boss.get_by_role("dialog").get_by_role("button", name="关闭").click()
        row = boss.locator("tr[data-account='jishu-9']")
        expect(row).to_contain_text("链接有效至")

        new.goto(address)
        expect(new.locator(".office")).to_be_visible()
        boss.reload()
        expect(row).to_contain_text("登录中，1 个页面")
        looks(boss, "accounts-zh")
        row.locator("[data-act=move-account]").click()
        boss.get_by_role("dialog").locator("[name=role]").select_option("manager")
        boss.get_by_role("dialog").get_by_role("button", name="确定").click()
        expect(row).to_contain_text("大厅管理")
        expect(new.get_by_test_id("signed-out")).to_contain_text("登录已失效", timeout=15_000)

        row.locator("[data-act=shut-account]").click()
        boss.get_by_role("dialog").locator("[name=reason]").fill("调离")
        boss.get_by_role("dialog").get_by_role("button", name="停用").click()
        expect(row).to_contain_text("已停用")
        row.locator("[data-act=open-account]").click()
        expect(boss.get_by_test_id("link")).to_be_visible()
        boss.get_by_role("dialog").get_by_role("button", name="关闭").click()
        own = boss.locator("tr[data-account='front-boss']")
        own.locator("[data-act=shut-account]").click()
        boss.get_by_role("dialog").locator("[name=reason]").fill("x")
        boss.get_by_role("dialog").get_by_role("button", name="停用").click()
        expect(boss.get_by_role("dialog").get_by_role("alert")).to_contain_text("自己正在使用")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_accounts_page_fits_and_is_accessible(
    browser: Browser, shared_hall: RunningHall, size: tuple[int, int]
) -> None:
    with browsing(browser, size) as page:
        link = link_of(shared_hall, "front-look")
        page.goto(f"{shared_hall.url}/office/accounts?lang=en&theme=dark#link={link}")
        expect(page.locator("tr[data-account='front-look']")).to_be_visible()
        looks(page, f"accounts-en-dark-{size[0]}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        violations = Axe().run(page).response["violations"]

    assert wide <= size[0]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_a_page_without_a_hand_signs_itself_out_and_comes_back_at_the_same_place(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with browsing(browser) as page:
        page.clock.install()
        page.goto(f"{shared_hall.url}/office/accounts?lang=zh#link={link_of(shared_hall, 'front-idle')}")
        expect(page.locator("tr[data-account='front-idle']")).to_be_visible()
        page.clock.fast_forward("29:00")
        page.evaluate(
            "window.felt = new Promise((feel) => addEventListener('wheel', feel, { once: true })); 0"
        )
        page.mouse.wheel(0, 100)
        page.evaluate("window.felt.then(() => 0)")  # a browser tells its page of a hand when it comes to it
        page.clock.fast_forward("29:00")
        expect(page.locator("tr[data-account='front-idle']")).to_be_visible()
        page.clock.fast_forward("02:00")
        expect(page.get_by_test_id("signed-out")).to_contain_text("30 分钟无操作")
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        page.clock.fast_forward("40:00")
        page.wait_for_timeout(500)
        assert [each for each in asked if "/api/v1/login" in each] == []
        assert page.evaluate("fetch('/api/v1/me').then((answer) => answer.status)") == 401
        code = link_of(shared_hall, "front-idle")
        page.goto(f"{shared_hall.url}/office/accounts?lang=zh#link={code}")
        page.reload()
        expect(page.locator("tr[data-account='front-idle']")).to_be_visible()
