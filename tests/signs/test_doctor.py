"""`hall doctor` says of each sign how it is, in both languages, and what to look at."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import msgspec
import pytest

from hallsigns.examining import examine
from hallwires import health
from hallwires.health import Health, Part, beside
from tests.running import HALL, hall
from tests.signs.conftest import pretend


def parts() -> tuple[Part, ...]:
    """What an agent says of four signs; two of them were seen hours and days ago."""
    now = int(time.time())
    return (
        Part("led-1", "sign", "live", heard_at=now - 9000),
        Part("led-2", "sign", "dark", "garbled", heard_at=now - 200_000),
        Part("led-3", "sign", "refused", "refused"),
        Part("led-4", "sign", "dark", "a_fault_of_tomorrow"),
    )


def plan(folder: Path, *lines: str) -> Path:
    file = folder / "signs.toml"
    rows = (
        f'[[signs]]\ncode = "led-{n}"\nkind = "digits"\nline = "{line}"\nunit = {n}\n'
        for n, line in enumerate(lines, 1)
    )
    file.write_text("\n".join(rows))
    return file


def test_a_hall_without_signs_is_told_nothing(tmp_path: Path) -> None:
    assert list(examine(tmp_path)) == []


def test_each_sign_is_judged_by_what_its_agent_saw_last(tmp_path: Path) -> None:
    file = plan(tmp_path, *["tcp://127.0.0.1:1"] * 5)
    health.keep(beside(file), parts())

    found = list(examine(tmp_path))

    assert [each.good for each in found] == [True, False, False, False, False]
    said = [each.en for each in found]
    assert said[0] == "led-1: works (2 h)"
    assert "baud" in said[1]
    assert "(2 d)" in said[1]
    assert "model" in said[2]
    assert "agent's log" in said[3]
    assert "start it again" in said[4]
    assert all(each.zh.startswith("led-") for each in found)
    assert "波特率" in found[1].zh


def test_where_no_agent_runs_it_is_said_and_the_lines_are_tried(tmp_path: Path) -> None:
    with pretend("digits", "serial") as sign:
        file = plan(tmp_path, sign.address, "serial:///dev/hall-is-not-there", "tcp://127.0.0.1:1")
        old = Health(time.time() - 3600, parts())
        beside(file).write_bytes(msgspec.json.encode(old))

        found = list(examine(tmp_path))

    assert [each.good for each in found] == [False, True, False, False]
    assert "hall sign agent" in found[0].en
    assert "1 h" in found[0].en
    assert "its line can be opened" in found[1].en
    assert "USB port" in found[2].en


@pytest.mark.parametrize("text", ["[[signs]]\ncolour = 1\n", "signs = 5", "\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "signs.toml").write_text(text)

    (found,) = examine(tmp_path)

    assert not found.good
    assert "signs.toml" in found.en
    assert "改正" in found.zh


@pytest.mark.parametrize("left", [b"", b"{", b'{"at": "x", "parts": []}', b"\xff"])
def test_a_state_that_cannot_be_read_is_no_state(tmp_path: Path, left: bytes) -> None:
    file = plan(tmp_path, "tcp://127.0.0.1:1")
    beside(file).write_bytes(left)

    assert [each.good for each in examine(tmp_path)] == [False, False]


@pytest.mark.long
def test_the_doctor_has_the_signs_on_his_round(data: Path) -> None:
    plan(data, "tcp://127.0.0.1:1")

    seen = hall("doctor", data=data, check=False)

    assert (
        "bad   signs.toml: its agent does not run: start hall sign agent · signs.toml：代理没有运行"
        in seen.stdout
    )
    assert seen.returncode == 1


@pytest.mark.long
def test_the_commands_for_signs_come_without_their_drivers() -> None:
    asked = "import hallserver.cli, sys; print(sorted({'serial', 'PIL', 'socketio', 'hallsigns.plans'} & set(sys.modules)))"
    python = Path(HALL).with_name("python")

    assert (
        subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )
