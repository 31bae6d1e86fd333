"""A served small hall with one screen's token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.small import found


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data: Path = found(tmp_path_factory.mktemp("live") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def kiosk(live: RunningHall) -> Iterator[Visitor]:
    with Visitor(live, live.token("kiosk", "kiosk-1")) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def sitter(live: RunningHall) -> Iterator[Clerk]:
    """t-2 at window 1."""
    with Clerk(live, live.token("window", "1", staffer="t-2"), window="1") as clerk:
        yield clerk
