"""The words of a call, in both languages, as text and as phonemes."""

from __future__ import annotations

import string

import pytest

from halldisplay.voice.neural import VOCABULARY
from halldisplay.voice.phonemes import phonemes
from halldisplay.voice.words import HALVES, LANGS, SENTENCES, Half, Sentence, halves, name_aloud


@pytest.mark.parametrize(
    ("ticket", "window", "zh", "en"),
    [
        ("A001", "3", "请A零零一号到三号窗口办理", "Ticket A 0 0 1 please proceed to window 3"),
        ("KS012", "12", "请KS零一二号到十二号窗口办理", "Ticket K S 0 1 2 please proceed to window 12"),
        ("B1000", "40", "请B一零零零号到四十号窗口办理", "Ticket B 1 0 0 0 please proceed to window 40"),
        ("C007", "A3", "请C零零七号到A三号窗口办理", "Ticket C 0 0 7 please proceed to window A 3"),
    ],
)
def test_a_call_is_said_as_people_say_it(ticket: str, window: str, zh: str, en: str) -> None:
    assert "".join(half.text for half in halves(ticket, window, "zh")) == zh
    assert " ".join(half.text for half in halves(ticket, window, "en")) == en


def test_while_others_wait_a_call_is_said_in_brief() -> None:
    assert "".join(half.text for half in halves("A001", "12", "zh", brief=True)) == "请A零零一号到十二号窗口"
    assert (
        " ".join(half.text for half in halves("A001", "12", "en", brief=True)) == "Ticket A 0 0 1 window 12"
    )


def test_every_letter_and_digit_has_phonemes_that_the_model_knows() -> None:
    for code in (string.ascii_uppercase + string.digits, "20", "99", "105"):
        for lang in LANGS:
            for kind in HALVES:
                said = phonemes(Half(kind, code, lang))

                assert set(said) <= set(VOCABULARY), set(said) - set(VOCABULARY)


def test_an_english_window_of_two_digits_is_spelled_for_the_model() -> None:
    assert phonemes(Half("window", "12", "en")).endswith("wˌʌn, tˈuː")
    assert "ʂɨ↗ ɚ↘" in phonemes(Half("window", "12", "zh"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "read"),
    [("发票领用", "zh"), ("𠮷林 Tax", "zh"), ("Tax invoices", "en"), ("", None), ("A", None)],
)
def test_a_name_in_one_language_is_read_by_the_voice_of_that_language(
    name: str, read: str | None, lang: str
) -> None:
    assert name_aloud(name, lang) == Sentence(name, read or lang)


def test_what_a_kiosk_reads_is_there_in_both_languages() -> None:
    for words in SENTENCES.values():
        assert set(words) == set(LANGS)
        assert all(each.strip() for each in words.values())
