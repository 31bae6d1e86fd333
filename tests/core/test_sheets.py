"""A sheet is read strictly, put over the plan and checked as a whole; what is written is read back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadPlan, UnknownValue
from hallserver.core.plans.changes import difference
from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.sheets import FORMULA, SHEETS, columns_of, merge_sheet, read_sheet, write_sheet
from tests.refusing import taken_or_refused
from tests.small import made_plan

HEAD = "code,department,line,name_zh,name_en,kind,norm_minutes,fee_zh,fee_en"


PLAN = made_plan()


def merged(text: str, kind: str = "matters", file: str = "m.csv") -> HallPlan:
    return merge_sheet(PLAN, read_sheet(kind, file, text))


def refusal(text: str, kind: str = "matters") -> dict[str, Any]:
    with pytest.raises(BadPlan) as wrong:
        merged(text, kind)
    return wrong.value.facts


@pytest.mark.parametrize("kind", SHEETS)
def test_what_is_exported_is_read_back_as_it_was(kind: str) -> None:
    plan = made_plan()

    again = merge_sheet(plan, read_sheet(kind, "x.csv", write_sheet(kind, plan.tables[kind])))

    assert difference(plan, again) == ()
    assert len(again.tables[kind]) == len(plan.tables[kind]) > 0 or kind == "groups"


def test_a_sheet_says_only_what_changes_and_the_rest_stays() -> None:
    plan = made_plan()

    changes = difference(plan, merged("code,fee_fen,fee_zh,fee_en\r\ntax-file,1000,工本费10元,¥10\r\n"))

    (only,) = changes
    assert (only.table, only.code, only.what) == ("matters", "tax-file", "changed")
    assert {each.field: (each.old, each.new) for each in only.fields} == {
        "fee": ("free", "工本费10元 / ¥10"),
        "fee_fen": ("0", "1000"),
    }


def test_a_new_row_stands_at_the_end_and_materials_in_two_columns() -> None:
    text = f"{HEAD},materials_zh,materials_en\nnew-one,tax,tax,新事项,New,on_the_spot,5,免费,Free,身份证；户口簿,ID card;Household book\n"

    row = merged(text).tables["matters"][-1]

    assert row["materials"] == [{"zh": "身份证", "en": "ID card"}, {"zh": "户口簿", "en": "Household book"}]
    assert (row["in_hall"], row["guide"]) == (True, None)


@pytest.mark.parametrize(
    ("text", "line", "field", "why"),
    [
        ("code,norm\ntax-file,5", 1, "norm", "norm_minutes"),
        ("norm_minutes\n5", 1, "code", "missing"),
        ("code,norm_minutes\ntax-file,five", 2, "matters.norm_minutes", "a whole number, not “five”"),
        ("code,norm_minutes\ntax-file,5\ntax-audit,0", 3, "matters.norm_minutes", "at least 1"),
        ("code,line\ntax-file,tex", 2, "matters.line", "did you mean “tax”"),
        ("code,kind\ntax-file,promise", 2, "matters.kind", "did you mean “promised”"),
        ("code,usual\ntax-file,maybe", 2, "matters.usual", "yes or no"),
        ("code,fee_zh,fee_en\ntax-file,,", 2, "matters.fee", "is missing"),
        (
            "code,materials_zh,materials_en\ntax-file,甲;乙,a",
            2,
            "matters.materials",
            "2 items in zh and 1 in en",
        ),
        ("code,in_hall\ntax-file,no", 2, "matters.reason", "missing"),
        ("code,in_hall,reason_zh,reason_en\ntax-file,否,场地所限,no room", 2, "matters.line", "has no line"),
        ("code,kind\ntax-file,promised\ntax-file,promised", 3, "matters.code", "in line 2"),
        ("code,kind\ntax-file", 2, "-", "cells"),
        (f"{HEAD}\nnew-one,tax,,新,New,on_the_spot,5,免费,Free", 2, "matters.line", "missing"),
        ('code,kind\n"tax', 2, "-", "unexpected end"),
    ],
)
def test_an_error_names_line_field_and_the_nearest_value(text: str, line: int, field: str, why: str) -> None:
    told = refusal(text)

    assert (told["file"], told["line"], told["field"]) == ("m.csv", line, field)
    assert why in str(told["why"])


def test_an_emptied_cell_says_that_there_is_none() -> None:
    there = merged(
        "code,guide_zh,guide_en,fee_fen,initials,materials_zh\ntax-file,先填表,Fill in,1000,sbs,甲;乙\n"
    )
    row = merge_sheet(
        there,
        read_sheet(
            "matters",
            "m.csv",
            "code,guide_zh,guide_en,fee_fen,initials,materials_zh,materials_en\ntax-file,,,,,,\n",
        ),
    )

    changed = difference(there, row)
    assert {each.field: each.new for each in changed[0].fields} == dict.fromkeys(
        ("guide", "fee_fen", "initials", "materials"), ""
    )


def test_one_column_of_words_changes_its_own_half() -> None:
    there = merged("code,name_zh,name_en\ntax-file,报税,File taxes\n")

    halves = [
        merge_sheet(there, read_sheet("matters", "m.csv", f"code,name_{lang}\ntax-file,{said}\n")).tables[
            "matters"
        ][0]["name"]
        for lang, said in (("zh", "申报"), ("en", "Taxes"), ("zh", ""), ("en", ""))
    ]

    assert halves == [
        {"zh": "申报", "en": "File taxes"},
        {"zh": "报税", "en": "Taxes"},
        {"zh": "File taxes", "en": "File taxes"},
        {"zh": "报税", "en": "报税"},
    ]


def test_a_translation_is_added_to_a_name_of_one_language_and_the_name_stays() -> None:
    chinese = merged("code,name_zh,name_en\ntax-file,报税,\n")
    named = [
        merge_sheet(plan, read_sheet("matters", "m.csv", f"code,name_{lang}\ntax-file,{said}\n")).tables[
            "matters"
        ][0]["name"]
        for plan, lang, said in (
            (chinese, "en", "Taxes"),
            (chinese, "zh", "申报"),
            (PLAN, "zh", "报税"),
            (PLAN, "en", "Taxes"),
        )
    ]

    assert named == [
        {"zh": "报税", "en": "Taxes"},
        {"zh": "申报", "en": "申报"},
        {"zh": "报税", "en": "tax-file"},
        {"zh": "Taxes", "en": "Taxes"},
    ]


def test_a_code_is_the_known_one_whatever_a_spreadsheet_did_to_its_zeros_and_case() -> None:
    there = merged(
        "code,department,line,name_zh,kind,norm_minutes,fee_zh\n007,tax,tax,新,on_the_spot,5,免费\n"
    )

    again = merge_sheet(
        there, read_sheet("matters", "m.csv", "code,line,norm_minutes\n7,TAX,9\nTAX-File,tax,5\n")
    )

    assert [(each.code, each.what) for each in difference(there, again)] == [("007", "changed")]


def test_a_matter_leaves_the_hall_with_its_reason_and_without_its_line() -> None:
    text = "code,line,in_hall,reason_zh,reason_en\ntax-file,,否,须实地核查,needs a visit on site\n"

    row = next(each for each in merged(text).tables["matters"] if each["code"] == "tax-file")

    assert (row["in_hall"], row["line"], row["reason"]["en"]) == (False, None, "needs a visit on site")


def test_no_cell_begins_a_formula_and_each_is_read_back() -> None:
    plan = made_plan()
    for said in ('=cmd|"/c calc"!A1', "+1", "-2", "@sum", "'=1", "''"):
        text = write_sheet("departments", [{**plan.tables["departments"][0], "area": said}])

        cell = text.splitlines()[1].split(",")[-2].strip('"')
        assert not cell.startswith(FORMULA)
        assert read_sheet("departments", "x", text).rows[0][1]["area"] == said


def test_only_tables_of_codes_can_be_sheets() -> None:
    with pytest.raises(UnknownValue) as wrong:
        columns_of("matter")

    assert "Did you mean “matters”" in str(wrong.value)


@given(st.text(max_size=300))
def test_whatever_comes_it_is_read_or_refused_by_name(text: str) -> None:
    assert taken_or_refused(lambda: merged(text), BadPlan)
