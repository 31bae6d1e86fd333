"""Readers: recorded streams give what was held to them, once; a card gives its number and nothing else of it is kept."""

from __future__ import annotations

import http.client
import json
import logging
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallkiosk.examining import examine
from hallkiosk.keys import PRESSED, RELEASED, REPEATED, Keyboard
from hallkiosk.readers import cards, hardware
from hallkiosk.readers.agent import run_agent
from hallkiosk.readers.cards import CardReader
from hallkiosk.readers.hardware import Scanner, TypingReader
from hallkiosk.readers.offering import Offering
from hallkiosk.readers.plans import ReaderPlan, ReaderRow, read_plan
from hallkiosk.readers.scans import Scan, check_character, scan_of
from hallkiosk.readers.sdk import DIALECTS, SdkReader
from hallkiosk.readers.virtual import VirtualCardReader, VirtualScanner
from hallserver.core.casework.identity import is_citizen_number
from hallwires.errors import BadSetting, Garbled, Refused, Silent, Unreachable
from hallwires.health import beside, kept
from hallwires.lines import opener
from tests.kiosk.conftest import key_events, stream
from tests.waiting import PATIENCE_S, until

CARD = "11010519491231002X"  # the worked example of the standard (GB 11643)
MISREAD = "110105194912310021"
PERMIT = "CHN310180010101"


def read_all(reader: Any, seconds: float = 0.6) -> list[Scan]:
    deadline = time.monotonic() + seconds
    found: list[Scan] = []
    while time.monotonic() < deadline:
        found += reader.read(0.05)
    return found


class TestNumbers:
    def test_the_standards_own_example_has_its_check_character(self) -> None:
        assert check_character(CARD[:17]) == "X"
        assert scan_of(CARD.lower()) == Scan("identity", CARD)

    @given(st.integers(0, 999), st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(100_000, 999_999))
    def test_a_check_character_is_the_one_that_the_server_accepts(
        self, serial: int, born: Any, region: int
    ) -> None:
        digits = f"{region}{born:%Y%m%d}{serial:03d}"
        number = digits + check_character(digits)
        assert is_citizen_number(number)
        assert scan_of(number) == Scan("identity", number)
        for other in "0123456789X".replace(number[-1], ""):
            assert scan_of(digits + other) == Scan("misread")

    def test_a_card_that_was_read_badly_is_not_kept(self) -> None:
        scan = scan_of(MISREAD)

        assert scan == Scan("misread", "")

    @pytest.mark.parametrize(
        ("said", "text"),
        [("  204518\x02 ", "204518"), ("https://hall/t#1.aa", "https://hall/t#1.aa"), ("取件码", "取件码")],
    )
    def test_all_else_is_a_text(self, said: str, text: str) -> None:
        assert scan_of(said) == Scan("text", text)

    @pytest.mark.parametrize("said", ["", "  ", "\x00\x01", "x" * 600])
    def test_nothing_and_too_much_is_nothing(self, said: str) -> None:
        assert scan_of(said) is None

    @pytest.mark.parametrize(("text", "person"), [("H12345678", True), (PERMIT, True), ("204518", False)])
    def test_papers_are_a_person_too_and_no_reading_is_printed(self, text: str, person: bool) -> None:
        assert Scan("text", text).is_person == person
        assert text not in repr(Scan("text", text))
        assert CARD not in f"{scan_of(CARD)}"


