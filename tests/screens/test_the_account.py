"""One's own account in a real browser: a new password against the old one, and the end of every sign-in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from hallserver.core.people.second_factor import STEP_S
from tests.running import RunningHall, serving
from tests.small import found

FIRST, SECOND = "the first long one", "the second long one"
SIZES = {"wide": (1440, 1000), "phone": (390, 844)}


@contextmanager
def browsing(browser: Browser, size: tuple[int, int] = (1440, 1000)) -> Iterator[Page]:
    """A browser of its own; no script of it may fail."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def comes_by_link(page: Page, running: RunningHall, name: str) -> None:
    code = running.local("POST", "/api/v1/local/links", {"role": "technician", "name": name})["token"]
    page.goto(f"{running.url}/office?lang=zh#link={code}")
    expect(page.get_by_role("button", name="我的账号")).to_be_visible()


def signs_in(page: Page, running: RunningHall, name: str, password: str) -> None:
    page.goto(f"{running.url}/office?lang=zh")
    page.locator("[name=account]").fill(name)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def changes(page: Page, *, old: str | None = None, new: str, again: str | None = None) -> None:
    """Fill the dialog, opened before, and confirm."""
    dialog = page.get_by_role("dialog")
    if old is None:
        expect(dialog.locator("[name=old]")).to_have_count(0)
    else:
        dialog.locator("[name=old]").fill(old)
    dialog.locator("[name=new]").fill(new)
    dialog.locator("[name=again]").fill(again or new)
    dialog.get_by_role("button", name="确定").click()


@pytest.mark.parametrize("size", SIZES)
def test_a_password_is_changed_against_the_old_one(
    browser: Browser, shared_hall: RunningHall, size: str
) -> None:
    name = f"account-{size}"
    with browsing(browser) as linked:
        comes_by_link(linked, shared_hall, name)
        linked.get_by_role("button", name="我的账号").click()
        changes(linked, new=FIRST)
        expect(linked.get_by_role("dialog").get_by_role("status")).to_contain_text("新密码已生效")

    with browsing(browser, SIZES[size]) as page:
        signs_in(page, shared_hall, name, FIRST)
        page.get_by_role("button", name="我的账号").click()
        dialog = page.get_by_role("dialog")
        fields = {each: dialog.locator(f"[name={each}]") for each in ("account", "old", "new", "again")}
        expect(fields["account"]).to_have_value(name)
        expect(fields["old"]).to_be_focused()
        told = {each: field.get_attribute("autocomplete") for each, field in fields.items()}
        changes(page, old=FIRST, new=SECOND, again=FIRST)
        expect(dialog.get_by_role("alert")).to_have_text("两次输入的新密码不一致。")
        changes(page, old="something else", new=SECOND)
        expect(dialog.get_by_role("alert")).to_have_text("原密码不正确。")
        changes(page, old=FIRST, new="password12")
        expect(dialog.get_by_role("alert")).to_contain_text("常见于泄露清单")
        changes(page, old=FIRST, new=SECOND)
        expect(dialog.get_by_role("status")).to_contain_text("新密码已生效")
        dialog.get_by_role("button", name="关闭").click()

    assert told == {
        "account": "username",
        "old": "current-password",
        "new": "new-password",
        "again": "new-password",
    }
    with browsing(browser) as later:
        signs_in(later, shared_hall, name, SECOND)
        expect(later.get_by_role("button", name="我的账号")).to_be_visible()


def test_one_button_signs_out_everywhere(browser: Browser, shared_hall: RunningHall) -> None:
    with browsing(browser) as one, browsing(browser, SIZES["phone"]) as two:
        for page in (one, two):
            comes_by_link(page, shared_hall, "account-out")
        two.get_by_role("button", name="我的账号").click()
        two.get_by_role("button", name="退出所有登录").click()

        expect(two.get_by_role("button", name="登录", exact=True)).to_be_visible()
        one.reload()
        expect(one.get_by_role("button", name="登录", exact=True)).to_be_visible()


