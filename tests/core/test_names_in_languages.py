"""Things of the plan have names in every language that the hall has; what nobody says of one stays."""

from __future__ import annotations

import copy
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadPlan
from hallserver.core.language.words import Said, Words, words_of
from hallserver.core.plans.changes import difference
from hallserver.core.plans.plan import HallPlan, read_plan
from hallserver.core.plans.sheets import merge_sheet, read_sheet, write_sheet
from tests.small import made_plan, small_plan

HALL = ("zh", "en", "ug", "zh-Hant")
SHEET = "code,name_zh-Hant,name_ug,materials_zh,materials_en,materials_ug\ntax-file,報稅,باج,证；表,Card;Form,كىنىشكا;جەدۋەل\n"


def put(plan: HallPlan, text: str, languages: tuple[str, ...] = HALL) -> HallPlan:
    return merge_sheet(plan, read_sheet("matters", "m.csv", text, languages))


def matter(plan: HallPlan) -> dict[str, object]:
    return next(row for row in plan.tables["matters"] if row["code"] == "tax-file")


def test_a_sheet_gives_names_in_the_halls_own_languages() -> None:
    before = matter(made_plan())

    row = matter(put(made_plan(), SHEET))

    assert row["name"] == {**before["name"], "zh-Hant": "報稅", "ug": "باج"}  # type: ignore[dict-item]
    assert row["materials"] == [
        {"zh": "证", "en": "Card", "ug": "كىنىشكا"},
        {"zh": "表", "en": "Form", "ug": "جەدۋەل"},
    ]


def test_what_a_sheet_does_not_say_of_a_language_stays() -> None:
    plan = put(made_plan(), SHEET)

    row = matter(
        put(
            plan,
            "code,name_zh,name_en,materials_zh,materials_en\ntax-file,税务,Taxes,表；照片,Form;Photograph\n",
        )
    )

    assert row["name"] == {**matter(plan)["name"], "zh": "税务", "en": "Taxes"}  # type: ignore[dict-item]
    assert row["materials"] == [
        {"zh": "表", "en": "Form", "ug": "جەدۋەل"},
        {"zh": "照片", "en": "Photograph"},
    ]


def test_an_emptied_cell_takes_the_name_back() -> None:
    row = matter(put(put(made_plan(), SHEET), "code,name_ug\ntax-file,\n"))

    assert "ug" not in row["name"]  # type: ignore[operator]


def test_a_template_has_a_column_for_each_of_them_and_is_read_back() -> None:
    plan = put(made_plan(), SHEET)
    text = write_sheet("matters", plan.tables["matters"], ("zh", "en", "bo"))

    header = text.partition("\r\n")[0].split(",")

    assert [each for each in header if each.startswith("name_")] == [
        "name_zh",
        "name_en",
        "name_bo",
        "name_ug",
        "name_zh-Hant",
    ]
    assert difference(plan, put(plan, text, (*HALL, "bo"))) == ()


def test_a_language_that_the_hall_does_not_have_is_named() -> None:
    with pytest.raises(BadPlan, match="unknown column “name_bo”"):
        put(made_plan(), "code,name_bo\ntax-file,x\n")
    text = small_plan().replace('name = { zh = "', 'name = { ug = "x", zh = "', 1)
    with pytest.raises(BadPlan, match="has no language “ug”"):
        read_plan(text, "hall.toml")
    assert read_plan(text, "hall.toml", HALL).hall["name"]["ug"] == "x"


def test_words_are_what_they_say_and_are_not_changed() -> None:
    name = Words("税务", "Tax", {"zh-Hant": "稅務"})

    assert words_of(msgspec.json.decode(msgspec.json.encode(name))) == name
    assert copy.deepcopy(name) == name
    for change in (
        lambda: name.update(en="Taxes"),
        lambda: name.__setitem__("en", "Taxes"),
        lambda: name.setdefault("ug", "باج"),
        lambda: name.pop("en"),
        lambda: name.__ior__({"en": "Taxes"}),
        name.popitem,
        name.clear,
    ):
        with pytest.raises(TypeError):
            change()
    assert name == {"zh": "税务", "en": "Tax", "zh-Hant": "稅務"}
    assert Said("好", "good", "fine").message == "fine"


ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "zh": st.sampled_from(["证", "表；原件", "a;b", "照片（一张；彩色）", "副本"]),
            "en": st.sampled_from(["Card", "Form"]),
        },
        optional={
            "ug": st.sampled_from(["كىنىشكا", "证", "x; y"]),
            "zh-Hant": st.sampled_from(["證", "表；原件"]),
        },
    ),
    max_size=4,
    unique_by=lambda each: each["zh"],
)
NAMES = st.fixed_dictionaries(
    {"zh": st.sampled_from(["税务", "Tax"]), "en": st.sampled_from(["Tax", "税务"])},
    optional={"ug": st.sampled_from(["税务", "Tax", "باج"]), "zh-Hant": st.sampled_from(["税务", "稅務"])},
)


@given(name=NAMES, materials=ITEMS)
def test_a_template_that_was_only_saved_changes_nothing_in_any_language(
    name: dict[str, str], materials: list[dict[str, str]]
) -> None:
    plan = made_plan()
    rows = tuple(
        {**row, "name": name, "materials": materials} if row["code"] == "tax-file" else row
        for row in plan.tables["matters"]
    )
    plan = replace(plan, tables={**plan.tables, "matters": rows})

    again = put(plan, write_sheet("matters", rows, HALL))

    assert matter(again)["name"] == name
    assert matter(again)["materials"] == materials


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("x;y", ["x", "y"]), ("x;", ["x", None]), (";y", [None, "y"]), ("x;y;", ["x", "y"]), ("", [None, None])],
)
def test_an_item_may_lack_a_name_in_a_language(cell: str, kept: list[str | None]) -> None:
    row = matter(
        put(made_plan(), f"code,materials_zh,materials_en,materials_ug\ntax-file,证；表,Card;Form,{cell}\n")
    )

    assert [each.get("ug") for each in row["materials"]] == kept  # type: ignore[attr-defined]


def test_a_list_of_another_length_is_refused_by_count() -> None:
    with pytest.raises(BadPlan, match="has 2 items in zh and 2 in en and 1 in ug"):
        put(made_plan(), "code,materials_zh,materials_en,materials_ug\ntax-file,证；表,Card;Form,x\n")
