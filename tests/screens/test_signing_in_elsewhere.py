"""Signing in at a provider in a real browser, in both languages: there, back, and on to one's own page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT
from tests.elsewhere import BACK, knowing
from tests.issuer import SECRET, Issuer, issuing
from tests.running import RunningHall
from tests.screens.test_the_account import browsing
from tests.small import found
from tests.web.test_second_factor import Phone

pytestmark = pytest.mark.long
PICTURES = ROOT / "build/screens"
PHONE = (390, 844)
GRANTS = """
[[oidc.grants]]
group = "office"
role = "manager"
[[oidc.grants]]
group = "tax"
role = "department"
department = "tax"
[ldap]
url = "ldaps://127.0.0.1:9"
base = "dc=nowhere"
grants = []
"""
SAYS = {
    "zh": ("县统一身份认证登录", "未能确认您的身份", "我的账号", "密码请在该系统中修改"),
    "en": (
        "Sign in with the county's account",
        "could not be confirmed",
        "Your account",
        "change its password there",
    ),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHall, Issuer]]:
    data = found(tmp_path_factory.mktemp("elsewhere") / "hall")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with issuing("") as issuer:
        issuer.people = {"office-7": {"groups": ["office"]}, "tax-7": {"groups": ["tax"]}, "cook": {}}

        def declared(address: str) -> str:
            issuer.back = address + BACK
            (data / "oidc.secret").write_text(SECRET)
            return issuer.declared(address, zh="县统一身份认证", en="the county’s account") + GRANTS

        with knowing(data, declared) as running:
            yield running, issuer


@pytest.mark.parametrize("lang", SAYS)
def test_the_button_leads_there_and_back_and_in(
    browser: Browser, both: tuple[RunningHall, Issuer], lang: str
) -> None:
    hall, _ = both
    button, unproven, account, elsewhere = SAYS[lang]
    with browsing(browser) as page:
        page.goto(f"{hall.url}/office?lang={lang}")
        page.get_by_role("button", name=button).wait_for()
        page.screenshot(path=PICTURES / f"sign-in-{lang}.png")
        page.get_by_role("button", name=button).click()
        page.get_by_role("link", name="no", exact=True).click()
        expect(page.get_by_role("alert").first).to_contain_text(unproven)
        page.screenshot(path=PICTURES / f"sign-in-{lang}-refused.png")
        assert "state=" not in page.url, "what came back stands in no address"

        page.get_by_role("button", name=button).click()
        page.get_by_role("link", name="office-7").click()
        page.get_by_role("button", name=account).click()
        expect(page.get_by_role("dialog")).to_contain_text(elsewhere)
        page.screenshot(path=PICTURES / f"sign-in-{lang}-account.png")
        assert page.url.startswith(f"{hall.url}/office")


def test_on_a_phone_our_own_digits_are_asked_for_on_the_way_back(
    browser: Browser, both: tuple[RunningHall, Issuer]
) -> None:
    hall, _ = both
    button = SAYS["zh"][0]
    with browsing(browser, PHONE) as page:
        page.goto(f"{hall.url}/department?lang=zh")
        page.get_by_role("button", name=button).click()
        page.get_by_role("link", name="tax-7").click()
        page.get_by_role("button", name="我的账号").click()
        page.locator("[data-act=add-factor]").click()
        page.locator("[data-act=draft-factor]").click()
        phone = Phone(page.get_by_test_id("factor-secret").inner_text().replace(" ", ""))
        page.locator("[name=code]").fill(phone.shows(-1))
        page.get_by_test_id("new-factor").get_by_role("button", name="确定").click()
        expect(page.locator("[data-act=remove-factor]")).to_be_visible()
        page.context.clear_cookies()

        page.goto(f"{hall.url}/?lang=zh")
        page.get_by_role("button", name=button).wait_for()
        page.screenshot(path=PICTURES / "sign-in-front-phone.png", full_page=True)
        page.get_by_role("button", name=button).click()
        page.get_by_role("link", name="tax-7").click()
        page.locator("[name=code]").fill("000000")
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("动态口令不正确")
        page.screenshot(path=PICTURES / "sign-in-digits-phone.png")
        page.locator("[name=code]").fill(phone.shows())
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(f"{hall.url}/department*")
        expect(page.get_by_role("button", name="我的账号")).to_be_visible()
