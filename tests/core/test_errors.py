"""Every refusal is a fact with a stable code and sentences in both languages."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest

from hallserver.core import errors
from hallserver.core.errors import HallClosed, HallError, NotFound
from hallserver.core.language import said
from hallserver.core.language.why import NOUNS, Why
from hallserver.core.language.words import Words
from hallserver.core.rights import LIMIT_WORDS, PERMISSIONS
from tests.conftest import ROOT


def tree(kind: type[HallError]) -> list[type[HallError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in tree(child))]


ERRORS = [each for each in tree(HallError) if each.__module__ == errors.__name__ and "code" in vars(each)]


HAN = re.compile(r"[\u4e00-\u9fff]")
PROSE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
WHY = Why("原因", "a reason")
MADE = {
    "Malformed": lambda: errors.Malformed(WHY),
    "BadFile": lambda: errors.BadFile("a.csv", WHY),
    "BadRules": lambda: errors.BadRules([("classes", WHY)]),
    "NotAllowed": lambda: errors.NotAllowed("ticket.issue"),
    "BadPlan": lambda: errors.BadPlan("a.csv", [errors.Fault(2, "code", *WHY)]),
    "SimplePassword": lambda: errors.SimplePassword(3),
    "AccountOwes": lambda: errors.AccountOwes(("password", "second_factor")),
}
SOURCES = {path: ast.parse(path.read_text()) for path in sorted((ROOT / "server").rglob("*.py"))}
BY_NAME = {each.__name__: each for each in tree(HallError)}


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of these in the server's sources, with its place."""
    for path, parsed in SOURCES.items():
        for node in ast.walk(parsed):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def written(node: ast.AST) -> str:
    """The words of a literal, an f-string's own parts among them."""
    return "".join(
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: each.code)
def test_an_error_with_a_code_has_its_own_sentence_in_each_language(error: type[HallError]) -> None:
    assert vars(error).keys() >= {"zh", "en"}, "one of them is another error's"


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_speaks_both_languages_even_without_facts(error: type[HallError]) -> None:
    said = MADE.get(error.__name__, error)().sentence()

    assert HAN.search(said["zh"])
    assert not HAN.search(said["en"])

    assert said["zh"].strip()
    assert said["en"].strip()
    assert "{" not in said["zh"] + said["en"]


def test_every_reason_in_the_sources_is_said_in_chinese_and_in_english() -> None:
    reasons = list(calls("Why"))
    one_sided = [
        place
        for place, call in reasons
        if len(call.args) == 2
        and (zh := written(call.args[0]).strip())
        and not HAN.search(zh)
        and PROSE.search(zh)
    ]
    chinese = [place for place, call in reasons if len(call.args) == 2 and HAN.search(written(call.args[1]))]

    assert len(reasons) > 150
    assert (one_sided, chinese) == ([], [])


def test_no_refusal_puts_english_words_into_its_chinese_sentence() -> None:
    """What stands in both sentences is a name, a number or a code; words come as a pair."""
    odd = []
    for place, call in calls(*BY_NAME):
        error = BY_NAME[call.func.id]  # type: ignore[attr-defined]
        said = {each.arg: each.value for each in call.keywords if each.arg}
        shared = (
            places(error.zh) & places(error.en) & set(said) - {"what"}
        )  # its Chinese is a noun of the table
        odd += [f"{place} {name}" for name in shared if PROSE.search(written(said[name]))]
        for name, value in said.items():
            base = name.removesuffix("_zh")
            if name != base and not said.keys() & {base, f"{base}_en"}:
                odd.append(f"{place} {name} alone")
            if (
                name.endswith("_en")
                and f"{name[:-3]}_zh" in places(error.zh)
                and f"{name[:-3]}_zh" not in said
            ):
                odd.append(f"{place} {name} alone")
            if name != base and (text := written(value)) and not HAN.search(text):
                odd.append(f"{place} {name} is not Chinese")

    assert odd == []


def test_every_thing_that_is_not_found_has_a_noun_in_chinese() -> None:
    named = {
        (place, each.value.value)
        for place, call in calls("NotFound", "UnknownValue", "UnknownMatter")
        for each in call.keywords
        if each.arg == "what" and isinstance(each.value, ast.Constant)
    }

    assert len(named) > 50
    assert {(place, what) for place, what in named if what not in NOUNS} == set()
    assert all(HAN.search(each) for each in NOUNS.values())


def test_every_permission_has_its_words() -> None:
    assert set(PERMISSIONS) <= set(LIMIT_WORDS)
    assert all(HAN.search(words.zh) and not HAN.search(words.en) for words in LIMIT_WORDS.values())
    assert [
        place
        for place, call in calls("NotAllowed")
        for each in call.keywords
        if written(each.value) not in LIMIT_WORDS and written(each.value)
    ] == []


def test_many_faults_are_said_line_by_line_and_the_rest_counted() -> None:
    faults = [errors.Fault(n, "code", f"第{n}处", f"fault {n}") for n in range(2, 62)]

    refused = errors.BadPlan("a.csv", faults)

    assert str(refused).splitlines()[0] == "a.csv, line 2, field code: fault 2"
    assert len(str(refused).splitlines()) == 51
    assert str(refused).endswith("… and 10 more")
    assert refused.sentence()["zh"].endswith("……另有 10 处")
    assert (refused.facts["line"], refused.facts["why"], len(refused.facts["faults"])) == (2, "fault 2", 60)


def test_no_two_errors_share_a_code() -> None:
    assert len({error.code for error in ERRORS}) == len(ERRORS)


@pytest.mark.parametrize("error", tree(errors.Conflict)[1:])
def test_what_the_state_forbids_is_409(error: type[HallError]) -> None:
    assert error.status == 409


def test_facts_fill_the_sentence() -> None:
    error = errors.WindowBusy({"state": "serving"}, number="A007")

    assert "A007" in error.sentence()["zh"]
    assert "A007" in str(error)
    assert error.state == {"state": "serving"}


def test_what_visitors_are_refused_is_a_message_with_every_place_filled() -> None:
    opens = said.refused_opens(at=Words("3月2日 09:00", "02 Mar at 09:00"))

    told = HallClosed({"hall": "closed"}, when=opens).sentence()
    bare = HallClosed({"hall": "closed"}).sentence()

    assert (told.zh, told.en) == (
        "现在不在取号时间内。下次取号时间：3月2日 09:00。",
        "The hall gives no numbers now. It opens on 02 Mar at 09:00.",
    )
    assert (told["sentence"], told["facts"]) == ("refusals-hall_closed", {"when": opens})
    assert bare["facts"] == {"when": ""}
    assert NotFound(what="code", name="4711").sentence()["facts"] == {
        "what": Words("预约号或取件码", "code"),
        "name": "4711",
    }


def test_every_refusal_of_the_catalogue_is_an_error_and_says_no_more_than_it() -> None:
    by_code = {each.code: each for each in BY_NAME.values()}

    assert set(said.REFUSALS) <= set(by_code)
    for code, message in said.REFUSALS.items():
        assert by_code[code].message == message.message
        assert places(message.zh) == places(message.en)
