"""The office's list shows signs, pads and readers below the agent that they hang on, and says what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Board
from tests.running import RunningHall
from tests.screens.conftest import PICTURES, Opens

PARTS = [
    {"code": "led-3", "kind": "sign", "state": "live", "seq": 7, "heard_at": 1_770_000_000},
    {"code": "led-4", "kind": "sign", "state": "dark", "fault": "garbled"},
    {"code": "pad-5", "kind": "pad", "state": "refused", "fault": "not_allowed"},
    {"code": "card-1", "kind": "reader", "state": "dark", "fault": "a_fault_of_tomorrow"},
]


@pytest.fixture
def agent(house: RunningHall) -> Iterator[Board]:
    """An agent that has said how its devices are."""
    with Board(house, house.token("display", "led-agent")) as board:
        board.says("heartbeat", {"page": "signs", "seq": 1, "uptime_s": 90, "parts": PARTS})
        yield board


def comes_in(page: Page, house: RunningHall, lang: str, theme: str) -> None:
    body = {"role": "manager", "name": "boss-2"}
    link = house.local("POST", "/api/v1/local/links", body)["token"]
    page.goto(f"{house.url}/office/devices?lang={lang}&theme={theme}#link={link}")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize(
    ("lang", "theme", "words"),
    [
        ("zh", "light", {"led-3": "正常", "led-4": "波特率", "pad-5": "没有权限", "card-1": "见代理的日志"}),
        (
            "en",
            "dark",
            {"led-3": "Working", "led-4": "baud", "pad-5": "may not be opened", "card-1": "agent's log"},
        ),
    ],
)
def test_each_device_stands_below_its_agent_with_what_to_look_at(
    opens: Opens,
    house: RunningHall,
    agent: Board,
    lang: str,
    theme: str,
    words: dict[str, str],
    size: tuple[int, int],
) -> None:
    with opens("/office", None, "", size) as page:
        comes_in(page, house, lang, theme)
        for code, said in words.items():
            expect(page.locator(f"[data-part={code}]")).to_contain_text(said)
        rows = page.get_by_test_id("devices").locator("tbody tr")
        order = [row.get_attribute("data-part") or row.get_attribute("data-device") for row in rows.all()]
        at = order.index("led-agent")
        assert order[at + 1 : at + 5] == list(words)
        expect(page.get_by_test_id("devices").locator("caption")).to_contain_text(re.compile("3"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=PICTURES / f"devices-{lang}-{size[0]}.png", full_page=True)


def test_the_state_of_what_hangs_on_a_lost_agent_is_not_known(
    opens: Opens, house: RunningHall, agent: Board
) -> None:
    with opens("/office", None, "") as page:
        comes_in(page, house, "zh", "light")
        expect(page.locator("[data-part=led-4]")).to_have_attribute("data-state", "dark")

        agent.close()

        expect(page.locator("[data-part=led-4]")).to_have_attribute("data-state", "unknown", timeout=15_000)
        expect(page.locator("[data-part=led-4]")).to_contain_text("代理离线")
