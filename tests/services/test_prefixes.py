"""Letters change hands in the middle of a day: every line goes on giving numbers, and none is given twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallserver.core.errors import PrefixTaken
from hallserver.core.plans.plan import HallPlan, read_plan
from hallserver.core.plans.sheets import Sheet
from hallserver.core.rights import Principal
from hallserver.services.planning import catalogue, plans
from hallserver.store import schema
from tests.small import BOSS, Desk, small_plan

pytestmark = pytest.mark.long

MANAGER = Principal("manager:manager", "manager", "manager")
NEW = """
[[lines]]
code = "fresh"
prefix = "{}"
name = {{ zh = "新", en = "New" }}
[[matters]]
code = "fresh-one"
department = "tax"
line = "fresh"
name = {{ zh = "新", en = "New" }}
kind = "on_the_spot"
norm_minutes = 5
fee = {{ zh = "免费", en = "free" }}
"""


def lines(desk: Desk, **prefixes: str) -> None:
    """Publish other letters, as one sheet."""
    rows = tuple(
        (n, {"code": code, "prefix": prefix}) for n, (code, prefix) in enumerate(prefixes.items(), 2)
    )
    desk.does(catalogue.take_sheet, MANAGER, Sheet("lines", "lines.csv", rows))


def number(desk: Desk, matter: str = "tax-file") -> str:
    return str(desk.issue(matter).number)


def test_a_line_that_takes_over_letters_goes_on_behind_their_numbers(desk: Desk) -> None:
    given_out = [number(desk) for _ in range(3)] + [number(desk, "reg-new")]

    lines(desk, tax="AA", reg="A")

    assert given_out == ["A001", "A002", "A003", "B001"]
    assert [number(desk, "reg-new"), number(desk), number(desk, "reg-new")] == ["A004", "AA004", "A005"]
    assert desk.events("hall.planned")[-1].facts["stepped"] == {"reg": 3}
    assert desk.fault() is None


def test_lines_that_swap_letters_give_no_number_twice(desk: Desk) -> None:
    before = [number(desk) for _ in range(3)] + [number(desk, "reg-new") for _ in range(5)]
    lines(desk, tax="B", reg="A")
    between = [number(desk), number(desk, "reg-new")]
    lines(desk, tax="A", reg="B")

    after = [number(desk), number(desk, "reg-new")]

    assert (between, after) == (["B006", "A006"], ["A007", "B007"])
    assert len({*before, *between, *after}) == 12
    assert desk.fault() is None


def test_a_new_line_with_old_letters_and_one_that_comes_back_step_over_what_is_there(desk: Desk) -> None:
    for _ in range(2):
        number(desk)
    lines(desk, tax="Z")
    desk.does(
        plans.take_plan,
        BOSS,
        read_plan(small_plan().replace('prefix = "A"', 'prefix = "Z"') + NEW.format("A"), "x"),
    )
    desk.does(
        catalogue.take_sheet,
        MANAGER,
        Sheet("windows", "w.csv", ((2, {"code": "1", "lines": ["tax", "reg", "fresh"]}),)),
    )

    assert [number(desk, "fresh-one"), number(desk)] == ["A003", "Z003"]
    lines(desk, fresh="ZZ", tax="A")
    assert [number(desk), number(desk, "fresh-one")] == ["A004", "ZZ004"]
    assert desk.fault() is None


def test_letters_of_yesterday_are_free(desk: Desk) -> None:
    number(desk)
    desk.ticks(24 * 3600)
    lines(desk, tax="Z", reg="A")

    assert number(desk, "reg-new") == "A001"
    assert "stepped" not in desk.events("hall.planned")[-1].facts


def test_letters_of_a_line_that_the_plan_does_not_name_are_refused_in_words(desk: Desk) -> None:
    without = small_plan().split('[[lines]]\ncode = "lonely"')
    rest = without[1].split("[[lines]]", 1)[1]
    text = without[0] + "[[lines]]" + rest.replace('[[matters]]\ncode = "lonely-one"', "[[x]]", 1)
    text = text.split("[[x]]")[0] + "[[matters]]" + text.split("[[x]]")[1].split("[[matters]]", 1)[1]
    plan: HallPlan = read_plan(text.replace('prefix = "C"', 'prefix = "D"'), "hall.toml")

    with pytest.raises(PrefixTaken) as refused:
        desk.does(plans.take_plan, BOSS, plan)

    assert ("lonely" in str(refused.value), "D" in refused.value.sentence()["zh"]) == (True, True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Desk(Path(tmp_path_factory.mktemp("letters")) / "hall")
    yield made
    made.close()


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(
        st.permutations(["A", "B", "C", "D", "KB", "AA", "Z"])
        | st.sampled_from(["tax-file", "reg-new", "notary-will", "post-send"]),
        max_size=12,
    )
)
def test_whatever_letters_are_published_no_line_stops_and_no_number_is_given_twice(
    shared: Desk, steps: list[Any]
) -> None:
    for step in steps:
        if isinstance(step, str):
            number(shared, step)
        else:
            lines(shared, **dict(zip(("tax", "reg", "notary", "lonely", "post"), step, strict=False)))
    for matter in ("tax-file", "reg-new", "notary-will", "post-send"):
        number(shared, matter)

    numbers = [(row.day, row.number) for row in shared.rows(schema.tickets)]
    assert len(set(numbers)) == len(numbers)


def test_the_log_of_all_that_is_judged_sound(shared: Desk) -> None:
    assert shared.fault() is None
