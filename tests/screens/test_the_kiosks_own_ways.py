"""A kiosk's own ways: large letters, its own offer, stopped by the office, idle, what a visitor may add, the slip read again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Visitor
from tests.morning import MORNING
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES, scans
from tests.small import found, small_plan

GOOD = "11010519491231002X"  # the example of GB 11643
SIZES = [(1080, 1920), (1920, 1080), (768, 1024)]
OWN = 'printer = "printer-1"\ndepartments = ["law"]\nidle_s = 10\nask_s = 5\nattract_s = 3\nzone = "A"\n'
SIZE_OF = "each => parseFloat(getComputedStyle(each).fontSize)"
PICTURE = {"zh": "今日停电检修至十时", "en": "Power is off until ten"}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """The small hall, one of whose kiosks offers the law's matters alone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("own") / "hall"
    data.mkdir()
    with serving(found(data), "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        plan = small_plan(zone=MORNING).replace('printer = "printer-1"\n', OWN, 1)
        tail = '\n[[kiosks]]\ncode = "kiosk-2"\nname = { zh = "二号", en = "Two" }\nprinter = "printer-1"\n'
        plan = plan.replace(
            'code = "tax-file"\n', 'code = "tax-file"\nmaterials = [{ zh = "身份证", en = "ID card" }]\n'
        )
        running.local("POST", "/api/v1/local/plan", {"text": plan + tail, "file": "small.toml"})
        yield running


@pytest.fixture
def boss(hall: RunningHall) -> Iterator[Actor]:
    with Actor(hall, hall.token("manager", "boss")) as manager:
        yield manager


def opened(
    browser: Browser, hall: RunningHall, name: str, size: tuple[int, int] = (1080, 1920), lang: str = "zh"
) -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(f"{hall.url}/kiosk?lang={lang}#token={hall.token('kiosk', name)}")
    expect(page.locator("[data-tab=usual]")).to_be_visible()
    return page


def matters(page: Page, department: str) -> list[str]:
    page.locator("[data-tab=departments]").click()
    page.locator(f"[data-department={department}]").click()
    return [
        str(each.get_attribute("data-matter")) for each in page.locator("[data-matter]").element_handles()
    ]


def goes_to(page: Page, matter: str, department: str = "tax") -> None:
    matters(page, department)
    page.locator(f"[data-matter={matter}]").click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_large_letters_are_half_as_large_again_and_nothing_is_cut(
    browser: Browser, hall: RunningHall, size: tuple[int, int], lang: str
) -> None:
    page = opened(browser, hall, "kiosk-2", size, lang)
    matters(page, "tax")
    parts = [".tiles .name", ".tiles small", ".choice nav button", ".title button"]
    usual = [page.locator(each).first.evaluate(SIZE_OF) for each in parts]

    page.get_by_test_id("large").click()

    large = [page.locator(each).first.evaluate(SIZE_OF) for each in parts]
    for part, small_px, large_px in zip(parts, usual, large, strict=True):
        assert large_px >= 1.49 * small_px, part
    page.screenshot(path=PICTURES / f"large-{lang}-{size[0]}.png")
    page.locator("[data-matter=tax-file]").click()
    expect(page.get_by_test_id("take")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (
        page.locator(".details").evaluate("each => each.clientHeight") > 100
    )  # the details are not squeezed away
    page.screenshot(path=PICTURES / f"large-confirm-{lang}-{size[0]}.png")
    page.context.close()


def test_a_page_of_tiles_never_draws_half_a_row(browser: Browser, hall: RunningHall) -> None:
    page = opened(browser, hall, "kiosk-2", (768, 1024), "en")
    page.get_by_test_id("large").click()
    page.locator("[data-tab=search]").click()
    for letter in "t":
        page.locator(f"[data-letter={letter.upper()}]").click()
    cut = page.evaluate("""() => {
      const box = document.querySelector('.reach-box');
      const inset = parseFloat(/inset\\(0px 0px ([\\d.]+)px/.exec(getComputedStyle(box).clipPath)?.[1] ?? '0');
      const end = box.getBoundingClientRect().bottom - inset;
      return [...box.querySelectorAll('.tiles button')].filter((each) => {
        const edge = each.getBoundingClientRect();
        return edge.top < end - 2 && edge.bottom > end + 2;
      }).length;
    }""")
    assert cut == 0
    page.context.close()


def test_a_kiosk_shows_its_own_offer_alone(browser: Browser, hall: RunningHall) -> None:
    own, other = opened(browser, hall, "kiosk-1"), opened(browser, hall, "kiosk-2")

    for page, departments in ((own, ["law"]), (other, ["tax", "law"])):
        page.locator("[data-tab=departments]").click()
        expect(page.locator("[data-department]")).to_have_count(len(departments))
        for each in departments:
            expect(page.locator(f"[data-department={each}]")).to_be_visible()
    own.locator("[data-tab=search]").click()
    own.locator("[data-letter=T]").click()
    expect(own.locator("[data-matter^=tax]")).to_have_count(0)
    for page in (own, other):
        page.context.close()


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "缺纸，请到2号取号机"), ("en", "Out of paper: use kiosk 2")]
)
def test_the_office_stops_a_kiosk_with_words_and_opens_it_again(
    browser: Browser, hall: RunningHall, boss: Actor, lang: str, said: str
) -> None:
    page = opened(browser, hall, "kiosk-2", lang=lang)
    began = time.monotonic()
    boss.act("/kiosks/kiosk-2/stop", {"zh": "缺纸，请到2号取号机", "en": "Out of paper: use kiosk 2"})

    expect(page.get_by_test_id("stopped")).to_contain_text(said)
    assert time.monotonic() - began < 2
    expect(page.locator("[data-tab=usual]")).to_have_count(0)
    page.screenshot(path=PICTURES / f"kiosk-stopped-{lang}.png")
    boss.act("/kiosks/kiosk-2/open")
    expect(page.locator("[data-tab=usual]")).to_be_visible(timeout=2000)
    page.context.close()


