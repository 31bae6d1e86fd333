"""What all tests share: a demo hall made once, a hall served once for those that do not break it, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import expect

from tests import big
from tests.actors import Actor, Clerk, Visitor
from tests.chromium import launching
from tests.morning import MORNING
from tests.running import RunningHall, copy_hall, hall, made_once, matter_of, serving
from tests.small import OFFICE_HOURS, POSTGRES, SQLITE, Desk, trying
from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parent.parent

expect.set_options(timeout=PATIENCE_S * 1000)

LONGEST = (
    "ha/test_drills.py",
    "screens/test_a_big_halls_pages.py",
    "screens/test_looks.py",
    "days/test_a_month.py",
    "screens/test_a_big_halls_kiosk.py",
    "screens/test_a_halls_day.py",
    "screens/test_a_kiosk_from_the_right.py",
    "screens/test_a_phone_by_ear.py",
    "screens/test_long_lists_by_keyboard.py",
    "screens/test_no_call_is_lost.py",
    "printers/test_a_thousand_slips.py",
    "screens/test_bad_lines.py",
    "screens/test_the_voice.py",
    "web/test_sister_doors.py",
    "store/test_damage.py",
    "printers/test_long_slips.py",
    "printers/test_press.py",
    "days/test_a_full_hall.py",
    "printers/test_a_killed_agent.py",
    "screens/test_the_letters_page.py",
    "ha/test_standby.py",
    "screens/test_the_walk.py",
    "screens/test_walks.py",
    "cli/test_move.py",
    "cli/test_standby.py",
    "cli/test_backups_of_postgres.py",
    "cli/test_verbs.py",
    "services/test_machine.py",
)
"""Files that take ten seconds and more."""


ON_BOTH = ("services", "store")
"""Folders whose tests are tried on both engines, where they make a hall (`memory`)."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try on SQLite and on PostgreSQL what is about the store and the services."""
    own = metafunc.definition.get_closest_marker("of_sqlite")  # with the reason
    if "memory" in metafunc.fixturenames and metafunc.definition.path.parent.name in ON_BOTH and own is None:
        metafunc.parametrize("memory", (SQLITE, POSTGRES), indirect=True)


@pytest.fixture
def memory(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine that keeps the halls of this test."""
    trying.engine = getattr(request, "param", SQLITE)
    yield trying.engine
    trying.engine = SQLITE


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files first: a worker that began one of them last would leave the other without work.

    PostgreSQL is given a third of the tests of the services, of each its first case; all of them in `make soak`.
    """
    if not os.environ.get("HALL_SOAK"):
        begun: set[str] = set()
        left = [each for each in items if _is_for_the_soak(each, begun)]
        config.hook.pytest_deselected(items=left)
        items[:] = [each for each in items if each not in set(left)]
    place = {ROOT / "tests" / name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))


def _is_for_the_soak(item: pytest.Item, begun: set[str]) -> bool:
    """Whether PostgreSQL meets this case in the soak only."""
    case = getattr(item, "callspec", None)
    if case is None or case.params.get("memory") != POSTGRES:
        return False
    name = item.nodeid.partition("[")[0]
    is_another = name in begun
    begun.add(name)
    return is_another or (item.path.parent.name == "services" and crc32(name.encode()) % 3 > 0)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo hall as `hall demo` makes it; never served, only copied."""
    return made_once(
        tmp_path_factory.getbasetemp(), "demo", lambda data: hall("demo", "--zone", MORNING, data=data)
    )


@pytest.fixture(scope="session")
def big_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The big hall; never served, only copied."""
    return made_once(tmp_path_factory.getbasetemp(), "big", big.found)


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """A demo hall of a test's own."""
    return copy_hall(template, tmp_path / "hall")


@pytest.fixture
def own_hall(data: Path) -> Iterator[RunningHall]:
    """A served hall of a test's own, without the back office."""
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture(scope="session")
def shared_hall(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """One served hall for all tests that leave their window and line as they found them."""
    data = copy_hall(template, tmp_path_factory.mktemp("shared") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """A small hall on a real file, without any door, whose clock the test holds."""
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


@pytest.fixture
def office(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """The same hall with office hours, Monday and Tuesday."""
    desk = Desk(tmp_path / "hall", OFFICE_HOURS)
    yield desk
    desk.close()


@pytest.fixture
def visitor(own_hall: RunningHall) -> Iterator[Visitor]:
    with Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as actor:
        yield actor


@pytest.fixture
def clerk(own_hall: RunningHall) -> Iterator[Clerk]:
    """Signed on at window 8 (税务局)."""
    with Clerk(own_hall, own_hall.token("window", "8", staffer="any"), window="8") as actor:
        yield actor


@pytest.fixture
def manager(own_hall: RunningHall) -> Iterator[Actor]:
    with Actor(own_hall, own_hall.token("manager", "manager")) as actor:
        yield actor


@pytest.fixture
def matter(own_hall: RunningHall) -> str:
    """A matter that window 8 serves."""
    return matter_of(own_hall, "8")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **launching()}
