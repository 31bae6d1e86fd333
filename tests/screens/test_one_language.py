"""A hall whose names are in Chinese only: each stands once on every screen and slip, in both languages of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hallserver import alone
from hallserver.core.plans.plan import read_plan
from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.small import BOSS, small_plan

CODE = "11330000002482089M-3300117024000-330117024001-01"  # as a province writes its items: 48 characters
NAMES = {
    '{ zh = "Small hall", en = "Small hall" }': '{ zh = "云水县政务服务中心" }',
    '{ zh = "post-send", en = "post-send" }': '{ zh = "邮寄出件登记" }',
    '{ zh = "post", en = "post" }': '{ zh = "邮政寄递" }',
    'code = "post-send"': f'code = "{CODE}"',
}


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    text = small_plan()
    for english, zh in NAMES.items():
        assert english in text
        text = text.replace(english, zh)
    data = tmp_path_factory.mktemp("chinese") / "hall"
    alone.found_hall(data, read_plan(text, "hall.toml"), BOSS, demo=False)
    with serving(data, "--desk-only") as running:
        yield running


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_stands_once_on_every_screen(chinese: RunningHall, browser: Browser, lang: str) -> None:
    with (
        Visitor(chinese, chinese.token("kiosk", "kiosk-1")) as visitor,
        Clerk(chinese, chinese.token("window", "9", staffer="l-2"), window="9") as clerk,
    ):
        ticket = visitor.takes_ticket(CODE)
        assert clerk.calls_next()["ticket"]["number"] == ticket["number"]
        for path, role, name, words in (
            ("kiosk", "kiosk", "kiosk-1", ["云水县政务服务中心"]),
            ("board", "display", "board-1", ["云水县政务服务中心", "邮政寄递"]),
        ):
            context = browser.new_context(viewport={"width": 1920, "height": 1080})
            page = context.new_page()
            page.goto(f"{chinese.url}/{path}?lang={lang}#token={chinese.token(role, name)}")
            expect(page.get_by_text("云水县政务服务中心").first).to_be_visible()
            expect(page.get_by_text(ticket["number"]).first).to_be_visible()
            for each in words:
                rows = page.locator("h1, header, tr, td").filter(has_text=each)
                expect(rows.first).to_be_visible()  # the names come with the catalogue, after the number
                assert {row.count(each) for row in rows.all_inner_texts()} == {1}, each
            context.close()
        clerk.does("start")
        clerk.does("finish", outcome="consulted")


def test_a_name_stands_once_on_the_slip(chinese: RunningHall) -> None:
    with Visitor(chinese, chinese.token("kiosk", "kiosk-1")) as visitor:
        visitor.takes_ticket(CODE)
    agent = chinese.token("printer", "agent")
    with Visitor(chinese, agent) as printer:
        job = printer.act("/print-jobs/lease", {"printer": "printer-1"})

    said = str(job["slip"]["elements"])

    assert said.count("云水县政务服务中心") == said.count("邮寄出件登记") == 1
