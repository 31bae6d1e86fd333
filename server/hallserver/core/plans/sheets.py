"""A table of the plan as a sheet: read like a plan file, merged into the plan, written as a template.

Columns are the table's fields. Words have one column per language (`name_zh`, `name_en`); a list has one
column, with `;` or line breaks between items. A missing column changes nothing. An empty cell clears the
value; if only one language is empty, it is taken from the other. A cell that a spreadsheet would take for a
formula, a number or a day is written with an apostrophe before it, which reading removes again (OWASP, “CSV
injection”).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from typing_extensions import override

from halldisplay.languages import BUILT_IN
from hallserver.core.errors import Fault, UnknownValue
from hallserver.core.language.text import Spellings, fold_search, meant
from hallserver.core.language.why import Why, hints, quoted
from hallserver.core.plans.cells import READERS, BadCell, Cell, items, joined, places, text_of
from hallserver.core.plans.changes import key_of
from hallserver.core.plans.grids import Grid, fault, is_empty, read_csv, under_header
from hallserver.core.plans.plan import HallPlan, check_plan
from hallserver.core.plans.reader import BAD, MISSING, Reader
from hallserver.core.plans.tables import KEYS, TABLES, WORDS, Field, PlanRow

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
PAIRED = frozenset({"materials"})  # lists of words: one column per language, item by item
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CHINESE = {"zh": "中文", "en": "英文"}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_MONTH = (
    "(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEP(?:T(?:EMBER)?)?|OCT(?:OBER)?"
    "|NOV(?:EMBER)?|DEC(?:EMBER)?)"
)
# values that a spreadsheet converts: leading and trailing zeros, long numbers, days, percents, money
_TURNED = re.compile(
    r"0[0-9]+|[0-9]{12,}|[0-9]+\.[0-9]*|[0-9.]+E[+-]?[0-9]+|[0-9]{1,4}[-/.][0-9]{1,4}(?:[-/.][0-9]{1,4})?(?: .*)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9.,]+%|[¥￥$€?][0-9.,]+|[0-9]{1,3}(?:,[0-9]{3})+|TRUE|FALSE"
    rf"|[0-9]{{1,4}}[- ]?{_MONTH}(?:[- ]?[0-9]{{1,4}})?|{_MONTH}[- ]?[0-9]{{1,4}}|[0-9]{{1,4}}年.*|[0-9]{{1,2}}月.*",
    re.IGNORECASE,
)


class Columned(dict[str, Any]):
    """Words as a sheet gives them: for each language with a column, a text or a list of texts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, each with its line in the file, and the faults of their cells.

    `lossy`: `?` replaces characters that the file's encoding does not have.
    """

    kind: str
    file: str
    rows: tuple[tuple[int, PlanRow], ...]
    faults: tuple[Fault, ...] = ()
    lossy: bool = False
    languages: tuple[str, ...] = BUILT_IN


def need_sheet(kind: str) -> str:
    """Return the table for a sheet, in its normal spelling.

    Raises:
        UnknownValue: with the nearest known one.
    """
    found = meant(kind, SHEETS)
    if found is None:
        raise UnknownValue(what="table", name=kind, **hints(kind, SHEETS, listed=True))
    return found


def columns_of(kind: str, languages: Sequence[str] = BUILT_IN) -> tuple[str, ...]:
    """The sheet's columns, in the order of the table's fields."""
    found: list[str] = []
    for name, field in TABLES[need_sheet(kind)].items():
        found += [f"{name}_{lang}" for lang in languages] if _is_split(name, field) else [name]
    return tuple(found)


def _languages_of(kind: str, rows: Iterable[PlanRow]) -> tuple[str, ...]:
    """The languages used by the words of a table."""
    split = [name for name, field in TABLES[kind].items() if _is_split(name, field)]
    said = [each for row in rows for name in split for each in _listed(row[name])]
    return tuple(sorted({lang for words in said for lang in words}))


def read_sheet(kind: str, file: str, sheet: str | Grid, languages: Sequence[str] = BUILT_IN) -> Sheet:
    """Read a sheet; missing columns change nothing. Faults are reported together when the sheet is merged.

    Args:
        kind: the table.
        file: the file's name, for faults.
        sheet: CSV, or its cells.
        languages: the languages in which names may be given.

    Raises:
        UnknownValue: no such table.
    """
    kind = need_sheet(kind)
    grid = read_csv(sheet) if isinstance(sheet, str) else sheet
    columns = columns_of(kind, languages)
    found = under_header(grid, columns, KEYS.get(kind, ("code",)))
    faults = list(found.faults)
    rows = tuple((line, _read_row(kind, line, cells, languages, faults)) for line, cells in found.rows)
    return Sheet(kind, file, rows, tuple(faults), found.lossy, tuple(languages))


def read_form(kind: str, file: str, row: Mapping[str, Any], languages: Sequence[str] = BUILT_IN) -> Sheet:
    """Read one row from a form: text is read like a cell, typed values stay as they are."""
    faults: list[Fault] = []
    said = {
        name: _value(kind, 1, name, field, value, faults)
        if isinstance(value, str) and (field := TABLES[kind].get(name)) and field.kind in READERS
        else value
        for name, value in row.items()
    }
    return Sheet(kind, file, ((1, said),), tuple(faults), languages=tuple(languages))


def write_sheet(kind: str, rows: Iterable[PlanRow], languages: Sequence[str] = BUILT_IN) -> str:
    """Write a table as CSV with names in these languages; `read_sheet` reads it back unchanged."""
    out = io.StringIO()
    sheet = csv.writer(out)
    typed = {name for name, field in TABLES[kind].items() if field.kind in {int, bool, date}}
    header, *lines = cells_of(kind, rows, languages)
    for cells in (header, *lines):
        sheet.writerow(
            [cell if name in typed else _protected(cell) for name, cell in zip(header, cells, strict=True)]
        )
    return out.getvalue()


def cells_of(kind: str, rows: Iterable[PlanRow], languages: Sequence[str] = BUILT_IN) -> Iterable[list[str]]:
    """A table as text: its header, then a list of cells for each row."""
    rows = list(rows)
    languages = tuple(dict.fromkeys((*languages, *_languages_of(kind, rows))))
    yield list(columns_of(kind, languages))
    for row in rows:
        cells: list[str] = []
        for name, field in TABLES[kind].items():
            cells += _cells(name, field, row[name], languages)
        yield cells


def merge_sheet(present: HallPlan, sheet: Sheet) -> HallPlan:
    """Merge a sheet's rows into the plan in force and check the whole plan.

    Raises:
        BadPlan: every fault, with the sheet's lines and fields.
    """
    rows = {key_of(sheet.kind, row): row for row in present.tables[sheet.kind]}
    faults = list(sheet.faults)
    lines: dict[str, int] = {}
    known = _known_keys(sheet.kind, present)
    for line, said in sheet.rows:
        row = _known_by(said, known)
        missing = [name for name in KEYS.get(sheet.kind, ("code",)) if row.get(name) is None]
        faults += [fault(line, f"{sheet.kind}.{name}", MISSING) for name in missing]
        if missing or BAD in [row[name] for name in KEYS.get(sheet.kind, ("code",))]:
            continue
        key = key_of(sheet.kind, row)
        if key in lines:
            there = Why(
                f"{quoted(key)} 已在第 {lines[key]} 行",
                f"{quoted(key)} is there already, in line {lines[key]}",
            )
            faults.append(fault(line, f"{sheet.kind}.{KEYS.get(sheet.kind, ('code',))[0]}", there))
            continue
        lines[key] = line
        rows[key] = _put_over(rows.get(key, {}), row, (sheet, line), faults)
    tables = {**present.tables, sheet.kind: tuple(rows.values())}
    whole = {"hall": present.hall} | {
        name: [{field: value for field, value in row.items() if value is not None} for row in of]
        for name, of in tables.items()
    }
    kept = {lang for name, of in present.tables.items() for lang in _languages_of(name, of)}
    at = [lines.get(key) for key in rows]
    checked = check_plan(
        whole, _SheetReader(sheet, at, faults, {*sheet.languages, *kept, *present.hall["name"]})
    )
    return HallPlan(checked.hall, checked.tables)


class _SheetReader(Reader):
    """Knows the sheet's line of each row."""

    def __init__(
        self, sheet: Sheet, lines: list[int | None], faults: Iterable[Fault], languages: Collection[str]
    ) -> None:
        super().__init__("", sheet.file, faults, languages)
        self._kind, self._lines = sheet.kind, lines

    @override
    def place(self, table: str, index: int, field: str) -> int:
        """The sheet's line; 1 for a fault elsewhere in the plan that the sheet causes."""
        return (self._lines[index] if table == self._kind else None) or 1


