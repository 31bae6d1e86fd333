"""One wait, wherever it is read: tile, confirm page, beside the number, paper, board, phone and public page agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import msgspec
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from rapidocr_onnxruntime import RapidOCR

from hallserver import local
from hallserver.core.queue.foretold import Foretold, Knot, MatterForetold
from tests.actors import Visitor
from tests.running import RunningHall, copy_hall, serving
from tests.screens.test_what_is_told import finds, sits_for

MINUTE_MS = 60_000
LOW, HIGH = 27, 43  # minutes, told as 25–45
TOLD = re.compile(r"25\s*[–-]\s*45")
AHEAD = 3


@pytest.fixture(scope="module")
def still(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A hall without its back office, so that no other forecast comes than the one that the test hands in."""
    data = copy_hall(template, tmp_path_factory.mktemp("still") / "hall")
    with serving(data, "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        yield running


@pytest.fixture
def matters(still: RunningHall) -> list[dict[str, Any]]:
    """The matters of one line; somebody sits there, and people wait for the first."""
    with Visitor(still, still.token("kiosk", "kiosk-2")) as passer:
        catalogue = passer.ask("/catalogue")
        line = next(each for each in catalogue["lines"] if each["kind"] == "ordinary" and not each["green"])
        found = [each for each in catalogue["matters"] if each["line"] == line["code"]]
        sits_for(still, found[0], passer)
        for _ in range(AHEAD):
            passer.takes_ticket(found[0]["code"])
        return found


def foretell(still: RunningHall, matters: list[dict[str, Any]]) -> None:
    """Hand the desk a table in which every place of these matters is told 27 to 43 minutes, before rounding."""
    knots = tuple(Knot(ahead, LOW * MINUTE_MS, HIGH * MINUTE_MS) for ahead in (0, 99))
    told = MatterForetold(about=False, newcomers={"ordinary": knots[1]}, knots=knots[:1])
    local.ask_raw(
        still.data,
        "/api/v1/local/foretold",
        msgspec.json.encode(Foretold("test", 1, {each["code"]: told for each in matters})),
    )


def shown(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1080, "height": 1920}, locale="zh-CN").new_page()
    page.goto(url)
    return page


def test_seven_places_tell_the_same(
    browser: Browser, still: RunningHall, matters: list[dict[str, Any]]
) -> None:
    matter = matters[0]
    code, line = matter["code"], matter["line"]
    foretell(still, matters)
    kiosk = shown(browser, f"{still.url}/kiosk#token={still.token('kiosk', 'kiosk-1')}")
    finds(kiosk, matter)
    expect(kiosk.locator(f"[data-matter={code}] small")).to_contain_text(TOLD)
    kiosk.locator(f"[data-matter={code}]").click()
    expect(kiosk.get_by_test_id("told")).to_contain_text(TOLD)
    foretell(still, matters)
    kiosk.get_by_test_id("take").click()
    expect(kiosk.get_by_test_id("number")).to_be_visible()
    expect(kiosk.get_by_test_id("told")).to_contain_text(TOLD)

    foretell(still, matters)
    with Visitor(still, still.token("kiosk", "kiosk-2")) as passer:
        ticket = passer.takes_ticket(code)
        assert TOLD.search(read_slip(still, passer.token, ticket["id"]))
    phone = shown(browser, f"{still.url}/t#{ticket['follow']}")
    expect(phone.get_by_test_id("told")).to_contain_text(TOLD)
    board = shown(browser, f"{still.url}/board#token={still.token('display', 'board-1')}")
    expect(board.locator(f"[data-line={line}]")).to_contain_text(TOLD)
    public = shown(browser, f"{still.url}/public")
    expect(public.locator(f"[data-line-wait={line}]")).to_contain_text(TOLD)


def read_slip(still: RunningHall, token: str, ticket: int) -> str:
    """The words on the paper, read from its picture."""
    answer = httpx.get(
        f"{still.url}/api/v1/tickets/{ticket}/slip.png", headers={"Authorization": f"Bearer {token}"}
    )
    picture = Image.open(BytesIO(answer.content)).convert("RGB")
    found, _ = RapidOCR()(np.asarray(picture))
    return " ".join(words for _, words, _ in found or ())
