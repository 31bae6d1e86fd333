"""Uploaded sheets, CSV or XLSX, as rows of cells; their size is bounded, so no file costs too much."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from hallserver.core.errors import BadFile, Fault
from hallserver.core.language.why import Why
from hallserver.core.plans.cells import Cell
from hallserver.core.plans.decoding import ZIP, check_kind, decode
from hallserver.core.plans.grids import MOST_COLUMNS, MOST_ROWS, Grid, fault, is_empty, read_csv

LARGEST_UNPACKED = 24 * 2**20  # a table of 2,000 matters has 3 MiB of XML
MOST_PARTS = 300
MOST_EMPTY = 1000  # formatted but empty rows that spreadsheets keep below the last one
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_WORKBOOK = "xl/workbook.xml"


def read_grid(raw: bytes, file: str) -> Grid:
    """Return the rows of a CSV, or of an XLSX's first sheet, told apart by content and not by file name.

    Raises:
        BadFile: another kind of file, an unrecognized encoding, a broken or too large book.
    """
    if raw.startswith(ZIP):
        return _read_xlsx(raw, file)
    found = decode(raw, file)
    return read_csv(found.text, lossy=found.lossy)


def read_text(raw: bytes, file: str) -> str:
    """Return the text of a file that is no sheet (a plan, rules).

    Raises:
        BadFile: no text, or an unrecognized encoding.
    """
    if raw.startswith(ZIP):
        book = Why(
            "这是 XLSX 表格；请用 --kind 指明是哪张表",
            "this is an XLSX book; say with --kind which table it is of",
        )
        raise BadFile(file, book)
    return decode(raw, file).text


def _read_xlsx(raw: bytes, file: str) -> Grid:
    """Read with openpyxl, row by row, after checking the archive's size and that it declares no entities."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _measure(archive, file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            try:
                return _rows_of(book)
            finally:
                book.close()
    except BadFile:
        raise
    except Exception as error:
        broken = Why("XLSX 文件已损坏，请重新保存", "the XLSX book is broken; save it anew")
        raise BadFile(file, broken) from error


def _measure(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive that unpacks to more than a sheet may, or whose XML declares entities."""
    parts = archive.infolist()
    names = {each.filename for each in parts}
    if _WORKBOOK not in names:
        check_kind(b"", file)
        raise BadFile(file, Why("这是压缩包而不是 XLSX 表格", "this is an archive, and no XLSX book"))
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        large = Why(
            f"表格太大：解压后不得超过 {LARGEST_UNPACKED // 2**20} MiB",
            f"the book is too large: it may unpack to {LARGEST_UNPACKED // 2**20} MiB",
        )
        raise BadFile(file, large)
    for each in parts:
        content = archive.read(each)  # never reads more than its declared size
        if each.filename.endswith((".xml", ".rels")) and any(
            mark in content or mark.decode().encode(wide) in content
            for mark in _DECLARES
            for wide in ("utf-16-le", "utf-16-be")
        ):
            raise BadFile(
                file, Why("表格含有实体声明，不予读取", "the book declares XML entities and is not read")
            )


def _rows_of(book: Any) -> Grid:
    """Return the rows of the first sheet that has a cell."""
    found: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    faults: tuple[Fault, ...] = ()
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # do not trust the size a book declares
        found, faults = _rows(sheet)
        if found:
            break
    return Grid(found, faults)


def _rows(sheet: Any) -> tuple[tuple[tuple[int, tuple[Cell, ...]], ...], tuple[Fault, ...]]:
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    empty = width = 0
    for line, padded in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
        cells = _trimmed(padded)
        if not cells:
            empty += 1
            if empty > MOST_EMPTY:
                break
            continue
        empty = 0
        width = width or len(cells)
        if len(rows) >= MOST_ROWS:
            return tuple(rows), (
                fault(line, "-", Why(f"不得超过 {MOST_ROWS} 行", f"may have {MOST_ROWS} rows")),
            )
        rows.append((line, cells + (None,) * (width - len(cells))))
    return tuple(rows), ()


def _trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells without the empty ones at the end."""
    last = max((i for i, cell in enumerate(cells) if not is_empty(cell)), default=-1)
    return cells[: last + 1]
