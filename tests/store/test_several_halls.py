"""Two halls in two schemas of one database, served at once by two processes: each its own numbers, log and writer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hallserver.store import connect
from hallserver.store.engines.rows import Digest, every_table
from tests import postgres
from tests.actors import Visitor
from tests.running import RunningHall, hall, serving
from tests.small import found

NUMBERS = 15


@pytest.fixture
def halls(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Two founded halls of a city's database."""
    name = postgres.server().create()
    made = []
    for code in ("hall_a", "hall_b"):
        data = tmp_path / code
        data.mkdir()
        url = f"{postgres.server().url(name)}&schema={code}"
        (data / "settings.toml").write_text(f"store = {json.dumps(url)}\n")
        made.append(found(data))
    yield made[0], made[1]
    postgres.server().drop(name)


def content(data: Path) -> dict[str, Any]:
    """Every table's rows as a hash."""
    with connect.store_at(data).rows() as rows:
        return {table.name: Digest().whole(rows.of(table)).said for table in every_table()}


def takes(running: RunningHall) -> list[str]:
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
        return [visitor.takes_ticket("tax-file")["number"] for _ in range(NUMBERS)]


@pytest.mark.long
def test_two_halls_are_served_at_once_and_each_has_its_own(halls: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = halls
    with serving(one, "--desk-only") as first, serving(two, "--desk-only") as second:
        with ThreadPoolExecutor(2) as both:
            given = list(both.map(takes, (first, second)))
        for data in halls:  # from another machine's folder: this hall has its writer
            other = tmp_path / f"other-{data.name}"
            other.mkdir()
            for name in ("settings.toml", "hall.key"):
                shutil.copy(data / name, other / name)
            refused = hall("rebuild", data=other, check=False)
            assert refused.returncode == 1
            assert "another server is this hall" in refused.stderr
        heads = [running.events()[-1]["seq"] for running in (first, second)]

    assert given[0] == given[1] == [f"A{n:03}" for n in range(1, NUMBERS + 1)]
    for data, head in zip(halls, heads, strict=True):
        assert int(hall("verify", data=data).stdout.split()[0]) >= head


@pytest.mark.long
def test_what_is_done_to_one_does_not_touch_the_other(halls: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = halls
    with serving(two, "--desk-only") as running:
        before = takes(running)
        kept = content(two)
        hall("backup", str(tmp_path / "one.db"), data=one)
        hall("restore", str(tmp_path / "one.db"), data=one)
        hall("move", "--to", "file", data=one)
        hall("drill", str(tmp_path / "one.db"), data=one)
        assert {
            name: rows for name, rows in content(two).items() if name not in {"hall", "event", "token"}
        } == {name: rows for name, rows in kept.items() if name not in {"hall", "event", "token"}}
        assert takes(running)[0] == f"A{len(before) + 1:03}"

    for data in halls:
        assert "unbroken" in hall("verify", data=data).stdout
