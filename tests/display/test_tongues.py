"""A hall's own language as the server speaks it: messages, names, what stands in for both, and which languages there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from halldisplay.catalogues import parse
from halldisplay.languages import languages_in, stand_in
from halldisplay.tongues import Tongue, speak
from halldisplay.voice.engines import voice_of
from halldisplay.voice.words import SENTENCES, spoken
from hallserver.core.language.words import Said, Words, fill

CATALOGUE = """language = ئۇيغۇرچە
    .tag = ug
    .dir = rtl

story-called = { $window } بىلەن
people = { $n ->
    [one] بىر ئادەم
   *[other] { $n } ئادەم
 }
voice-ticket = { $code } نومۇر
voice-still = يەنە ۋاقىت كېرەكمۇ؟
"""
UG = Tongue(parse("ug", CATALOGUE))


def test_a_message_is_said_by_its_id_with_its_facts() -> None:
    said = fill("story-called", "叫到 {window}", "called to {window}", {"window": "8"})

    assert UG.say(said) == "8 بىلەن"


def test_a_fact_with_words_of_its_own_is_said_in_the_language_too() -> None:
    window = Words("三号窗口", "window 3", {"ug": "3-كۆزنەك"})
    said = fill("story-called", "叫到 {window}", "called to {window}", {"window": window})

    assert UG.say(said) == "3-كۆزنەك بىلەن"
    assert UG.message("story-called", {"window": Words("三号窗口", "window 3")}) == "window 3 بىلەن"


@pytest.mark.parametrize(("n", "said"), [(1, "بىر ئادەم"), (2, "2 ئادەم"), (30, "30 ئادەم")])
def test_a_plural_is_chosen_by_the_languages_own_rule(n: int, said: str) -> None:
    assert UG.message("people", {"n": n}) == said


def test_a_name_is_taken_where_it_was_given_and_stood_in_for_where_not() -> None:
    assert UG.say(Words("税务", "Tax", {"ug": "باج"})) == "باج"
    assert UG.say(Words("税务", "Tax")) == "Tax"
    hant = Tongue(parse("zh-Hant", "language = 繁體\n    .tag = zh-Hant\n    .dir = ltr\n"))
    assert hant.say(Words("税务", "Tax")) == "税务"


def test_what_the_catalogue_lacks_or_cannot_fill_is_said_by_what_stands_in() -> None:
    assert UG.message("story-finished", {}) is None
    assert UG.message("story-called", {}) is None  # its place would stand there empty
    assert UG.say(Said("已办结", "finished", "story-finished")) == "finished"


def test_the_halves_of_a_call_spell_the_number_and_a_missing_one_is_not_spoken() -> None:
    half = spoken("ticket", "A012", "ug", UG)

    assert half is not None
    assert (half.text, half.lang) == ("A 0 1 2 نومۇر", "ug")
    assert spoken("window", "12", "ug", UG) is None


def test_a_kiosks_sentence_is_read_where_the_catalogue_has_it() -> None:
    read = spoken("sentence", "still", "ug", UG)

    assert read is not None
    assert read.text == "يەنە ۋاقىت كېرەكمۇ؟"
    assert [code for code in SENTENCES if spoken("sentence", code, "ug", UG)] == ["still"]
    assert spoken("sentence", "nonsense", "ug", UG) is None


def test_the_files_of_a_hall_name_its_languages(tmp_path: Path) -> None:
    for name in ("ug.ftl", "zh-Hant.ftl", "en.ftl", "Uyghur.ftl", "notes.txt", "bo.FTL"):
        (tmp_path / name).write_text("")

    assert languages_in(tmp_path) == ("zh", "en", "ug", "zh-Hant")
    assert languages_in(tmp_path / "nowhere") == ("zh", "en")


def test_every_chinese_stands_in_for_chinese_and_nothing_else_does() -> None:
    assert [stand_in(tag) for tag in ("zh", "zh-Hant", "zh-Hant-HK", "zha", "ug", "en-GB")] == [
        "zh",
        "zh",
        "zh",
        "en",
        "en",
        "en",
    ]


@pytest.mark.parametrize(
    ("lang", "voice"),
    [("zh", "cmn"), ("zh-Hant", "cmn"), ("zh-HK", "yue"), ("en", "en-us"), ("kk-Arab", "kk")],
)
def test_a_language_has_the_voice_of_its_name(lang: str, voice: str) -> None:
    assert voice_of(lang) == voice


def test_a_hall_without_languages_of_its_own_has_no_tongue() -> None:
    assert speak({}) == {}
    assert speak({"ug": parse("ug", CATALOGUE)})["ug"].tag == "ug"