class TestScanners:
    @pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b""])
    @pytest.mark.parametrize("line", ["serial", "tcp"])
    def test_a_code_is_read_once_whatever_ends_it(self, end: bytes, line: str) -> None:
        with VirtualScanner(line, end=end) as virtual, opener(virtual.address)() as opened:
            reader = Scanner(opened)
            read_all(reader, 0.1)
            virtual.hold("204518")

            assert read_all(reader) == [Scan("text", "204518")]

    def test_a_text_in_pieces_is_one_and_two_in_a_piece_are_two(self) -> None:
        with VirtualScanner() as virtual, opener(virtual.address)() as opened:
            reader = Scanner(opened)
            found = []
            for part in (b"\x022045", b"18\r\nhttps://h", b"all/#1\r"):
                virtual.send(part)
                found += reader.read(0.05)
            found += read_all(reader)

        assert [each.text for each in found] == ["204518", "https://hall/#1"]

    def test_chinese_in_the_countrys_own_coding_is_read(self) -> None:
        with VirtualScanner() as virtual, opener(virtual.address)() as opened:
            reader = Scanner(opened)
            virtual.send("取件码".encode("gb18030") + b"\r")

            assert read_all(reader) == [Scan("text", "取件码")]

    def test_an_endless_stream_is_cut(self) -> None:
        with VirtualScanner() as virtual, opener(virtual.address)() as opened:
            reader = Scanner(opened)
            for _ in range(8):
                virtual.send(b"x" * 1000)
                reader.read(0.05)
                assert len(reader._kept) < 5000
            assert read_all(reader, 0.3) == []

    def test_a_typing_reader_is_read_without_any_focus(self) -> None:
        keys = [("LEFTSHIFT", PRESSED), ("H", PRESSED), ("H", RELEASED), ("LEFTSHIFT", RELEASED)]
        keys += [
            (each, value)
            for each in ("1", "MINUS", "KP2", "SLASH")
            for value in (PRESSED, REPEATED, RELEASED)
        ]
        with stream(key_events(*keys, ("ENTER", PRESSED))) as (near, device):
            reader = TypingReader(Keyboard(device))
            found = read_all(reader, 0.2)
            os.write(near, key_events(*[(each, PRESSED) for each in CARD], ("KPENTER", PRESSED)))
            found += read_all(reader, 0.3)
            reader.close()

        assert found == [Scan("text", "H1-2/"), Scan("identity", CARD)]


