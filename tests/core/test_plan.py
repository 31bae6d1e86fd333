"""A plan written by people: every error names file, line, field and the nearest value, and nothing bad gets through."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadPlan
from hallserver.core.plans.plan import read_plan
from hallserver.core.plans.tables import HALL, TABLES
from hallserver.demo import demo_plan
from tests.refusing import taken_or_refused
from tests.small import MONDAY_NINE, OFFICE_HOURS, small_plan

GOOD = small_plan(OFFICE_HOURS)


def refusal(text: str) -> BadPlan:
    with pytest.raises(BadPlan) as refused:
        read_plan(text, "hall.toml")
    return refused.value


def planted(good: str, bad: str, nth: int = 0) -> tuple[str, int]:
    """The plan with its nth `good` replaced by `bad`, and the number of that line."""
    found = list(re.finditer(re.escape(good), GOOD))[nth]
    return GOOD[: found.start()] + bad + GOOD[found.end() :], GOOD[: found.start()].count("\n") + 1


def test_a_good_plan_is_read_with_its_defaults() -> None:
    plan = read_plan(GOOD, "hall.toml")

    assert len(plan.tables["matters"]) == 7
    assert plan.hall["zone"] == "Asia/Shanghai"
    assert plan.tables["printers"][0]["profile"] == "80mm"


def test_the_demo_is_a_good_plan_with_letters_valid_today() -> None:
    plan = demo_plan(MONDAY_NINE.date())

    assert len(plan.tables["departments"]) >= 30
    assert all(each["from"] <= MONDAY_NINE.date() <= each["to"] for each in plan.tables["letters"])


@pytest.mark.parametrize(
    ("good", "bad", "field", "said"),
    [
        ('line = "tax"', 'line = "tx"', "matters.line", "“tx” is unknown; did you mean “tax”?"),
        ('department = "tax"', 'department = "taxx"', "matters.department", "did you mean “tax”?"),
        ('missed = "keep"', 'missed = "kept"', "lines.missed", "is not of the form"),
        ('kind = "on_the_spot"', 'kind = "on_spot"', "matters.kind", "did you mean “on_the_spot”?"),
        ('prefix = "A"', 'prefix = "O"', "lines.prefix", "is not of the form"),
        ('prefix = "A"', 'prefix = "ABC"', "lines.prefix", "is not of the form"),
        ("norm_minutes = 5", 'norm_minutes = "5"', "matters.norm_minutes", "needs a whole number, not text"),
        (
            "norm_minutes = 5",
            "norm_minutes = true",
            "matters.norm_minutes",
            "needs a whole number, not true or false",
        ),
        ("norm_minutes = 5", "norm_minutes = 0", "matters.norm_minutes", "at least 1"),
        ("norm_minutes = 5", "norm_minute = 5", "matters.norm_minute", "did you mean “norm_minutes”?"),
        ("promised_days = 3", "promised_days = -1", "matters.promised_days", "at least 0"),
        ("promised_days = 3", 'materials = ["ID card"]', "matters.materials", "needs { zh = “…”, en = “…” }"),
        ('mandate = "none"', 'mandate = "full"', "windows.mandate", "none of none, accept, decide"),
        ("lines = ['tax', 'reg']", "lines = ['tax', 'regs']", "windows.lines", "did you mean “reg”?"),
        ("lines = ['tax', 'reg']", "lines = ['tax', 'tax']", "windows.lines", "“tax” is there twice"),
        ("lines = ['tax', 'reg']", "lines = ['tax', ['reg']]", "windows.lines", "is unknown"),
        ('role = "chief"', 'role = "boss"', "secondments.role", "none of chief, staff"),
        ('staffer = "t-1"', 'staffer = "t-9"', "secondments.staffer", "did you mean “t-"),
        ("to = 2030-12-31", "to = 2025-12-31", "secondments.to", "before it begins"),
        (
            "from = 2026-01-01",
            'from = "2026-01-01"',
            "secondments.from",
            "needs a day like 2026-03-02, not text",
        ),
        ('printer = "printer-1"', 'printer = "printer-2"', "kiosks.printer", "did you mean “printer-1”?"),
        ('code = "board-1"', 'code = "board-1"\npixels = [1920]', "screens.pixels", "width and height"),
        ('code = "small"', 'code = "sm all"', "hall.code", "is not of the form"),
        ('zone = "Asia/Shanghai"', 'zone = "Mars/Base"', "hall.zone", "no time zone"),
        ('["09:00-12:00", "13:30-17:00"]', '["12:00-09:00"]', "hall.hours.mon", "ends before it starts"),
        ('["09:00-12:00", "13:30-17:00"]', "9", "hall.hours.mon", "list of spans"),
        ("tue = ", "tues = ", "hall.hours.tues", "did you mean “tue”?"),
        (
            'fee = { zh = "free", en = "free" }',
            'fee = { zh = "", en = " " }',
            "matters.fee",
            "at least one of them with words",
        ),
    ],
)
def test_an_error_names_file_line_and_field(good: str, bad: str, field: str, said: str) -> None:
    text, line = planted(good, bad)

    found = refusal(text)

    assert (found.facts["file"], found.facts["field"]) == ("hall.toml", field)
    assert said in found.facts["why"]
    assert found.facts["line"] in range(line, line + 3)
    assert str(found).startswith(f"hall.toml, line {found.facts['line']}, field {field}: ")


def test_an_error_in_a_later_table_names_that_tables_line() -> None:
    text, line = planted("norm_minutes = 15", "norm_minutes = -15", nth=1)

    assert refusal(text).facts["line"] == line


def test_a_missing_field_names_its_tables_head() -> None:
    text, line = planted('name = { zh = "lonely", en = "lonely" }\n', "")

    found = refusal(text)

    assert (found.facts["field"], found.facts["why"]) == ("lines.name", "is missing")
    assert text.splitlines()[found.facts["line"] - 1] == "[[lines]]"
    assert line - 4 <= found.facts["line"] < line


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("departmets = []\n" + GOOD, "departmets.departmets"),
        ("screens = 5\n" + GOOD.split("[[screens]]")[0], "screens.-"),
        ('screens = ["x"]\n' + GOOD.split("[[screens]]")[0], "screens.-"),
        ("", "hall.code"),
        ("hall = 3", "hall.-"),
    ],
)
def test_what_is_no_table_is_refused(text: str, field: str) -> None:
    assert refusal(text).facts["field"] == field


def test_what_is_no_toml_names_its_line() -> None:
    found = refusal('[hall]\ncode = "x"\nname = = 3\n')

    assert found.facts["line"] == "3" or found.facts["line"] == 3


def test_a_code_that_is_there_twice_is_refused() -> None:
    text, _ = planted('code = "t-2"', 'code = "t-1"')

    assert "“t-1” is there already" in refusal(text).facts["why"]


def test_a_prefix_that_is_there_twice_is_refused() -> None:
    text, line = planted('prefix = "KB"', 'prefix = "A"')

    found = refusal(text)

    assert (found.facts["line"], found.facts["why"]) == (line, "“A” is there already")


def test_terms_of_one_person_that_overlap_are_refused() -> None:
    text = GOOD + '\n[[secondments]]\nstaffer = "t-1"\nrole = "staff"\nfrom = 2027-01-01\nto = 2028-01-01\n'

    found = refusal(text)

    assert (found.facts["field"], "overlaps" in found.facts["why"]) == ("secondments.from", True)


def test_every_number_of_a_plan_has_its_bounds() -> None:
    """One without would meet the table's 64 bits, or a loop over ten million days."""
    tables = {**TABLES, "hall": HALL}
    open_ended = [
        f"{table}.{name}"
        for table, fields in tables.items()
        for name, field in fields.items()
        if field.kind is int and None in {field.at_least, field.at_most}
    ]

    assert open_ended == []


