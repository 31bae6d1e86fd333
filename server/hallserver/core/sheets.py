"""A table of the plan as a CSV sheet: read into what a plan file would say, merged into the plan, written as a template.

Columns are the table's fields; words stand in two (`name_zh`, `name_en`), lists in one with `;` between. A cell that a
spreadsheet would take for a formula is written with an apostrophe before it, which reading takes off again (OWASP, “CSV
injection”).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hallserver.core.changes import KEYS, key_of
from hallserver.core.errors import BadPlan, UnknownValue
from hallserver.core.plan import TABLES, WORDS, Field, HallPlan, Reader, Row, check_plan, near

SHEETS = (
    "departments",
    "lines",
    "matters",
    "groups",
    "windows",
    "printers",
    "kiosks",
    "staffers",
    "secondments",
    "letters",
)
PAIRED = frozenset({"materials"})  # lists of words: two columns, item by item
LANGS = ("zh", "en")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES = {
    "yes": True,
    "true": True,
    "1": True,
    "是": True,
    "no": False,
    "false": False,
    "0": False,
    "否": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as they were written, each with its line in the file."""

    kind: str
    file: str
    rows: tuple[tuple[int, Row], ...]


def need_sheet(kind: str) -> dict[str, Field]:
    """The fields of a table that can be a sheet.

    Raises:
        UnknownValue: with the nearest known one.
    """
    if kind not in SHEETS:
        raise UnknownValue(
            what="table", name=kind, hint_en=f"{near(kind, SHEETS)} Known: {', '.join(SHEETS)}.", hint_zh=""
        )
    return TABLES[kind]


def columns_of(kind: str) -> tuple[str, ...]:
    """The sheet's columns, in the order of the table's fields."""
    found: list[str] = []
    for name, field in need_sheet(kind).items():
        found += [f"{name}_{lang}" for lang in LANGS] if _is_split(name, field) else [name]
    return tuple(found)


def read_sheet(kind: str, file: str, text: str) -> Sheet:
    """Read a sheet; columns that are not there say nothing.

    Raises:
        BadPlan: the first bad cell, with file, line, field and the nearest value. UnknownValue: no such table.
    """
    known = columns_of(kind)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        for name in reader.fieldnames or ():
            if name not in known:
                raise BadPlan(
                    file=file, line=1, field=name, why=f"unknown column{near(name, known) or _known(known)}"
                )
        for name in KEYS.get(kind, ("code",)):
            if name not in (reader.fieldnames or ()):
                raise BadPlan(file=file, line=1, field=name, why="this column is missing")
        rows = tuple((reader.line_num, _read_row(kind, file, reader.line_num, row)) for row in reader)
    except csv.Error as error:
        raise BadPlan(file=file, line=reader.line_num, field="-", why=str(error)) from error
    return Sheet(kind, file, rows)


def write_sheet(kind: str, rows: Iterable[Row]) -> str:
    """A table as CSV, which `read_sheet` reads back as it is."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(columns_of(kind))
    for row in rows:
        cells: list[str] = []
        for name, field in TABLES[kind].items():
            cells += _cells(name, field, row[name])
        sheet.writerow([f"'{cell}" if cell.startswith((*FORMULA, "'")) else cell for cell in cells])
    return out.getvalue()


def merge_sheet(present: HallPlan, sheet: Sheet) -> HallPlan:
    """The plan in force with a sheet's rows put over it, checked as a whole.

    Raises:
        BadPlan: in the sheet's own line and field.
    """
    need_sheet(sheet.kind)
    rows = {key_of(sheet.kind, row): row for row in present.tables[sheet.kind]}
    lines: dict[str, int] = {}
    for line, said in sheet.rows:
        try:
            key = key_of(sheet.kind, said)
        except KeyError as missing:
            raise BadPlan(
                file=sheet.file, line=line, field=f"{sheet.kind}.{missing.args[0]}", why="is missing"
            ) from missing
        if key in lines:
            raise BadPlan(file=sheet.file, line=line, field=f"{sheet.kind}.{KEYS.get(sheet.kind, ('code',))[0]}",
                          why=f"“{key}” is there already, in line {lines[key]}")  # fmt: skip
        lines[key] = line
        rows[key] = {**rows.get(key, {}), **said}
    tables = {**present.tables, sheet.kind: tuple(rows.values())}
    whole = {"hall": present.hall} | {
        name: [{field: value for field, value in row.items() if value is not None} for row in of]
        for name, of in tables.items()
    }
    checked = check_plan(whole, _SheetReader(sheet, [lines.get(key) for key in rows]))
    return HallPlan(checked.hall, checked.tables)


class _SheetReader(Reader):
    """Knows in which line of the sheet a row stands."""

    def __init__(self, sheet: Sheet, lines: list[int | None]) -> None:
        super().__init__("", sheet.file)
        self._kind, self._lines = sheet.kind, lines

    def place(self, table: str, index: int, field: str) -> int:  # noqa: ARG002 - a cell has no line of its own
        """The sheet's line; 1 for what stands elsewhere in the hall and does not agree with it any more."""
        return (self._lines[index] if table == self._kind else None) or 1


