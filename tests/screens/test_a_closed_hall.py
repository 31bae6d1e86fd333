"""A closed hall says so everywhere, why and until when, and has no button that would be refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.morning import HERE
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.small import found


def open_only_in_three_days() -> str:
    """Hours of a hall that is closed now, whenever the test runs: on one weekday, neither today nor tomorrow."""
    day = datetime.now(HERE) + timedelta(days=3)
    return f'[hall.hours]\n{day:%a} = ["09:00-12:00"]\n'.lower()


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("shut") / "hall"
    data.mkdir()
    with serving(found(data, open_only_in_three_days()), "--desk-only") as running:
        yield running


@pytest.fixture
def said(shut: RunningHall) -> dict[str, str]:
    """The one sentence, by language, as the server says it."""
    with shut.client() as client:
        view = client.get("/hall").json()
    assert not view["open"]
    assert view["closed_words"]["zh"].startswith("今日不办公，")
    return dict(view["closed_words"])


def looks(browser: Browser, running: RunningHall, path: str, role: str, size: tuple[int, int]) -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    name = "kiosk-1" if role == "kiosk" else path.partition("?")[0].replace("/", "-")
    token = f"#token={running.token(role, name)}" if role else ""
    page.goto(f"{running.url}/{path}{token}")
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_kiosk_offers_nothing_that_it_would_refuse(
    browser: Browser, shut: RunningHall, said: dict[str, str], lang: str
) -> None:
    kiosk = looks(browser, shut, f"kiosk?lang={lang}", "kiosk", (1080, 1920))
    expect(kiosk.locator(".hours")).to_have_text(said[lang])
    kiosk.locator("[data-tab=departments]").click()
    kiosk.locator("[data-department=tax]").click()
    tile = kiosk.locator("[data-matter=tax-file]")
    expect(tile.locator("small")).to_have_text(said[lang])
    kiosk.screenshot(path=PICTURES / f"closed-kiosk-{lang}.png")
    tile.click()
    expect(kiosk.get_by_test_id("offer")).to_have_text(said[lang])
    expect(kiosk.get_by_test_id("take")).to_have_count(0)
    expect(kiosk.get_by_test_id("told")).to_have_count(0)
    kiosk.screenshot(path=PICTURES / f"closed-confirm-{lang}.png")
    kiosk.context.close()


@pytest.mark.parametrize(
    ("path", "role", "spot"),
    [
        ("board", "display", ".calls .empty"),
        ("panel/1", "display", "[data-testid=panel-elsewhere]"),
        ("public", "", "[data-testid=offer]"),
    ],
)
def test_board_panel_and_public_page_say_the_same(
    browser: Browser, shut: RunningHall, said: dict[str, str], path: str, role: str, spot: str
) -> None:
    page = looks(browser, shut, f"{path}?lang=zh", role, (1920, 1080))
    expect(page.locator(spot)).to_contain_text(said["zh"])
    expect(page.locator("body")).not_to_contain_text("无需等候")
    page.screenshot(path=PICTURES / f"closed-{path.split('/', maxsplit=1)[0]}.png")
    page.context.close()


def test_a_refusal_is_what_the_tile_said(shut: RunningHall) -> None:
    with shut.client(shut.token("kiosk", "kiosk-1")) as client:
        offers = {each["matter"]: each["offer"] for each in client.get("/waits").json()["matters"]}
        refused = client.post(
            "/tickets", json={"matter": "tax-file"}, headers={"Idempotency-Key": "closed-1"}
        )

    assert not any(each["takeable"] for each in offers.values())
    assert (refused.status_code, refused.json()["code"]) == (409, "hall_closed")
    assert refused.json()["state"]["opens_at"][:16] == str(offers["tax-file"]["at"])[:16]


def test_pages_say_so_as_soon_as_a_manager_closes_the_hall(browser: Browser, tmp_path: Path) -> None:
    """By hand, before its hours are over, with nobody in it: no page has to ask in order to know."""
    with serving(found(tmp_path / "hall"), "--desk-only") as running:
        pages = {
            spot: looks(browser, running, f"{path}?lang=zh", role, (1080, 1920))
            for path, role, spot in (
                ("kiosk", "kiosk", ".hours"),
                ("board", "display", ".calls .empty"),
                ("panel/1", "display", "[data-testid=panel-elsewhere]"),
            )
        }
        expect(pages[".hours"].locator(".hours")).to_contain_text("现在可取号")
        expect(pages[".calls .empty"].locator(".calls .empty")).to_be_visible()
        pages[".hours"].wait_for_timeout(2_000)  # what every page is told once it has joined was told before
        with Actor(running, running.token("manager", "boss")) as manager:
            manager.act("/day/close", {"reason": "停电", "early": True})
            said = manager.ask("/hall")["closed_words"]["zh"]

        for spot, page in pages.items():
            expect(page.locator(spot)).to_contain_text(said, timeout=10_000)
            page.context.close()
