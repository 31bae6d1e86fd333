"""Rules and schemes that people write: everything wrong is told at once in both languages, and nothing else is ever raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadRules
from hallserver.core.people.scores import Scheme, read_scheme
from hallserver.core.rules import QueueRules, read_rules
from tests.refusing import taken_or_refused

LINES = {"tax": 1, "reg": 2}
READERS: dict[str, Callable[[str], Any]] = {
    "rules": lambda text: read_rules(text, QueueRules(), LINES),
    "scheme": lambda text: read_scheme(text, Scheme()),
}
PIECES = st.lists(
    st.sampled_from(
        [
            "[classes.elderly]",
            "[classes.'\\u001b']",
            "[lines.tax]",
            "[lines.nowhere]",
            "[deductions.away]",
            "[reserve]",
            "[[lines]]",
            "cap = 0",
            "cap = 99999999999999999999",
            "missed = 'back:0'",
            "zh = ''",
            'zh = "\\u001b"',
            "tier = 7",
            "points = nan",
            "points = 0.05",
            "free = -1",
            "months = 25",
            "home = 'yes'",
            "code_days = true",
            "classes = 3",
            "a = [[[[[[",
            "from_age = 1e9",
        ]
    )
).map("\n".join)


def faults(kind: str, text: str) -> set[tuple[str, str]]:
    with pytest.raises(BadRules) as refused:
        READERS[kind](text)
    told = refused.value.facts["faults"]
    assert all(re.search(r"[\u4e00-\u9fff]", each["zh"]) for each in told)
    assert len(refused.value.sentence()["zh"].splitlines()) == len(told)
    return {(each["field"], each["en"]) for each in told}


def test_all_that_is_wrong_with_rules_is_told_at_once() -> None:
    text = """
code_dys = 3
grace_seconds = -1
[classes.elderly]
tier = 4
zh = " "
[classes."a b"]
[lines.tax]
cap = 0
missed = "later"
[lines.txa]
"""
    told = dict(faults("rules", text))

    assert set(told) == {
        "code_dys",
        "grace_seconds",
        "classes.elderly.tier",
        "classes.elderly.zh",
        "classes.a b",
        "lines.tax.cap",
        "lines.tax.missed",
        "lines.txa",
    }
    assert "did you mean “code_days”" in told["code_dys"]
    assert "did you mean “tax”" in told["lines.txa"]


def test_all_that_is_wrong_with_a_scheme_is_told_at_once() -> None:
    text = "[deductions.awya]\n[deductions.away]\npoints = 0.25\nfree = -1\nhome = 3\n[reserve]\nmonths = 99\npoint = 1\n"

    assert {field for field, _ in faults("scheme", text)} == {
        "deductions.awya",
        "deductions.away.points",
        "deductions.away.free",
        "deductions.away.home",
        "reserve.months",
        "reserve.point",
    }


def test_no_escape_of_a_key_reaches_a_terminal() -> None:
    with pytest.raises(BadRules) as refused:
        READERS["rules"]('"\\u001b[2J" = 1')

    assert "\x1b" not in str(refused.value) + refused.value.sentence()["zh"]


@pytest.mark.parametrize("kind", READERS)
@given(text=st.text(max_size=200) | PIECES)
def test_whatever_comes_it_is_read_or_refused(kind: str, text: str) -> None:
    assert taken_or_refused(lambda: READERS[kind](text), BadRules)