def _read_row(kind: str, file: str, line: int, cells: Mapping[str, Any]) -> Row:
    if None in cells or any(cell is None for cell in cells.values()):
        raise BadPlan(file=file, line=line, field="-", why="has not as many cells as there are columns")
    said: Row = {}
    for name, field in TABLES[kind].items():
        if _is_split(name, field):
            texts = {lang: _cell(cells.get(f"{name}_{lang}")) for lang in LANGS}
            if any(text is not None for text in texts.values()):
                said[name] = _split(
                    name, {lang: text or "" for lang, text in texts.items()}, (kind, file, line)
                )
        elif (text := _cell(cells.get(name))) is not None:
            said[name] = _value(name, field, text, (kind, file, line))
    return said


def _cell(cell: str | None) -> str | None:
    """What a cell says; None where there is no such column."""
    if cell is None:
        return None
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text


def _split(name: str, texts: dict[str, str], where: tuple[str, str, int]) -> Any:
    """Words out of two cells; a list of words out of two lists, item by item."""
    if name not in PAIRED:
        return texts if any(texts.values()) else None
    lists = {lang: _items(text) for lang, text in texts.items()}
    if len(lists["zh"]) != len(lists["en"]):
        kind, file, line = where
        raise BadPlan(file=file, line=line, field=f"{kind}.{name}",
                      why=f"has {len(lists['zh'])} items in zh and {len(lists['en'])} in en")  # fmt: skip
    return [{"zh": zh, "en": en} for zh, en in zip(lists["zh"], lists["en"], strict=True)]


def _value(name: str, field: Field, text: str, where: tuple[str, str, int]) -> Any:
    kind, file, line = where
    if field.kind is list:
        return _items(text)
    if not text:
        return None
    try:
        if field.kind is int:
            return int(text)
        if field.kind is date:
            return date.fromisoformat(text)
        if field.kind is bool:
            return _YES[text.lower()]
    except (ValueError, KeyError) as error:
        needs = {int: "a whole number", date: "a day like 2026-03-02", bool: "yes or no"}[field.kind]  # type: ignore[index]
        raise BadPlan(
            file=file, line=line, field=f"{kind}.{name}", why=f"needs {needs}, not “{text}”"
        ) from error
    return text


def _cells(name: str, field: Field, value: Any) -> list[str]:
    if _is_split(name, field):
        if name in PAIRED:
            return [";".join(each[lang] for each in value) for lang in LANGS]
        return [value[lang] if value else "" for lang in LANGS]
    if value is None:
        return [""]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [";".join(map(str, value)) if isinstance(value, list) else str(value)]


def _known(columns: Iterable[str]) -> str:
    return f"; known are {', '.join(columns)}"


def _items(text: str) -> list[str]:
    return [each.strip() for each in text.replace("；", ";").replace("\n", ";").split(";") if each.strip()]


def _is_split(name: str, field: Field) -> bool:
    return field.kind == WORDS or name in PAIRED
