import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallprinters.drawing.fonts import drawable
from hallprinters.drawing.layout import fit, width, wrap, wrap_evenly

mixed = st.text(st.sampled_from("政务大厅窗口号，。、：；！？（）《》“”ABC abc 012 -.,"), max_size=80)


@given(mixed, st.sampled_from([22, 26, 42]), st.integers(120, 576))
def test_no_line_is_wider_than_the_paper(words, pixels, room):
    assert all(width(line, pixels) <= room for line in wrap(words, pixels, room))


@given(mixed, st.integers(120, 576))
def test_wrapping_loses_nothing_but_spaces(words, room):
    assert "".join(wrap(words, 24, room)).replace(" ", "") == drawable(words).replace(" ", "")


@pytest.mark.parametrize("room", range(100, 400, 7))
def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket(room):
    words = "请携带《营业执照》（副本），到三号窗口办理。材料不全的，一次性告知：补正后再来！"

    lines = wrap(words, 26, room)

    assert not [line for line in lines if line[0] in "，。：；！？）》"]
    assert not [line for line in lines if line[-1] in "（《"]


def test_english_words_stay_whole():
    lines = wrap("Please wait for your number to be called", 24, 200)

    assert " ".join(lines) == "Please wait for your number to be called"
    assert len(lines) > 2


def test_a_word_wider_than_the_paper_is_broken_instead_of_cut_off():
    lines = wrap("https://hall.example.gov.cn/a-very-long-address-without-a-space", 26, 200)

    assert len(lines) > 2
    assert "".join(lines) == "https://hall.example.gov.cn/a-very-long-address-without-a-space"


def test_a_line_break_is_kept_and_a_carriage_return_is_not():
    assert wrap("甲\n乙\r丙", 24, 500) == ["甲", "乙 丙"]


def test_a_centred_heading_has_no_lone_last_character():
    words = "企业设立登记（有限责任公司）"

    assert [len(line) for line in wrap(words, 30, 376)] == [12, 2]
    assert min(len(line) for line in wrap_evenly(words, 30, 376)) >= 6


def test_a_number_is_as_large_as_its_line_allows():
    assert fit("A001", 158, 42, 544) == 158
    assert width("GREEN-0001", fit("GREEN-0001", 158, 42, 544)) <= 544
