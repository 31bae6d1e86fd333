"""The agent beside a real hall: calls reach the signs, a lost line is said, a dark sign is told, and all of it is in the office."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from hallsigns import channel
from hallsigns.agent import run_agent
from hallsigns.plans import Sign
from hallsigns.virtual import VirtualSign
from hallsigns.virtual.bodies import AlphaBody, DigitBody
from hallwires import following
from hallwires.health import beside, kept
from tests.actors import Actor, Clerk, Visitor
from tests.running import HALL, RunningHall, serving
from tests.signs.conftest import pretend, sign_at
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.long


@contextmanager
def serving_signs(hall: RunningHall, signs: list[Sign], state: Path | None = None) -> Iterator[None]:
    """The agent, as long as the block."""
    stop = threading.Event()
    ca = hall.data / "ca.pem" if hall.tls else None
    words = (hall.url, hall.token("display", "led-agent"), signs, stop, ca, state)
    thread = threading.Thread(target=run_agent, args=words, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def text(sign: VirtualSign) -> str:
    assert isinstance(sign.body, DigitBody | AlphaBody)
    return sign.body.text.strip()


def says(sign: VirtualSign, words: str, within_s: float = PATIENCE_S) -> bool:
    return sign.wait(lambda: text(sign) == words, within_s) or text(sign) == words


@pytest.fixture
def led() -> Iterator[VirtualSign]:
    """A digit display over window 8, on a serial line."""
    with pretend("digits", "serial") as made:
        yield made


def over_8(led: VirtualSign, **more: Any) -> Sign:
    return sign_at(led, "digits", windows=("8",), **more)


def part_of(manager: Actor, code: str) -> dict[str, Any]:
    """A sign as the office's list of devices has it."""
    devices = manager.ask("/devices")["devices"]
    return next((part for each in devices for part in each["parts"] if part["code"] == code), {})


def test_a_number_goes_its_way_over_a_sign(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str, led: VirtualSign
) -> None:
    with serving_signs(own_hall, [over_8(led)]):
        assert says(led, "0")
        number = visitor.takes_ticket(matter)["number"]

        clerk.calls_next()
        assert says(led, number)
        assert until(lambda: clerk.sees()["ticket"]["shown"]), "the sign has confirmed it: it counts as shown"
        clerk.does("start")
        clerk.does("finish", outcome="done")
        assert says(led, "0")
        clerk.does("pause", reason="会议 / meeting")
        assert says(led, "PAUSE")
    assert says(led, "-----"), "an agent that leaves takes its numbers with it"


