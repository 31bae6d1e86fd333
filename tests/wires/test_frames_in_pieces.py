"""However a line cuts a frame into pieces, and whatever stands in it: what was sent is what is read, or nothing is."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallkiosk.readers import cards
from hallkiosk.readers.virtual import VirtualCardReader
from hallsigns.drivers import alpha, area
from hallsigns.virtual.bodies import AlphaBody, AreaBody
from hallwires.checksums import ARC, MODBUS, crc16
from hallwires.errors import DeviceError, Garbled, Silent
from hallwires.modbus import Master, rtu
from hallwires.slave import Bus, Slave

settings.register_profile("wires", derandomize=True, deadline=None, max_examples=80)
settings.load_profile("wires")

registers = st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=8)
cuts = st.lists(st.integers(0, 300), max_size=6)


def pieces(data: bytes, at: Sequence[int]) -> list[bytes]:
    """The bytes, cut at these places."""
    edges = sorted({0, len(data), *(each for each in at if each < len(data))})
    return [data[start:end] for start, end in pairwise(edges)]


class Wire:
    """A line in memory: hands on what is sent in pieces, and the answer in pieces."""

    whole = False

    def __init__(self, bus: Bus, at: Sequence[int]) -> None:
        self._hear, self._at = bus.ears(), at
        self._answer: list[bytes] = []

    def send(self, data: bytes) -> None:
        for part in pieces(data, self._at):
            self._answer += pieces(self._hear(part), self._at)

    def receive(self, _seconds: float) -> bytes:
        return self._answer.pop(0) if self._answer else b""

    def drain(self) -> None:
        self._answer.clear()


@pytest.mark.parametrize("framed", [True, False])
@given(values=registers, at=cuts)
def test_what_a_master_writes_is_what_a_unit_holds(framed: bool, values: list[int], at: list[int]) -> None:
    slave = Slave(7)
    master = Master(Wire(Bus(slave, framed=framed), at), framed)  # type: ignore[arg-type] - a line in memory

    master.write_registers(7, 3, values)
    slave.inputs = list(slave.holding)

    assert slave.holding[3 : 3 + len(values)] == values
    assert list(master.read_inputs(7, 3, len(values))) == values


@given(bits=st.lists(st.booleans(), min_size=1, max_size=16), at=cuts)
def test_inputs_are_read_in_their_order(bits: list[bool], at: list[int]) -> None:
    slave = Slave(1, bits=bits)
    master = Master(Wire(Bus(slave, framed=False), at), framed=False)  # type: ignore[arg-type] - as above

    assert list(master.read_input_bits(1, 0, len(bits))) == bits


@given(values=registers, place=st.integers(0, 400), bit=st.integers(0, 7))
def test_one_turned_bit_of_a_question_or_an_answer_writes_nothing_wrong(
    values: list[int], place: int, bit: int
) -> None:
    """A unit takes only frames with a right check sum; a CRC-16 finds every single turned bit."""
    slave = Slave(1)
    hear = Bus(slave, framed=False).ears()
    frame = bytearray(
        rtu(1, struct.pack(f">BHHB{len(values)}H", 0x10, 0, len(values), 2 * len(values), *values))
    )
    frame[place % len(frame)] ^= 1 << bit

    answer = hear(bytes(frame))

    assert answer == b""
    assert slave.holding == [0] * 32


@given(data=st.binary(max_size=40))
def test_noise_on_a_bus_ends_no_unit(data: bytes) -> None:
    bus = Bus(Slave(1), framed=False)
    hear = bus.ears()

    hear(data)
    answers = [hear(b"\0" * 16) for _ in range(30)]  # what was begun by noise runs out

    assert all(isinstance(each, bytes) for each in answers)
    assert bus.ears()(rtu(1, b"\x04\0\0\0\1"))[:3] == b"\1\4\2"


@given(heard=st.lists(st.binary(max_size=30), max_size=4), framed=st.booleans())
def test_whatever_comes_back_is_an_answer_or_one_of_our_errors(heard: list[bytes], framed: bool) -> None:
    class Noise(Wire):
        def __init__(self) -> None:
            self._answer = []

        def send(self, _data: bytes) -> None:
            self._answer = list(heard)

    master = Master(Noise(), framed, 0.01)  # type: ignore[arg-type] - as above
    try:
        master.read_inputs(1, 0, 2)
    except DeviceError:
        return
    pytest.fail("noise was taken for registers")


@given(body=st.binary(min_size=area.HEAD.size, max_size=200))
def test_a_frame_of_an_area_holds_any_bytes(body: bytes) -> None:
    frame = area.wrap(body)

    assert area.unwrap(frame) == body
    assert frame.startswith(area.SYNC)
    assert area.END not in frame[:-1]
    assert area.START not in frame[len(area.SYNC) :]


@given(body=st.binary(min_size=area.HEAD.size, max_size=60), place=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_turned_bit_of_a_frame_of_an_area_is_seen(body: bytes, place: int, bit: int) -> None:
    frame = bytearray(area.wrap(body))
    place = len(area.SYNC) + place % (len(frame) - len(area.SYNC) - 1)
    frame[place] ^= 1 << bit

    with pytest.raises(Garbled):
        area.unwrap(bytes(frame))


@pytest.mark.parametrize("make", [lambda: AreaBody(16, 16), lambda: AlphaBody(1, 10)])
@given(data=st.binary(max_size=120))
def test_noise_ends_no_pretend_sign(make: object, data: bytes) -> None:
    hear = make().ears()  # type: ignore[operator] - one of the two above

    assert hear(data + area.END + alpha.EOT) in {b"", hear(b"")}


@given(command=st.binary(min_size=1, max_size=4).filter(lambda each: each != cards.FIND), at=cuts)
def test_a_card_readers_frames_end_with_their_check(command: bytes, at: list[int]) -> None:
    frame = cards.frame(command)
    check = 0
    for byte in frame[5:]:
        check ^= byte

    assert check == 0
    assert int.from_bytes(frame[5:7], "big") == len(frame) - 7


def test_a_card_reader_that_is_asked_nonsense_is_silent() -> None:
    with VirtualCardReader("tcp") as reader:
        hear = reader._ears()
        assert hear(b"\xaa" * 10) == b""
        assert hear(cards.frame(b"\x99\x99")) == b""


@pytest.mark.parametrize(("start", "check"), [(MODBUS, 0x4B37), (ARC, 0xBB3D)])
def test_the_check_sums_are_the_catalogued_ones(start: int, check: int) -> None:
    assert crc16(b"123456789", start) == check


def test_a_unit_that_is_not_there_is_silent_and_asked_twice() -> None:
    asked: list[bytes] = []

    class Nobody(Wire):
        def send(self, data: bytes) -> None:
            asked.append(data)

    master = Master(Nobody(Bus(framed=False), []), framed=False, seconds=0.01)  # type: ignore[arg-type] - as above
    with pytest.raises(Silent):
        master.write_register(9, 0, 1)

    assert len(asked) == 2
    assert asked[0] == asked[1]
