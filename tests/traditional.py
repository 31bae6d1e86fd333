"""Traditional Chinese as a language of a hall's own: its catalogue, and the names in its plan, by OpenCC."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from click.testing import CliRunner
from fluent.syntax import FluentParser, FluentSerializer, ast, visitor
from opencc import OpenCC

from halldisplay.catalogues import LANGUAGE, built_in
from hallserver.cli import hall as group

TAG = "zh-Hant"
TABLES = ("departments", "lines", "matters", "windows")
_convert = OpenCC("s2t").convert


def write_traditional(data: Path) -> None:
    """Give a hall that is not open yet Traditional Chinese, for all that a visitor meets."""
    folder = data / "words"
    folder.mkdir(exist_ok=True)
    told = FluentParser().parse(built_in()["zh"].text())
    told.body = [each for each in told.body if isinstance(each, ast.Message) and each.id.name != LANGUAGE]
    _Converted().visit(told)
    head = f"{LANGUAGE} = 繁體中文\n    .tag = {TAG}\n    .dir = ltr\n\n"
    (folder / f"{TAG}.ftl").write_text(head + FluentSerializer().serialize(told), encoding="utf-8")
    for table in TABLES:
        sheet = data / f"{table}.csv"
        _do("export", table, "--out", sheet, "--data", data)
        sheet.write_text(_with_names(sheet.read_text(encoding="utf-8-sig")), encoding="utf-8")
        _do("import", sheet, "--kind", table, "--data", data)
        sheet.unlink()


def _do(*words: object) -> None:
    """A verb of the command line, within this process: starting another for each would take a second."""
    told = CliRunner().invoke(group, [*map(str, words)])
    assert told.exit_code == 0, told.output


class _Converted(visitor.Visitor):
    """Each sentence; its places and its choices stay."""

    def generic_visit(self, node: ast.BaseNode) -> None:
        super().generic_visit(node)
        if isinstance(node, ast.TextElement):
            node.value = _convert(node.value)


def _with_names(sheet: str) -> str:
    """A sheet of the plan whose columns of Traditional Chinese are filled."""
    rows = csv.DictReader(io.StringIO(sheet, newline=""))
    out = io.StringIO()
    made = csv.DictWriter(out, rows.fieldnames or ())
    made.writeheader()
    for row in rows:
        for column in [each for each in row if each.endswith(f"_{TAG}")]:
            row[column] = _convert(row[column.removesuffix(TAG) + "zh"])
        made.writerow(row)
    return out.getvalue()
