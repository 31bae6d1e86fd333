"""The hybrid job: text where the printer has the letters, dots elsewhere, and never a command from a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallprinters.drawing.hybrid import encode_hybrid
from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import Mark, Number, Pair, Rule, Slip, Text
from hallprinters.encode import REAL_TIME, encode
from hallprinters.profiles import profile_named
from hallprinters.virtual.interpreter import CutOff, Interpreter, NotUnderstood

KIND = profile_named("80mm-hybrid")
anything = st.text(min_size=1, max_size=40)


def printed(slip, kind=KIND):
    return list(Interpreter(kind.dots).feed(encode_hybrid(slip, kind, 7).data))


def test_the_number_is_the_printers_own_and_as_large_as_it_goes():
    job = encode_hybrid(Slip((Number("A107"),)), KIND)

    assert b"\x1d!\x77A107\n" in job.data


def test_han_in_gbk_is_text_in_kanji_mode_and_rarer_han_is_dots():
    job = encode_hybrid(Slip((Text("政务大厅"), Text("䶮㙍"))), KIND)

    assert b"\x1c&" + "政务大厅".encode("gbk") + b"\n\x1c." in job.data
    assert job.data.count(b"\x1c&") == 1
    assert b"\x1dv0\0" in job.data


@pytest.mark.parametrize("profile", ["80mm-hybrid", "58mm-hybrid"])
def test_a_whole_slip_comes_out_understood_at_a_fraction_of_the_bytes(profile):
    kind = profile_named(profile)
    slip = ticket_slip("A107", link=None)
    events = printed(slip, kind)

    assert len([event for event in events if isinstance(event, CutOff)]) == 1
    assert [event for event in events if isinstance(event, NotUnderstood)] == []
    assert len(encode_hybrid(slip, kind).data) < len(encode(draw(slip, kind.dots), kind).data) / 2


@given(st.lists(anything, min_size=1, max_size=4), st.integers(0, 10**6))
def test_no_hybrid_job_holds_a_real_time_command_or_a_control_byte_of_a_name(names, token):
    slip = Slip(
        (
            *(Text(name, size="large") for name in names),
            Number(names[0]),
            Pair(names[0], names[-1]),
            Rule(),
            Mark(names[0]),
        )
    )
    job = encode_hybrid(slip, KIND, token)

    assert REAL_TIME.search(job.data) is None
    assert not any(isinstance(event, NotUnderstood) for event in printed(slip))


@pytest.mark.parametrize("wide", ["illicit little lillies " * 6, "fill, till, tiff; " * 9])
def test_a_line_of_narrow_letters_is_dots_for_the_printers_own_are_all_as_wide(wide):
    assert b"\x1c&" not in encode_hybrid(Slip((Text(wide),)), KIND).data


@given(anything)
def test_a_typed_line_never_runs_over_the_paper(name):
    data = encode_hybrid(Slip((Text(name),)), KIND).data
    typed = [part.partition(b"\x1c.")[0] for part in data.split(b"\x1c&")[1:]]

    assert all(len(line) <= 48 for part in typed for line in part.split(b"\n"))