def test_every_fault_of_a_plan_is_told_at_once_with_its_line() -> None:
    text = GOOD
    for good, bad in (
        ('prefix = "A"', 'prefix = "O"'),
        ("norm_minutes = 20", "norm_minutes = 0"),
        ('line = "notary"', 'line = "notry"'),
        ('role = "chief"', 'role = "boss"'),
        ('mandate = "accept"', "mandate = 3"),
        ('zone = "B"', 'zon = "B"'),
    ):
        assert good in text
        text = text.replace(good, bad, 1)

    found = refusal(text).facts

    told = {(each["field"], text.splitlines()[each["line"] - 1]) for each in found["faults"]}
    assert told == {
        ("lines.prefix", 'prefix = "O"'),
        ("matters.norm_minutes", "norm_minutes = 0"),
        ("matters.line", 'line = "notry"'),
        ("secondments.role", 'role = "boss"'),
        ("windows.mandate", "mandate = 3"),
        ("windows.zon", 'zon = "B"'),
    }
    assert found["count"] == len(found["faults"]) == 6
    assert all(re.search(r"[\u4e00-\u9fff]", each["zh"]) for each in found["faults"])


def test_a_row_with_a_bad_code_raises_no_second_fault_where_it_is_meant() -> None:
    text = GOOD.replace(
        '[[staffers]]\ncode = "t-1"\ndepartment = "tax"', '[[staffers]]\ncode = "t-1"\ndepartment = "tx"'
    )

    assert [each["field"] for each in refusal(text).facts["faults"]] == ["staffers.department"]


