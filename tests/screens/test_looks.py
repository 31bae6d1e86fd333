"""How every page looks: nothing for axe to find, nothing cut, letters that are read from the last seat, targets for fingers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from halldisplay import built
from hallserver.core.rights import STAFF_ROLES
from tests.actors import Actor, Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SMALL, SOAK, arrived, settled

WINDOW = "8"
LANGS, THEMES = ("zh", "en"), ("light", "dark")
ROWS = {page.addresses[0].replace("<window>", WINDOW): page for page in built.pages()}


class House:
    """A hall in the middle of a morning: one is called, one is served, some wait."""

    def __init__(self, running: RunningHall) -> None:
        self.running = running
        self.desk = running.token("window", WINDOW, staffer="any")
        matter = matter_of(running, WINDOW)
        with (
            Visitor(running, running.token("kiosk", "kiosk-2")) as visitor,
            Clerk(running, self.desk, window=WINDOW) as clerk,
            Clerk(running, running.token("window", "28", staffer="any"), window="28") as other,
            Actor(running, running.token("manager", "looks")) as manager,
        ):
            first, second = visitor.takes_ticket(matter), visitor.takes_ticket(matter)
            visitor.takes_ticket(matter_of(running, "28"))
            clerk.calls_next()
            clerk.does("start")
            clerk.does("finish", outcome="consulted")
            clerk.calls_next()
            other.calls_next()
            self.waiting = [visitor.takes_ticket(matter) for _ in range(4)][-1]
            visitor.act("/help")
            manager.act(
                "/notices",
                {
                    "zh": "今日十六时三十分停止取号，请合理安排时间。",
                    "en": "No numbers are given after 16:30 today; please plan your visit.",
                },
            )
        assert first["number"] != second["number"]

    @contextmanager
    def opened(self, browser: Browser, path: str, lang: str, size: tuple[int, int]) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{self.running.url}{path}?lang={lang}{self._key(ROWS[path])}")
        arrived(page)
        settled(page)
        yield page
        context.close()

    def _key(self, row: built.Page) -> str:
        """Behind the address: what lets in whom the page is for."""
        if row.role is None:
            return ""
        if row.role == "follower":
            return f"#{self.waiting['follow']}"
        if row.role in STAFF_ROLES:
            name = str(row.links[0].name) if row.role == "department" else row.role  # its name is its code
            link = {"role": row.role, "name": name}
            return f"#link={self.running.local('POST', '/api/v1/local/links', link)['token']}"
        if row.role == "window":
            return f"#token={self.desk}&window={WINDOW}"
        name = WINDOW if row.role == "rating" else str(row.links[0].name).format(window=WINDOW)
        return f"#token={self.running.token(row.role, name)}"


@pytest.fixture(scope="module")
def house(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(template, tmp_path_factory.mktemp("looks") / "hall")
    with serving(data, "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        yield House(running)


def eventually(look: Callable[[], str]) -> str:
    """What is still missing after the faces of late words have had time to come."""
    for _ in range(20):
        if not (missing := look()):
            return ""
        time.sleep(0.25)
    return missing


@pytest.mark.parametrize("path", ROWS)
def test_a_page_is_whole_readable_and_kind_in_both_languages_and_lights(
    browser: Browser, house: House, path: str
) -> None:
    """One browser context a language; sizes and themes are changed in place.

    axe looks at each language in one light and each light in one language; `make soak` has it look at all four.
    """
    for lang in LANGS:
        with house.opened(browser, path, lang, ROWS[path].sizes[0]) as page:
            for theme in THEMES if SOAK else THEMES[LANGS.index(lang) :][:1]:
                page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
                found = Axe().run(page)
                assert found.violations_count == 0, f"{lang} {theme}\n{found.generate_report()}"
                page.screenshot(path=PICTURES / f"{path.strip('/').replace('/', '-')}-{lang}-{theme}.png")
            for width, height in ROWS[path].sizes:
                page.set_viewport_size({"width": width, "height": height})
                settled(page)
                assert page.evaluate(OVERFLOW) == [], f"{lang} at {width}×{height}"
                if ROWS[path].target:
                    assert page.evaluate(SMALL, ROWS[path].target) == [], f"{lang} at {width}×{height}"
            page.wait_for_function("() => document.fonts.status === 'loaded'")
            missing = eventually(lambda page=page: page.evaluate(TOFU))
            assert missing == "", "characters without a glyph"


# what sticks out of the window at its side, or is cut off where it may not scroll
OVERFLOW = """() => {
  const root = document.documentElement, wide = innerWidth + 1, found = [];
  if (root.scrollWidth > wide) found.push(`page ${root.scrollWidth} > ${innerWidth}`);
  const still = getComputedStyle(document.body).overflow === 'hidden';
  for (const each of document.querySelectorAll('h1, h2, p, span, td, th, li, button, dd, dt, label')) {
    const box = each.getBoundingClientRect();
    if (!box.width || each.closest('.hidden, dialog:not([open])') || each.matches('.hidden')) continue;
    if (box.right > wide || box.left < -1) found.push(`${each.tagName} ${each.textContent.slice(0, 30)} at the side`);
    if (still && box.bottom > innerHeight + 1 && !each.closest('.tiles')) found.push(`${each.tagName} ${each.textContent.slice(0, 30)} below`);
  }
  return found.slice(0, 5); }"""

# characters that are drawn as the box of a missing glyph
TOFU = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 48;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const font = getComputedStyle(document.body).fontFamily;
  const drawn = (text) => { pen.clearRect(0, 0, 48, 48); pen.font = `32px ${font}`; pen.fillText(text, 4, 36);
    return pen.getImageData(0, 0, 48, 48).data.join(); };
  const box = drawn('\\uFFFF');
  const blank = drawn(' ');
  return [...new Set(document.body.innerText)].filter((each) => each.trim() && [box, blank].includes(drawn(each))).join(''); }"""


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_the_boards_letters_are_read_from_the_last_seat(
    browser: Browser, house: House, size: tuple[int, int]
) -> None:
    """55 inches, 8 m: at least 51 + 3.2·(8000 − 4570)/305 mm (US ADA 703.5.5), measured in the drawn letter."""
    with house.opened(browser, "/board", "zh", size) as page:
        px = page.evaluate("""() => { const cell = document.querySelector('.board tbody th.code');
          const pen = document.createElement('canvas').getContext('2d');
          const style = getComputedStyle(cell); pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          const told = pen.measureText('H'); return told.actualBoundingBoxAscent + told.actualBoundingBoxDescent; }""")
        pitch_mm = 55 * 25.4 / (size[0] ** 2 + size[1] ** 2) ** 0.5
        wanted_mm = 51 + 3.2 * (8000 - 4570) / 305

        assert px * pitch_mm >= wanted_mm * 0.98
        window = page.locator(".board tbody td.code").first.evaluate("e => getComputedStyle(e).fontSize")
        assert window == page.locator(".board tbody th.code").first.evaluate(
            "e => getComputedStyle(e).fontSize"
        )
