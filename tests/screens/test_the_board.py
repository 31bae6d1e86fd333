"""The board fills its glass: calls large and on top, recent calls small beneath, who is next beside; nothing cut, nothing collides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice, pairwise, product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SOAK, Size, arrived, lost, settled
from tests.screens.sights import PICTURED
from tests.waiting import until

SIZES: tuple[Size, ...] = ((1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (2160, 3840))
DIAGONALS = (32, 55, 86)
LIGHTS = {"zh": "dark", "en": "light"}
WAITING = 3
NOTICE = {
    "zh": "今日十六时三十分停止取号，请合理安排时间；不动产登记窗口因系统升级暂停办理，恢复时间另行通知。",
    "en": "No numbers are given after 16:30 today; property registration pauses while its system is renewed.",
}


@dataclass
class Floor:
    """A hall whose windows become busy one after the other; of six of them one still waits for its visitor."""

    running: RunningHall
    kiosk: Visitor
    boss: Actor
    codes: list[str]
    clerks: dict[str, Clerk] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    called: str = ""
    mute: bool = False  # nothing that the hall says arrives

    def sits(self, code: str) -> Clerk:
        if code not in self.clerks:
            token = self.running.token("window", code, staffer="any")
            self.clerks[code] = Clerk(self.running, token, window=code)
        return self.clerks[code]

    def calls(self, code: str) -> str:
        self.kiosk.takes_ticket(matter_of(self.running, code))
        ticket = self.sits(code).calls_next()["ticket"]
        self.ids[ticket["number"]] = ticket["id"]
        return str(ticket["number"])

    def _wire(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        server.on_message(lambda message: None if self.mute else page.send(message))

    def misses(self, code: str) -> bool:
        """Whether a number is missed by now: not before it was shown for its time."""
        try:
            self.sits(code).does("miss")
        except Refused:
            return False
        return True

    def gets_busy(self, count: int) -> None:
        for code in self.codes[len(self.clerks) : count]:
            number = self.calls(code)
            if len(self.clerks) % 6 == 2:
                self.called = number
            else:
                self.sits(code).does("start")

    def busy_again(self, count: int) -> None:
        """The first windows serve somebody, the last two of them call."""
        for n, code in enumerate(self.codes[:count]):
            self.calls(code)
            if n < count - 2:
                self.sits(code).does("start")

    def clears(self) -> None:
        """Everybody is served and gone."""
        for clerk in self.clerks.values():
            state = clerk.sees()["state"]
            if state == "called":
                clerk.does("start")
            if state in {"called", "serving"}:
                clerk.does("finish", outcome="consulted")

    def board(self, browser: Browser, lang: str, diagonal: int = 55, *, clock: bool = False) -> Page:
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
        page = context.new_page()
        if clock:
            page.clock.install()
            page.route_web_socket("**/socket.io/**", self._wire)
        token = self.running.token("display", f"board-{lang}-{diagonal}")
        wishes = f"lang={lang}&theme={LIGHTS[lang]}&diagonal={diagonal}&distance=8"
        page.goto(f"{self.running.url}/board?{wishes}#token={token}")
        arrived(page)
        return page


@pytest.fixture(scope="module")
def floor(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(template, tmp_path_factory.mktemp("floor") / "hall")
    with serving(data, "--desk-only", HALL_MIN_CALL_S="1") as running:
        kiosk = Visitor(running, running.token("kiosk", "kiosk-1"))
        boss = Actor(running, running.token("manager", "floor"))
        codes = [each["code"] for each in kiosk.ask("/catalogue")["windows"]][1:]
        found = Floor(running, kiosk, boss, codes)
        yield found
        for each in (kiosk, boss, *found.clerks.values()):
            each.close()


# what of the list collides with the foot, how far down the calls reach, and what is amber without being called
LOOK = """() => {
  const box = (each) => each.getBoundingClientRect(), foot = box(document.querySelector('.board > footer'));
  const main = box(document.querySelector('main'));
  const drawn = [...document.querySelectorAll('main tr, main li, main h2')].filter((each) => box(each).height);
  const collide = drawn.filter((each) => box(each).bottom > foot.top + 1).map((each) => each.textContent.slice(0, 20));
  const calls = [...document.querySelectorAll('.calls tbody tr, .calls li')].map((each) => box(each).bottom);
  const side = [...document.querySelectorAll('aside li, aside h2, aside p')].map((each) => box(each).bottom);
  const amber = [...document.querySelectorAll('.board *')].filter((each) => {
    const { color, backgroundColor } = getComputedStyle(each);
    return [color, backgroundColor].includes('rgb(255, 197, 61)') && !each.closest('tr.called');
  }).map((each) => each.textContent.slice(0, 20));
  const there = [...document.querySelectorAll('[data-testid=call], [data-testid=recent-call]')].map((each) => each.dataset.ticket);
  const area = document.querySelector('.calls').getBoundingClientRect();
  return { collide, amber, there, moving: document.getAnimations().length,
    calls: (Math.max(area.top, ...calls) - area.top) / area.height, sizes: calls.length,
    pages: [...document.querySelectorAll('.calls .turn')].map((each) => each.textContent),
    small: document.querySelectorAll('.calls [data-testid=recent-call]').length,
    top: document.querySelector('.calls tbody tr')?.dataset.state ?? '' }; }"""


def complaints(page: Page, busy: int) -> list[str]:
    """What is wrong with a board as it stands."""
    found = lost(page)
    seen = page.evaluate(LOOK)
    found += [f"collides with the foot: {each}" for each in seen["collide"]]
    found += [f"amber and not called: {each}" for each in seen["amber"]]
    found += ["something moves"] * bool(seen["moving"])
    if len(seen["there"]) != len(set(seen["there"])):
        found.append(f"twice on the glass: {seen['there']}")
    if busy and seen["top"] != "called":
        found.append("no call on top")
    if busy >= 12 and seen["calls"] < 0.9:
        found.append(f"the calls fill {seen['calls']:.0%} of their place")
    if busy == 12 and not seen["pages"] and len(seen["there"]) < busy:
        found.append(f"{len(seen['there'])} of {busy} stand there, and there are no pages")
    return found


def test_a_board_fills_its_glass_in_every_size_with_0_3_12_and_30_busy_windows(
    browser: Browser, floor: Floor
) -> None:
    """All sizes in all diagonals and both languages in `make soak`; else by turns, so that each meets each."""
    looked = list(product(LIGHTS, DIAGONALS)) if SOAK else list(zip(LIGHTS, DIAGONALS[1:], strict=True))
    pages = {wish: floor.board(browser, *wish) for wish in looked}
    wrong, turns = [], cycle(SIZES)
    for busy in (0, 3, 12, 30):
        floor.gets_busy(busy)
        if busy == 12:
            for code in floor.codes[:busy] * WAITING:
                floor.kiosk.takes_ticket(matter_of(floor.running, code))
            floor.boss.act("/notices", NOTICE)
        for (lang, diagonal), page in pages.items():
            if busy:
                expect(page.locator("tr.top")).to_have_attribute("data-ticket", floor.called)
            for width, height in SIZES if SOAK else islice(turns, 3 if busy == 12 else 1):
                page.set_viewport_size({"width": width, "height": height})
                settled(page)
                name = f"board-{busy}-{width}x{height}-{diagonal}-{lang}"
                if PICTURED or (busy == 12 and width <= 1920):
                    page.screenshot(path=PICTURES / f"{name}.png", scale="css")
                wrong += [f"{name}: {each}" for each in complaints(page, busy)]
            if busy == 12 and diagonal < max(DIAGONALS):
                found = Axe().run(page)
                wrong += [f"{lang}: {found.generate_report()}"] * bool(found.violations_count)
    for page in pages.values():
        page.context.close()

    assert "\n".join(wrong) == ""


def test_whoever_looked_away_finds_the_window_again_and_knows_what_became_of_the_number(
    browser: Browser, floor: Floor
) -> None:
    """Served, missed, gone: small, with a word each; called again, it is amber and on top, and stands nowhere else."""
    floor.clears()
    board = floor.board(browser, "zh")
    one, two, three = floor.codes[:3]
    served, missed, gone = (floor.calls(code) for code in (one, two, three))
    expect(board.locator("tr.top")).to_have_attribute("data-ticket", gone)
    for code in (one, three):
        floor.sits(code).does("start")
    floor.sits(three).does("finish", outcome="consulted")
    assert until(lambda: floor.misses(two))
    small = board.locator(".calls [data-testid=recent-call]")

    for _ in range(2):
        expect(board.locator(f".calls tr[data-ticket={served}]")).to_have_attribute("data-state", "serving")
        expect(small.first).to_have_attribute("data-ticket", missed)
        expect(small.first).to_contain_text("过号")
        expect(board.locator(f".calls li[data-ticket={gone}]")).to_contain_text("已结束")
        board.reload()  # a screen that comes in knows the same
    floor.kiosk.act(f"/tickets/{floor.ids[missed]}/return")
    expect(board.locator(f".calls [data-ticket={missed}]")).to_have_count(0)
    floor.sits(two).does("call", ticket=missed, reason="回来了")
    expect(board.locator("tr.top")).to_have_attribute("data-ticket", missed)
    expect(board.locator(f"[data-ticket={missed}]")).to_have_count(1)
    board.context.close()


def test_the_numbers_that_are_next_are_those_that_are_called_next(browser: Browser, floor: Floor) -> None:
    """Nobody stands there twice: whoever is called is next no longer."""
    code = floor.codes[0]
    matter, clerk = matter_of(floor.running, code), floor.sits(code)
    board = floor.board(browser, "en")
    line = next(each["line"] for each in floor.kiosk.ask("/catalogue")["matters"] if each["code"] == matter)
    for _ in range(WAITING + 1):
        floor.kiosk.takes_ticket(matter)
    told = board.locator(f"[data-line={line}] [data-testid=next] .code")
    floor.clears()
    for _ in range(2):
        coming = floor.kiosk.ask("/board")["next"][line]
        expect(told).to_have_text(coming)
        assert clerk.calls_next()["ticket"]["number"] == coming[0]
        expect(board.locator("tr.top")).to_have_attribute("data-ticket", coming[0])
        assert coming[0] not in told.all_inner_texts()
        clerk.does("start")
        clerk.does("finish", outcome="consulted")
    board.context.close()


TURNS = """() => { window.turned = [];
  const look = () => document.querySelector('.recent .turn')?.textContent;
  let was = look();
  new MutationObserver(() => { if (look() !== was) { was = look(); turned.push([was, performance.now()]); } })
    .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true }); }"""


def test_pages_of_recent_calls_turn_after_ten_seconds_and_a_broken_line_covers_none(
    browser: Browser, floor: Floor
) -> None:
    """The page's own clock is wound on, so that it hears nothing for half a minute."""
    floor.clears()
    floor.busy_again(12)
    board = floor.board(browser, "zh", clock=True)
    small = board.locator(".calls li")
    expect(board.locator(".recent .turn")).to_have_text("1/2")
    board.evaluate(TURNS)
    seen = set(small.all_inner_texts())
    floor.mute = True
    for _ in range(36):
        board.clock.run_for(1000)
        seen |= set(small.all_inner_texts())
    turned = board.evaluate("() => turned")
    expect(board.get_by_test_id("stale")).to_be_visible()
    settled(board)

    # the band takes a line of the list, and so makes other pages of it; from then on they turn
    times = [at for said, at in turned if said.partition("/")[2] == turned[-1][0].partition("/")[2]]
    assert len(times) >= 3
    assert all(later - sooner >= 9_900 for sooner, later in pairwise(times[1:]))
    assert len(seen) >= 10, "some of those that are served had no turn"
    assert complaints(board, 12) == []
    board.screenshot(path=PICTURES / "board-stale.png", scale="css")
    board.context.close()


def test_when_nobody_is_called_any_more_it_says_so_above_who_was_called_lately(
    browser: Browser, floor: Floor
) -> None:
    """A full morning, then everybody is gone: the sentence and the numbers each have a place of their own."""
    floor.clears()
    floor.busy_again(12)
    floor.clears()
    for (lang, diagonal), (width, height) in zip(product(LIGHTS, DIAGONALS[:2]), SIZES, strict=False):
        board = floor.board(browser, lang, diagonal)
        board.set_viewport_size({"width": width, "height": height})
        expect(board.locator(".calls [data-testid=recent-call]").first).to_be_visible()
        settled(board)
        said, first = (
            board.locator(what).first.bounding_box()
            for what in (".calls .empty", ".calls [data-testid=recent-call]")
        )
        assert said is not None
        assert first is not None
        assert said["height"] > 0
        assert said["y"] + said["height"] <= first["y"], (lang, diagonal, width)
        assert complaints(board, 0) == []
        board.screenshot(path=PICTURES / f"board-after-{width}x{height}-{lang}.png", scale="css")
        board.context.close()
