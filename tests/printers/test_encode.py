import re
import statistics
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hallprinters.drawing.papers import draw
from hallprinters.drawing.raster import MM58, MM80
from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import Mark, Number, Pair, Slip, Text
from hallprinters.encode import BAND_ROWS, INIT, REAL_TIME, TEAR_FILL, bands, encode
from hallprinters.profiles import PROFILES, profile_named
from hallprinters.virtual.interpreter import CutOff, Interpreter, NotUnderstood, Say

PLAIN = profile_named("80mm")


def printed(job, dots=MM80):
    """What an interpreter that knows no slips makes of the bytes."""
    return list(Interpreter(dots).feed(job))


def picture_of(rows):
    return Image.frombytes("1", (MM80, len(rows)), b"".join(rows), "raw", "1;I")


dangerous = st.lists(
    st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00]), min_size=72, max_size=72).map(bytes),
    min_size=1,
    max_size=40,
)


@given(dangerous, st.integers(0, 9999))
def test_no_job_holds_a_command_that_fires_inside_a_picture(rows, token):
    job = encode(picture_of(rows), PLAIN, token)

    assert REAL_TIME.search(job.data) is None


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), st.integers(0, 10**9))
def test_no_name_puts_a_command_into_a_job(names, token):
    slip = Slip(
        (*tuple(Text(name) for name in names), Pair(names[0], names[-1]), Number(names[0]), Mark(names[0]))
    )

    job = encode(draw(slip, MM58), profile_named("58mm"), token)

    assert REAL_TIME.search(job.data) is None
    assert framing_of(job.data, MM58) == [
        INIT + b"\x1da\xff",
        b"\x1dVB\0",
        b"\x1dr\x01",
        b"\x1d(H\x06\x0000%04d" % (token % 10000),
    ]


def framing_of(data, dots):
    """Everything in a job that is neither a band nor its place on the line."""
    frame = [b""]
    at = 0
    while at < len(data):
        if data[at : at + 4] == b"\x1dv0\0":
            wide, tall = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (4, 6))
            assert 1 <= wide <= dots // 8
            assert 1 <= tall <= BAND_ROWS
            at += 8 + wide * tall
        elif data[at : at + 2] == b"\x1ba":
            at += 3
        else:
            end = next(
                (
                    found.start()
                    for found in re.finditer(rb"\x1dv0\0|\x1ba|\x1dV|\x1dr|\x1d\(H", data)
                    if found.start() > at
                ),
                len(data),
            )
            frame.append(data[at:end])
            at = end
    return frame[1:]


@given(dangerous)
def test_what_comes_out_differs_by_at_most_one_dot_a_broken_command(rows):
    picture = picture_of(rows)
    job = encode(picture, PLAIN)

    (slip,) = [event for event in printed(job.data) if isinstance(event, CutOff)]

    changed = ImageChops.logical_xor(slip.picture, picture).convert("L").histogram()[255]
    pairs = len(REAL_TIME.findall(b"".join(rows)))
    assert changed <= pairs + len(rows)


def test_a_sample_comes_out_as_it_was_drawn():
    picture = draw(ticket_slip("A037"))
    events = printed(encode(picture, PLAIN, 7).data)

    (slip,) = [event for event in events if isinstance(event, CutOff)]
    changed = ImageChops.logical_xor(slip.picture, picture).convert("L").histogram()[255]

    assert changed <= 3
    assert slip.picture.size == picture.size
    assert not [event for event in events if isinstance(event, NotUnderstood)]


def test_the_last_word_of_a_job_asks_for_its_own_process_id():
    job = encode(draw(ticket_slip()), PLAIN, 123456)

    assert job.token == b"3456"
    assert printed(job.data)[-1] == Say(b'7"3456\0')


def test_a_clone_is_sent_nothing_that_it_does_not_know():
    job = encode(draw(ticket_slip()), profile_named("80mm-silent"), 1)

    assert job.token is None
    assert framing_of(job.data, MM80) == [INIT, b"\x1dVB\0"]


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_profile_can_be_encoded_for(name):
    kind = profile_named(name)

    job = encode(draw(ticket_slip(), kind.dots), kind)

    assert job.data.startswith(INIT)
    assert [event for event in printed(job.data, kind.dots) if isinstance(event, CutOff)]


@pytest.mark.parametrize(("dots", "name"), [(MM80, "80mm"), (MM58, "58mm")])
def test_a_slip_is_at_most_thirty_kilobytes(dots, name):
    assert len(encode(draw(ticket_slip("A037"), dots), profile_named(name)).data) <= 30_000


def test_encoding_a_slip_takes_milliseconds():
    picture = draw(ticket_slip())
    encode(picture, PLAIN)
    times = []
    for turn in range(15):
        begun = time.process_time()
        encode(picture, PLAIN, turn)
        times.append((time.process_time() - begun) * 1000)

    assert statistics.median(times) < 20  # 2 ms by itself


@given(st.integers(1, 300))
def test_nuls_end_any_torn_band(torn_after):
    band = next(bands(Image.new("1", (MM80, BAND_ROWS), 0)))
    interpreter = Interpreter(MM80)
    list(interpreter.feed(band[: 8 + torn_after]))

    events = list(interpreter.feed(TEAR_FILL + encode(draw(Slip((Mark("作废 VOID"),))), PLAIN, 1).data))

    assert events[-1] == Say(b'7"0001\0')
