"""The memory: a small hall on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small import OFFICE_HOURS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    """The same hall with office hours, Monday and Tuesday."""
    desk = Desk(tmp_path / "hall", OFFICE_HOURS)
    yield desk
    desk.close()
