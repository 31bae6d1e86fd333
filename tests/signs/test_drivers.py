"""A driver ends only when the sign has taken the frame; every way in which a sign refuses is told apart."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest
import serial

from hallsigns.drivers import alpha, area
from hallsigns.drivers.digits import FORMS, text_of
from hallsigns.frame import Frame, Row, Shows
from hallsigns.plans import Sign, check, driver_of, read_plan
from hallsigns.virtual.bodies import AlphaBody, AreaBody, DigitBody
from hallwires.checksums import ARC, crc16
from hallwires.errors import BadSetting, DeviceError, Garbled, NotAllowed, Refused, Silent, Torn, Unreachable
from hallwires.lines import opener
from tests.signs.conftest import FRAMES, LINES, Meets, pretend, sign_at

CALLED = FRAMES["called"]


def lit(sign: object) -> int:
    """How many lamps are on."""
    return sum(1 for each in sign.dots().convert("L").tobytes() if each)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_sign_without_power_is_silent_and_right_again_afterwards(
    meets: Meets, kind: str, line: str
) -> None:
    sign, driver = meets(kind, line)
    sign.body.silent = True
    with pytest.raises(Silent):
        driver.show(CALLED)

    sign.body.silent = False
    driver.show(CALLED)

    assert lit(sign) > 40


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_busy_sign_refuses(meets: Meets, kind: str, line: str) -> None:
    sign, driver = meets(kind, line)
    driver.show(FRAMES["closed"])
    before = lit(sign)
    sign.body.busy = True

    with pytest.raises(Refused):
        driver.show(CALLED)

    assert lit(sign) == before


@pytest.mark.parametrize(
    ("kind", "line"), [("digits", "serial"), ("alpha", "serial"), ("area", "tcp"), ("pixels", "udp")]
)
def test_a_wrong_speed_is_told_from_silence(meets: Meets, kind: str, line: str) -> None:
    sign, driver = meets(kind, line)
    driver.show(CALLED)
    sign.body.noisy = True

    with pytest.raises(Garbled):
        driver.show(FRAMES["serving"])


@pytest.mark.parametrize(("kind", "line"), [each for each in LINES if each[1] == "tcp"])
def test_a_line_that_breaks_is_torn(meets: Meets, kind: str, line: str) -> None:
    sign, driver = meets(kind, line)
    driver.show(CALLED)
    sign.power_cycle()

    assert lit(sign) == 0
    with pytest.raises(Torn):
        driver.show(CALLED)


def test_a_question_that_was_lost_is_asked_once_more() -> None:
    with pretend("digits", "serial") as sign, opener(sign.address)() as line:
        assert isinstance(sign.body, DigitBody)
        sign.body.slave.deaf = 1
        driver_of(sign_at(sign, "digits"), line).show(CALLED)
        assert sign.body.text == " A001"


@pytest.mark.parametrize("framing", ["auto", "rtu"])
def test_a_digit_display_that_has_no_such_register_says_so(framing: str, meets: Meets) -> None:
    _, driver = meets("digits", "tcp" if framing == "auto" else "serial", register=30)

    with pytest.raises(Refused, match="illegal data address"):
        driver.show(CALLED)


def test_the_answer_of_another_unit_is_no_answer() -> None:
    """Two masters on one bus, or two units with one address: somebody else's frame must confirm nothing."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        line, _ = server.accept()
        with line:
            for _ in range(2):
                line.recv(100)
                frame = bytes((2, 0x10, 0, 0, 0, 3))
                line.sendall(frame + struct.pack("<H", crc16(frame)))
            line.recv(100)

    threading.Thread(target=answer, daemon=True).start()
    sign = Sign("led", "digits", f"tcp://127.0.0.1:{server.getsockname()[1]}", framing="rtu")
    with server, opener(sign.line)() as line, pytest.raises(Garbled, match="unit 2 answered"):
        driver_of(sign, line).show(CALLED)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (Row("3", "A001", Shows.CALLED), " A001"),
        (Row("3", "KB1300", Shows.CALLED), "B1300"),
        (Row("3", "", Shows.PAUSED), "PAUSE"),
        (Row("3", "", Shows.OPEN), "    0"),
        (Row("3", "", Shows.CLOSED), "     "),
        (Row("", "", Shows.LOST), "-----"),
    ],
)
def test_five_digits_say_it_without_words(row: Row, text: str) -> None:
    assert text_of(row, 5) == text


def test_the_three_forms_of_characters_in_registers() -> None:
    assert list(FORMS["pairs"]("A0012")) == [0x4130, 0x3031, 0x3220]
    assert list(FORMS["single"]("A0")) == [0x41, 0x30]
    assert [list(FORMS["binary"](each)) for each in (" A042", "     ", "-----", "A99999")] == [
        [42],
        [0],
        [0xFFFF],
        [0xFFFF],
    ]


@pytest.mark.parametrize("form", ["single", "binary"])
def test_each_form_is_written(form: str) -> None:
    with pretend("digits") as sign, opener(sign.address)() as line:
        body = sign.body
        assert isinstance(body, DigitBody)
        body.slave.holding = [0] * 8
        driver_of(sign_at(sign, "digits", form=form), line).show(CALLED)

        want = [0x20, 0x41, 0x30, 0x30, 0x31] if form == "single" else [1]
        assert body.slave.holding[: len(want)] == want


def test_an_alpha_sign_that_lost_its_power_is_told_again_to_acknowledge(meets: Meets) -> None:
    sign, driver = meets("alpha", "serial")
    driver.show(CALLED)
    sign.power_cycle()
    with pytest.raises(Silent):
        driver.show(CALLED)

    driver.show(CALLED)

    assert isinstance(sign.body, AlphaBody)
    assert sign.body.text == "A001 > 3"


