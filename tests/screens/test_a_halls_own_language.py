"""A language that a hall adds with one file: offered, spoken, from the right where it is written so, and nothing cut."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.actors import Actor, Clerk, Visitor
from tests.conftest import matter_of
from tests.pseudo import write_pseudo
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SMALL, SOAK
from tests.screens.test_looks import OVERFLOW
from tests.screens.test_the_walk import find
from tests.traditional import TAG, write_traditional

WINDOW = "8"
FINGER = 64
OWN = re.compile(r"\[.*\]$")  # as a sentence of the longer language is marked; a place may stand before it
PSEUDO = (("qaa", "ltr"), ("qab", "rtl"))  # by turns in CI; the kiosk in both
PLACES: dict[str, tuple[str, str, tuple[int, int]]] = {
    "kiosk": ("kiosk", "kiosk-1", (1080, 1920)),
    "board": ("display", "board-1", (1920, 1080)),
    "panel/8": ("display", "panel-8", (1280, 720)),
    "public": ("", "", (390, 844)),
    "t": ("follower", "", (390, 844)),
    "why": ("follower", "", (390, 844)),
    "rate/8": ("rating", "8", (1024, 600)),
}


@dataclass(frozen=True)
class Many:
    """A served hall with languages of its own, and the key of a number that waits there."""

    running: RunningHall
    follow: str

    def key(self, role: str, name: str) -> str:
        """What stands behind a page's address."""
        if role == "follower":
            return f"#{self.follow}"
        return f"#token={self.running.token(role, name)}" if role else ""


@pytest.fixture(scope="module")
def many(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Many]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(template, tmp_path_factory.mktemp("many") / "hall")
    write_pseudo(data)
    write_traditional(data)
    with serving(data, "--desk-only") as running:
        token = running.token("window", WINDOW, staffer="any")
        with (
            Visitor(running, running.token("kiosk", "kiosk-2")) as visitor,
            Clerk(running, token, window=WINDOW) as clerk,
        ):
            last = [visitor.takes_ticket(matter_of(running, WINDOW)) for _ in range(4)][-1]
            clerk.serves("consulted")
            clerk.serves("consulted")
            clerk.calls_next()
        yield Many(running, last["follow"])


def opened(browser: Browser, many: Many, path: str, lang: str) -> Page:
    role, name, (width, height) = PLACES[path]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{many.running.url}/{path}?lang={lang}{many.key(role, name)}")
    page.locator("h1, main, .panel").first.wait_for()
    return page


@pytest.mark.parametrize(
    ("path", "lang", "way"),
    [
        *(
            (path, *PSEUDO[(n + k) % 2])
            for n, path in enumerate(PLACES)
            for k in range(2 if SOAK or path == "kiosk" else 1)
        ),
        *((path, TAG, "ltr") for path in (PLACES if SOAK else ("kiosk", "board", "t"))),
    ],
)
def test_a_page_in_it_is_whole(browser: Browser, many: Many, path: str, lang: str, way: str) -> None:
    page = opened(browser, many, path, lang)

    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("html")).to_have_attribute("dir", way)
    page.wait_for_timeout(700)
    page.screenshot(path=PICTURES / f"{path.replace('/', '-')}-{lang}.png")
    assert page.evaluate(OVERFLOW) == []
    if path == "kiosk":
        assert page.evaluate(SMALL, FINGER) == []
    page.context.close()


def test_the_reasons_are_said_in_it_from_the_first_to_the_last(browser: Browser, many: Many) -> None:
    page = opened(browser, many, "why", "qaa")

    expect(page.get_by_test_id("standing")).to_have_text(OWN)
    lines = page.locator(".counts span, .history span").all_inner_texts()
    assert lines
    assert [each for each in lines if not OWN.search(each)] == []
    page.context.close()


def test_a_refusal_is_said_in_it(browser: Browser, many: Many) -> None:
    page = opened(browser, many, "kiosk", "qaa")
    page.locator("[data-tab=booked]").click()
    page.keyboard.type("99999999")
    page.get_by_test_id("check-in").click()

    expect(page.get_by_test_id("booked-said")).to_have_text(re.compile(r"\[Ťĥíš çóđé ŵáš ñóť ƒóúñđ"))
    page.context.close()