def test_a_sign_that_cannot_answer_never_counts_as_shown(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    with pretend("alpha", "serial") as mute:
        sign = sign_at(mute, "alpha", windows=("8",), answers=False)
        with serving_signs(own_hall, [sign]):
            visitor.takes_ticket(matter)
            number = clerk.calls_next()["ticket"]["number"]

            assert says(mute, f"{number} > 8")
            time.sleep(0.5)
            assert not clerk.sees()["ticket"]["shown"]


def test_a_lost_server_leaves_no_old_call_and_is_followed_again(
    own_hall: RunningHall,
    visitor: Visitor,
    clerk: Clerk,
    matter: str,
    led: VirtualSign,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "LOST_SECONDS", 6.0)  # more than a tick
    with serving_signs(own_hall, [over_8(led)]):
        visitor.takes_ticket(matter)
        number = clerk.calls_next()["ticket"]["number"]
        assert says(led, number)

        own_hall.kill()
        assert says(led, "-----")
        own_hall.start()

        assert says(led, number), "the call still stands, and is shown again"


def test_a_sign_without_a_server_says_so_at_once(led: VirtualSign) -> None:
    stop = threading.Event()
    thread = threading.Thread(
        target=run_agent, args=("http://127.0.0.1:9", "none", [over_8(led)], stop), daemon=True
    )
    led.body.slave.holding = [0x4131, 0x3233, 0x3420]  # type: ignore[attr-defined] - what a killed agent left
    thread.start()

    assert says(led, "-----")
    stop.set()
    thread.join(PATIENCE_S)


def test_a_dark_and_a_refusing_sign_are_told_in_the_office_and_keep_no_other_waiting(
    own_hall: RunningHall,
    visitor: Visitor,
    clerk: Clerk,
    manager: Actor,
    matter: str,
    led: VirtualSign,
    tmp_path: Path,
) -> None:
    state = tmp_path / "signs.state.json"
    with pretend("digits") as other:
        second = Sign("led-b", "digits", led.address, unit=2, windows=("8",))  # nobody is there
        third = Sign("led-c", "digits", other.address, windows=("8",))
        other.body.busy = True
        with serving_signs(own_hall, [second, over_8(led), third], state):
            assert until(lambda: part_of(manager, "led-b").get("state") == "dark")
            assert until(lambda: part_of(manager, "led-c").get("state") == "refused")
            assert part_of(manager, "led-b")["fault"] == "silent"
            assert part_of(manager, "led-c")["fault"] == "refused"
            visitor.takes_ticket(matter)
            began = time.monotonic()
            number = clerk.calls_next()["ticket"]["number"]
            assert says(led, number)
            assert time.monotonic() - began < 4
            assert until(lambda: part_of(manager, "led").get("seq"))

            other.body.busy = False
            assert until(lambda: part_of(manager, "led-c").get("state") == "live")
            assert until(lambda: (found := kept(state)) is not None and len(found.parts) == 3 and found.fresh)


def test_a_sign_that_lost_its_power_is_right_again_by_itself(
    own_hall: RunningHall, clerk: Clerk, led: VirtualSign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "REFRESH_SECONDS", 1.0)
    clerk.sees()
    with serving_signs(own_hall, [over_8(led)]):
        assert says(led, "0")
        led.power_cycle()
        assert text(led) == ""

        assert says(led, "0")


def test_a_hall_with_a_certificate_of_its_own_is_followed_and_another_is_not(
    data: Path, led: VirtualSign, tmp_path: Path
) -> None:
    with serving(data, "--desk-only", tls=True) as secure:
        secure.token("window", "8", staffer="any")  # whoever sits there has opened it
        with serving_signs(secure, [over_8(led)]):
            assert says(led, "0")
        foreign = tmp_path / "ca.pem"
        trustme.CA().cert_pem.write_to_path(foreign)
        stop = threading.Event()
        words = (secure.url, secure.token("display", "led-b"), [over_8(led)], stop, foreign)
        thread = threading.Thread(target=run_agent, args=words, daemon=True)
        thread.start()
        assert says(led, "-----")
        assert not says(led, "0", 3)
        stop.set()
        thread.join(PATIENCE_S)


def test_a_revoked_agent_shows_no_numbers(
    own_hall: RunningHall, manager: Actor, clerk: Clerk, led: VirtualSign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "LOST_SECONDS", 6.0)
    clerk.sees()
    with serving_signs(own_hall, [over_8(led)]):
        assert says(led, "0")

        manager.act("/devices/display/led-agent", method="DELETE")

        assert says(led, "-----")


def test_the_commands_serve_a_sign_and_try_one(own_hall: RunningHall, tmp_path: Path) -> None:
    picture = tmp_path / "sign.png"
    virtual = subprocess.Popen(
        [HALL, "sign", "virtual", "--kind", "area", "--out", picture], stdout=subprocess.PIPE, text=True
    )
    try:
        assert virtual.stdout is not None
        address = virtual.stdout.readline().split()[-1]
        tried = subprocess.run(
            [HALL, "sign", "test", address, "--kind", "area"],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert (tried.returncode, tried.stdout) == (0, f"{address}: it shows A001\n")
        assert picture.read_bytes().startswith(b"\x89PNG")
        before = picture.read_bytes()
        plan = tmp_path / "signs.toml"
        plan.write_text(f'[[signs]]\ncode = "led-8"\nkind = "area"\nline = "{address}"\nwindows = ["8"]\n')
        agent = subprocess.Popen(
            [HALL, "sign", "agent", "--url", own_hall.url, "--signs", plan],
            env={**os.environ, "HALL_TOKEN": own_hall.token("display", "led-agent")},
        )
        try:
            assert until(lambda: picture.read_bytes() != before)
            assert until(lambda: kept(beside(plan)) is not None)
        finally:
            agent.send_signal(signal.SIGTERM)
            assert agent.wait(10) == 0
    finally:
        virtual.terminate()
        virtual.wait(10)
        assert virtual.stdout is not None
        virtual.stdout.close()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere"])
def test_a_sign_that_is_not_there_is_said_in_one_sentence(address: str) -> None:
    tried = subprocess.run(
        [HALL, "sign", "test", address], capture_output=True, text=True, check=False, timeout=30
    )

    assert tried.returncode == 1
    assert address in tried.stderr
    assert "Traceback" not in tried.stderr
