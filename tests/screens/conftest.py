"""One hall with its back office and one browser for a module; pages opened by a token, whose console must stay clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.actors import Actor, Clerk, Visitor
from tests.conftest import ROOT, matter_of
from tests.running import RunningHall, copy_hall, serving
from tests.screens.big_morning import BigMorning, Stage
from tests.screens.reaching import SOAK

PICTURES = ROOT / "build/screens"
WINDOW = "8"


def looks(turn: int) -> list[str]:
    """The language and light in which axe looks at a section: one of two by turns in CI, both in the soak."""
    both = ["lang=zh&theme=light", "lang=en&theme=dark"]
    return both if SOAK else both[turn:][:1]


class Opens(Protocol):
    """Opens a page as a device."""

    def __call__(
        self, path: str, role: str | None, name: str, size: tuple[int, int] = (1920, 1080), **wishes: str
    ) -> AbstractContextManager[Page]: ...


@pytest.fixture(scope="module")
def house(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall, desk and back office."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(template, tmp_path_factory.mktemp("house") / "hall")
    with serving(data, HALL_PUBLIC_URL="http://hall.example.cn") as running:
        yield running


@pytest.fixture(scope="module")
def passer(house: RunningHall) -> Iterator[Visitor]:
    with Visitor(house, house.token("kiosk", "kiosk-2")) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def desk_token(house: RunningHall) -> str:
    """Of window 8, where somebody sits; the console of the same window shows itself with it."""
    return house.token("window", WINDOW, staffer="any")


@pytest.fixture(scope="module")
def sitter(house: RunningHall, desk_token: str) -> Iterator[Clerk]:
    with Clerk(house, desk_token, window=WINDOW) as clerk:
        yield clerk


@pytest.fixture(scope="module")
def boss(house: RunningHall) -> Iterator[Actor]:
    with Actor(house, house.token("manager", "boss")) as manager:
        yield manager


@pytest.fixture(scope="module")
def asked(house: RunningHall) -> str:
    """A matter that window 8 serves."""
    return matter_of(house, WINDOW)


@pytest.fixture
def opens(browser: Browser, house: RunningHall) -> Opens:
    """Open a page in a context of its own; no script of it may fail."""

    @contextmanager
    def opened(
        path: str, role: str | None, name: str, size: tuple[int, int] = (1920, 1080), **wishes: str
    ) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce" if wishes.pop("calm", "") else None,
        )
        page = context.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        token = wishes.pop("token", "") or (house.token(role, name) if role else "")
        window = f"&window={name}" if role == "window" else ""
        asked = "&".join(f"{key}={value}" for key, value in wishes.items())
        page.goto(f"{house.url}{path}?{asked}" + (f"#token={token}{window}" if token else ""))
        yield page
        context.close()
        assert failures == []

    return opened


def scans(page: Page, text: str, end: str = "Enter") -> None:
    """A reader that types like a keyboard: key by key with its shift, then its end; in one go, for readers never dawdle."""
    marks = {
        "#": ("Digit3", True),
        ":": ("Semicolon", True),
        "/": ("Slash", False),
        ".": ("Period", False),
        "-": ("Minus", False),
    }
    keys = [
        marks.get(each)
        or ((f"Digit{each}", False) if each.isdigit() else (f"Key{each.upper()}", each.isupper()))
        for each in text
    ]
    page.evaluate(
        """keys => { for (const [code, shiftKey] of keys)
          (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', { code, shiftKey, bubbles: true, cancelable: true })); }""",
        [*keys, (end, False)],
    )


@pytest.fixture(scope="module")
def morning(big_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BigMorning]:
    """The big hall in the middle of a morning."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(big_template, tmp_path_factory.mktemp("morning") / "hall")
    with serving(data, "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        found = BigMorning(running)
        yield found
        found.close()


@pytest.fixture(scope="module")
def stage(morning: BigMorning, browser: Browser) -> Iterator[Stage]:
    """Its pages, opened once for several tests."""
    found = Stage(morning, browser)
    yield found
    found.clear()
