"""The commands of pads and readers, with their virtual twins, as a technician types them."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hallkiosk.pads.virtual import VirtualPad, bus_of
from hallwires.health import beside, kept
from tests.running import HALL, RunningHall
from tests.waiting import until

pytestmark = pytest.mark.long
CARD = "11010519491231002X"


@contextmanager
def twin(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A virtual device of the command line, and its address."""
    made = subprocess.Popen(
        [HALL, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert made.stdin is not None
    assert made.stdout is not None
    try:
        yield made, made.stdout.readline().split()[-1]
    finally:
        made.stdin.close()
        assert made.wait(10) == 0, "it ends with its input"
        made.stdout.close()


def runs(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HALL, *words], capture_output=True, text=True, check=False, timeout=40)  # type: ignore[list-item] - paths and texts


def test_a_pad_is_tried_by_pressing_a_key() -> None:
    pad = VirtualPad()
    with bus_of(pad, line="tcp") as bus:
        finger = threading.Thread(
            target=lambda: until(lambda: pad.digits == "8888") and (time.sleep(0.3), pad.press(1))
        )
        finger.start()

        tried = runs("pad", "test", bus.address)

        finger.join()
    assert (tried.returncode, tried.stdout) == (0, f"press a key\n{bus.address}: recall\n")
    assert pad.digits == "----"


def test_a_pad_that_is_not_there_is_said_in_one_sentence() -> None:
    for address in ("tcp://127.0.0.1:1", "/dev/input/hall-is-not-there", "nowhere"):
        tried = runs("pad", "test", address)
        assert tried.returncode == 1
        assert address in tried.stderr
        assert "Traceback" not in tried.stderr


def test_the_virtual_pad_says_what_it_shows() -> None:
    with twin("pad", "virtual", "--line", "tcp") as (made, address):
        assert address.startswith("tcp://127.0.0.1:")
        assert made.stdin is not None
        assert made.stdout is not None
        made.stdin.write("1\n")
        assert made.stdout.readline() == "digits '' lamp off sounded 0\n"


def test_a_reader_is_tried_and_of_a_card_no_digit_is_shown(tmp_path: Path) -> None:
    for kind, held, said in (("card", CARD, "r: identity\n"), ("line", "204518", "r: text '204518'\n")):
        with twin("reader", "virtual", "--kind", kind, "--line", "tcp") as (made, address):
            plan = tmp_path / f"{kind}.toml"
            plan.write_text(
                f'origins = ["http://hall.example"]\n[[readers]]\ncode = "r"\nkind = "{kind}"\nline = "{address}"\n'
            )
            trying = subprocess.Popen([HALL, "reader", "test", plan, "r"], stdout=subprocess.PIPE, text=True)
            assert trying.stdout is not None
            assert trying.stdout.readline() == "hold something to the reader\n"
            time.sleep(0.3)
            assert made.stdin is not None
            made.stdin.write(f"{held}\n")

            assert trying.stdout.read() == said
            assert trying.wait(10) == 0
            trying.stdout.close()
    assert runs("reader", "test", plan, "other").returncode == 2


def test_the_agents_serve_and_end(own_hall: RunningHall, tmp_path: Path) -> None:
    pad = VirtualPad()
    body = {"role": "window", "name": "pad-8", "window": "8"}
    token = own_hall.local("POST", "/api/v1/local/tokens", body)["token"]
    with bus_of(pad, line="tcp") as bus:
        pads = tmp_path / "pads.toml"
        pads.write_text(
            f'[[pads]]\ncode = "pad-8"\nwindow = "8"\ntoken = "{token}"\nkind = "modbus"\nline = "{bus.address}"\n'
        )
        pads.chmod(0o600)
        readers = tmp_path / "readers.toml"
        readers.write_text(
            'origins = ["http://hall.example"]\nport = 0\n[[readers]]\ncode = "r"\nkind = "line"\nline = "tcp://127.0.0.1:1"\n'
        )
        env = {**os.environ, "HALL_TOKEN": own_hall.token("display", "pad-agent")}
        agents = [
            subprocess.Popen([HALL, "pad", "agent", "--url", own_hall.url, "--pads", pads], env=env),
            subprocess.Popen([HALL, "reader", "agent", "--readers", readers], stdout=subprocess.DEVNULL),
        ]
        try:
            assert until(lambda: pad.slave.holding != [0, 0])
            for file in (pads, readers):
                assert until(lambda file=file: kept(beside(file)) is not None)
        finally:
            for each in agents:
                each.send_signal(signal.SIGTERM)
            assert [each.wait(10) for each in agents] == [0, 0]
        assert pad.digits == "----"
