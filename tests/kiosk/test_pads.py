"""Pads at a window: every press is one act, a repeated key is none, a refusal is told, and a bus serves many."""

from __future__ import annotations

import os
import pty
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hallkiosk.keys import (
    EV_LED,
    EVENT,
    NUM_LOCK,
    PRESSED,
    RELEASED,
    REPEATED,
    SCROLL_LOCK,
    Keyboard,
)
from hallkiosk.pads import hardware, seat
from hallkiosk.pads.acts import KEYS, Act, AtWindow, Told, Window, meaning, told_of
from hallkiosk.pads.agent import run_agent
from hallkiosk.pads.hardware import Bounces, ModbusPad
from hallkiosk.pads.plans import PadRow, on_usb, read_plan
from hallkiosk.pads.virtual import VirtualPad, bus_of
from hallwires.checksums import crc16
from hallwires.errors import BadSetting, Garbled, Torn, Unreachable
from hallwires.lines import opener
from hallwires.modbus import Master
from tests.actors import Actor, Clerk, Visitor
from tests.kiosk.conftest import key_events, stream
from tests.running import RunningHall, hall
from tests.waiting import PATIENCE_S, until

NEXT, RECALL, ENTER, MISS, PAUSE = range(5)


class TestKeys:
    def test_a_key_that_is_held_down_is_one_press(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hardware, "BOUNCE_SECONDS", 0.0)  # a kernel repeats later than a contact bounces
        held = key_events(("KPPLUS", PRESSED), *[("KPPLUS", REPEATED)] * 40, ("KPPLUS", RELEASED))
        with stream(held) as (_, device):
            keyboard = Keyboard(device)
            pad = on_usb(PadRow("p", "1", "t", "usb", device=device), keyboard)
            found = [key for _ in range(5) for key in pad.pressed(0.05)]
            keyboard.close()

        assert found == ["next"]

    def test_a_bouncing_contact_is_one_press_and_two_presses_are_two(self) -> None:
        now = [0.0]
        bounces = Bounces(lambda: now[0])
        heard = []
        for at in (0.0, 0.02, 0.05, 0.29, 1.0, 1.2, 3.0):
            now[0] = at
            heard.append(bounces.is_press("next"))

        assert heard == [True, False, False, False, True, False, True]
        assert bounces.is_press("recall"), "another key is another key"

    def test_an_event_that_comes_in_two_halves_is_one(self) -> None:
        whole = key_events(("KPENTER", PRESSED))
        with stream(whole[:30]) as (near, device):
            keyboard = Keyboard(device)
            pad = on_usb(PadRow("p", "1", "t", "usb", device=device), keyboard)
            assert list(pad.pressed(0.1)) == []
            os.write(near, whole[30:])

            assert list(pad.pressed(1)) == ["enter"]
            keyboard.close()

    def test_keys_that_mean_nothing_are_nothing(self) -> None:
        with stream(key_events(("A", PRESSED), ("KPMINUS", PRESSED))) as (_, device):
            keyboard = Keyboard(device)
            assert list(on_usb(PadRow("p", "1", "t", "usb", device=device), keyboard).pressed(1)) == ["miss"]
            keyboard.close()

    def test_its_lamps_are_lit(self) -> None:
        with stream() as (near, device):
            keyboard = Keyboard(device)
            on_usb(PadRow("p", "1", "t", "usb", device=device), keyboard).tell(
                Told("", lamp=True, alarm=False)
            )
            time.sleep(0.05)
            written = os.read(near, 4096)
            keyboard.close()

        said = [EVENT.unpack_from(written, at)[2:] for at in range(0, len(written), EVENT.size)]
        assert [each for each in said if each[0] == EV_LED] == [
            (EV_LED, NUM_LOCK, 1),
            (EV_LED, SCROLL_LOCK, 0),
        ]

    def test_a_pad_that_is_unplugged_is_torn_and_one_that_is_not_there_is_told(self) -> None:
        near, far = pty.openpty()
        keyboard = Keyboard(os.ttyname(far))
        os.close(far)
        os.close(near)

        with pytest.raises(Torn):
            keyboard.events(1)
        keyboard.close()
        with pytest.raises(Unreachable):
            Keyboard("/dev/input/hall-is-not-there")