def test_a_plan_with_thousands_of_faults_ends_in_time() -> None:
    rows = "\n".join(f'[[staffers]]\ncode = "x y {n}"\ndepartment = "nowhere"' for n in range(3000))

    began = time.process_time()

    assert refusal(GOOD + rows).facts["count"] == 500
    assert time.process_time() - began < 3, "what is looked up for each fault grows with the file"


def test_names_in_one_language_stand_for_both() -> None:
    text = GOOD.replace('fee = { zh = "free", en = "free" }', 'fee = { zh = "免费" }').replace(
        'name = { zh = "Board", en = "Board" }', 'name = { en = "Board" }'
    )

    plan = read_plan(text, "hall.toml")

    assert plan.tables["matters"][0]["fee"] == {"zh": "免费", "en": "免费"}
    assert plan.tables["screens"][0]["name"] == {"zh": "Board", "en": "Board"}


def test_what_is_padded_or_wide_is_folded_where_it_is_compared_and_kept_where_it_is_shown() -> None:
    text = (
        GOOD.replace('line = "tax"', 'line = " ｔａｘ "', 1)
        .replace('prefix = "C"', 'prefix = "ｃ"')
        .replace('name = { zh = "Board", en = "Board" }', 'name = { zh = " 综合屏（１） ", en = "Board" }')
    )

    plan = read_plan(text, "hall.toml")

    assert plan.tables["matters"][0]["line"] == "tax"
    assert [each["prefix"] for each in plan.tables["lines"]] == ["A", "B", "C", "D", "KB"]
    assert plan.tables["screens"][0]["name"]["zh"] == "综合屏（１）"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 20_000, "nested too deeply"),
        ("a = " + "9" * 5000, "is no TOML"),
        ("a = 2026-02-31", "is no TOML"),
        ("[hall]\na = 1\na = 2", "is no TOML"),
        ("\x00", "is no TOML"),
        ("[hall", "is no TOML"),
    ],
)
def test_what_cannot_be_parsed_is_a_sentence_and_no_traceback(text: str, said: str) -> None:
    assert said in refusal(text).facts["why"]
    assert refusal(text).facts["why_zh"] != refusal(text).facts["why"]


@given(st.text(max_size=300))
def test_whatever_comes_it_is_a_plan_or_refused_by_name(text: str) -> None:
    assert taken_or_refused(lambda: read_plan(text, "x"), BadPlan)
    assert taken_or_refused(lambda: read_plan(GOOD + text, "x"), BadPlan)
