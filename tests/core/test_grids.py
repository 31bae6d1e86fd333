"""A sheet under its header: empty rows and columns are nothing, every fault has its line, and a quote swallows nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadPlan
from hallserver.core.plans.grids import MOST_ROWS, read_csv, under_header
from hallserver.core.plans.sheets import merge_sheet, read_sheet
from tests.refusing import taken_or_refused
from tests.small import made_plan

KNOWN = ("code", "name_zh", "name_en", "norm_minutes")
PLAN = made_plan()


def rows(text: str) -> list[tuple[int, dict[str, object]]]:
    found = under_header(read_csv(text), KNOWN, ("code",))
    assert found.faults == ()
    return [(line, dict(cells)) for line, cells in found.rows]


def faults(text: str) -> list[tuple[int, str, str]]:
    return [
        (each.line, each.field, each.en) for each in under_header(read_csv(text), KNOWN, ("code",)).faults
    ]


@pytest.mark.parametrize(
    "text",
    [
        "code,norm_minutes\na,5\n",
        "code,norm_minutes\r\na,5\r\n",
        "\ufeffcode,norm_minutes\na,5",
        "code\tnorm_minutes\na\t5\n",
        "code;norm_minutes\na;5\n",
        "code,norm_minutes,\na,5,\n",
        " Code , NORM_MINUTES \na,5\n",
        "ｃｏｄｅ,norm_minutes\na,5\n",
        ",,\ncode,norm_minutes,\n,,\na,5,\n,,\n,,\n",
        'code,norm_minutes\n"a","5"\n,　\n',
    ],
)
def test_the_same_sheet_is_read_however_it_was_saved(text: str) -> None:
    assert [cells for _, cells in rows(text)] == [{"code": "a", "norm_minutes": "5"}]


def test_lines_are_those_of_the_file() -> None:
    assert [line for line, _ in rows('code,name_zh\n\n"a","x\ny"\n,\nb,z\n')] == [3, 6]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (1, "-", "empty")),
        (",,\n,,\n", (1, "-", "empty")),
        ("norm_minutes\n5\n", (1, "code", "missing")),
        ("code,norm\na,5\n", (1, "norm", "norm_minutes")),
        ("code,code\na,b\n", (1, "code", "twice")),
        ("code,name_zh\na,b,c\n", (2, "-", "under no column")),
        ("code,name_zh,\na,b,c\n", (2, "-", "under no column")),
        ("code,name_zh\na\n", (2, "-", "as many cells")),
        ('code,name_zh\na,b\n"c,d\ne,f\n', (3, "-", "never closed")),
        ('code,name_zh\n"a"x,b\n', (2, "-", "never closed")),
        ("code\n" + "x" * 200_000, (2, "-", "too long")),
        ("code\n" + "x" * 40_000, (2, "-", "too long")),
        ("code" + ",x" * 300, (1, "x", "unknown column")),
    ],
)
def test_what_is_wrong_has_its_line(text: str, found: tuple[int, str, str]) -> None:
    line, field, said = found

    assert any((each[0], each[1]) == (line, field) and said in each[2] for each in faults(text))


def test_rows_have_a_bound() -> None:
    assert "rows" in faults("code\n" + "a\n" * (MOST_ROWS + 5))[0][2]


def test_all_that_is_wrong_with_a_sheet_is_told_at_once() -> None:
    text = (
        "code,norm_minutes,usual,line,name_zh,materials_zh,materials_en,extra\n"
        "tax-file,five,maybe,tex,,,,\n"
        "reg-new,0,是,reg,名,a;b,a,\n"
        ",5,是,reg,名,,,\n"
        "tax-file,5,是,tax,名,,,\n"
        'post-send,5,是,post,"名\n字",,,surplus\n'
    )

    with pytest.raises(BadPlan) as refused:
        merge_sheet(PLAN, read_sheet("matters", "m.csv", text))

    told = {
        (each["line"], each["field"].removeprefix("matters."), each["en"])
        for each in refused.value.facts["faults"]
    }
    assert all(each["zh"] != each["en"] for each in refused.value.facts["faults"])
    for line, field, said in (
        (1, "extra", "unknown column"),
        (2, "norm_minutes", "“five”"),
        (2, "usual", "yes or no"),
        (2, "line", "did you mean “tax”"),
        (3, "norm_minutes", "at least 1"),
        (3, "materials", "2 items in zh and 1 in en"),
        (4, "code", "missing"),
        (5, "code", "in line 2"),
        (6, "name", "one line"),
    ):
        assert any((each[0], each[1]) == (line, field) and said in each[2] for each in told), (
            line,
            field,
            told,
        )


@given(st.text(max_size=200))
def test_whatever_the_text_is_it_is_read_or_refused(text: str) -> None:
    sheet = f"code,norm_minutes,name_zh,fee_zh,materials_zh\n{text}"

    assert taken_or_refused(lambda: merge_sheet(PLAN, read_sheet("matters", "m.csv", sheet)), BadPlan)