def test_things_are_called_by_their_names_in_it_and_the_number_knows_what_the_visitor_speaks(
    browser: Browser, many: Many
) -> None:
    matter = matter_of(many.running, WINDOW)
    with Actor(many.running, many.running.token("manager", "boss")) as boss:
        said = next(row for row in boss.ask("/plan/matters")["rows"] if row["code"] == matter)["name"]
        boss.act("/plan/matters", {"row": {"code": matter, "name": {**said, "qaa": "[Náɱéđ íñ íŧ]"}}})
    page = opened(browser, many, "kiosk", "qaa")
    page.get_by_text("[Náɱéđ íñ íŧ]").first.click()
    page.get_by_test_id("take").click()
    number = (page.get_by_test_id("number").text_content() or "").replace(" ", "")
    page.context.close()

    with closing(sqlite3.connect(f"file:{many.running.data / 'hall.db'}?mode=ro", uri=True)) as table:
        assert table.execute("SELECT number, lang FROM ticket ORDER BY id DESC").fetchone() == (number, "qaa")


@pytest.mark.parametrize(("lang", "line"), [("qaa", None), ("qab", None), (TAG, "預計等候"), ("en", "Wait")])
def test_a_slip_has_it_beside_the_chinese(many: Many, lang: str, line: str | None) -> None:
    """Letters that join, or of two faces, are looked at in build/screens: no plain redrawing finds them."""
    with Visitor(many.running, many.running.token("kiosk", "kiosk-2")) as visitor:
        ticket = visitor.takes_ticket(matter_of(many.running, WINDOW), lang=lang)
        answer = visitor.client.get(f"/tickets/{ticket['id']}/slip.png")
    (PICTURES / f"slip-{lang}.png").write_bytes(answer.content)
    picture = Image.open(BytesIO(answer.content)).convert("L")

    assert find(picture, "预计等候")
    assert line is None or find(picture, line), f"{line} is not on the slip"


def test_a_visitor_changes_to_each_language_and_the_kiosk_returns_to_its_own(
    browser: Browser, many: Many
) -> None:
    page = opened(browser, many, "kiosk", "zh")
    offered = page.get_by_test_id("lang")
    expect(offered).to_have_text(["English", "Ƥšéúđó", "يوغوو", "繁體中文"])

    offered.nth(1).click()

    expect(page.locator("html")).to_have_attribute("lang", "qaa")
    expect(page.get_by_test_id("help")).to_contain_text("[Ĥéĺƥ")
    expect(offered).to_have_text(["中文", "English", "يوغوو", "繁體中文"])
    offered.nth(0).click()
    expect(page.get_by_test_id("help")).to_have_text("呼叫帮助")
    page.context.close()


def test_the_last_press_counts_however_late_another_answer_comes(browser: Browser, many: Many) -> None:
    page = opened(browser, many, "kiosk", "zh")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/words/qaa.ftl", hold)
    offered = page.get_by_test_id("lang")
    expect(offered).to_have_count(4)

    offered.nth(1).click()
    offered.nth(0).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    held[0].continue_()
    page.wait_for_timeout(700)

    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.close()


def test_a_page_that_could_not_have_its_language_asks_again(browser: Browser, many: Many) -> None:
    role, name, _ = PLACES["board"]
    page = browser.new_context().new_page()
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        if len(asked) == 1:
            route.fulfill(status=503)
        else:
            route.fallback()

    page.route("**/words/qab.ftl", answer)
    page.goto(f"{many.running.url}/board?lang=qab{many.key(role, name)}")

    expect(page.locator("html")).to_have_attribute("lang", "qab")
    page.context.close()


def test_a_date_that_the_browser_does_not_know_is_said_as_in_english(browser: Browser, many: Many) -> None:
    errors: list[str] = []
    page = opened(browser, many, "kiosk", "en")
    page.on("pageerror", lambda error: errors.append(str(error)))
    said = page.locator(".head .time p").first
    english = said.inner_text()

    page.get_by_test_id("lang").nth(1).click()

    expect(page.locator("html")).to_have_attribute("lang", "qaa")
    expect(said).to_have_text(english)
    assert errors == []
    page.context.close()