class TestBus:
    def pad(self, line: Any, unit: int = 1, **more: Any) -> ModbusPad:
        return ModbusPad(Master(line, framed=False), unit, KEYS, **more)

    def test_a_press_between_two_questions_is_not_lost_and_none_is_told_twice(self) -> None:
        virtual = VirtualPad()
        virtual.press(NEXT)
        with bus_of(virtual) as bus, opener(bus.address)() as line:
            pad = self.pad(line)
            assert list(pad.pressed(0)) == [], "what was pressed before we came was meant for nobody"
            virtual.press(RECALL)
            virtual.press(MISS)

            assert list(pad.pressed(0)) == ["recall", "miss"]
            assert list(pad.pressed(0)) == []

    def test_a_counter_that_runs_over_or_begins_again_presses_nothing_by_itself(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hardware, "BOUNCE_SECONDS", 0.0)
        virtual = VirtualPad()
        virtual.slave.inputs[NEXT] = 0xFFFF
        with bus_of(virtual) as bus, opener(bus.address)() as line:
            pad = self.pad(line)
            pad.pressed(0)
            virtual.press(NEXT)
            assert list(pad.pressed(0)) == ["next"]

            virtual.slave.inputs[MISS] = 300
            pad.pressed(0)
            virtual.power_cycle()
            assert list(pad.pressed(0)) == []

    def test_a_button_that_is_held_is_one_press_where_inputs_are_read(self) -> None:
        virtual = VirtualPad()
        with bus_of(virtual) as bus, opener(bus.address)() as line:
            pad = self.pad(line, counts=False)
            pad.pressed(0)
            virtual.hold(ENTER, down=True)

            assert [list(pad.pressed(0)) for _ in range(3)] == [["enter"], [], []]
            virtual.hold(ENTER, down=False)
            assert list(pad.pressed(0)) == []

    def test_digits_lamp_and_beeper_say_it(self) -> None:
        virtual = VirtualPad()
        with bus_of(virtual) as bus, opener(bus.address)() as line:
            self.pad(line).tell(Told("KA0012", lamp=True, alarm=True))

        assert (virtual.digits, virtual.lamp, virtual.sounded) == ("0012", True, 1)

    def test_a_recorded_conversation_is_what_goes_over_the_wires(self) -> None:
        """Questions and answers of a pad at address 3, byte by byte (Modbus over Serial Line V1.02)."""
        near, far = pty.openpty()
        tty.setraw(far)
        heard = bytearray()

        def framed(body: bytes) -> bytes:
            return body + crc16(body).to_bytes(2, "little")

        question = framed(bytes.fromhex("030400000005"))
        replies = [framed(bytes.fromhex(f"03040a{n:04x}0000000000000000")) for n in (1, 2)]

        def device() -> None:
            for reply in replies:
                part = b""
                while len(part) < len(question):
                    part += os.read(near, 100)
                heard.extend(part)
                os.write(near, reply[:7])  # in two halves, as they come over a slow line
                time.sleep(0.03)
                os.write(near, reply[7:])

        thread = threading.Thread(target=device, daemon=True)
        thread.start()
        with opener(f"serial://{os.ttyname(far)}")() as line:
            pad = self.pad(line, unit=3)
            assert [list(pad.pressed(0)) for _ in range(2)] == [[], ["next"]]
        thread.join(2)
        os.close(near)
        os.close(far)
        assert bytes(heard) == question * 2

    def test_an_answer_with_a_wrong_check_sum_presses_nothing(self) -> None:
        virtual = VirtualPad()
        with bus_of(virtual) as bus, opener(bus.address)() as line:
            pad = self.pad(line)
            pad.pressed(0)
            virtual.press(NEXT)
            virtual.slave.noisy = True

            with pytest.raises(Garbled):
                pad.pressed(0)


@pytest.mark.parametrize(
    ("key", "state", "verb"),
    [
        ("enter", "called", "start"),
        ("enter", "serving", "finish"),
        ("enter", "open", None),
        ("enter", "paused", None),
        ("pause", "open", "pause"),
        ("pause", "paused", "resume"),
        ("next", "open", "next"),
        ("miss", "called", "miss"),
    ],
)
def test_a_key_means_what_its_window_allows(key: Any, state: str, verb: str | None) -> None:
    act = meaning(key, Window("3", state))

    assert (act and act.verb) == verb
    assert act is None or act.verb != "pause" or act == Act("pause", {"reason": "短暂离开 / Short break"})


