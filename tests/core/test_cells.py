"""What spreadsheets write is read as it was meant; what they have lost is said, and nothing is guessed."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.plans import cells
from hallserver.core.plans.cells import BadCell, day, items, joined, moment, text_of, whole, yes_no
from tests.refusing import taken_or_refused

FIRST = date(2026, 7, 1)
A_BOOKS_DAY = datetime(2026, 1, 2)
ANY_CELL = (
    st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.none()
)


def reason(read: Any, cell: Any) -> str:
    with pytest.raises(BadCell) as bad:
        read(cell)
    assert bad.value.why.zh
    return bad.value.why.en


def test_the_docstrings_say_what_is() -> None:
    assert doctest.testmod(cells) == (0, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07-01",
        "2026/7/1",
        "2026/07/01",
        "2026.7.1",
        "2026年7月1日",
        "2026 年 7 月 1 日".replace("2026 ", "2026"),
        "20260701",
        " ２０２６－７－１ ",
        "2026/7/1 0:00",
        "2026-07-01T00:00:00",
        datetime(2026, 7, 1),
        FIRST,
    ],
)
def test_a_day_is_read_however_a_spreadsheet_shows_it(cell: Any) -> None:
    assert day(cell) == FIRST


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1/7/2026", "write the year first"),
        ("46204", "is 2026-07-01"),
        (46204, "is 2026-07-01"),
        ("2026-13-01", "a day like"),
        ("2026/7", "a day like"),
        ("2026/7/1 9:30", "a day like"),
        ("tomorrow", "a day like"),
        ("", "a day like"),
        ("2026-07/01", "a day like"),
        ("26-7-1", "a day like"),
    ],
)
def test_what_is_no_day_is_refused_with_what_it_probably_was(cell: Any, said: str) -> None:
    assert said in reason(day, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-12-01T09:30",
        "2026-12-01 9:30",
        "2026/12/1 9:30",
        "2026/12/1 09:30:00",
        "2026年12月1日 9：30",
        "2026年12月1日9时30分",
        "２０２６/１２/１　９:３０",
        datetime(2026, 12, 1, 9, 30),
    ],
)
def test_a_time_is_read_however_a_spreadsheet_shows_it(cell: Any) -> None:
    assert moment(cell) == datetime(2026, 12, 1, 9, 30)


def test_a_time_with_its_zone_keeps_it() -> None:
    assert (
        moment("2026-12-01T09:30+08:00")
        == moment("2026-12-01T01:30Z")
        == datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2026-12-01", "no time of day"),
        ("2026/12/1 25:00", "a day and a time"),
        ("9:30", "a day and a time"),
        ("", "a day"),
        (0.5, "a day"),
    ],
)
def test_a_day_alone_is_no_time_and_never_midnight(cell: Any, said: str) -> None:
    assert said in reason(moment, cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("30", 30),
        ("30.0", 30),
        ("30.", 30),
        (30.0, 30),
        ("1,200", 1200),
        ("1，200", 1200),
        ("３０", 30),
        ("+5", 5),
        ("-5", -5),
        (" 7 ", 7),
    ],
)
def test_a_whole_number_is_read_with_its_trimmings(cell: Any, number: int) -> None:
    assert whole(cell) == number


@pytest.mark.parametrize(
    "cell",
    [
        "30.5",
        "1,20",
        "1.2E+3",
        "five",
        "",
        "30 天",
        True,
        30.5,
        float("nan"),
        float("inf"),
        1e300,
        "9" * 5000,
    ],
)
def test_what_is_no_whole_number_is_refused(cell: Any) -> None:
    assert "a whole number" in reason(whole, cell)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (("是", "√", "YES", "true", "1", 1, 1.0, True, "Ｙ", "✓"), True),
        (("否", "×", "No", "FALSE", "0", 0, False, "无"), False),
    ],
)
def test_yes_and_no_are_said_in_many_ways(said: tuple[Any, ...], answer: bool) -> None:
    assert {yes_no(each) for each in said} == {answer}
    assert "yes or no" in reason(yes_no, "maybe")


@pytest.mark.parametrize("cell", [1.2e45, 10**16, "2.02612E+11", "1.1E+45", A_BOOKS_DAY, time(9, 30)])
def test_a_text_that_a_spreadsheet_has_turned_is_refused_and_never_taken(cell: Any) -> None:
    assert "spreadsheet" in reason(text_of, cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(8, "8"), (8.0, "8"), (1.5, "1.5"), (None, ""), (" a ", "a"), ("3E5", "3E5"), (True, "yes")],
)
def test_a_number_in_a_text_column_is_its_digits(cell: Any, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("身份证；户口簿", ["身份证", "户口簿"]),
        ("a; b ;", ["a", "b"]),
        ("甲（原件；复印件）", ["甲（原件；复印件）"]),
        ("a\nb;c", ["a", "b;c"]),
        ("甲（原件；乙", ["甲（原件", "乙"]),
        ("a;b\n", ["a;b"]),
        ("", []),
        (None, []),
        (7, ["7"]),
        ("“a；b”；c", ["“a；b”", "c"]),
    ],
)
def test_a_list_is_divided_outside_of_brackets_or_by_lines(cell: Any, found: list[str]) -> None:
    assert items(cell) == found


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))).map(str.strip).filter(bool)))
def test_every_list_comes_back_out_of_its_cell(values: list[str]) -> None:
    assert items(joined(values)) == values


@given(ANY_CELL)
def test_whatever_stands_in_a_cell_it_is_read_or_refused(cell: Any) -> None:
    for read in (text_of, whole, yes_no, day, moment, items):
        assert taken_or_refused(partial(read, cell), BadCell)
