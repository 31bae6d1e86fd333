"""A template that is downloaded, opened in a spreadsheet, saved and sent back changes nothing, whatever its codes look like."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadPlan
from hallserver.core.language.text import harm
from hallserver.core.plans.changes import difference
from hallserver.core.plans.decoding import decode
from hallserver.core.plans.grids import read_csv
from hallserver.core.plans.plan import HallPlan, check_plan
from hallserver.core.plans.reader import Reader
from hallserver.core.plans.sheets import SHEETS, cells_of, merge_sheet, read_sheet, write_sheet
from hallserver.demo import demo_plan
from hallserver.services.planning.sheetfiles import read_grid
from hallserver.web.routes.planning.sheets import template_book
from tests.small import MONDAY_NINE, made_plan
from tests.spreadsheets import saved_as_book, saved_as_csv

pytestmark = pytest.mark.long

# codes and words that spreadsheets take for numbers, days, sums and formulas
TRICKY = (
    "001",
    "1-2",
    "3E5",
    "1.10",
    "2026-7-1",
    "JAN-1",
    "TRUE",
    "12",
    "8",
    "9" * 46,
    "4403-0001",
    "0",
    "1.0",
    "true",
)
WORDS = (
    "=1+1",
    "+86",
    "-",
    "@a",
    "'x",
    "1/2",
    "50%",
    "1,200",
    "9:00",
    "𠮷野家",
    "كىملىك",
    "甲（原件；复印件）",
    "a;b",
    "“引号”",
    "¥10",
    "3月",
    "第1步\n第2步",
    "名 字",
    "May 5",
    "é?ü",
    "〓",
)


@cache
def tricky_plan() -> HallPlan:
    """The small hall with everything renamed to what a spreadsheet would turn."""
    plan = made_plan()
    named = {
        code: TRICKY[i % len(TRICKY)]
        for i, code in enumerate(each["code"] for each in plan.tables["matters"])
    }
    words = [{"zh": each.replace("\n", " "), "en": each.replace("\n", " ")} for each in WORDS]
    matters = [
        {
            **row,
            "code": named[row["code"]],
            "name": words[i],
            "materials": words[i : i + 5],
            "initials": TRICKY[i],
            "guide": {"zh": WORDS[i], "en": f"{WORDS[i]} en"},
            "usual": bool(i % 2),
            "legal_days": i * 500,
        }
        for i, row in enumerate(plan.tables["matters"])
    ]
    letters = [
        {
            **row,
            "document": f"{i}-1",
            "decide": [named[code] for code in row["decide"]],
            "accept": [named[code] for code in row["accept"]],
        }
        for i, row in enumerate(plan.tables["letters"])
    ]
    groups = [{"code": "007", "name": words[9], "matters": sorted(named.values())}]
    tables = {**plan.tables, "matters": matters, "letters": letters, "groups": groups}
    said = {"hall": plan.hall} | {
        name: [{field: value for field, value in row.items() if value is not None} for row in rows]
        for name, rows in tables.items()
    }
    return check_plan(said, Reader("", "tricky"))


def plan_of(name: str) -> HallPlan:
    return {"small": made_plan, "demo": lambda: demo_plan(MONDAY_NINE.date()), "tricky": tricky_plan}[name]()


@pytest.mark.parametrize("name", ["small", "demo", "tricky"])
@pytest.mark.parametrize("kind", SHEETS)
def test_a_csv_that_a_spreadsheet_saved_changes_nothing(kind: str, name: str) -> None:
    plan = plan_of(name)
    found = decode(saved_as_csv(write_sheet(kind, plan.tables[kind])), "x.csv")

    again = merge_sheet(plan, read_sheet(kind, "x.csv", read_csv(found.text, lossy=found.lossy)))

    assert difference(plan, again) == ()


@pytest.mark.parametrize("name", ["small", "demo", "tricky"])
@pytest.mark.parametrize("kind", SHEETS)
def test_a_book_that_a_spreadsheet_saved_changes_nothing(kind: str, name: str) -> None:
    plan = plan_of(name)
    book = saved_as_book(template_book(kind, *cells_of(kind, plan.tables[kind])))

    again = merge_sheet(plan, read_sheet(kind, "x.xlsx", read_grid(book, "x.xlsx")))

    assert difference(plan, again) == ()


def test_characters_that_the_encoding_lost_are_not_taken_for_a_change() -> None:
    plan = tricky_plan()
    kept = plan.tables["matters"]
    text = write_sheet("matters", kept)
    assert "𠮷" in text

    lossy = saved_as_csv(text)
    assert "??" in lossy.decode("gbk")
    found = decode(lossy, "m.csv")
    honest = read_sheet("matters", "m.csv", read_csv(found.text))  # UTF-8: a question mark is a question mark

    changed = difference(plan, merge_sheet(plan, replace(honest, lossy=False)))
    assert "materials" in {field.field for each in changed for field in each.fields}


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=40
).filter(lambda each: each.strip() and harm(each) is None)


@given(st.lists(words, min_size=1, max_size=5), st.lists(words, min_size=1, max_size=5), words, words)
def test_whatever_the_words_are_they_come_back(zh: list[str], en: list[str], name: str, guide: str) -> None:
    plan = made_plan()
    row = plan.tables["matters"][0]
    pairs = [{"zh": one, "en": two} for one, two in zip(zh, en, strict=False)]
    said = {**row, "materials": pairs, "name": {"zh": name, "en": guide}, "guide": {"zh": guide, "en": guide}}
    tables = {**plan.tables, "matters": (said, *plan.tables["matters"][1:])}
    try:
        plan = check_plan(
            {
                "hall": plan.hall,
                **{
                    of: [{k: v for k, v in each.items() if v is not None} for each in rows]
                    for of, rows in tables.items()
                },
            },
            Reader("", "x"),
        )
    except BadPlan:
        return

    again = merge_sheet(plan, read_sheet("matters", "x.csv", write_sheet("matters", plan.tables["matters"])))

    assert difference(plan, again) == ()