def test_an_alpha_sign_that_cannot_answer_shows_without_being_asked(meets: Meets) -> None:
    sign, driver = meets("alpha", "serial", answers=False)

    driver.show(CALLED)

    assert sign.wait(lambda: lit(sign) > 0)
    assert isinstance(sign.body, AlphaBody)
    assert not sign.body.acknowledges


@pytest.mark.parametrize(("bent", "said"), [(0, "wrong check sum"), (1, "illegal command")])
def test_an_alpha_sign_names_what_was_wrong(bent: int, said: str) -> None:
    with pretend("alpha", "serial") as sign, opener(sign.address)() as line:
        driver = driver_of(sign_at(sign, "alpha"), line)
        driver.show(CALLED)
        good = alpha.packet
        try:
            alpha.packet = (
                (lambda unit, command: good(unit, command).replace(b"A001", b"A002"))
                if not bent
                else (lambda unit, _: good(unit, b"Q"))
            )  # type: ignore[assignment]
            with pytest.raises(Refused, match=said):
                driver.show(CALLED)
        finally:
            alpha.packet = good


def test_an_area_vanishes_when_its_agent_is_gone(meets: Meets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area, "VANISH_SECONDS", 0)
    sign, driver = meets("area")

    driver.show(CALLED)

    assert isinstance(sign.body, AreaBody)
    assert sign.wait(lambda: lit(sign) == 0, 2) or lit(sign) == 0


def test_an_area_beyond_the_sign_is_refused(meets: Meets) -> None:
    _, driver = meets("area", left=8)

    with pytest.raises(Refused, match="error 5"):
        driver.show(CALLED)


def test_a_frame_is_escaped_as_the_maker_does_it() -> None:
    """The examples of the maker's own test, with the check sum that follows them."""
    body = bytes((0xA5, 0xA6, 0x00, 0x5B, 0x00, 0x5A))
    escaped = bytes.fromhex("a602 a601 00 5b01 00 5b02")

    assert area.wrap(body).startswith(b"\xa5" * 8 + escaped)
    assert crc16(b"123456789", ARC) == 0xBB3D  # the catalogued check value of CRC-16/ARC
    assert crc16(b"123456789") == 0x4B37  # and of CRC-16/MODBUS


@pytest.mark.parametrize("bent", range(8, 40, 5))
def test_a_bent_frame_of_an_area_is_seen(bent: int) -> None:
    frame = bytearray(area.request(area.SEND_AREA, bytes(range(40))))
    frame[bent] ^= 0x10

    with pytest.raises(Garbled):
        area.unwrap(bytes(frame))


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("serial:///dev/hall-is-not-there", Unreachable),
        ("tcp://127.0.0.1:1", Unreachable),
    ],
)
def test_what_is_not_there_is_told(address: str, error: type[DeviceError]) -> None:
    with pytest.raises(error):
        opener(address)()


def test_a_device_file_that_may_not_be_opened_is_told_from_one_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise serial.SerialException(13, "Permission denied")

    monkeypatch.setattr(serial, "Serial", refuse)

    with pytest.raises(NotAllowed, match="dialout"):
        opener("serial:///dev/ttyUSB0")()


def test_a_serial_line_is_had_by_one_program_alone() -> None:
    with pretend("digits", "serial") as sign, opener(sign.address)(), pytest.raises(Unreachable):
        opener(sign.address)()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://",
        "tcp://host",
        "serial://",
        "serial:///dev/x?speed=1",
        "serial:///dev/x?parity=Q",
        "file:///dev/x",
        "tcp://h:99999",
    ],
)
def test_an_address_that_names_no_line_is_refused(address: str) -> None:
    with pytest.raises(BadSetting):
        opener(address)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[signs]]\ncode="a"\nkind="digits"\nline="tcp://h:502"\nunits=3', "did you mean `unit`"),
        ('[[signs]]\ncode="a"\nkind="neon"\nline="tcp://h:502"', "neon"),
        (
            '[[signs]]\ncode="a"\nkind="digits"\nline="tcp://h:502"\nwindows=["1"]\nzone="A"',
            "windows and zone",
        ),
        ('[[signs]]\ncode="a"\nkind="pixels"\nline="tcp://h:502"', "line cannot"),
        ('[[signs]]\ncode="a"\nkind="digits"\nline="tcp://h:502"\nunit=300', "unit"),
        (
            "[[signs]]\n" * 1
            + 'code="a"\nkind="digits"\nline="tcp://h:502"\n'
            + '[[signs]]\ncode="b"\nkind="digits"\nline="tcp://h:502"',
            "said twice",
        ),
        (
            '[[signs]]\ncode="a"\nkind="digits"\nline="tcp://h:502"\n[[signs]]\ncode="b"\nkind="alpha"\nline="tcp://h:502"\nunit=2',
            "different kinds",
        ),
        ("signs = ", "signs.toml"),
    ],
)
def test_a_slip_of_the_pen_is_said_and_not_ignored(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(text)

    with pytest.raises(BadSetting, match=said):
        read_plan(file)


def test_a_plan_that_is_right_is_read(tmp_path: Path) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(
        '[[signs]]\ncode="led-3"\nkind="digits"\nline="serial:///dev/ttyUSB0?baud=9600"\nunit=3\nwindows=["3"]\n'
    )

    (sign,) = read_plan(file)

    assert (sign.place.window, sign.unit) == ("3", 3)
    check(sign)
    assert Frame((Row("", "", Shows.LOST),)).head.number == ""
