"""What others rely on does not change without the number that says so (docs/versions.md)."""

from __future__ import annotations

import subprocess
from importlib.metadata import version

import pytest

from hallserver.core.versions import API, LOG
from hallserver.store.disk.version import SCHEMA
from tests.conftest import ROOT
from tests.running import HALL, RunningHall
from tests.tools.promises import VERSIONS, check, kept, needed, promised


@pytest.mark.parametrize(("name", "number"), VERSIONS.items())
def test_what_is_promised_is_what_the_version_has_promised(name: str, number: str) -> None:
    check(name, number)

    assert kept(name) == (number, promised(name))


@pytest.mark.parametrize(
    ("before", "now", "least"),
    [
        ({"GET /hall", "HallView.name"}, {"GET /hall", "HallView.name"}, "1.4.2"),
        ({"GET /hall"}, {"GET /hall", "HallView.open"}, "1.5.0"),
        ({"GET /hall", "HallView.name"}, {"GET /hall"}, "2.0.0"),
        ({"HallView.name"}, {"HallView.title"}, "2.0.0"),
        ({"Body.name !"}, {"Body.name !", "Body.more"}, "1.5.0"),
        ({"Body.name !"}, {"Body.name !", "Body.more !"}, "2.0.0"),  # who asked as before is refused
        ({"Body.name !"}, {"Body.name !", "Other.more !"}, "1.5.0"),
        ({"Body.name"}, {"Body.name !"}, "2.0.0"),
    ],
)
def test_a_change_needs_the_number_that_it_deserves(before: set[str], now: set[str], least: str) -> None:
    assert needed("1.4.2", before, now) == least


def test_each_version_is_said_where_somebody_looks_for_it(own_hall: RunningHall) -> None:
    told = subprocess.run([HALL, "--version"], capture_output=True, text=True, check=True).stdout
    with own_hall.client() as client:
        document = client.get(f"{own_hall.url}/api/openapi.json").json()

    for said in (version("hallqueue"), f"API {API}", f"log {LOG}", f"schema {SCHEMA}"):
        assert said in told
    assert document["info"]["version"] == API
    assert f"Version {API}" in (ROOT / "docs/api.md").read_text()