def _read_row(
    kind: str, line: int, cells: Mapping[str, Cell], languages: Sequence[str], faults: list[Fault]
) -> PlanRow:
    said: PlanRow = {}
    for name, field in TABLES[kind].items():
        if _is_split(name, field):
            texts = {
                lang: _texts(kind, line, name, lang, cells[column], faults)
                for lang in languages
                if (column := f"{name}_{lang}") in cells
            }
            if texts:
                said[name] = BAD if BAD in texts.values() else Columned(texts)
        elif name in cells:
            said[name] = _value(kind, line, name, field, cells[name], faults)
    return said


def _texts(kind: str, line: int, name: str, lang: str, cell: Cell, faults: list[Fault]) -> Any:
    try:
        if name not in PAIRED:
            return text_of(_bare(cell))
        return items(_bare(cell)) if lang in BUILT_IN else places(_bare(cell))
    except BadCell as error:
        faults.append(fault(line, f"{kind}.{name}", error.why))
        return BAD


def _value(kind: str, line: int, name: str, field: Field, cell: Cell, faults: list[Fault]) -> Any:
    """Read a cell as the type of its field; None for an empty cell."""
    cell = _bare(cell)
    if is_empty(cell):
        return [] if field.kind is list else None
    try:
        return READERS.get(field.kind, text_of)(cell)
    except BadCell as error:
        faults.append(fault(line, f"{kind}.{name}", error.why))
        return BAD


