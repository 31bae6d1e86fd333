import itertools
import json
import socket
import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hallprinters.addresses import connector
from hallprinters.drawing.papers import draw
from hallprinters.drawing.raster import MM80
from hallprinters.drawing.samples import ticket_slip
from hallprinters.encode import encode
from hallprinters.press import Press
from hallprinters.profiles import profile_named
from hallprinters.transport import TcpTransport
from hallprinters.virtual import VirtualPrinter, serve_page
from hallprinters.virtual.interpreter import CutOff, Interpreter, NotUnderstood
from hallprinters.virtual.realtime import RealTimeScan
from tests.waiting import until

JOB = encode(draw(ticket_slip()), profile_named("80mm"), 42).data


def told(virtual, data, seconds=2.0):
    with TcpTransport("127.0.0.1", virtual.port) as line:
        return line.talk(data, seconds)


def cuts(events):
    return [event for event in events if isinstance(event, CutOff)]


@given(st.lists(st.integers(0, len(JOB)), max_size=8))
def test_a_job_comes_out_the_same_however_it_arrives(at):
    whole = cuts(Interpreter(MM80).feed(JOB))
    interpreter = Interpreter(MM80)
    edges = [0, *sorted(at), len(JOB)]

    events = [event for a, b in itertools.pairwise(edges) for event in interpreter.feed(JOB[a:b])]

    assert [cut.picture.tobytes() for cut in cuts(events)] == [cut.picture.tobytes() for cut in whole]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_interpreter(data):
    interpreter = Interpreter(MM80)
    list(interpreter.feed(data))
    list(interpreter.feed(b"\0" * 70_000))  # enough to end whatever picture or block was begun

    assert cuts(interpreter.feed(b"\n\x1b@" + JOB)), "after any bytes a job still comes out"


@given(st.binary(max_size=100), st.lists(st.integers(0, 100), max_size=5))
def test_real_time_commands_are_found_in_any_split(data, at):
    whole = RealTimeScan().feed(data)
    scan = RealTimeScan()
    edges = [0, *sorted(min(cut, len(data)) for cut in at), len(data)]

    found = [request for a, b in itertools.pairwise(edges) for request, _ in scan.feed(data[a:b])]

    assert found == [request for request, _ in whole]


def test_a_real_time_command_fires_even_inside_a_picture(virtual):
    assert told(virtual, b"\x1dv0\0\x48\0\x71\0" + b"\0" * 100 + b"\x10\x04\x01") == b"\x12"


def test_chinese_text_needs_no_picture(virtual):
    told(virtual, b"\x1b@\x1c&" + "政务大厅 A001\n".encode("gb18030") + b"\x1dVB\0", 0.1)

    (slip,) = virtual.wait_for_slips(1)

    assert slip.picture.convert("L").getextrema() == (0, 255)
    assert slip.picture.height < 60


def test_alignment_moves_a_picture(virtual):
    black = b"\x1dv0\0\x01\0\x08\0" + b"\xff" * 8
    told(virtual, black + b"\x1ba\x01" + black + b"\x1ba\x02" + black + b"\x1dV\0", 0.1)

    (slip,) = virtual.wait_for_slips(1)

    lefts = [
        slip.picture.crop((0, y, MM80, y + 8)).convert("L").point(lambda p: 255 - p).getbbox()[0]
        for y in (0, 8, 16)
    ]
    assert lefts == [0, 284, 568]


def test_a_command_it_does_not_know_is_noted():
    assert NotUnderstood(b"\x1b~") in list(Interpreter(MM80).feed(b"\x1b~"))


def test_it_says_its_name(virtual):
    assert told(virtual, b"\x1dIC") == b"_virtual\0"


def test_automatic_status_reports_each_change_by_itself(virtual):
    with TcpTransport("127.0.0.1", virtual.port) as line:
        at_once = line.talk(b"\x1da\xff", 2.0)
        virtual.faults.cover_open = True
        changed = line.talk(b"", 2.0)

    assert at_once == bytes.fromhex("10000000")
    assert changed == bytes.fromhex("38000000")


def test_gs_r_waits_while_there_is_no_paper(virtual):
    virtual.faults.paper_out = True
    with TcpTransport("127.0.0.1", virtual.port) as line:
        before = line.talk(b"\x1dr\x01", 0.2)
        virtual.faults.paper_out = False
        after = line.talk(b"", 2.0)

    assert (before, after) == (b"", b"\0")


def test_clearing_throws_away_what_is_held(virtual):
    virtual.faults.hold = True
    with TcpTransport("127.0.0.1", virtual.port) as line:
        line.talk(JOB, 0.1)
        cleared = line.talk(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 2.0)
        virtual.faults.hold = False

    assert cleared.endswith(b"7%\0")
    assert virtual.wait_for_slips(1, 0.3) == []