def test_the_office_has_a_hand_for_it(browser: Browser, hall: RunningHall, boss: Actor) -> None:
    kiosk = opened(browser, hall, "kiosk-2")
    link = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "hand"})["token"]
    office = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    office.goto(f"{hall.url}/office/devices?lang=zh#link={link}")
    row = office.locator("tr[data-device=kiosk-2]")

    row.locator("[data-act=stop]").click()
    office.locator("dialog [name=zh]").fill("检修中")
    office.locator("dialog button.main").click()
    expect(kiosk.get_by_test_id("stopped")).to_contain_text("检修中")
    expect(row.get_by_test_id("stopped-with")).to_contain_text("检修中")
    office.screenshot(path=PICTURES / "office-kiosk-stopped.png")

    row.locator("[data-act=open]").click()
    expect(kiosk.locator("[data-tab=usual]")).to_be_visible()
    expect(row.locator("[data-act=stop]")).to_be_visible()
    for page in (kiosk, office):
        page.context.close()


def test_its_own_times_and_the_page_for_nobody(browser: Browser, hall: RunningHall, boss: Actor) -> None:
    boss.act("/notices", {**PICTURE, "zone": "A"})
    page = opened(browser, hall, "kiosk-1")

    expect(page.get_by_test_id("attract")).to_be_visible(timeout=6000)  # three seconds, by its plan
    expect(page.get_by_test_id("attract-notice")).to_contain_text(PICTURE["zh"])
    page.screenshot(path=PICTURES / "kiosk-attract.png")
    page.mouse.click(540, 1200)  # it goes at once, and nothing behind it is pressed
    expect(page.get_by_test_id("attract")).to_have_count(0)
    expect(page.locator("[data-tab=usual][aria-pressed=true]")).to_be_visible()

    page.locator("[data-tab=departments]").click()
    expect(page.locator("dialog")).to_be_visible(timeout=13_000)  # ten seconds until it asks, by its plan
    expect(page.locator("[data-tab=usual][aria-pressed=true]")).to_be_visible(timeout=8000)
    page.context.close()


def asked_for(page: Page, path: str, act: Any) -> Any:
    """What the page sent."""
    with page.expect_request(lambda each: each.method == "POST" and each.url.endswith(path)) as sent:
        act()
    return sent.value.post_data_json