def _bare(cell: Cell) -> Cell:
    """The cell without the apostrophe that protected it from conversion by a spreadsheet."""
    if not isinstance(cell, str):
        return cell
    said = cell.lstrip(" ")
    return said[1:] if said.startswith("'") and (_is_turned(said[1:]) or said[1:].startswith("'")) else cell


def _protected(cell: str) -> str:
    return f"'{cell}" if _is_turned(cell) or cell.startswith("'") else cell


def _is_turned(cell: str) -> bool:
    return cell.startswith(FORMULA) or _TURNED.fullmatch(cell.strip()) is not None


def _known_keys(kind: str, present: HallPlan) -> dict[str, tuple[Spellings, dict[str, str]]]:
    """For each text field of a row's key: the known spellings, and the known values by their folded form."""
    found = {}
    for name in KEYS.get(kind, ("code",)):
        field = TABLES[kind][name]
        if field.kind is str:
            table, column = (field.of, "code") if field.of else (kind, name)
            codes = [str(row[column]) for row in present.tables[table]]
            found[name] = Spellings(codes), {fold_search(each): each for each in codes}
    return found


def _known_by(said: PlanRow, known: Mapping[str, tuple[Spellings, Mapping[str, str]]]) -> PlanRow:
    """The row with its key fields in the known spelling."""
    row = dict(said)
    for name, (spellings, searched) in known.items():
        value = row.get(name)
        if isinstance(value, str):
            row[name] = spellings.meant(value) or searched.get(fold_search(value), value)
    return row


def _put_over(was: PlanRow, said: PlanRow, where: tuple[Sheet, int], faults: list[Fault]) -> PlanRow:
    """Merge a sheet's row over the present row."""
    sheet, line = where
    row = dict(was)
    for name, value in said.items():
        old = was.get(name)
        if not isinstance(value, Columned):
            row[name] = _mended(old, value, sheet)
        elif name not in PAIRED:
            row[name] = _words(old, value, sheet)
        elif isinstance(pairs := _pairs(old, value, sheet), Why):
            faults.append(fault(line, f"{sheet.kind}.{name}", pairs))
            row[name] = BAD
        else:
            row[name] = pairs
    return row


