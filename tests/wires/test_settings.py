"""The settings of an agent: no more devices than it can tell the server of, each by a name of its own."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from socketio.packet import EVENT, Packet

from hallserver.app import LARGEST_MESSAGE
from hallserver.contract.parts import read_parts
from hallwires.errors import BadSetting, DeviceError
from hallwires.health import REFUSED, Part
from hallwires.settings import LONGEST_CODE, MOST_DEVICES, check_codes

NOW_S = 1_790_000_000
FILE = Path("signs.toml")


def codes(count: int) -> list[str]:
    """Names as long as a name may be, in letters that JSON writes longest."""
    return [f"{'屏' * 9}{number:05}" for number in range(count)]


def faults(error: type[DeviceError] = DeviceError) -> list[str]:
    return [error.code, *(code for each in error.__subclasses__() for code in faults(each))]


def test_the_most_devices_with_the_longest_names_and_faults_fit_into_one_heartbeat() -> None:
    worst = max(faults(), key=len)
    parts = [Part(code, "reader", REFUSED, worst, NOW_S, NOW_S) for code in codes(MOST_DEVICES)]
    check_codes(FILE, (each.code for each in parts))

    said = {
        "page": "wires",
        "build": "x" * 32,
        "uptime_s": NOW_S,
        "seq": NOW_S,
        "parts": msgspec.to_builtins(parts),
    }
    packet = Packet(EVENT, ["heartbeat", said], namespace="/live").encode()

    assert len(packet) < LARGEST_MESSAGE
    assert [each.code for each in read_parts(said["parts"])] == codes(MOST_DEVICES)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (codes(MOST_DEVICES + 1), f"at most {MOST_DEVICES}"),
        (["x" * (LONGEST_CODE + 1)], f"1 to {LONGEST_CODE} bytes"),
        (["屏" * (LONGEST_CODE // 3 + 1)], f"1 to {LONGEST_CODE} bytes"),
        ([""], "1 to"),
        (["led-1", "led-2", "led-1"], "said twice: led-1"),
    ],
)
def test_more_of_them_or_a_name_that_is_too_long_or_stands_twice_is_refused(
    said: list[str], why: str
) -> None:
    with pytest.raises(BadSetting, match=why):
        check_codes(FILE, said)
