"""T40: up to thirty-nine windows call at once; every number is shown for its time and spoken, and what is not is told to the staff."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import big
from tests.actors import Actor, Board, Clerk, Visitor
from tests.running import RunningHall, copy_hall, serving
from tests.screens.test_the_voice import speaks
from tests.waiting import until

MATTER = big.codes_of(0)[1]
TURN_S = 10.0
SOAK = "HALL_SOAK" in os.environ
# thirty-nine in `make soak`, on a board of three rows; else two pages of the nearer screen, each with its ten seconds
CALLING, BOARD, ROWS = (39, "", 3) if SOAK else (12, "&diagonal=86&distance=4", 8)
# the announcer's sounds run so many times faster; what is said, and in which order, stays the same
FASTER = """() => { const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...args) { this.playbackRate.value = 12; return start.apply(this, args); }; }"""


@pytest.fixture(scope="module")
def opening(big_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """The big hall with its voice; the staff is told soon of what is late."""
    data = copy_hall(big_template, tmp_path_factory.mktemp("opening") / "hall")
    with serving(data, mute_at_first=True, HALL_LONGEST_BLOCK_S="3", HALL_SPOKEN_WITHIN_S="6") as running:
        yield running


# when each number came up on a board as called, and when it had gone again, by the page's own clock (s)
WATCH = """() => { const [came, went] = [{}, {}]; window.seen = { came, went };
  setInterval(() => {
    const there = new Set([...document.querySelectorAll('[data-testid=call][data-state=called]')]
      .filter((row) => { const box = row.getBoundingClientRect(); return box.height > 0 && box.bottom <= innerHeight; })
      .map((row) => row.dataset.ticket));
    for (const number of there) came[number] ??= performance.now() / 1000;
    for (const number in came) if (!there.has(number)) went[number] ??= performance.now() / 1000;
  }, 100); }"""


def made(hall: RunningHall, kind: str, code: str) -> bool:
    """Whether a clip is there within two minutes, which only a machine that does much else needs."""
    with hall.client(hall.token("display", "ears")) as client:
        return until(lambda: client.get(f"/clips/{kind}/{code}/en").status_code == 200, 120)


def opened(browser: Browser, hall: RunningHall, path: str, key: str, script: str = "") -> Page:
    page = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce").new_page()
    if script:
        page.add_init_script(f"({script})()")
    page.goto(f"{hall.url}{path}#{key}")
    return page


def test_of_all_calls_at_once_each_has_its_turn_on_the_board_and_is_spoken(
    browser: Browser, opening: RunningHall
) -> None:
    codes = [str(n) for n in range(1, CALLING + 1)]
    assert not speaks() or made(opening, "brief", "150")
    with ExitStack() as stack:
        visitor = stack.enter_context(Visitor(opening, opening.token("kiosk", "kiosk-1")))
        clerks = [
            stack.enter_context(Clerk(opening, opening.token("window", code, staffer="any"), window=code))
            for code in codes
        ]
        numbers = {visitor.takes_ticket(MATTER)["number"] for _ in codes}
        board = opened(
            browser,
            opening,
            f"/board?screen=board-1{BOARD}",
            f"token={opening.token('display', 'board-1')}",
            WATCH,
        )
        ears = opened(
            browser, opening, "/announcer", f"token={opening.token('display', 'announcer-1')}", FASTER
        )
        expect(board.locator(".board table")).to_be_visible()
        expect(ears.get_by_test_id("sound")).to_have_attribute("data-sound", "on")
        called = {clerk.calls_next()["ticket"]["number"] for clerk in clerks}
        came, went = _watch(board, called)

        assert called == numbers
        assert set(came) == called, "some never stood on the board"
        assert max(came.values()) <= (-(-CALLING // ROWS)) * TURN_S + 5
        flashed = {
            number: went[number] - came[number]
            for number in went
            if went[number] - came[number] < TURN_S - 1.5
        }
        assert flashed == {}
        if speaks():
            expect(ears.get_by_test_id("queued")).to_have_count(0, timeout=60_000)
        states = [clerk.sees()["ticket"] for clerk in clerks]
        assert [each["number"] for each in states if not each["shown"]] == []
        assert [each["number"] for each in states if not each["spoken"]] == (
            [] if speaks() else [each["number"] for each in states]
        )
        for clerk in clerks:
            clerk.does("start")
            clerk.does("finish", outcome="consulted")
        board.context.close()
        ears.context.close()


def _watch(board: Page, called: set[str]) -> tuple[dict[str, float], dict[str, float]]:
    """When each number came up, and when it had gone again, in seconds from the first; until all were there, and a turn more."""
    until, all_there = time.monotonic() + 180, False
    while time.monotonic() < until and not all_there:
        all_there = set(board.evaluate("() => Object.keys(seen.came)")) >= called
        board.wait_for_timeout(500)
    seen: dict[str, dict[str, float]] = board.evaluate("() => seen")
    began = min(seen["came"].values(), default=0.0)
    came, went = ({number: at - began for number, at in seen[each].items()} for each in ("came", "went"))
    return came, went


def test_a_call_that_no_voice_has_spoken_is_told_at_its_window_and_in_the_office(
    browser: Browser, opening: RunningHall
) -> None:
    """The announcer went away in the morning; the board still shows."""
    if not speaks():
        pytest.skip("without a voice nobody waits for one: espeak-ng, or the extra `speech`, lifts this")
    desk = opening.token("window", "8", staffer="any")
    with (
        Visitor(opening, opening.token("kiosk", "kiosk-2")) as visitor,
        Clerk(opening, desk, window="8") as clerk,
        Actor(opening, opening.token("manager", "watcher")) as manager,
        Board(opening, opening.token("display", "announcer-1")) as ears,
        Board(opening, opening.token("display", "board-1")) as eyes,
    ):
        ears.says("heartbeat", {"page": "announcer", "audio": True})
        eyes.says("heartbeat", {"page": "board"})
        link = opening.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager"})["token"]
        console = opened(browser, opening, "/console", f"token={desk}&window=8")
        office = opened(browser, opening, "/office", f"link={link}")
        number = visitor.takes_ticket(MATTER)["number"]
        called = clerk.calls_next()

        unseen = _late(manager, number, shown=False)
        assert unseen["window"] == "8"
        eyes.says("shown", {"seq": called["decision"]["seq"]})
        unspoken = _late(manager, number, shown=True)
        assert not unspoken["spoken"]
        expect(console.get_by_test_id("not-spoken")).to_be_visible()
        row = office.get_by_test_id("unheard").locator(f"[data-ticket='{number}']")
        expect(row).to_contain_text("语音未播报")
        ears.says("spoken", {"seq": called["decision"]["seq"]})
        expect(console.get_by_test_id("not-spoken")).to_have_count(0)
        expect(office.get_by_test_id("unheard")).to_have_count(0)
        assert manager.ask("/calls/unheard")["calls"] == []
        console.context.close()
        office.context.close()


def test_many_calls_that_no_screen_has_shown_leave_room_for_the_hall(
    browser: Browser, opening: RunningHall
) -> None:
    """The screens went out all at once: each call is an alarm; the box names three of them, and all when asked."""
    codes = [str(n) for n in range(20, 26)]
    with ExitStack() as stack:
        visitor = stack.enter_context(Visitor(opening, opening.token("kiosk", "kiosk-2")))
        clerks = [
            stack.enter_context(Clerk(opening, opening.token("window", code, staffer="any"), window=code))
            for code in codes
        ]
        for _ in codes:
            visitor.takes_ticket(MATTER)
        for clerk in clerks:
            clerk.calls_next()
        link = opening.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-2"})["token"]
        office = opened(browser, opening, "/office", f"link={link}")
        box = office.get_by_test_id("unheard")
        expect(box).to_contain_text("6 个", timeout=40_000)
        expect(box.locator("li")).to_have_count(3)
        box.get_by_role("button").click()
        expect(box.locator("li")).to_have_count(6)
        office.context.close()
        for clerk in clerks:
            clerk.does("start")
            clerk.does("finish", outcome="left")


def _late(manager: Actor, number: str, *, shown: bool) -> dict[str, object]:
    """What the staff is told of a number."""

    def told() -> list[dict[str, object]]:
        calls = manager.ask("/calls/unheard")["calls"]
        return [each for each in calls if each["number"] == number and each["shown"] is shown]

    assert until(lambda: bool(told())), f"nobody was told of {number}"
    return told()[0]
