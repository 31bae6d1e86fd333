"""Everything points at the rules: the layers hold, a planted violation is seen, and the desk stays light."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from hallserver.contract.typescript import write_tables, write_types

ROOT = Path(__file__).parent.parent
SOURCES = ("server", "display", "kiosk", "printers", "wires")
PACKAGES = ("hallserver", "halldisplay", "hallsigns", "hallkiosk", "hallprinters", "hallwires")
MOST_MODULES = 24
LINT = Path(sys.executable).with_name("lint-imports")

VIOLATIONS = (  # a module, and what is imported there that must not be
    ("server/hallserver/core/queue/order.py", "hallserver.store.schema"),
    ("server/hallserver/core/language/why.py", "hallserver.contract.windows"),
    ("server/hallserver/contract/windows.py", "hallserver.store.types"),
    ("server/hallserver/store/log.py", "hallserver.views.queue.why"),
    ("server/hallserver/views/queue/board.py", "hallserver.services.context"),
    ("server/hallserver/views/people/scores.py", "hallserver.history.reader"),
    ("server/hallserver/history/sealed.py", "hallserver.services.context"),
    ("server/hallserver/services/timers.py", "hallserver.history.sealed"),
    ("server/hallserver/services/queue/numbers.py", "hallserver.forecast.paths"),
    ("server/hallserver/forecast/table.py", "hallserver.writer"),
    ("server/hallserver/services/context.py", "hallserver.writer"),
    ("server/hallserver/audit/judge.py", "hallserver.web.door"),
    ("server/hallserver/traffic/turns.py", "hallserver.hall"),
    ("server/hallserver/web/routes/queue/lobby.py", "hallserver.realtime.broadcast"),
    ("printers/hallprinters/drawing/slip.py", "hallserver.contract.windows"),
    ("kiosk/hallkiosk/__init__.py", "halldisplay"),
    ("display/hallsigns/frame.py", "hallserver.contract.lobby"),
    ("display/hallsigns/agent.py", "hallkiosk"),
    ("wires/hallwires/modbus.py", "hallsigns.frame"),
    ("wires/hallwires/desk.py", "hallprinters.client"),
)


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of pyproject.toml over the sources below `root`."""
    path = os.pathsep.join(str(root / each) for each in SOURCES)
    words = [LINT, "--no-cache", "--config", root / "pyproject.toml"]
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=root, env=env)


def ask(question: str) -> str:
    """What a fresh interpreter answers."""
    return subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, for planting."""
    root = tmp_path_factory.mktemp("tree")
    ignore = shutil.ignore_patterns("__pycache__", "pages", "web", "node_modules")
    for each in SOURCES:
        shutil.copytree(ROOT / each, root / each, ignore=ignore)
    shutil.copytree(
        ROOT / "server/hallserver/web",
        root / "server/hallserver/web",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_the_layers_hold(copy: Path) -> None:
    checked = lint(copy)

    assert checked.returncode == 0, checked.stdout
    assert "2 kept, 0 broken" in checked.stdout


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    imports = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}

    assert circle_of(imports) == []


def circle_of(imports: dict[str, set[str]]) -> list[str]:
    """The modules of one circle, in their order; none where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_is_found() -> None:
    assert circle_of({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})[0] in {"a", "b", "c"}


@pytest.fixture(scope="module")
def planted(copy: Path) -> str:
    """What is said of all violations at once; the sources stand as before afterwards."""
    kept = {module: (copy / module).read_text() for module, _ in VIOLATIONS}
    for module, planted in VIOLATIONS:
        (copy / module).write_text(f"{kept[module]}\nimport {planted}\n")
    checked = lint(copy)
    for module, text in kept.items():
        (copy / module).write_text(text)
    assert checked.returncode == 1
    assert "0 kept, 2 broken" in checked.stdout
    return checked.stdout


@pytest.mark.parametrize(("module", "imported"), VIOLATIONS)
def test_a_planted_violation_is_seen(planted: str, module: str, imported: str) -> None:
    importer = module.partition("/")[2].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    seen = f"{importer} -> {imported}"
    assert re.search(rf"^ *-? *{re.escape(seen)} \(l\.\d+\)$", planted, re.MULTILINE), planted


def test_the_desk_loads_neither_the_printers_library_nor_the_pasts_engine() -> None:
    asked = "import hallserver.app, sys; print(sorted({'escpos', 'PIL', 'xlsxwriter', 'duckdb', 'numpy'} & set(sys.modules)))"

    assert ask(asked) == "[]"


def test_the_rules_need_only_the_standard_library_and_structs() -> None:
    asked = """if True:
        import importlib, pkgutil, sys, hallserver.core
        before = set(sys.modules)
        for each in pkgutil.iter_modules(hallserver.core.__path__):
            importlib.import_module(f"hallserver.core.{each.name}")
        loaded = {name.split(".")[0] for name in set(sys.modules) - before} - {"hallserver", "halldisplay", "msgspec", "typing_extensions"}
        print(sorted(each for each in loaded - set(sys.stdlib_module_names) if not each.startswith("_sysconfigdata")))
    """

    assert ask(asked) == "[]"


def test_the_pages_types_are_written_out_of_the_shapes() -> None:
    """Write them anew with `python -m hallserver.contract.typescript`."""
    assert (ROOT / "display/web/lib/types.ts").read_text() == write_types()
    assert (ROOT / "display/web/lib/tables.ts").read_text() == write_tables()


def test_no_folder_is_a_long_flat_list() -> None:
    """A newcomer finds a module by its topic: a folder that grows is divided."""
    folders = {path.parent for source in SOURCES for path in (ROOT / source).rglob("*.py")}
    many = {str(each.relative_to(ROOT)): len(list(each.glob("*.py"))) for each in folders}
    assert {folder: count for folder, count in many.items() if count > MOST_MODULES} == {}
