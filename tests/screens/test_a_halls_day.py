"""One hall lives one day, before it opens until it has closed; whoever is asked at any hour gives one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from hallserver import alone
from hallserver.core.plans.plan import read_plan
from tests.actors import Clerk, Refused, Visitor
from tests.moved import Clock, serving_at
from tests.screens.conftest import PICTURES
from tests.screens.sights import PICTURED
from tests.screens.test_looks import OVERFLOW
from tests.small import BOSS, small_plan
from tests.waiting import until

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = '[hall.hours]\nmon = ["09:00-12:00", "13:30-17:00"]\ntue = ["09:00-12:00"]\n'
QUOTA = '[[quotas]]\nline = "notary"\nmost = 12\n'
SITTERS = {"1": "t-1", "2": "t-2", "3": "l-2", "9": "l-1"}
CROWD = {"tax-file": 240, "reg-new": 30, "post-send": 20, "notary-will": 10}
ALONE = {"reg-new": "reg", "notary-will": "notary", "post-send": "post", "lonely-one": "lonely"}
"""Matters that are alone in their line: what is said of the one is said of the other."""
SIZES = {
    "kiosk": (1080, 1920),
    "board": (1920, 1080),
    "panel/1": (1280, 720),
    "public": (390, 844),
    "guide": (1280, 720),
    "t": (390, 844),
}
WAITED = {"zh": re.compile(r"^\d+ 人 · "), "en": re.compile(r"^\d+ waiting · ")}
IN_HOURS = {"zh": re.compile(r"\d 小时"), "en": re.compile(r"\d h\b")}
HOUR_MS = 3_600_000
LANGS = ("zh", "en")


def at(time: str) -> datetime:
    """A Monday on which the hall is open."""
    return datetime.fromisoformat(f"2027-03-01T{time}").replace(tzinfo=ZONE)


def plan_text() -> str:
    """The small hall with office hours, twelve numbers a day for the notary, and every matter on the first page."""
    text = small_plan(HOURS, QUOTA).replace("to = 2026-03-02", "to = 2030-12-31")
    return text.replace("\nkind =", "\nusual = true\nkind =")


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clock]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data: Path = tmp_path_factory.mktemp("day") / "hall"
    data.mkdir()
    alone.found_hall(data, read_plan(plan_text(), "day.toml"), BOSS, demo=False)
    env = {"HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving_at(at("08:30"), data, "--desk-only", **env) as moved:
        yield moved


@dataclass
class Day:
    """The hall, who comes and who sits there, and all pages in a language each."""

    clock: Clock
    visitor: Visitor
    pages: dict[tuple[str, str], Page]
    clerks: list[Clerk] = field(default_factory=list)

    def sign_on(self) -> None:
        running = self.clock.running
        for window, staffer in SITTERS.items():
            token = running.token("window", window, staffer=staffer)
            self.clerks.append(Clerk(running, token, window=window))

    def sign_off(self) -> None:
        for clerk in self.clerks:
            if clerk.sees()["state"] == "serving":
                clerk.does("finish", outcome="consulted")
            clerk.act(f"/windows/{clerk.window}/session", method="DELETE")
            clerk.close()
        self.clerks = []

    def reload(self) -> None:
        """People come to the pages now."""
        for page in self.pages.values():
            page.evaluate("setTimeout(() => location.reload())")

    def offers(self) -> list[Any]:
        """What the server offers, matter by matter."""
        return list(self.visitor.ask("/waits")["matters"])

    def offer(self, matter: str) -> Any:
        """What it offers for one."""
        return next(each["offer"] for each in self.offers() if each["matter"] == matter)

    def closed(self, lang: str) -> str:
        said = self.visitor.ask("/hall")["closed_words"]
        return said[lang] if said else ""


@pytest.fixture
def day(browser: Browser, clock: Clock) -> Iterator[Day]:
    running = clock.running
    roles = {"kiosk": "kiosk", "board": "display", "panel/1": "display", "guide": "guide"}
    with ExitStack() as open_now, Visitor(running, running.token("kiosk", "kiosk-9")) as visitor:
        pages = {}
        for lang in LANGS:
            for path, (width, height) in SIZES.items():
                if path == "t":
                    continue
                page = open_now.enter_context(clean_page(browser, width, height))
                role = roles.get(path, "")
                name = f"{path.replace('/', '-')}-{lang}"
                page.goto(
                    f"{running.url}/{path}?lang={lang}"
                    + (f"#token={running.token(role, name)}" if role else "")
                )
                pages[lang, path] = page
            pages[lang, "t"] = open_now.enter_context(clean_page(browser, 390, 844))
        yield Day(clock, visitor, pages)


@contextmanager
def clean_page(browser: Browser, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def said_on(page: Page) -> dict[str, str]:
    """What stands beside each matter or line, `shut` before what cannot be taken; nothing while the page comes."""
    said: dict[str, str] = {}
    with suppress(Error):
        said = page.evaluate(SAID)
    return said


def one_answer(day: Day, lang: str, hour: str) -> None:
    """Kiosk, guide desk, board, panel, public page and phone, and the server behind them."""
    kiosk, public = day.pages[lang, "kiosk"], day.pages[lang, "public"]
    found: list[str] = []

    def agreed() -> bool:
        said = {path: said_on(day.pages[lang, path]) for path in ("kiosk", "guide", "board", "public")}
        found[:] = filter(None, (disagreement(lang, told, said) for told in day.offers()))
        return not found

    assert until(agreed), f"{hour}: {found}"
    closed = day.closed(lang)
    if closed:
        expect(public.get_by_test_id("offer")).to_have_text(closed)
        expect(kiosk.locator(".hours")).to_have_text(closed)
        expect(public.locator("[data-line-wait]")).to_have_count(0)
    else:
        expect(public.locator("[data-line-wait]")).not_to_have_count(0)


def disagreement(lang: str, told: Any, said: dict[str, dict[str, str]]) -> str:
    """What the pages say of a matter, where it is not the same everywhere, or not what the server offers."""
    matter, offer = told["matter"], told["offer"]
    tile, at_the_desk = said["kiosk"].get(matter, ""), said["guide"].get(matter, "")
    shut, plain = tile.startswith("shut "), WAITED[lang].sub("", tile.removeprefix("shut "))
    line = ALONE.get(matter, "none")
    of_line = {plain, *(said[page][line] for page in ("board", "public") if line in said[page])}
    long = not offer["words"] and told["wait"]["high_ms"] > HOUR_MS
    same = plain and len(of_line) == 1 and tile.removeprefix("shut ") == at_the_desk
    offered = plain == offer["words"][lang] if offer["words"] else not long or IN_HOURS[lang].search(plain)
    if same and offered and shut is not offer["takeable"]:
        return ""
    return f"{matter} {offer['state']}: {tile!r} {at_the_desk!r} {of_line}"


def looked_at(day: Day, hour: str) -> None:
    for (lang, path), page in day.pages.items():
        if PICTURED:
            page.screenshot(path=PICTURES / f"day-{hour}-{path.replace('/', '-')}-{lang}.png")
        assert page.evaluate(OVERFLOW) == [], f"{hour} {path} {lang}"


def no_refused_button(day: Day, lang: str, matter: str) -> None:
    """The green button is there just where a number is given; pressed, it gives one."""
    takeable = day.offer(matter)["takeable"]
    kiosk, guide = day.pages[lang, "kiosk"], day.pages[lang, "guide"]
    kiosk.locator(f"[data-matter={matter}]").click()
    expect(kiosk.get_by_test_id("ahead")).to_be_visible()
    expect(kiosk.get_by_test_id("take")).to_have_count(int(takeable))
    guide.locator(f"[data-matter={matter}]").click()
    give = guide.get_by_test_id("give")
    (expect(give).to_be_enabled if takeable else expect(give).to_be_disabled)()
    if takeable:
        kiosk.get_by_test_id("take").click()
        expect(kiosk.get_by_test_id("number")).to_be_visible()
        kiosk.get_by_test_id("done").click()
    else:
        with pytest.raises(Refused):
            day.visitor.takes_ticket(matter)
        kiosk.locator(".pair button").first.click()


def test_whoever_is_asked_at_any_hour_gives_one_answer(day: Day) -> None:
    early(day)
    opened(day)
    full(day)
    run_out(day)
    lunch(day)
    nobody_there(day)
    closed(day)


def hour_of(day: Day, hour: str, matter: str) -> None:
    for lang in LANGS:
        one_answer(day, lang, hour)
    looked_at(day, hour)
    for lang in LANGS:
        no_refused_button(day, lang, matter)


def early(day: Day) -> None:
    assert day.closed("zh") == "09:00 开始取号"
    for lang in LANGS:
        expect(day.pages[lang, "board"].locator(".calls .empty")).to_contain_text(day.closed(lang))
        expect(day.pages[lang, "panel/1"].get_by_test_id("panel-elsewhere")).to_contain_text(day.closed(lang))
    hour_of(day, "1-early", "tax-file")


def opened(day: Day) -> None:
    day.clock.set(at("09:10"))
    day.sign_on()
    day.reload()
    for lang in LANGS:
        expect(day.pages[lang, "panel/1"].get_by_test_id("panel-state")).to_have_attribute(
            "data-state", "open"
        )
    hour_of(day, "2-open", "tax-file")


def full(day: Day) -> None:
    """Three hundred wait, and somebody is served at every window."""
    for clerk in day.clerks:
        assert clerk.calls_next() or day.visitor.takes_ticket(
            "notary-will" if clerk.window == "3" else "post-send"
        )
        if clerk.sees()["state"] == "open":
            clerk.calls_next()
        clerk.does("start")
    for matter, count in CROWD.items():
        for _ in range(count):
            try:
                day.visitor.takes_ticket(matter)
            except Refused:
                break
    day.reload()
    mine = day.visitor.takes_ticket("reg-new")
    for lang in LANGS:
        phone = day.pages[lang, "t"]
        phone.goto(f"{day.clock.running.url}/t?lang={lang}#{mine['follow']}")
        expect(phone.get_by_test_id("told")).to_have_text(IN_HOURS[lang])
    for lang in LANGS:
        expect(day.pages[lang, "panel/1"].get_by_test_id("panel-state")).to_have_attribute(
            "data-state", "serving"
        )
    hour_of(day, "3-full", "tax-file")


def run_out(day: Day) -> None:
    while day.offer("notary-will")["takeable"]:
        day.visitor.takes_ticket("notary-will")
    day.reload()
    assert day.offer("notary-will")["state"] == "gone"
    hour_of(day, "4-gone", "notary-will")


def lunch(day: Day) -> None:
    day.sign_off()
    day.clock.set(at("12:05"))
    day.reload()
    assert day.closed("zh") == "午间休息，13:30 恢复取号"
    for lang in LANGS:
        expect(day.pages[lang, "t"].get_by_test_id("notice")).to_contain_text("13:30")
        expect(day.pages[lang, "panel/1"].get_by_test_id("panel-elsewhere")).to_contain_text(day.closed(lang))
    hour_of(day, "5-lunch", "reg-new")


def nobody_there(day: Day) -> None:
    day.clock.set(at("13:40"))
    day.reload()
    assert day.offer("reg-new")["state"] == "unstaffed"
    for lang in LANGS:
        expect(day.pages[lang, "t"].get_by_test_id("notice")).to_be_visible()
        expect(day.pages[lang, "t"].get_by_test_id("told")).to_have_count(0)
    hour_of(day, "6-nobody", "reg-new")


def closed(day: Day) -> None:
    """While the pages stand there: nobody presses a button that was green a moment ago."""
    day.clock.set(at("17:05"))
    assert day.closed("zh") == "今日取号已结束，明天 09:00 再开始"
    for lang in LANGS:
        for path in ("t", "public"):  # which ask by themselves once a minute
            day.pages[lang, path].reload()
        expect(day.pages[lang, "kiosk"].locator(".hours")).to_have_text(day.closed(lang))
        expect(day.pages[lang, "board"].locator(".calls .empty")).to_contain_text(day.closed(lang))
        expect(day.pages[lang, "panel/1"].get_by_test_id("panel-elsewhere")).to_contain_text(day.closed(lang))
        expect(day.pages[lang, "t"].get_by_test_id("notice")).not_to_contain_text("到岗")
        expect(day.pages[lang, "t"].get_by_test_id("notice")).not_to_contain_text("sign on")
    hour_of(day, "7-closed", "tax-file")


SAID = """() => {
  const said = {};
  const clean = (text) => text.replaceAll('\\u00a0', ' ').replaceAll('\\u2060', '').trim();
  for (const each of document.querySelectorAll('[data-matter]')) {
    const small = each.querySelector('small');
    if (small) said[each.dataset.matter] = (each.matches('.shut') ? 'shut ' : '') + clean(small.innerText);
  }
  for (const each of document.querySelectorAll('[data-testid=line]')) said[each.dataset.line] = clean(each.querySelector('.wait small').innerText);
  for (const each of document.querySelectorAll('[data-line-wait]')) said[each.dataset.lineWait] = clean(each.querySelector('dd').innerText);
  return said; }"""
