import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallprinters.status import (
    Automatic,
    Block,
    Cleared,
    Noise,
    PrintedOut,
    Processed,
    Reading,
    RealTime,
    StatusReader,
    from_answers,
    from_automatic,
)

digits = st.text("0123456789", min_size=4, max_size=4).map(str.encode)
real_time = st.integers(0, 255).filter(lambda byte: byte & 0x93 == 0x12)
plain = st.integers(0, 255).filter(lambda byte: byte & 0x90 == 0)
automatic = st.tuples(st.integers(0, 255).filter(lambda byte: byte & 0x93 == 0x10), plain, plain, plain).map(
    bytes
)
replies = st.one_of(
    real_time.map(lambda byte: (bytes((byte,)), RealTime(byte))),
    plain.map(lambda byte: (bytes((byte,)), Processed(byte))),
    automatic.map(lambda block: (block, Automatic(block))),
    digits.map(lambda token: (b'7"' + token + b"\0", PrintedOut(token))),
    st.just((b"7%\0", Cleared())),
    st.just((b"_TM-T20II\0", Block(b"_TM-T20II"))),
)


def read(data, cuts):
    reader = StatusReader()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return [reply for start, end in itertools.pairwise(edges) for reply in reader.feed(data[start:end])]


@given(st.lists(replies, max_size=12), st.lists(st.integers(0, 80), max_size=12))
def test_replies_are_read_the_same_however_they_arrive(said, cuts):
    data = b"".join(wire for wire, _ in said)

    assert read(data, cuts) == [reply for _, reply in said]


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=12))
def test_any_bytes_in_any_split_mean_the_same(data, cuts):
    assert read(data, cuts) == read(data, [])


@given(st.binary(max_size=60), digits)
def test_no_noise_confirms_a_slip_that_is_not_out(data, token):
    out = [reply for reply in read(data, []) if reply == PrintedOut(token)]

    assert bool(out) <= (b'7"' + token + b"\0" in data)


@given(st.binary(max_size=100), digits)
def test_a_confirmation_is_heard_after_any_noise_that_has_ended(noise, token):
    settled = noise + b"\xff\xff\xff\xff"  # no reply holds FF, so every reply before it is over

    assert read(settled + b'7"' + token + b"\0", [])[-1] == PrintedOut(token)


@given(st.integers(0x80, 0xFF))
def test_a_byte_that_means_nothing_stays_noise(byte):
    if byte & 0x93 not in {0x10, 0x12} and byte & 0x90:
        assert read(bytes((byte,)), []) == [Noise(byte)]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, "silent"),
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, "ready"),
        ({1: 0x12}, "ready"),
        ({1: 0x1A, 2: 0x36, 3: 0x12, 4: 0x72}, "cover_open"),
        ({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x72}, "paper_out"),
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E}, "paper_low"),
        ({1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}, "cutter"),
        ({1: 0x1A, 2: 0x52, 3: 0x32, 4: 0x12}, "error"),
        ({1: 0x1A, 2: 0x12, 3: 0x12, 4: 0x12}, "offline"),
    ],
)
def test_the_answers_to_dle_eot_name_the_fact_to_act_on(answers, state):
    assert from_answers(answers).state == state


@pytest.mark.parametrize(
    ("block", "state"),
    [
        ("10000000", "ready"),
        ("18000c00", "paper_out"),
        ("38000000", "cover_open"),
        ("18080000", "cutter"),
        ("18200000", "error"),
        ("18000000", "offline"),
        ("10000300", "paper_low"),
    ],
)
def test_an_automatic_block_names_the_same_facts(block, state):
    assert from_automatic(bytes.fromhex(block)).state == state


def test_a_printer_low_on_paper_still_prints():
    assert Reading("paper_low").prints
    assert not [
        state
        for state in ("silent", "offline", "cover_open", "paper_out", "cutter", "error")
        if Reading(state).prints
    ]