def test_the_list_and_large_letters_and_a_typed_identity_go_with_the_number(
    browser: Browser, hall: RunningHall
) -> None:
    page = opened(browser, hall, "kiosk-2")
    page.get_by_test_id("large").click()
    goes_to(page, "tax-file")
    page.locator("[data-act=with-list]").click()
    page.locator("[data-act=identity]").click()
    for key in GOOD[:17] + "1":
        page.locator(f"dialog [data-digit='{key}']").click()
    page.locator("[data-act=identity-take]").click()
    expect(page.get_by_test_id("identity-said")).to_have_text("号码有误，请核对后重新输入")
    page.locator("dialog [data-act=erase]").click()
    page.keyboard.press("x")
    expect(page.get_by_test_id("identity-typed")).to_have_text("••••••••••••••002X")
    page.screenshot(path=PICTURES / "kiosk-identity.png")
    page.locator("[data-act=identity-take]").click()
    expect(page.get_by_test_id("card")).to_be_visible()

    sent = asked_for(page, "/tickets", lambda: page.get_by_test_id("take").click())
    assert (sent["materials"], sent["letters"], sent["identity"]) == (True, 2, GOOD)
    expect(page.get_by_test_id("number")).to_be_visible()
    assert GOOD not in page.content()
    page.get_by_test_id("done").click()

    goes_to(page, "tax-file")  # the next visitor's letters are the usual ones, and there is no list
    sent = asked_for(page, "/tickets", lambda: page.get_by_test_id("take").click())
    assert not {"materials", "letters", "identity"} & set(sent)
    page.context.close()


def test_a_wrong_code_is_answered_in_a_sentence(browser: Browser, hall: RunningHall) -> None:
    page = opened(browser, hall, "kiosk-2")
    page.locator("[data-tab=booked]").click()
    for digit in "12345678":
        page.locator(f"[data-digit='{digit}']").click()
    page.get_by_test_id("check-in").click()

    expect(page.get_by_test_id("booked-said")).to_have_text(
        "没有查到这个号码，请核对后重新输入，或到导办台查询。"
    )
    page.context.close()


def test_a_called_slip_says_where_to_go_and_a_served_one_asks_how_it_was(
    browser: Browser, hall: RunningHall
) -> None:
    with (
        Visitor(hall, hall.token("kiosk", "kiosk-3")) as visitor,
        Actor(hall, hall.token("window", "1", staffer="t-2")) as clerk,
    ):
        ticket = visitor.takes_ticket("tax-visit")
        while clerk.act("/windows/1/next")["ticket"]["id"] != ticket["id"]:
            clerk.act("/windows/1/start")
            clerk.act("/windows/1/finish", {"outcome": "done"})
        page = opened(browser, hall, "kiosk-2")
        scans(page, f"http://hall.example.cn/t#{ticket['follow']}")
        expect(page.get_by_test_id("called-to")).to_contain_text("1")
        page.screenshot(path=PICTURES / "kiosk-called-to.png")
        clerk.act("/windows/1/start")
        clerk.act("/windows/1/finish", {"outcome": "accepted"})

        scans(page, f"http://hall.example.cn/t#{ticket['follow']}")
        page.get_by_test_id("done").click()
        scans(page, f"http://hall.example.cn/t#{ticket['follow']}")
        page.locator(".rate [data-level='2']").click()
        page.screenshot(path=PICTURES / "kiosk-rate.png")
        page.locator("[data-reason]").first.click()
        page.get_by_test_id("send").click()
        expect(page.get_by_test_id("found-said")).to_have_text("已评价，谢谢。")
        expect(page.locator(".rate [data-level]")).to_have_count(0)
        assert visitor.looks_at(ticket)["rated"]
        page.context.close()


def test_the_browsers_console_stays_clean(browser: Browser, hall: RunningHall) -> None:
    """A hall without a voice is asked for none, and one without an address for no code."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    page.goto(f"{hall.url}/kiosk?lang=en#token={hall.token('kiosk', 'kiosk-2')}")
    goes_to(page, "tax-file")
    page.get_by_test_id("take").click()
    expect(page.get_by_test_id("number")).to_be_visible()
    page.get_by_test_id("lang").first.click()

    assert said == []
    context.close()
