"""Nothing that others may rely on is undocumented: errors, events, settings, permissions, routes, states, metrics, alarms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

import pytest

from hallserver.config import Settings
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.events import KINDS
from hallserver.core.floor.alarms import USUAL
from hallserver.core.queue.tickets import State
from hallserver.core.rights import PERMISSIONS, ROLES, SOCKET_EVENTS
from hallserver.web.metrics import METRICS
from hallserver.web.routes import all_routes
from tests.conftest import ROOT
from tests.tools import reference

TEXT = reference.FILE.read_text()
ROUTES = all_routes()


def unsaid(names: Iterable[str]) -> list[str]:
    """Those that no table of the reference begins a row with."""
    return [name for name in names if f"| `{name}` |" not in TEXT]


def test_the_reference_is_what_the_source_says() -> None:
    """Write it anew with `python -m tests.tools.reference`."""
    assert reference.write_reference() == TEXT


def test_every_error_is_documented() -> None:
    assert unsaid(each.code for each in reference.known_errors()) == []


def test_every_kind_permission_state_outcome_and_setting_is_documented() -> None:
    settings = [each.name for each in fields(Settings) if each.name != "data"]

    assert unsaid([*KINDS, *PERMISSIONS, *map(str, State), *map(str, Outcome), *settings]) == []


def test_every_route_is_documented_and_says_what_it_gives() -> None:
    assert unsaid(f"{row.method} {row.path.replace(':int', '')}" for row in ROUTES) == []
    assert [row.path for row in ROUTES if not row.summary.endswith(".")] == []


def test_every_metric_and_every_socket_event_is_documented() -> None:
    metrics = [f"{name}{'_total' if row.kind == 'counter' else ''}" for name, row in METRICS.items()]

    assert unsaid([*metrics, *SOCKET_EVENTS]) == []


def test_every_kind_of_alarm_is_documented_with_the_limits_that_it_has() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| (\d+) \| (\d+) \|", (ROOT / "docs/alarms.md").read_text(), re.MULTILINE
    )

    assert rows == [(kind, str(row.raise_at), str(row.clear_at)) for kind, row in USUAL.items()]


def test_every_role_has_its_column() -> None:
    heads = next(line for line in TEXT.splitlines() if line.startswith("| permission | "))

    assert set(heads.strip("| ").split(" | ")[1:]) == set(ROLES) - {"local"}


def test_each_demand_of_the_speech_names_a_test_that_is_there() -> None:
    rows = [line for line in (ROOT / "docs/speech.md").read_text().splitlines() if line.startswith("| S")]

    assert len(rows) == 14
    for row in rows:
        file, _, name = row.rsplit("`", 2)[1].partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(), name


NAMED = re.compile(r"`((?:[\w-]+/)*(?:\{[\w,]+\}|[\w-]+)\.(?:py|tsx?|css|jsonc))(?:::[\w:]+)?`")
SOURCES = ("server", "display", "kiosk", "printers", "wires", "tests", "docs")
DOCUMENTS = (
    "README.md",
    "docs/*.md",
    "docs/zh/*.md",
    "docs/en/*.md",
    "display/README.md",
    "display/hallsigns/README.md",
    "kiosk/README.md",
    "kiosk/hallkiosk/README.md",
    "printers/README.md",
    "tests/README.md",
)


def named_files(text: str) -> set[str]:
    """The source files that a document names, `{a,b}.py` written out."""
    every = set()
    for name in NAMED.findall(text):
        before, brace, inner = name.partition("{")
        middle, _, after = inner.partition("}")
        every |= {before + each + after for each in middle.split(",")} if brace else {name}
    return every


@pytest.mark.parametrize("pattern", DOCUMENTS)
def test_a_document_names_only_files_that_are_there(pattern: str) -> None:
    files = [*ROOT.glob("*.*"), *(file for folder in SOURCES for file in (ROOT / folder).rglob("*.*"))]
    there = [f"/{file.relative_to(ROOT)}" for file in files]
    for document in ROOT.glob(pattern):
        lost = [
            name
            for name in named_files(document.read_text())
            if not any(f.endswith(f"/{name}") for f in there)
        ]
        assert lost == [], document.name
