"""A plan written by people: every error names file, line, field and the nearest value, and nothing bad gets through."""

from __future__ import annotations

import re

import pytest

from hallserver.core.errors import BadPlan
from hallserver.core.plan import HALL, TABLES, read_plan
from hallserver.demo import demo_plan
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
        ("norm_minutes = 5", 'norm_minutes = "5"', "matters.norm_minutes", "needs int, not str"),
        ("norm_minutes = 5", "norm_minutes = true", "matters.norm_minutes", "needs int, not bool"),
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
        ("from = 2026-01-01", 'from = "2026-01-01"', "secondments.from", "needs date, not str"),
        ('printer = "printer-1"', 'printer = "printer-2"', "kiosks.printer", "did you mean “printer-1”?"),
        ('code = "board-1"', 'code = "board-1"\npixels = [1920]', "screens.pixels", "width and height"),
        ('code = "small"', 'code = "sm all"', "hall.code", "is not of the form"),
        ('code = "small"', 'zone = "Mars/Base"\ncode = "small"', "hall.zone", "no time zone"),
        ('["09:00-12:00", "13:30-17:00"]', '["12:00-09:00"]', "hall.hours.mon", "ends before it starts"),
        ('["09:00-12:00", "13:30-17:00"]', "9", "hall.hours.mon", "list of spans"),
        ("tue = ", "tues = ", "hall.hours.tues", "did you mean “tue”?"),
        ('fee = { zh = "free", en = "free" }', 'fee = { zh = "free" }', "matters.fee", "both with words"),
    ],
)  # fmt: skip
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
