import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from hallprinters.agent import run_agent
from hallprinters.drawing import fonts
from hallprinters.drawing.cmap import characters_in
from hallprinters.errors import NoFont

EMOJI = "🎉👨‍👩‍👧👍🏽🇨🇳"


@given(st.text())
def test_no_control_character_ever_reaches_paper(text):
    drawn = fonts.drawable(text)

    assert not [letter for letter in drawn if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}]
    assert fonts.missing_glyphs(drawn) == ""


def test_printer_commands_in_a_name_are_taken_out():
    assert fonts.drawable("张\x1b@\x10\x04\x01三\x1dV\x00\u202e李") == "张@三 V李"


def test_a_missing_glyph_is_reported_and_shown_as_a_geta_mark():
    rare = "\U00031353"  # an ideograph of Extension H

    assert fonts.missing_glyphs(f"王{rare}明{rare}") == rare
    assert fonts.drawable(f"王{rare}明") == "王〓明"


def test_an_emoji_is_one_mark_however_many_characters_it_is_made_of():
    assert fonts.drawable(f"张{EMOJI[:2]}三") == "张〓三"
    assert set(fonts.drawable(EMOJI)) == {"〓"}


NO_INK = [
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0x1BCA0, 0x1BCA3),
        (0xE0001, 0xE0001),
        (0xE0020, 0xE007F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
]


def test_what_has_no_ink_of_its_own_leaves_no_mark_on_paper():
    """Every character that Unicode says to ignore in display (DerivedCoreProperties, Default_Ignorable_Code_Point)."""
    assert [each for each in NO_INK if fonts.drawable(f"葛{each}城") != "葛城"] == []
    assert [each for each in NO_INK if fonts.missing_glyphs(f"葛{each}城")] == []


@pytest.mark.parametrize("selector", ["\ufe0e", "\ufe0f", "\U000e0101"])
def test_a_variation_selector_prints_the_sign_that_it_follows(selector):
    assert fonts.drawable(f"★{selector}葛{selector}") == "★葛"


def test_printers_signs_are_no_emoji():
    assert fonts.drawable("★✓℃№①") == "★✓℃№①"
    assert fonts.drawable("☎\ufe0f 12345") == "☎ 12345"


def test_white_space_is_one_space():
    assert fonts.drawable(" 甲\t\u3000乙\r\n丙 ") == "甲 乙 丙"


def test_the_coverage_read_from_a_file_is_what_freetype_draws():
    path, covered = fonts.faces()[0]
    font = ImageFont.truetype(str(path), 24)
    nothing = bytes(font.getmask("\U0010fffe"))
    sample = "政务大厅A0，。（）〓é𰻞\U00031353\u0e01\u0f40龘"

    drawn = {letter for letter in sample if bytes(font.getmask(letter)) != nothing}

    assert {letter for letter in sample if ord(letter) in covered} == drawn


def test_common_chinese_is_all_there():
    gb2312 = "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    )

    assert len(gb2312) > 6700
    assert fonts.missing_glyphs(gb2312) == ""


def test_a_file_that_is_no_font_is_refused_by_name(tmp_path):
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"OTTO\0\xff" + b"\0" * 50)

    with pytest.raises(NoFont, match=r"broken\.otf"):
        fonts.set_font(broken)
    fonts.set_font(None)


def test_a_configured_font_comes_first():
    serif = fonts.faces()[0][0].with_name("NotoSerifSC-Regular.otf")

    fonts.set_font(serif)
    first = fonts.faces()[0][0]
    fonts.set_font(None)

    assert first == serif
    assert fonts.faces()[0][0] != serif


def test_format_4_tables_are_read_too():
    dejavu = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not dejavu.exists():
        pytest.skip("DejaVu Sans is not installed: `apt-get install fonts-dejavu-core` lifts this")

    covered = characters_in(dejavu)

    assert {ord("A"), ord("é"), 0x2192} <= covered
    assert ord("政") not in covered


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("政务大厅 A001", "政务大厅 A001"),
        ("שלום", "םולש"),
        ("Name: שלום (3) 号", "Name: (3) םולש 号"),
        ("3 号 שלום", "3 号 םולש"),
        ("(一) שלום [א]", "(一) [א] םולש"),
    ],
)
def test_a_name_from_the_right_is_laid_out_from_the_right(written, drawn):
    assert fonts.visual(written) == drawn


def test_arabic_letters_join():
    shaped = fonts.visual("ئابدۇرېھىم")

    assert shaped != "ئابدۇرېھىم"[::-1]
    assert all(0xFB50 <= ord(letter) <= 0xFEFF for letter in shaped)
    assert fonts.missing_glyphs(shaped) == ""


def test_the_number_has_the_screens_face():
    face = fonts.number_font("A107", 100)

    assert face.getname()[0] == "Atkinson Hyperlegible Next"
    assert fonts.NUMBERS.with_name("LICENSE").is_file()


def test_a_number_with_a_letter_that_the_face_lacks_is_drawn_with_the_text_face():
    assert fonts.number_font("甲107", 100).getname()[0] != "Atkinson Hyperlegible Next"


def test_an_agent_does_not_start_where_no_font_can_draw_a_slip(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "_search_list", list)
    fonts.faces.cache_clear()
    try:
        with pytest.raises(NoFont):
            run_agent("http://127.0.0.1:1", "token", tmp_path, threading.Event())
    finally:
        monkeypatch.undo()
        fonts.faces.cache_clear()
