"""Nothing that others may rely on is undocumented: errors, events, settings, permissions, routes, states."""

from __future__ import annotations

from dataclasses import fields

import pytest

from hallserver.app import DOORS
from hallserver.config import Settings
from hallserver.core.events import KINDS
from hallserver.core.rights import PERMISSIONS, ROLES
from hallserver.core.tickets import Outcome, State
from hallserver.web.door import ROUTES
from tests.conftest import ROOT
from tests.tools import reference

TEXT = reference.FILE.read_text()
assert DOORS


def test_the_reference_is_what_the_source_says() -> None:
    """Write it anew with `python -m tests.tools.reference`."""
    assert reference.write_reference() == TEXT


@pytest.mark.parametrize("code", [each.code for each in reference.known_errors()])
def test_every_error_is_documented(code: str) -> None:
    assert f"| `{code}` |" in TEXT


@pytest.mark.parametrize(
    "name",
    [
        *sorted(KINDS),
        *PERMISSIONS,
        *map(str, State),
        *map(str, Outcome),
        *(each.name for each in fields(Settings) if each.name != "data"),
    ],
)
def test_every_kind_permission_state_outcome_and_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: f"{row.method} {row.path}")
def test_every_route_is_documented_and_says_what_it_gives(row: object) -> None:
    assert f"| `{row.method} {row.path.replace(':int', '')}` |" in TEXT
    assert row.summary.endswith(".")


def test_every_role_has_its_column() -> None:
    heads = next(line for line in TEXT.splitlines() if line.startswith("| permission | "))

    assert set(heads.strip("| ").split(" | ")[1:]) == set(ROLES) - {"local"}


def test_each_demand_of_the_speech_names_a_test_that_is_there() -> None:
    rows = [line for line in (ROOT / "docs/speech.md").read_text().splitlines() if line.startswith("| S")]

    assert len(rows) == 14
    for row in rows:
        file, _, name = row.rsplit("`", 2)[1].partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(), name