@pytest.mark.parametrize(
    ("window", "told"),
    [
        (Window("3", "open", 12), Told("12", lamp=True)),
        (Window("3", "open", 0), Told("0")),
        (Window("3", "called", 2, AtWindow("A001", "called")), Told("A001", lamp=True)),
        (Window("3", "serving", 2, AtWindow("A001", "serving")), Told("A001", lamp=True)),
        (Window("3", "paused", 2), Told("PAUS")),
        (Window("3", "working", 2), Told("BUSY")),
        (Window("3", "closed"), Told("")),
    ],
)
def test_a_pad_says_whom_it_has_or_how_many_wait(window: Window, told: Told) -> None:
    assert told_of(window) == told


def pad_at_8(own_hall: RunningHall, address: str, **more: Any) -> PadRow:
    body = {"role": "window", "name": "pad-8", "window": "8"}
    token = own_hall.local("POST", "/api/v1/local/tokens", body)["token"]
    return PadRow("pad-8", "8", token, "modbus", address, **more)


@contextmanager
def serving_pads(own_hall: RunningHall, *pads: PadRow, state: Path | None = None) -> Iterator[None]:
    stop = threading.Event()
    words = (own_hall.url, own_hall.token("display", "pad-agent"), pads, stop, None, state)
    thread = threading.Thread(target=run_agent, args=words, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def kinds(own_hall: RunningHall) -> list[str]:
    return [each["kind"] for each in own_hall.events() if each["kind"].startswith("ticket.")]


@pytest.mark.long
def test_a_visit_goes_by_a_pad_on_a_bus(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    virtual, neighbour = VirtualPad(1), VirtualPad(2)
    with bus_of(neighbour, virtual) as bus, serving_pads(own_hall, pad_at_8(own_hall, bus.address)):
        assert until(lambda: virtual.digits == "0")
        number = visitor.takes_ticket(matter)["number"]
        assert until(lambda: (virtual.digits, virtual.lamp) == ("1", True))

        virtual.press(NEXT)
        assert until(lambda: virtual.digits == number[-4:])
        time.sleep(hardware.BOUNCE_SECONDS)
        virtual.press(RECALL)
        assert until(lambda: clerk.sees()["ticket"]["recalls"] == 1)
        virtual.press(ENTER)
        assert until(lambda: clerk.sees()["state"] == "serving")
        time.sleep(hardware.BOUNCE_SECONDS)
        virtual.press(ENTER)
        assert until(lambda: virtual.digits == "0")
        virtual.press(PAUSE)
        assert until(lambda: virtual.digits == "PAUS")
        assert clerk.sees()["pause_reason"] == "短暂离开 / Short break"
        time.sleep(hardware.BOUNCE_SECONDS)
        virtual.press(PAUSE)
        assert until(lambda: clerk.sees()["state"] == "open")

        assert kinds(own_hall)[-4:] == [
            "ticket.called",
            "ticket.recalled",
            "ticket.started",
            "ticket.finished",
        ]
        assert neighbour.digits == "", "what is said to one is not heard by the other"
    assert until(lambda: virtual.digits == "----"), "an agent that leaves says so"


@pytest.mark.long
def test_a_refused_act_is_told_on_the_pad_and_nobody_waiting_too(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    virtual = VirtualPad()
    with bus_of(virtual) as bus, serving_pads(own_hall, pad_at_8(own_hall, bus.address)):
        assert until(lambda: virtual.digits == "0")
        virtual.press(NEXT)
        assert until(lambda: virtual.sounded == 1), "nobody waits"
        assert until(lambda: not virtual.slave.coils[1])

        virtual.press(RECALL)  # nobody is called: the server refuses
        assert until(lambda: virtual.digits == "Err")
        assert until(lambda: virtual.digits == "0")
        virtual.press(ENTER)  # means nothing here: the server is not asked
        assert until(lambda: virtual.digits == "Err")
        visitor.takes_ticket(matter)
        clerk.calls_next()
        time.sleep(hardware.BOUNCE_SECONDS)
        virtual.press(NEXT)  # somebody is at the window already
        assert until(lambda: virtual.digits == "Err")
        assert virtual.sounded >= 4


@pytest.mark.long
def test_a_press_whose_answer_was_lost_acts_once(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[str] = []
    honest = seat.Desk.act

    def lose_the_first_answer(desk: Any, path: str, body: Any = None, key: str | None = None) -> Any:
        answer = honest(desk, path, body, key)
        if path.endswith("/recall") and not lost:
            lost.append(str(key))
            raise seat.DeskAway("the answer was lost")
        return answer

    monkeypatch.setattr(seat.Desk, "act", lose_the_first_answer)
    visitor.takes_ticket(matter)
    number = clerk.calls_next()["ticket"]["number"]
    virtual = VirtualPad()
    with bus_of(virtual) as bus, serving_pads(own_hall, pad_at_8(own_hall, bus.address)):
        assert until(lambda: virtual.digits == number[-4:])
        virtual.press(RECALL)
        assert until(lambda: lost)
        time.sleep(hardware.BOUNCE_SECONDS + 0.3)
        virtual.press(ENTER)
        assert until(lambda: clerk.sees()["state"] == "serving")

        assert kinds(own_hall).count("ticket.recalled") == 1


@pytest.mark.long
def test_a_press_while_the_server_is_away_is_given_up_and_said(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat, "PRESS_SECONDS", 0.5)
    virtual = VirtualPad()
    with bus_of(virtual) as bus, serving_pads(own_hall, pad_at_8(own_hall, bus.address)):
        visitor.takes_ticket(matter)
        assert until(lambda: virtual.digits == "1")
        own_hall.kill()
        virtual.press(NEXT)
        assert until(lambda: virtual.digits == "----")
        own_hall.start()

        assert until(lambda: virtual.digits == "1"), "nobody was called by a press of long ago"
        assert "ticket.called" not in kinds(own_hall)


@pytest.mark.long
def test_how_pads_are_is_in_the_office(
    own_hall: RunningHall, manager: Actor, clerk: Clerk, tmp_path: Path
) -> None:
    virtual = VirtualPad(1)
    clerk.sees()

    def parts() -> dict[str, tuple[str, str | None]]:
        devices = manager.ask("/devices")["devices"]
        return {part["code"]: (part["state"], part["fault"]) for each in devices for part in each["parts"]}

    with bus_of(virtual) as bus:
        good = pad_at_8(own_hall, bus.address)
        missing = PadRow("pad-9", "8", good.token, "modbus", bus.address, unit=9)
        usb = PadRow("pad-usb", "8", good.token, "usb", device="/dev/input/hall-is-not-there")
        with serving_pads(own_hall, good, missing, usb):
            assert until(
                lambda: (
                    parts()
                    == {
                        "pad-8": ("live", None),
                        "pad-9": ("dark", "silent"),
                        "pad-usb": ("dark", "unreachable"),
                    }
                )
            ), parts()
            virtual.press(PAUSE)
            assert until(lambda: virtual.digits == "PAUS"), "a dark pad keeps no other waiting"

            manager.act("/devices/window/pad-8", method="DELETE")
            assert until(lambda: parts()["pad-8"] == ("refused", "desk_refused")), parts()


GOOD = '[[pads]]\ncode = "pad-3"\nwindow = "3"\ntoken = "secret"\nkind = "modbus"\nline = "serial:///dev/ttyUSB0"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "units = 3", "did you mean `unit`"),
        (GOOD + 'buttons = ["next", "next"]', "buttons"),
        (GOOD + 'buttons = ["sleep"]', "sleep"),
        (GOOD.replace('kind = "modbus"', 'kind = "usb"'), "line or device"),
        (GOOD + 'keys = { KEYPADPLUS = "next" }', "keys"),
        (GOOD + GOOD, "said twice"),
        (GOOD.replace("serial:///dev/ttyUSB0", "ttyUSB0"), "is no line"),
    ],
)
def test_a_slip_of_the_pen_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "pads.toml"
    file.write_text(text)
    file.chmod(0o600)

    with pytest.raises(BadSetting, match=said):
        read_plan(file)


def test_a_file_with_tokens_that_others_may_read_is_refused_and_no_token_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "pads.toml"
    file.write_text(GOOD)
    file.chmod(0o644)
    with pytest.raises(BadSetting, match="chmod 600"):
        read_plan(file)

    file.chmod(0o600)

    assert "secret" not in repr(read_plan(file))


@pytest.mark.long
def test_a_pads_token_leaves_the_consoles_token_alone(data: Path) -> None:
    hall("token", "window", "3", data=data)
    made = hall("token", "window", "pad-3", "--window", "3", data=data)

    assert made.stdout.startswith("token for window pad-3: ")
    listed = hall("tokens", data=data).stdout
    assert "pad-3" in listed
