"""Tables as files: CSV and XLSX that open in every office suite and contain no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Response

from hallserver.contract import ReportRow, ReportView
from hallserver.core.errors import UnknownValue
from hallserver.core.language.why import hints

T = TypeVar("T")
Cell = str | int | float
Columns = Sequence[tuple[str, Callable[[T], Cell]]]

COLUMNS: Columns[ReportRow] = (
    ("by", lambda row: row.by),
    ("name_zh", lambda row: row.name.zh),
    ("name_en", lambda row: row.name.en),
    ("count", lambda row: row.count),
    ("pieces", lambda row: row.pieces),
    ("sum_ms", lambda row: row.sum_ms),
    ("mean_ms", lambda row: row.mean_ms),
    ("p50_ms", lambda row: row.p50_ms),
    ("p90_ms", lambda row: row.p90_ms),
    ("p95_ms", lambda row: row.p95_ms),
    ("max_ms", lambda row: row.max_ms),
    ("excluded", lambda row: row.excluded),
)
"""The columns of every report file; the marks of the report and its parts follow them."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: title, head, rows; in a `template` all cells are text, so that input stays as typed."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    template: bool = False


def filled(title: str, columns: Columns[T], rows: Iterable[T]) -> Table:
    """Return the sheet of these rows; each column is its head and a function that returns its cell."""
    return Table(title, [head for head, _ in columns], [[cell(row) for _, cell in columns] for row in rows])


def respond(view: ReportView, form: str) -> Response:
    """Return the report as csv or xlsx.

    Raises:
        UnknownValue: for another form.
    """
    return as_file(form, f"{view.report}-{view.by}-{view.first_day}-{view.last_day}", table_of(view))


def table_of(view: ReportView) -> Table:
    """Return a report as a table."""
    marks = sorted({mark for row in view.rows for mark in row.extra})
    parts = sorted({part for row in view.rows for part in row.parts})
    return filled(view.report, [*COLUMNS, *map(_marked, marks), *map(_part, parts)], view.rows)


def _marked(mark: str) -> tuple[str, Callable[[ReportRow], Cell]]:
    return mark, lambda row: row.extra.get(mark, 0)


def _part(part: str) -> tuple[str, Callable[[ReportRow], Cell]]:
    return part, lambda row: row.parts.get(part, 0)


FORMATS = ("json", "csv", "xlsx")


def as_file(form: str, name: str, *tables: Table) -> Response:
    """Return tables as one file: sheets of an XLSX, or one CSV with a blank line between them.

    Raises:
        UnknownValue: for another form than csv and xlsx.
    """
    if form == "csv":
        return _file(_csv(tables).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")
    if form == "xlsx":
        return _file(_xlsx(tables), _XLSX, f"{name}.xlsx")
    raise UnknownValue(what="format", name=form, **hints(form, FORMATS, listed=True))


def template_book(title: str, head: Sequence[str], *rows: Sequence[str]) -> bytes:
    """Return a sheet to fill in and send back, as XLSX."""
    return _xlsx([Table(title, head, rows, template=True)])


def _csv(tables: Sequence[Table]) -> str:
    out = io.StringIO()
    sheet = csv.writer(out)
    for number, table in enumerate(tables):
        if number:
            sheet.writerow([])
        sheet.writerow(table.head)
        for row in table.rows:
            sheet.writerow([_plain(each) for each in row])
    return out.getvalue()


def _xlsx(tables: Sequence[Table]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        as_text = book.add_format({"num_format": "@"})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            sheet.write_row(0, 0, table.head, bold)
            for number, row in enumerate(table.rows, start=1):
                sheet.write_row(number, 0, row, as_text if table.template else None)
            sheet.freeze_panes(1, 3)
            if table.template:
                sheet.set_column(0, len(table.head) - 1, 22, as_text)
            else:
                sheet.set_column(0, 2, 22)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    """Prefix text that looks like a formula to a spreadsheet with an apostrophe (OWASP, “CSV injection”)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _file(body: bytes, kind: str, name: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
