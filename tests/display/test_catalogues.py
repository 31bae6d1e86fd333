"""The catalogues of words: whole in both languages, read strictly, and the pages' typed access is what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from halldisplay import catalogues
from halldisplay.catalogues import BadCatalogue, Catalogue, built_in, parse, read
from halldisplay.typed_words import PAIRS, write_pairs, write_words
from tests.conftest import ROOT

HEADER = "language = Qaa\n    .tag = qaa\n    .dir = ltr\n"


@pytest.fixture(scope="module")
def known() -> dict[str, Catalogue]:
    return built_in()


def test_every_message_is_there_in_both_languages(known: dict[str, Catalogue]) -> None:
    zh, en = known["zh"], known["en"]

    assert list(zh.messages) == list(en.messages)
    assert len(zh.messages) > 1000


def test_a_message_has_the_same_places_in_both(known: dict[str, Catalogue]) -> None:
    en = known["en"].messages

    assert [each.id for each in known["zh"].messages.values() if each.places != en[each.id].places] == []


def test_a_message_says_something(known: dict[str, Catalogue]) -> None:
    empty = [each.id for row in known.values() for each in row.messages.values() if not each.source.strip()]

    assert empty == []


def test_a_message_stands_under_a_heading_that_its_id_begins_with(known: dict[str, Catalogue]) -> None:
    astray = [
        each.id
        for row in known.values()
        for each in row.messages.values()
        if not each.group or not each.id.startswith(f"{each.group}-")
    ]

    assert astray == []


def test_a_language_says_its_name_and_its_direction(known: dict[str, Catalogue]) -> None:
    assert [(row.name, row.tag, row.dir) for row in known.values()] == [
        ("中文", "zh-CN", "ltr"),
        ("English", "en", "ltr"),
    ]


def test_the_pages_access_is_what_the_catalogues_say(known: dict[str, Catalogue]) -> None:
    """When this fails: python -m halldisplay.typed_words."""
    folder = Path("display/web/lib/words")

    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == write_words(known)


@pytest.mark.parametrize("group", PAIRS)
def test_what_paper_and_voice_say_is_what_the_catalogues_say(known: dict[str, Catalogue], group: str) -> None:
    """When this fails: python -m halldisplay.typed_words."""
    assert (ROOT / PAIRS[group][1]).read_text(encoding="utf-8") == write_pairs(known, group)


def test_a_pair_is_of_one_message_in_whatever_order_the_files_have_them(known: dict[str, Catalogue]) -> None:
    turned = replace(known["en"], messages=dict(reversed(known["en"].messages.items())))

    assert write_pairs({"zh": known["zh"], "en": turned}, "slip") == write_pairs(known, "slip")


def test_places_and_choices_are_read() -> None:
    text = f"{HEADER}\n## lobby: Visitors.\n\nlobby-ahead = {{ $n ->\n    [one] one at {'{ $at }'}\n   *[other] {{ $n }}\n}}\n"

    message = parse("qaa", text).messages["lobby-ahead"]

    assert (message.group, message.places, message.plain) == ("lobby", {"n", "at"}, None)


def test_a_sentence_without_places_is_there_as_it_is_read() -> None:
    message = parse("qaa", f'{HEADER}some-words = {{" "}}(so)\n').messages["some-words"]

    assert message.plain == " (so)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("some-words = so\n", "language = NAME"),
        (HEADER.replace("ltr", "up"), "dir"),
        (HEADER.replace("= qaa", "= zh-H"), "tag"),
        (HEADER.replace("= qaa", "= en-US-US"), "tag"),
        (f"{HEADER}some-words = {{ $n\n", "line 4"),
        (f"{HEADER}some-words = so\nsome-words = so\n", "twice"),
        (f"{HEADER}some-words = {{ other-words }}\n", "names other-words"),
        (f"{HEADER}-term = so\n", "no plain message"),
    ],
)
def test_a_broken_catalogue_says_where(text: str, says: str) -> None:
    with pytest.raises(BadCatalogue, match=says):
        parse("qaa", text)


def test_a_catalogue_has_a_name_and_a_size_that_can_be(tmp_path: Path) -> None:
    (tmp_path / "Qaa.ftl").write_text(HEADER)
    (tmp_path / "qaa.ftl").write_text(HEADER + "#" * catalogues.LARGEST)
    (tmp_path / "qab.ftl").write_bytes(b"\xff\xfe")

    for name in ("Qaa", "qaa", "qab"):
        with pytest.raises(BadCatalogue, match=name):
            read(tmp_path / f"{name}.ftl")


def test_a_catalogue_is_the_same_when_it_is_written_and_read_again(known: dict[str, Catalogue]) -> None:
    for code, each in known.items():
        again = parse(code, each.text())

        assert {name: said.source for name, said in again.messages.items()} == {
            name: said.source for name, said in each.messages.items()
        }
        assert (again.name, again.tag, again.dir) == (each.name, each.tag, each.dir)


@pytest.mark.parametrize("name", ["ug-2", "zh-H", "en-US-US", "ug-x", "en-a", "UG"])
def test_a_name_that_a_browser_would_not_take_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.ftl").write_text(HEADER)

    with pytest.raises(BadCatalogue, match="called like"):
        read(tmp_path / f"{name}.ftl")


def test_a_message_that_begins_on_its_second_line_is_the_same_message() -> None:
    plural = "{ $n ->\n        [one] { $n } person\n       *[other] { $n } people\n    }"
    below = parse("en", HEADER + f"kiosk-in-hall =\n    {plural}\n")
    beside = parse("en", HEADER + f"kiosk-in-hall = {plural}\n")

    assert below.messages["kiosk-in-hall"].source == beside.messages["kiosk-in-hall"].source == plural
