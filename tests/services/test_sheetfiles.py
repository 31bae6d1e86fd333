"""Books are read row by row and bounded: no archive costs more than a sheet may, whatever it says of itself."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallserver.core.errors import BadFile, BadPlan
from hallserver.core.plans.grids import MOST_ROWS
from hallserver.core.plans.sheets import merge_sheet, read_sheet
from hallserver.services.planning.sheetfiles import LARGEST_UNPACKED, read_grid, read_text
from tests.refusing import taken_or_refused
from tests.small import made_plan, small_plan
from tests.spreadsheets import book_of

pytestmark = pytest.mark.long

PLAN = made_plan()
FROM_TO = datetime(2026, 1, 1), datetime(2031, 5, 1)
BOOK = book_of(["code", "norm_minutes", None], [], ["tax-file", 30.0, None], [None, None, None])


def changed(raw: bytes, name: str, content: bytes, *, drop: bool = False) -> bytes:
    """The book with one part replaced, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each, old.read(each))
        if not drop:
            new.writestr(name, content)
    return out.getvalue()


def refusal(raw: bytes) -> BadFile:
    with pytest.raises(BadFile) as refused:
        read_grid(raw, "m.xlsx")
    assert "m.xlsx" in refused.value.sentence()["zh"]
    return refused.value


def test_a_book_is_read_like_the_csv_of_it() -> None:
    assert read_grid(BOOK, "m.xlsx").rows == ((1, ("code", "norm_minutes")), (3, ("tax-file", 30.0)))
    row = merge_sheet(PLAN, read_sheet("matters", "m.xlsx", read_grid(BOOK, "m.xlsx"))).tables["matters"][0]
    assert (row["code"], row["norm_minutes"]) == ("tax-file", 30)


def test_a_books_own_days_and_yes_and_no_are_read() -> None:
    raw = book_of(["staffer", "role", "from", "to"], ["t-1", "chief", *FROM_TO])

    rows = merge_sheet(PLAN, read_sheet("secondments", "s.xlsx", read_grid(raw, "s.xlsx"))).tables[
        "secondments"
    ]

    assert [str(each["to"]) for each in rows if each["staffer"] == "t-1"] == ["2031-05-01"]


def test_a_long_code_that_a_book_holds_as_a_number_is_refused() -> None:
    raw = book_of(["code", "norm_minutes"], [11000000000000000000000000000000000000000000000, 5])

    with pytest.raises(BadPlan) as refused:
        merge_sheet(PLAN, read_sheet("matters", "m.xlsx", read_grid(raw, "m.xlsx")))
    assert "its last digits are lost" in str(refused.value)


def test_an_archive_that_unpacks_to_more_than_a_sheet_is_refused_at_once() -> None:
    bomb = changed(
        BOOK, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (LARGEST_UNPACKED + 1) + b"</worksheet>"
    )
    assert len(bomb) < 100_000
    begun = time.monotonic()

    assert "too large" in str(refusal(bomb))
    assert time.monotonic() - begun < 1


def test_an_archive_of_a_thousand_parts_is_refused() -> None:
    out = io.BytesIO(BOOK)
    with zipfile.ZipFile(out, "a") as book:
        for n in range(1000):
            book.writestr(f"xl/media/{n}", b"")

    assert "too large" in str(refusal(out.getvalue()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_not_parsed(encoding: str) -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )

    assert "entities" in str(refusal(changed(BOOK, "xl/worksheets/sheet1.xml", laughs.encode(encoding))))


@pytest.mark.parametrize(
    "raw",
    [
        BOOK[:-200],
        BOOK[: len(BOOK) // 2],
        b"PK\x03\x04nonsense",
        changed(BOOK, "xl/workbook.xml", b"<workbook"),
        changed(BOOK, "xl/workbook.xml", b"", drop=True),
        changed(BOOK, "xl/worksheets/sheet1.xml", b"\xff\xfe"),
        changed(BOOK, "[Content_Types].xml", b"", drop=True),
    ],
)
def test_a_broken_book_is_one_clear_refusal(raw: bytes) -> None:
    assert refusal(raw)


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A1", "A1:A1", "B2:B3"])
def test_what_a_book_says_of_its_own_size_is_not_believed(ref: str) -> None:
    sheet = zipfile.ZipFile(io.BytesIO(BOOK)).read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:C4"' in sheet

    lied = changed(BOOK, "xl/worksheets/sheet1.xml", sheet.replace(b'ref="A1:C4"', f'ref="{ref}"'.encode()))

    assert read_grid(lied, "m.xlsx").rows == read_grid(BOOK, "m.xlsx").rows


def test_rows_have_a_bound_in_a_book_too() -> None:
    raw = book_of(["code"], *([f"c{n}"] for n in range(MOST_ROWS + 10)))

    grid = read_grid(raw, "m.xlsx")

    assert len(grid.rows) == MOST_ROWS
    assert f"{MOST_ROWS} rows" in grid.faults[0].en


def test_a_plan_is_no_book() -> None:
    with pytest.raises(BadFile, match="--kind"):
        read_text(BOOK, "hall.toml")
    assert read_text(small_plan().encode("gbk"), "hall.toml") == small_plan()


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_damaged_book_is_read_or_refused_by_name(data: st.DataObject) -> None:
    raw = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    def merged() -> object:
        return merge_sheet(PLAN, read_sheet("matters", "m.xlsx", read_grid(bytes(raw), "m.xlsx")))

    assert taken_or_refused(merged, BadFile, BadPlan)
