"""One thing has one spelling inside, however it was typed, pasted or scanned; nothing harmful gets into words."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.language import text
from hallserver.core.queue.tickets import number_of

FOLDS = (text.fold, text.fold_code, text.fold_number, text.fold_identity, text.fold_search)
ZEROS = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"][::10]
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
CODES = st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789-", min_size=1, max_size=20)
NOISE = ("", " ", "\u3000", "\u200b", "\u00a0", "\ufeff", "\u2009", "\t", "\u00ad", "\u200e")
DASHES = "-‐‑‒–—―−﹣－"


@st.composite
def spelled(draw: st.DrawFn, code: str, between: tuple[str, ...] = NOISE) -> str:
    """The code as somebody might type it: any case, width, digits of any script, blanks and dashes of any kind."""
    found = [draw(st.sampled_from(between))]
    for each in code:
        ways = [each, each.lower(), WIDE[each], WIDE[each].lower()]
        if each.isdigit():
            ways += [chr(ord(zero) + int(each)) for zero in ZEROS]
        if each == "-":
            ways = list(DASHES)
        found += [draw(st.sampled_from(ways)), draw(st.sampled_from(between))]
    return "".join(found)


def test_the_docstrings_say_what_is() -> None:
    assert doctest.testmod(text) == (0, 7)


@pytest.mark.parametrize("folding", FOLDS, ids=lambda each: each.__name__)
@given(said=st.text())
def test_what_is_folded_is_folded_for_good(folding: object, said: str) -> None:
    once = folding(said)  # type: ignore[operator]

    assert folding(once) == once  # type: ignore[operator]


@given(st.data(), CODES)
def test_every_spelling_of_a_code_is_the_same_code(data: st.DataObject, code: str) -> None:
    assert text.fold_code(data.draw(spelled(code))) == code


@given(st.data(), st.sampled_from(("A", "B", "KB", "ZZ")), st.integers(1, 20_000), st.integers(0, 5))
def test_every_spelling_of_a_number_finds_the_ticket(
    data: st.DataObject, prefix: str, counter: int, zeros: int
) -> None:
    said = f"{prefix}{data.draw(st.sampled_from(('', '-')))}{'0' * zeros}{counter}"

    assert text.fold_number(data.draw(spelled(said))) == number_of(prefix, counter)


@given(st.data(), st.from_regex(r"[0-9]{17}[0-9X]|[A-Z0-9]{5,15}", fullmatch=True))
def test_every_spelling_of_an_identity_is_the_same_person(data: st.DataObject, number: str) -> None:
    assert text.fold_identity(data.draw(spelled(number, (*NOISE, "-", ".", "·")))) == number


@pytest.mark.parametrize(
    "tail", ["x", "X", "ｘ", "Ｘ", "×", "✕", "\u0425", "\u0445", "\u03a7", "\u03c7", "Ⅹ"]
)
def test_the_check_character_is_x_however_it_is_typed(tail: str) -> None:
    assert text.fold_identity(f"11010519491231002{tail}") == "11010519491231002X"


@pytest.mark.parametrize("control", ["\0", "\x1b", "\x07", "\x1c", "\x1f", "\x7f", "\x85"])
def test_no_folding_swallows_a_control_character(control: str) -> None:
    """It is left for the pattern behind it to refuse."""
    for folding in FOLDS:
        assert control in folding(f"A{control}001")


@pytest.mark.parametrize(
    ("said", "known", "meant"),
    [
        ("tax", {"tax", "TAX"}, "tax"),
        ("Tax", {"tax", "TAX"}, None),
        ("ＴＡＸ", {"tax"}, "tax"),
        ("1", {"001"}, "001"),
        ("1", {"001", "01"}, None),
        ("0", {"00"}, "00"),
        ("tex", {"tax"}, None),
        ("", {"0"}, None),
        ("t–1", {"t-1"}, "t-1"),
    ],
)
def test_a_code_is_meant_when_only_one_can_be(said: str, known: set[str], meant: str | None) -> None:
    assert text.meant(said, known) == meant


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("税务局", None),
        ("国家税务总局（云水）", None),
        ("كىملىك\u200cكارتا", None),
        ("Việt", None),
        ("𬭎㛃𫟼", None),
        ("a\nb", "U+000A"),
        ("a\0", "U+0000"),
        ("\x1b[2J", "U+001B"),
        ("a\u202eb", "U+202E"),
        ("a\u2066b", "U+2066"),
        ("a\u2028b", "U+2028"),
        ("a\ud800", "U+D800"),
        ("a\uffff", "U+FFFF"),
        ("\U000e0041", "U+E0041"),
        ("a\x85b", "U+0085"),
    ],
)
def test_words_hold_no_character_that_steers_or_hides(said: str, found: str | None) -> None:
    assert text.harm(said) == found


@given(st.text())
def test_what_is_printed_steers_no_terminal(said: str) -> None:
    assert text.harm(text.printable(said), lines=True) is None


@given(st.text())
def test_what_is_cleaned_is_clean(said: str) -> None:
    assert text.clean(text.clean(said)) == text.clean(said) == text.clean(f"\u3000{said}\u200b ")
