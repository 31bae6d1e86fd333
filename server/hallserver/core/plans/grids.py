"""A sheet as rows of cells: CSV is parsed here, XLSX elsewhere; both share header, empty rows and columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hallserver.core.errors import Fault
from hallserver.core.language.text import clean, fold, meant, printable
from hallserver.core.language.why import MOST_KNOWN, Why, near, quoted
from hallserver.core.plans.cells import BadCell, Cell, text_of

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 200, 32_767
MOST_FAULTS = 500
_BETWEEN = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, each with its line in the file, and the faults of parsing.

    `lossy`: the file's encoding does not have every character.
    """

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    faults: tuple[Fault, ...] = ()
    lossy: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A grid with its header applied: column → cell, each row with its line."""

    rows: tuple[tuple[int, dict[str, Cell]], ...]
    faults: tuple[Fault, ...]
    lossy: bool


def read_csv(text: str, *, lossy: bool = False) -> Grid:
    """Parse CSV with commas, tabs or semicolons; an unclosed quote is reported where it opens."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_separator(text))
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    faults: list[Fault] = []
    line = 1
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                faults.append(fault(line, "-", Why(f"不得超过 {MOST_ROWS} 行", f"may have {MOST_ROWS} rows")))
                break
            rows.append((line, tuple(row)))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(fault(line, "-", _csv_reason(error)))
    return Grid(tuple(rows), tuple(faults), lossy)


def under_header(grid: Grid, known: Sequence[str], needed: Iterable[str]) -> Rows:
    """Use the first row as header of the others; empty rows and columns are ignored.

    Args:
        grid: the parsed grid.
        known: the allowed columns.
        needed: the required columns.
    """
    filled = [(line, cells) for line, cells in grid.rows if not all(map(is_empty, cells))]
    if not filled:
        nothing = fault(1, "-", Why("文件中没有内容", "the file is empty"))
        return Rows((), grid.faults or (nothing,), grid.lossy)
    line, head = filled[0]
    names, faults = _header(line, head, known)
    unused = [i for i, cell in enumerate(head) if is_empty(cell)]
    missing = [name for name in needed if name not in names]
    if not faults:
        faults += [fault(line, name, Why("缺少此列", "this column is missing")) for name in missing]
    rows = []
    for at, cells in () if missing else filled[1:]:  # no row is usable without the required columns
        if why := _misfit(cells, names, unused):
            faults.append(fault(at, "-", why))
            continue
        rows.append((at, {name: cells[i] for i, name in enumerate(names) if name is not None}))
    return Rows(tuple(rows), (*grid.faults, *faults)[:MOST_FAULTS], grid.lossy)


def is_empty(cell: Cell) -> bool:
    """Whether a cell is empty."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


def fault(line: int, field: str, why: Why) -> Fault:
    """One fault in a file."""
    return Fault(line, printable(field), why.zh, why.en)


def _header(line: int, head: Sequence[Cell], known: Sequence[str]) -> tuple[list[str | None], list[Fault]]:
    """The names of the columns in their known spelling; None for a column without a name."""
    names: list[str | None] = []
    faults: list[Fault] = []
    for cell in head:
        try:
            said = fold(text_of(cell))
        except BadCell as error:
            said = ""
            faults.append(fault(line, "-", error.why))
        name = meant(said, known) if said else None
        if said and name is None:
            unknown = Why(f"没有列 {quoted(said)}", f"unknown column {quoted(said)}")
            faults.append(fault(line, said, unknown.then(_nearest(said, known))))
        elif name is not None and name in names:
            faults.append(fault(line, name, Why("此列重复", "this column is there twice")))
        names.append(name)
    if len(names) > MOST_COLUMNS:
        faults.append(
            fault(line, "-", Why(f"不得超过 {MOST_COLUMNS} 列", f"may have {MOST_COLUMNS} columns"))
        )
    return names, faults


def _misfit(cells: Sequence[Cell], names: Sequence[str | None], unused: Sequence[int]) -> Why | None:
    """Why a row does not fit the header."""
    if len(cells) < len(names):
        return Why(
            f"只有 {len(cells)} 格，而列有 {len(names)} 个",
            f"has not as many cells as there are columns: {len(cells)}, not {len(names)}",
        )
    beyond = [each for each in cells[len(names) :] if not is_empty(each)]
    beyond += [cells[i] for i in unused if not is_empty(cells[i])]
    if beyond:
        return Why(
            f"{quoted(beyond[0])} 不在任何列下（含逗号的文字须加引号）",
            f"{quoted(beyond[0])} stands under no column (words with a comma need quotes)",
        )
    if any(isinstance(each, str) and len(each) > LONGEST_CELL for each in cells):
        return Why("有一格过长", "has a cell that is too long")
    return None


def _nearest(said: str, known: Sequence[str]) -> Why:
    found = near(said, known)
    if found.en:
        return found
    some = known[:MOST_KNOWN]
    return Why(f"；可用：{'、'.join(some)}", f"; known are {', '.join(some)}")


def _separator(text: str) -> str:
    """The most frequent separator in the first line with content."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_BETWEEN, key=lambda each: (head.count(each), -_BETWEEN.index(each)))


def _csv_reason(error: csv.Error) -> Why:
    said = str(error)
    if "unexpected end" in said:
        return Why("引号没有闭合", "a quote is opened and never closed (unexpected end of data)")
    if "expected after" in said:
        return Why(
            "引号之后还有文字，或引号没有闭合",
            "something follows a closing quote, or a quote is never closed",
        )
    if "field larger" in said:
        return Why("有一格过长", "has a cell that is too long")
    return Why(f"不是有效的 CSV（{said}）", f"is no CSV ({said})")