def test_a_held_slip_prints_later(virtual):
    virtual.faults.hold = True
    with TcpTransport("127.0.0.1", virtual.port) as line:
        line.talk(JOB, 0.1)
        assert virtual.slips == []

        virtual.faults.hold = False

        assert len(virtual.wait_for_slips(1)) == 1


def test_printing_takes_the_time_that_paper_takes(tmp_path):
    with VirtualPrinter(out=tmp_path, speed=150) as slow:
        begun = time.monotonic()
        told(slow, JOB, 0.1)
        slow.wait_for_slips(1)

    assert time.monotonic() - begun >= draw(ticket_slip()).height / 8 / 150


def test_slips_are_numbered_on_after_a_restart(tmp_path):
    for _ in range(2):
        with VirtualPrinter(out=tmp_path, speed=3000) as printer:
            told(printer, JOB, 0.1)
            printer.wait_for_slips(1)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "0001.bin",
        "0001.png",
        "0002.bin",
        "0002.png",
    ]
    assert (tmp_path / "0002.bin").read_bytes() in JOB
    with Image.open(tmp_path / "0002.png") as picture:
        assert picture.size == draw(ticket_slip()).size


def test_a_port_in_use_is_an_error(virtual, tmp_path):
    with pytest.raises(OSError, match="in use"):
        VirtualPrinter(virtual.port, out=tmp_path)


def test_a_fault_that_does_not_exist_is_refused(virtual):
    with pytest.raises(AttributeError, match="paper_out"):
        virtual.faults.paper_jam = True


def test_the_page_shows_slips_and_breaks_the_printer(virtual):
    told(virtual, JOB, 0.1)
    virtual.wait_for_slips(1)
    with (
        serve_page(virtual) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as browser,
    ):
        page = browser.post("/faults/paper_out/on")
        state = browser.get("/state.json").json()
        picture = browser.get("/slips/1.png")

        assert '<img src="/slips/1.png"' in page.text
        assert 'aria-pressed="true">缺纸' in page.text
        assert state["paper_out"]
        assert state["slips"] == 1
        assert picture.content.startswith(b"\x89PNG")
        assert virtual.faults.paper_out
        assert browser.post("/faults/paper_out/off").status_code == 200
        assert browser.post("/power-cycle").status_code == 200
        assert browser.post("/faults/fire/on").status_code == 404
        assert browser.get("/slips/9.png").status_code == 404
        assert json.loads(browser.get("/state.json").text)["paper_out"] is False


def test_another_pages_script_cannot_press_the_buttons(virtual):
    with serve_page(virtual) as port:
        answer = httpx.post(
            f"http://127.0.0.1:{port}/faults/stall/on", headers={"Origin": "http://evil.example"}
        )

    assert answer.status_code == 403
    assert not virtual.faults.stall


def test_a_power_cycle_breaks_every_connection(virtual):
    with socket.create_connection(("127.0.0.1", virtual.port)) as line:
        line.sendall(b"\x10\x04\x01")
        assert line.recv(1) == b"\x12"

        virtual.power_cycle()

        with pytest.raises(ConnectionResetError):
            line.recv(1)


def test_a_printer_that_refuses_has_a_closed_port_until_it_listens_again(virtual):
    virtual.faults.refuse = True
    press = Press(connector(virtual.address), profile_named("80mm"))
    assert until(lambda: press.read().state == "silent")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", virtual.port), 1)
    virtual.faults.refuse = False

    assert until(lambda: press.read().state == "ready")


def test_a_half_open_line_is_silence_and_a_new_one_is_not(virtual):
    with connector(virtual.address)() as old:
        assert old.talk(b"\x10\x04\x01", 1.0) == b"\x12"
        virtual.abandon()

        assert old.talk(b"\x10\x04\x01", 0.3) == b""
    assert Press(connector(virtual.address), profile_named("80mm")).read().state == "ready"


def test_paper_that_runs_out_in_the_middle_goes_on_after_the_refill(virtual):
    kind = profile_named("80mm")
    job = encode(draw(ticket_slip("A001")), kind, 7)
    virtual.faults.rows_left = 300
    with connector(virtual.address)() as line:
        line.talk(job.data)
        assert until(lambda: virtual.faults.paper_out)
        assert virtual.slips == []
        virtual.faults.paper_out = False

        assert len(virtual.wait_for_slips(1)) == 1
    assert virtual.slips[0].picture.height == job.height


def test_counted_faults_and_half_open_lines_come_by_http(virtual):
    with serve_page(virtual) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as browser:
        for act in ("faults/tear_after/1200", "faults/rows_left/40", "abandon"):
            assert browser.post(act).status_code == 303
        told = browser.get("state.json").json()
        assert (told["tear_after"], told["rows_left"], told["refuse"]) == (1200, 40, False)
        assert browser.post("faults/tear_after/off").status_code == 303
        assert browser.get("state.json").json()["tear_after"] is None
        for nonsense in ("faults/tear_after/x", "faults/tear_after/99999999999", "faults/fire/on", "explode"):
            assert browser.post(nonsense).status_code == 404
