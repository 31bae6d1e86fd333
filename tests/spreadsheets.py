"""What a spreadsheet makes of a sheet that is only opened and saved: typed cells, its own dates and encoding, empty tails."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl


def saved_as_csv(text: str) -> bytes:
    """Open CSV and save it as “CSV (comma delimited)” on a Chinese machine: GBK, CRLF, a tail of empty rows and cells."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        sheet.writerow([_shown(cell) for cell in row] + [""])
    for _ in range(3):
        sheet.writerow([""] * (len(rows[0]) + 1))
    return "".join(map(_in_gbk, out.getvalue())).encode("gbk")


def saved_as_book(raw: bytes) -> bytes:
    """Open a book and save it."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: list[object]) -> bytes:
    """A book that somebody typed."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(cell: str) -> str:
    """A cell as it is displayed, which is how it is saved."""
    said = cell.strip()
    for form, shows in _FORMS:
        if found := form.fullmatch(said):
            return shows(found)
    return cell


def _day(found: re.Match[str]) -> str:
    day = date(*map(int, found.groups()))
    return f"{day.year}/{day.month}/{day.day}"


def _part(found: re.Match[str]) -> str:
    month, day = int(found[1]), int(found[2])
    return f"{month}月{day}日" if 1 <= month <= 12 and 1 <= day <= 31 else found[0]


def _number(said: str) -> str:
    value = float(said)
    if value.is_integer() and abs(value) < 1e11:
        return str(int(value))
    return f"{value:.5E}" if abs(value) >= 1e11 else f"{value:g}"


def _in_gbk(each: str) -> str:
    try:
        each.encode("gbk")
    except UnicodeEncodeError:
        return "?" * (len(each.encode("utf-16-le")) // 2)
    return each


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"=.*", re.DOTALL), lambda _: "#NAME?"),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _day),
    (re.compile(r"(\d{1,2})[-/](\d{1,2})"), _part),
    (re.compile(r"(\d{1,2}):(\d\d)"), lambda found: f"{int(found[1])}:{found[2]}"),
    (re.compile(r"\d+(?:\.\d+)?E[+-]?\d{1,3}", re.IGNORECASE), lambda found: f"{float(found[0]):.2E}"),
    (
        re.compile(r"[+-]?(?:\d+(?:,\d{3})*|\d*)\.?\d+|\d+\."),
        lambda found: _number(found[0].replace(",", "")),
    ),
    (re.compile(r"true|false", re.IGNORECASE), lambda found: found[0].upper()),
)
