import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import (
    Mark,
    Number,
    Pair,
    Qr,
    Rule,
    Slip,
    Text,
    from_json,
    marked,
    to_json,
    words_of,
)
from hallprinters.errors import BadSlip, BrokenOff, DeskAway, LeaseLost, PrintingError, Torn

words = st.text(max_size=40)
elements = st.one_of(
    st.builds(
        Text,
        words,
        st.sampled_from(["small", "body", "large", "head"]),
        st.sampled_from(["left", "center", "right"]),
        st.booleans(),
    ),
    st.builds(Number, words),
    st.builds(Pair, words, words),
    st.builds(Rule),
    st.builds(Mark, words),
    st.builds(Qr, words, words),
)


@given(st.builds(Slip, st.lists(elements, max_size=8).map(tuple), words))
def test_a_slip_comes_back_from_json_as_it_was(slip):
    assert from_json(to_json(slip)) == slip


def test_the_json_of_a_slip_is_the_one_the_server_writes():
    slip = Slip((Number("A001"), Pair("前面等候", "3 人"), Rule(), Qr("https://x/t#k", "扫码")), title="A001")

    written = json.loads(to_json(slip))

    assert written == {
        "elements": [
            {"type": "number", "words": "A001"},
            {"type": "pair", "left": "前面等候", "right": "3 人", "size": "body"},
            {"type": "rule"},
            {"type": "qr", "data": "https://x/t#k", "caption": "扫码"},
        ],
        "title": "A001",
        "letters": 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"elements":[{"type":"bomb"}]}',
        b'{"elements":[{"type":"text","words":1}]}',
        b"\xff",
    ],
)
def test_what_is_no_slip_is_refused_with_a_sentence(text):
    with pytest.raises(BadSlip, match="not a slip"):
        from_json(text)


def test_left_out_parts_take_their_usual_value():
    slip = from_json('{"elements":[{"type":"text","words":"大厅"}]}')

    assert slip == Slip((Text("大厅", "body", "left", False),), "")


def test_a_second_copy_begins_with_its_mark():
    again = marked(ticket_slip("A001"), "补打 REPRINT")

    assert again.elements[0] == Mark("补打 REPRINT")
    assert again.elements[1:] == ticket_slip("A001").elements


def test_every_word_that_is_drawn_can_be_checked_for_glyphs():
    slip = Slip(
        (Text("甲"), Number("乙"), Pair("丙", "丁"), Mark("戊"), Qr("not drawn", "己"), Rule()),
        title="not drawn",
    )

    assert words_of(slip).split() == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_an_error_says_whether_trying_again_can_help():
    assert LeaseLost.permanent
    assert not DeskAway.permanent
    assert issubclass(Torn, BrokenOff)
    assert issubclass(BrokenOff, PrintingError)
    assert Torn("x", 5).sent == 5