class TestCards:
    @contextmanager
    def laid(self, number: str) -> Iterator[tuple[VirtualCardReader, CardReader]]:
        with VirtualCardReader() as virtual, opener(virtual.address)() as line:
            reader = CardReader(line)
            assert list(reader.read(0)) == []
            virtual.hold(number)
            yield virtual, reader

    @pytest.mark.parametrize(
        ("number", "scan"),
        [(CARD, Scan("identity", CARD)), (MISREAD, Scan("misread")), (PERMIT, Scan("text", PERMIT))],
    )
    def test_a_card_gives_its_number(self, number: str, scan: Scan) -> None:
        with self.laid(number) as (_, reader):
            assert list(reader.read(0)) == [scan]

    def test_a_card_that_stays_is_read_once_and_again_when_it_comes_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with self.laid(CARD) as (virtual, reader):
            assert len(reader.read(0)) == 1
            assert list(reader.read(0)) == []
            virtual.hold(CARD)
            assert list(reader.read(0)) == [], "as if it had lain there all the time"
            monkeypatch.setattr(hardware, "AGAIN_SECONDS", 0.0)
            virtual.hold(CARD)
            assert len(reader.read(0)) == 1

    def test_nothing_of_a_card_stays_in_memory_but_what_was_given(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept_data: list[bytearray] = []
        honest = cards.number_in

        def spy(data: bytearray) -> str:
            kept_data.append(data)
            return honest(data)

        monkeypatch.setattr(cards, "number_in", spy)
        with self.laid(CARD) as (_, reader):
            reader.read(0)
            assert kept_data
            assert not any(kept_data[0])
            assert CARD not in repr(reader._same)

    @pytest.mark.parametrize(
        ("fault", "error"), [("silent", Silent), ("noisy", Garbled), ("broken", Refused)]
    )
    def test_each_way_to_fail_is_told_apart(self, fault: str, error: type[Exception]) -> None:
        with self.laid(CARD) as (virtual, reader):
            setattr(virtual, fault, True)
            with pytest.raises(error):
                reader.read(0)

    def test_the_frames_are_those_that_makers_publish(self) -> None:
        assert cards.frame(cards.FIND).hex() == "aaaaaa96690003200122"
        assert cards.frame(cards.SELECT).hex() == "aaaaaa96690003200221"
        assert cards.frame(cards.READ).hex() == "aaaaaa96690003300132"

    def test_a_card_that_is_taken_away_in_the_middle_is_no_error(self) -> None:
        with self.laid(CARD) as (virtual, reader):
            honest = virtual._answer

            def take_away(question: bytes) -> bytes:
                if question == cards.frame(cards.READ):
                    virtual.take_away()
                return honest(question)

            virtual._answer = take_away  # type: ignore[method-assign] - a hand that is quick
            assert list(reader.read(0)) == []


SOURCE = """
#include <string.h>
static int there = 0, opened = 0;
int CVR_InitComm(int port) { opened = port == 1001; return opened ? 1 : 2; }
int CVR_Authenticate(void) { there = !there; return opened && there ? 1 : 2; }
int CVR_Read_Content(int active) { return active == 1 ? 1 : 0; }
int GetPeopleIDCode(char *text, int *length) { strcpy(text, "11010519491231002X"); *length = 18; return 1; }
int CVR_CloseComm(void) { opened = 0; return 1; }
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vendor's library, as small as one can be."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("NO C COMPILER HERE: the binding of a vendor's library was not tried")
    folder = tmp_path_factory.mktemp("vendor")
    (folder / "vendor.c").write_text(SOURCE)
    made = folder / "libtermb.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, folder / "vendor.c"], check=True)
    return made


class TestSdk:
    def test_a_vendors_library_is_bound_by_its_table(self, library: Path) -> None:
        reader = SdkReader(library, "cvr", 1001)

        assert [list(reader.read(0)) for _ in range(3)] == [[Scan("identity", CARD)], [], []]
        reader.close()

    def test_a_port_without_a_reader_is_told(self, library: Path) -> None:
        with pytest.raises(Unreachable, match="port 4"):
            SdkReader(library, "cvr", 4)

    def test_what_is_no_such_library_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "text.so").write_text("no library")
        for path in (tmp_path / "text.so", tmp_path / "nowhere.so"):
            with pytest.raises(BadSetting, match="is no library of the dialect cvr"):
                SdkReader(path, "cvr", 1001)

    def test_a_library_that_lacks_a_call_is_told(
        self, library: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(DIALECTS, "strange", replace(DIALECTS["cvr"], find="FindIt"))

        with pytest.raises(BadSetting, match="FindIt"):
            SdkReader(library, "strange", 1001)


class Page:
    """A page of the kiosk, as its browser hears the agent."""

    def __init__(self, port: int, origin: str = "http://hall.example:8000", host: str | None = None) -> None:
        self.heard: list[tuple[str, Any]] = []
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self._connection.putrequest("GET", "/scans", skip_host=True)
        self._connection.putheader("Host", host or f"127.0.0.1:{port}")
        if origin:
            self._connection.putheader("Origin", origin)
        self._connection.endheaders()
        self.answer = self._connection.getresponse()
        self._thread = threading.Thread(target=self._hear, daemon=True)
        self._thread.start()

    def scans(self) -> list[Any]:
        return [said for event, said in self.heard if event == "scan"]

    def ends(self) -> bool:
        self._thread.join(PATIENCE_S)
        return not self._thread.is_alive()

    def close(self) -> None:
        self.answer.close()
        self._connection.close()

    def _hear(self) -> None:
        event = ""
        try:
            for line in self.answer:
                name, _, said = line.decode().strip().partition(": ")
                if name == "event":
                    event = said
                elif name == "data":
                    self.heard.append((event, json.loads(said)))
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            return


class TestOffering:
    @pytest.fixture
    def offering(self) -> Iterator[Offering]:
        with Offering(["http://hall.example:8000"], 0) as made:
            yield made

    @pytest.mark.parametrize(
        ("origin", "host"),
        [
            ("http://evil.example", None),
            ("null", None),
            ("", None),
            ("http://hall.example:8001", None),
            ("https://hall.example:8000", None),
            ("http://hall.example:8000", "rebound.example:80"),
        ],
    )
    def test_a_page_of_another_origin_or_a_rebound_name_hears_nothing(
        self, offering: Offering, origin: str, host: str | None
    ) -> None:
        page = Page(offering.port, origin, host)

        assert page.answer.status == 403
        assert page.answer.headers.get("Access-Control-Allow-Origin") is None
        assert not offering.give(Scan("identity", CARD))
        page.close()

    def test_the_agent_listens_on_this_machine_alone(self, offering: Offering) -> None:
        assert offering._server.server_address[0] == "127.0.0.1"

    def test_a_browser_that_asks_first_is_answered_for_the_hall_alone(self, offering: Offering) -> None:
        for origin, status in (("http://hall.example:8000", 204), ("http://evil.example", 403)):
            connection = http.client.HTTPConnection("127.0.0.1", offering.port, timeout=10)
            connection.request(
                "OPTIONS",
                "/scans",
                headers={"Origin": origin, "Access-Control-Request-Private-Network": "true"},
            )
            assert connection.getresponse().status == status
            connection.close()

    def test_what_no_page_hears_is_forgotten(self, offering: Offering) -> None:
        assert not offering.give(Scan("identity", CARD))
        page = Page(offering.port)
        assert until(lambda: page.heard)

        assert offering.give(Scan("text", "204518"))

        assert until(lambda: page.scans() == [{"kind": "text", "text": "204518"}])
        page.close()

    def test_the_newest_page_hears_and_the_one_before_no_more(self, offering: Offering) -> None:
        old = Page(offering.port)
        assert until(lambda: old.heard)
        new = Page(offering.port)
        assert until(lambda: new.heard)
        assert old.ends()

        offering.give(Scan("identity", CARD))

        assert until(new.scans)
        assert old.scans() == []
        old.close()
        new.close()


@contextmanager
def reading(plan: ReaderPlan, state: Path | None = None) -> Iterator[int]:
    stop, ports = threading.Event(), []
    thread = threading.Thread(target=run_agent, args=(plan, stop, state, ports.append), daemon=True)
    thread.start()
    assert until(lambda: ports)
    try:
        yield ports[0]
    finally:
        stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_what_is_held_to_readers_comes_to_the_page_and_into_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    state = tmp_path / "readers.state.json"
    with VirtualScanner() as scanner, VirtualCardReader() as card:
        rows = (
            ReaderRow("qr-1", "line", scanner.address),
            ReaderRow("card-1", "card", card.address),
            ReaderRow("gone", "line", "serial:///dev/hall-is-not-there"),
        )
        with reading(ReaderPlan(("http://hall.example:8000",), rows, 0), state) as port:
            page = Page(port)
            assert until(lambda: (found := kept(state)) is not None and len(found.parts) == 3)
            scanner.hold("204518")
            assert until(lambda: len(page.scans()) == 1)
            card.hold(CARD)
            assert until(lambda: len(page.scans()) == 2)

            assert page.scans() == [
                {"kind": "text", "text": "204518"},
                {"kind": "identity", "text": CARD},
            ]
            card.silent = True
            assert until(
                lambda: (
                    "dark"
                    in [
                        part["state"]
                        for event, said in page.heard[-1:]
                        if event == "parts"
                        for part in said
                        if part["code"] == "card-1"
                    ]
                )
            )
            page.close()
        assert page.ends()
    found = kept(state)
    assert found is not None
    assert {part.code: (part.state, part.fault) for part in found.parts}["gone"] == ("dark", "unreachable")
    assert "reader card-1: given" in caplog.text
    for secret in (CARD, CARD[-4:], "204518"):
        assert secret not in caplog.text
    assert CARD not in state.read_text()


GOOD = 'origins = ["https://hall.example"]\n[[readers]]\ncode = "qr"\nkind = "line"\nline = "serial:///dev/ttyACM0"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("https://hall.example", "https://hall.example/kiosk"), "is no origin"),
        (GOOD.replace('["https://hall.example"]', "[]"), "origins"),
        (GOOD.replace("line = ", "device = "), "line"),
        (GOOD + 'lin = "x"', "did you mean `line`"),
        (GOOD + 'dialect = "xyz"', "dialect"),
        (GOOD + 'library = "termb.so"', "library"),
        (GOOD + GOOD.partition("\n")[2], "said twice"),
    ],
)
def test_a_slip_of_the_pen_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "readers.toml"
    file.write_text(text)

    with pytest.raises(BadSetting, match=said):
        read_plan(file)


def test_the_doctor_looks_at_pads_and_readers(tmp_path: Path) -> None:
    with VirtualScanner() as scanner:
        (tmp_path / "readers.toml").write_text(
            GOOD.replace("serial:///dev/ttyACM0", scanner.address)
            + '[[readers]]\ncode = "keys"\nkind = "typing"\ndevice = "/dev/input/hall-is-not-there"\n'
        )
        pads = tmp_path / "pads.toml"
        pads.write_text(
            '[[pads]]\ncode = "pad-3"\nwindow = "3"\ntoken = "t"\nkind = "modbus"\nline = "tcp://127.0.0.1:1"\n'
        )
        pads.chmod(0o644)
        found = list(examine(tmp_path))
        assert "chmod 600" in found[0].en
        pads.chmod(0o600)
        found = list(examine(tmp_path))

    assert [each.good for each in found] == [False, False, False, True, False]
    assert "hall pad agent" in found[0].en
    assert "hall reader agent" in found[2].zh
    assert "USB" in found[4].zh
    assert beside(pads).name == "pads.state.json"


def test_a_device_file_without_the_right_to_it_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "readers.toml").write_text(
        GOOD.partition("[[")[0] + '[[readers]]\ncode = "keys"\nkind = "typing"\ndevice = "/dev/null"\n'
    )
    honest = Path.open

    def refuse(path: Path, *words: Any, **more: Any) -> Any:
        if str(path) == "/dev/null":
            raise PermissionError(13, "Permission denied")
        return honest(path, *words, **more)

    monkeypatch.setattr(Path, "open", refuse)

    found = list(examine(tmp_path))

    assert "usermod -aG dialout,input" in found[1].en
    assert "没有权限" in found[1].zh