def test_a_session_that_is_over_is_said_and_nothing_is_done(
    browser: Browser, shared_hall: RunningHall
) -> None:
    with browsing(browser) as page:
        comes_by_link(page, shared_hall, "account-gone")
        page.get_by_role("button", name="我的账号").click()
        page.wait_for_load_state("networkidle")
        page.context.clear_cookies()
        changes(page, new=FIRST)

        expect(page.get_by_test_id("signed-out")).to_contain_text("登录已失效")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.locator("[name=account]").fill("account-gone")
        page.locator("[name=password]").fill(FIRST)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("账号或密码不正确")


def phone_shows(secret: str, steps: int = 0) -> str:
    """What an authenticator app with this secret shows, so many half minutes from now."""
    return pyotp.TOTP(secret.replace(" ", "")).generate_otp(int(time.time()) // STEP_S + steps)


@pytest.mark.parametrize("size", SIZES)
def test_a_second_factor_is_set_up_asked_for_and_removed(
    browser: Browser, shared_hall: RunningHall, size: str, tmp_path: Path
) -> None:
    name = f"factor-{size}"
    with browsing(browser, SIZES[size]) as page:
        comes_by_link(page, shared_hall, name)
        page.get_by_role("button", name="我的账号").click()
        changes(page, new=FIRST)
        expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("新密码已生效")
        page.locator("[data-act=add-factor]").click()
        page.locator("[data-act=draft-factor]").click()
        secret = page.get_by_test_id("factor-secret").inner_text()
        page.locator("img.scan").screenshot(path=tmp_path / "scan.png")
        read = zxingcpp.read_barcodes(Image.open(tmp_path / "scan.png"))
        page.locator("[name=code]").fill("000000")
        page.get_by_test_id("new-factor").get_by_role("button", name="确定").click()
        expect(page.get_by_test_id("new-factor").get_by_role("alert")).to_contain_text("动态口令不正确")
        page.locator("[name=code]").fill(phone_shows(secret, -1))
        page.get_by_test_id("new-factor").get_by_role("button", name="确定").click()
        expect(page.locator(".factor [role=status]")).to_contain_text("已绑定")

    assert [each.text for each in read if secret.replace(" ", "") in each.text], "the picture is the key"
    with browsing(browser, SIZES[size]) as page:
        signs_in(page, shared_hall, name, FIRST)
        expect(page.locator("[name=code]")).to_be_focused()
        page.locator("[name=code]").fill(phone_shows(secret))
        page.keyboard.press("Enter")
        page.get_by_role("button", name="我的账号").click()
        page.locator("[data-act=remove-factor]").click()
        page.locator("dialog [name=code]").fill(phone_shows(secret, 1))
        page.get_by_role("button", name="解除绑定").click()
        expect(page.locator(".factor [role=status]")).to_contain_text("已解除绑定")
    with browsing(browser) as page:
        signs_in(page, shared_hall, name, FIRST)
        expect(page.get_by_role("button", name="我的账号")).to_be_visible()


def test_what_the_halls_rules_ask_stands_before_the_page(browser: Browser, tmp_path: Path) -> None:
    data = found(tmp_path / "hall")
    rules = {"HALL_SECOND_FACTOR": "technician", "HALL_ACCOUNT_RULE": "gbt22239"}
    with serving(data, "--desk-only", **rules) as running, browsing(browser) as page:
        code = running.local("POST", "/api/v1/local/links", {"role": "technician", "name": "owing"})["token"]
        page.goto(f"{running.url}/office?lang=zh#link={code}")
        owed = page.locator(".owed")
        expect(owed).to_have_attribute("data-owes", "password")
        expect(page.locator("main")).not_to_contain_text("设备")
        for new, said in (("only small letters", "至少3种"), ("Kein Wind 7 weht", "")):
            owed.locator("[name=new]").fill(new)
            owed.locator("[name=again]").fill(new)
            owed.get_by_role("button", name="确定").click()
            if said:
                expect(owed.get_by_role("alert")).to_contain_text(said)
        expect(owed).to_have_attribute("data-owes", "second_factor")
        owed.locator("[data-act=draft-factor]").click()
        secret = owed.get_by_test_id("factor-secret").inner_text()
        owed.locator("[name=code]").fill(phone_shows(secret))
        owed.get_by_role("button", name="确定").click()
        expect(owed).to_have_count(0)
        expect(page.locator("main")).to_contain_text("设备")
