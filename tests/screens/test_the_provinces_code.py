"""The code of the province's page of ratings: on the rating device of the service that has ended, over the window, on paper."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.small import found

LOOK = bool(os.environ.get("HALL_LOOK"))
PAGE = "https://pj.example.gov.cn/r?h={hall}&w={window}&n={number}&m={matter}"
STANDING = "https://pj.example.gov.cn/r?h=small&w=1&n=&m="


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = found(tmp_path_factory.mktemp("province") / "hall")
    with serving(data, "--desk-only", HALL_RATING_PAGE=PAGE) as running:
        yield running


@pytest.fixture
def clerk(hall: RunningHall) -> Iterator[Clerk]:
    with Clerk(hall, hall.token("window", "1", staffer="t-2"), window="1") as clerk:
        yield clerk


def opened(browser: Browser, hall: RunningHall, path: str, role: str, size: tuple[int, int]) -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    token = hall.token(role, "1" if role == "rating" else "panel-1")
    page.goto(f"{hall.url}/{path}?lang=zh#token={token}&window=1")
    return page


def reads(page: Page, name: str, folder: Path) -> str:
    """What a phone's camera reads from the page."""
    page.screenshot(path=folder / name)
    if LOOK:
        page.screenshot(path=PICTURES / name)
    return str(zxingcpp.read_barcodes(Image.open(folder / name))[0].text)


@pytest.mark.parametrize("size", [(1024, 600), (600, 1024)])
def test_the_device_shows_the_code_of_the_service_that_has_just_ended(
    browser: Browser, hall: RunningHall, clerk: Clerk, size: tuple[int, int], tmp_path: Path
) -> None:
    page = opened(browser, hall, "rate/1", "rating", size)
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        number = visitor.takes_ticket("tax-file")["number"]
    clerk.serves()
    expect(page.locator("[data-level='5']")).to_be_in_viewport(ratio=1)
    code = page.get_by_test_id("rating-code")
    expect(code).to_have_attribute(
        "data-link", f"https://pj.example.gov.cn/r?h=small&w=1&n={number}&m=tax-file"
    )
    expect(code).to_be_in_viewport(ratio=1)

    assert reads(page, f"rating-code-{size[0]}.png", tmp_path) == code.get_attribute("data-link")
    page.locator("[data-level='5']").click()
    expect(page.get_by_test_id("thanks")).to_be_visible()
    page.context.close()


def test_a_window_where_nobody_is_called_shows_its_own(
    browser: Browser, hall: RunningHall, clerk: Clerk, tmp_path: Path
) -> None:
    clerk.does("pause", reason="会议 / Meeting")
    page = opened(browser, hall, "panel/1", "display", (1280, 800))
    expect(page.get_by_test_id("panel-state")).to_have_attribute("data-state", "paused")
    expect(page.get_by_test_id("rating-code")).to_have_count(0)
    clerk.does("resume")
    expect(page.get_by_test_id("rating-code")).to_be_in_viewport(ratio=1)

    assert reads(page, "rating-code-panel.png", tmp_path) == STANDING
    page.context.close()


def test_a_hall_prints_it_where_its_template_says(hall: RunningHall) -> None:
    part = {
        "part": "qr",
        "zh": "扫码评价",
        "en": "Rate us",
        "value": "https://pj.example.gov.cn/r?n={number}&d={day}",
    }
    number = {"part": "number", "value": "{number}"}
    with Actor(hall, hall.token("manager", "boss")) as boss:
        drawn = boss.act("/slips/ticket/preview", {"template": {"parts": [number, part]}})
        with pytest.raises(Refused) as no:
            boss.act(
                "/slips/ticket/preview", {"template": {"parts": [number, {**part, "value": "pj.example"}]}}
            )
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(drawn["png"]))))

    assert re.fullmatch(r"https://pj\.example\.gov\.cn/r\?n=[A-Z]\d{3}&d=[0-9-]+", read[0].text), read[0].text
    assert no.value.code == "bad_template"


def test_other_windows_and_roles(hall: RunningHall) -> None:
    with Actor(hall, hall.token("rating", "2")) as device, Actor(hall, hall.token("display", "b")) as screen:
        assert device.ask("/windows/1/rating-page")["link"] == STANDING  # not of another window's visitor
        assert screen.ask("/windows/1/rating-page")["link"] == STANDING