def _words(was: Mapping[str, str] | None, said: Columned, sheet: Sheet) -> dict[str, str] | None:
    """Merge words by language.

    A language without a column stays, unless it was only a copy of the other one.
    """
    old = was or {"zh": "", "en": ""}
    stands_in = _stand_in(old)
    found: dict[str, str] = {}
    for lang in dict.fromkeys((*BUILT_IN, *old, *said)):
        text = said.get(lang)
        if text is None:
            text = "" if lang == stands_in else old[lang]
        text = _mended(old.get(lang, ""), text, sheet)
        if text:
            found[lang] = text
    return found or None


def _stand_in(words: Mapping[str, str]) -> str | None:
    """The language that is only a copy: if zh and en are equal, the one in which the text is not written."""
    if words["zh"] != words["en"]:
        return None
    return "en" if _HAN.search(words["zh"]) else "zh"


def _pairs(
    was: Sequence[Mapping[str, str]] | None, said: Columned, sheet: Sheet
) -> list[dict[str, str]] | Why:
    """Combine one list per language into a list of words, item by item.

    An empty list is replaced by the other language's list.
    """
    old = was or []
    lists: dict[str, list[str]] = {}
    for lang in dict.fromkeys((*BUILT_IN, *said)):
        texts = said.get(lang)
        if texts is None and any(_stand_in(each) != lang for each in old):
            texts = [each[lang] for each in old]
        before = [each.get(lang, "") for each in old]
        same = len(before) == len(texts or ())
        lists[lang] = [
            _mended(before[i] if same else None, text, sheet) for i, text in enumerate(texts or ())
        ]
    most = max((len(lists[lang]) for lang in BUILT_IN), default=0)
    for lang, of in lists.items():  # a separator behind the last item begins no other one
        if lang not in BUILT_IN and of[most:] == [""]:
            of.pop()
    counts = {len(each) for each in lists.values() if any(each)}
    if len(counts) > 1:
        n = {lang: len(of) for lang, of in lists.items() if of or lang in BUILT_IN}
        return Why(
            "，".join(f"{_CHINESE.get(lang, lang)} {each} 项" for lang, each in n.items()),
            "has "
            + " and ".join(f"{each} in {lang}" for lang, each in n.items()).replace(" in", " items in", 1),
        )
    found = [
        {lang: of[i] for lang, of in lists.items() if any(of) and of[i]}
        for i in range(max(counts, default=0))
    ]
    # an item that stays keeps its names in other languages
    stays = {each["zh"]: each for each in old}
    return [
        {lang: text for lang, text in stays.get(each.get("zh", ""), {}).items() if lang not in lists} | each
        for each in found
    ]


def _mended(was: Any, said: Any, sheet: Sheet) -> Any:
    """Return the old value if the new one is only the old one damaged by the sheet's encoding.

    Otherwise return the new one.
    """
    if not (sheet.lossy and isinstance(was, str) and isinstance(said, str) and "?" in said):
        return said
    return was if _is_lossy(was, said) else said


def _is_lossy(was: str, said: str) -> bool:
    pattern = "".join(re.escape(each) if _in_gbk(each) else r"\?{1,2}" for each in was)
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def _in_gbk(each: str) -> bool:
    try:
        return bool(each.encode("gbk"))
    except UnicodeEncodeError:
        return False


def _cells(name: str, field: Field, value: Any, languages: Sequence[str]) -> list[str]:
    """The cells of a field; English that is only a copy of the Chinese gives an empty cell."""
    if name in PAIRED:
        lists = {lang: [str(each.get(lang, "")) for each in value] for lang in languages}
        texts = {lang: joined(of) if any(of) else "" for lang, of in lists.items()}
    elif _is_split(name, field):
        texts = {lang: str((value or {}).get(lang, "")) for lang in languages}
    else:
        return [_cell(value)]
    copied = texts["en"] == texts["zh"]
    return ["" if lang == "en" and copied else text for lang, text in texts.items()]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return joined([str(each) for each in value]) if isinstance(value, list) else str(value)


def _listed(value: Any) -> Sequence[Mapping[str, str]]:
    return value if isinstance(value, list) else [value or {}]


def _is_split(name: str, field: Field) -> bool:
    return field.kind == WORDS or name in PAIRED
