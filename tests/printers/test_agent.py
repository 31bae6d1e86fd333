import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from PIL import Image

from hallprinters.agent import run_agent
from hallprinters.client import Report
from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import VOID, ticket_slip
from hallprinters.drawing.slip import Number, Slip, Text
from hallprinters.journal import Entry, Journal
from hallprinters.virtual import VirtualPrinter

TOKEN = "a-printer-token"


def listed(code, address, profile="80mm"):
    return {
        "code": code,
        "name": {"zh": "打印机", "en": "printer"},
        "address": address,
        "profile": profile,
        "state": "ready",
    }


@contextmanager
def agent(server, data, printers=None, url=None, ca=None):
    """The print agent at work, and its promise to leave within a second."""
    stop = threading.Event()
    working = threading.Thread(target=run_agent, args=(url or server.url, TOKEN, data, stop, printers, ca))
    working.start()
    try:
        yield
    finally:
        stop.set()
        begun = time.monotonic()
        working.join(5)
        assert time.monotonic() - begun < 1.2


@pytest.fixture
def kiosk_printer(server, virtual):
    server.printers = [listed("k1", virtual.address)]
    return virtual


def test_a_leased_job_is_printed_once_and_reported(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        job = server.queue("k1", ticket_slip("A007"))
        server.wait_for(lambda s: "printed" in s.states())

    assert [(number, report["state"]) for number, report in server.reports] == [
        (job, "sending"),
        (job, "printed"),
    ]
    assert server.reports[-1][1]["method"] == "process_id"
    assert server.reports[-1][1]["bytes_sent"] > 10_000
    assert len(kiosk_printer.slips) == 1
    assert server.tokens == {f"Bearer {TOKEN}"}


def test_several_jobs_come_out_in_order(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        jobs = [server.queue("k1", ticket_slip(f"A{n:03}")) for n in range(4)]
        server.wait_for(lambda s: s.states().count("printed") == 4)

    assert [number for number, report in server.reports if report["state"] == "printed"] == jobs
    assert len(kiosk_printer.slips) == 4


def test_every_post_has_a_key_of_its_own(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    keys = [key for _, key in server.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_a_report_is_tried_again_under_the_same_key(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.wait_for(lambda s: s.readings)
        server.fail_next = 2
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    keys = [key for path, key in server.keys if path.endswith("/report")]
    assert len(keys) == 4
    assert len(set(keys)) == 2
    assert len(kiosk_printer.slips) == 1


def test_a_lost_lease_prints_nothing(server, kiosk_printer, tmp_path):
    server.refuse = {"sending": 409}
    with agent(server, tmp_path):
        server.queue("k1")
        server.wait_for(lambda s: any(path.endswith("/report") for path, _ in s.keys))
        time.sleep(0.3)

    assert server.reports == []
    assert kiosk_printer.slips == []


def test_a_lease_that_runs_out_while_the_server_is_away_prints_nothing(server, kiosk_printer, tmp_path):
    server.fail_next = 1000
    with agent(server, tmp_path):
        server.queue("k1", lease_seconds=1)
        time.sleep(2.5)

    assert server.reports == []
    assert kiosk_printer.slips == []


def test_a_job_for_a_printer_without_paper_is_given_back(server, kiosk_printer, tmp_path):
    kiosk_printer.faults.paper_out = True
    with agent(server, tmp_path):
        server.queue("k1")
        server.wait_for(lambda s: s.reports)

    (_, report), *_ = server.reports
    assert (report["state"], report["bytes_sent"]) == ("stalled", 0)
    assert report["reason"].startswith("paper_out")


def test_a_slip_that_cannot_be_drawn_failed_for_good(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.queue("k1", raw={"elements": [{"type": "bomb"}]})
        server.wait_for(lambda s: s.reports)
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    assert server.states() == ["failed", "sending", "printed"]
    assert "bad_slip" in server.reports[0][1]["reason"]
    assert len(kiosk_printer.slips) == 1


def test_a_rare_character_is_reported_with_the_printed_slip(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.queue("k1", Slip((Text("王\U00031353"),)))
        server.wait_for(lambda s: "printed" in s.states())

    assert "\U00031353" in server.reports[-1][1]["reason"]


def test_the_state_is_told_at_the_start_and_at_each_change(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.wait_for(lambda s: s.readings)
        kiosk_printer.faults.cover_open = True
        broken = time.monotonic()
        server.wait_for(lambda s: s.readings[-1][1] == "cover_open")

    assert [state for _, state, _ in server.readings] == ["ready", "cover_open"]
    assert server.readings[-1][2] - broken < 5


def test_a_desk_that_is_slow_to_hear_of_a_printer_holds_up_no_slip(server, kiosk_printer, tmp_path):
    with agent(server, tmp_path):
        server.wait_for(lambda s: ("k1", "ready") in [each[:2] for each in s.readings])
        server.slow_reading = 4.0
        kiosk_printer.faults.paper_low = True
        time.sleep(2.0)  # it is being told
        began = time.monotonic()
        server.queue("k1", ticket_slip("A007"))
        server.wait_for(lambda s: "printed" in s.states())
        took = time.monotonic() - began
        server.slow_reading = 0.0

    assert took < 1.8


def test_a_printer_that_is_not_there_is_silent_and_the_others_print(server, virtual, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nowhere = f"tcp://127.0.0.1:{gone.getsockname()[1]}"
    server.printers = [listed("k1", nowhere), listed("k2", virtual.address), listed("k3", "carrier-pigeon:")]
    with agent(server, tmp_path):
        server.queue("k2")
        server.wait_for(
            lambda s: "printed" in s.states() and {code for code, *_ in s.readings} == {"k1", "k2", "k3"}
        )

    states = {code: state for code, state, _ in server.readings}
    assert states == {"k1": "silent", "k2": "ready", "k3": "error"}


def test_an_agent_serves_only_the_printers_it_was_given(server, virtual, tmp_path):
    server.printers = [listed("k1", virtual.address), listed("k2", "memory:")]
    with agent(server, tmp_path, ["k2"]):
        server.wait_for(lambda s: s.readings)
        time.sleep(0.3)

    assert {code for code, *_ in server.readings} == {"k2"}


def test_a_virtual_address_prints_into_the_data_folder(server, tmp_path):
    server.printers = [listed("hall-1", "virtual:")]
    with agent(server, tmp_path):
        server.queue("hall-1")
        server.wait_for(lambda s: "printed" in s.states())

    assert (tmp_path / "slips" / "hall-1" / "0001.png").exists()
    assert server.reports[-1][1]["method"] == "process_id"


def test_a_code_that_is_no_folder_name_gets_no_virtual_printer(server, tmp_path):
    server.printers = [listed("../../etc", "virtual:")]
    with agent(server, tmp_path / "data"):
        server.wait_for(lambda s: any("reading" in path for path, _ in s.keys))

    assert list(tmp_path.iterdir()) == []


def test_an_agent_that_starts_before_the_server_waits_for_it(server, kiosk_printer, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nowhere = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with agent(server, tmp_path, url=nowhere):
        time.sleep(0.5)

    assert kiosk_printer.slips == []


def test_an_agent_reaches_the_server_over_a_unix_socket(server, kiosk_printer, tmp_path):
    path = tmp_path / "hall.sock"
    with _forwarded(path, server.url), agent(server, tmp_path, url=f"unix:{path}"):
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    assert server.states() == ["sending", "printed"]


@contextmanager
def _forwarded(path, url):
    """A unix socket whose bytes go to the stub server."""
    host, port = url.removeprefix("http://").split(":")
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(path))
    door.listen()
    open_sockets = [door]

    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def serve():
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            far = socket.create_connection((host, int(port)))
            open_sockets.extend((near, far))
            for ends in ((near, far), (far, near)):
                threading.Thread(target=pump, args=ends, daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    door.shutdown(socket.SHUT_RDWR)
    thread.join()
    for end in open_sockets:
        end.close()


def test_a_printer_that_moves_is_followed(server, virtual, tmp_path, monkeypatch):
    monkeypatch.setattr("hallprinters.agent.ROLL_CALL_SECONDS", 0.3)
    server.printers = [listed("k1", "memory:")]
    with agent(server, tmp_path):
        server.wait_for(lambda s: s.readings)
        server.printers = [listed("k1", virtual.address)]
        time.sleep(1)
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    assert len(virtual.slips) == 1


def test_an_agent_killed_half_way_leaves_one_torn_slip_and_no_second_copy(server, tmp_path):
    with VirtualPrinter(out=tmp_path / "slips", speed=40) as slow:
        server.printers = [listed("k1", slow.address)]
        script = (
            "import sys, threading; from pathlib import Path; from hallprinters.agent import run_agent;"
            "run_agent(sys.argv[1], 'x', Path(sys.argv[2]), threading.Event())"
        )
        with subprocess.Popen([sys.executable, "-c", script, server.url, str(tmp_path / "data")]) as killed:
            job = server.queue("k1")
            server.wait_for(lambda s: "sending" in s.states(), 20)
            time.sleep(0.05)
            os.kill(killed.pid, signal.SIGKILL)
        slow._speed = 3000
        with agent(server, tmp_path):
            server.queue("k1", ticket_slip("A002"))
            server.wait_for(lambda s: "printed" in s.states(), 20)

    # The server knows that job as "sending" and calls it unconfirmed when the lease ends: the agent claims nothing.
    assert [report["state"] for number, report in server.reports if number == job] == ["sending"]
    assert len(slow.slips) in {1, 2}


@pytest.fixture
def secure(server, tmp_path):
    """The same server behind TLS, with a certificate of a hall's own authority."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip(
            "no openssl here, so the agent's https is not tested: `apt-get install openssl` lifts this"
        )
    key, certificate = tmp_path / "key.pem", tmp_path / "ca.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=hall", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [openssl, *words, "-keyout", key, "-out", certificate, *names], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.url = server.url.replace("http:", "https:")
    return certificate


def test_over_https_the_halls_own_authority_is_trusted_when_it_is_given(
    server, kiosk_printer, secure, tmp_path
):
    with agent(server, tmp_path, ca=secure):
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    assert len(kiosk_printer.slips) == 1


def test_over_https_an_unknown_authority_gets_neither_token_nor_job(server, kiosk_printer, secure, tmp_path):
    with agent(server, tmp_path):
        server.queue("k1")
        time.sleep(1.0)

    assert server.tokens == set()
    assert kiosk_printer.slips == []
    assert secure.is_file()


def test_an_end_that_the_server_never_heard_is_told_after_a_restart(server, kiosk_printer, tmp_path):
    server.fail_after("sending", 10_000)
    with agent(server, tmp_path):
        job = server.queue("k1")
        server.wait_for(lambda s: "sending" in s.states())
        kiosk_printer.wait_for_slips(1)
        time.sleep(0.3)
    server.fail_after(None, 0)
    with agent(server, tmp_path):
        server.wait_for(lambda s: "printed" in s.states())

    assert [(number, report["state"]) for number, report in server.reports] == [
        (job, "sending"),
        (job, "printed"),
    ]
    assert len(kiosk_printer.slips) == 1
    assert (tmp_path / "printing/k1.json").read_bytes() == b"[]"


def test_what_was_begun_and_never_ended_is_unconfirmed_after_a_restart_and_its_paper_voided(
    server, kiosk_printer, tmp_path
):
    journal = Journal(tmp_path / "printing/k1.json")
    journal.note(Entry(41, Report(1, "unconfirmed", reason="stopped"), "a-key", begun=True))
    with agent(server, tmp_path):
        server.wait_for(lambda s: s.reports)
        papers = kiosk_printer.wait_for_slips(1)

    assert server.reports[0] == (
        41,
        {
            "attempt": 1,
            "state": "unconfirmed",
            "method": None,
            "reason": "stopped",
            "bytes_sent": 0,
            "cleared": True,
            "paper_mm": 0,
        },
    )
    assert len(papers) == 1
    assert Image.open(papers[0].path).convert("1").tobytes().endswith(draw(VOID).tobytes())


def test_a_journal_that_cannot_be_read_does_not_stop_the_agent(server, kiosk_printer, tmp_path):
    (tmp_path / "printing").mkdir()
    (tmp_path / "printing/k1.json").write_text("{half a")
    with agent(server, tmp_path):
        server.queue("k1")
        server.wait_for(lambda s: "printed" in s.states())

    assert len(kiosk_printer.slips) == 1


def test_another_agents_printer_is_left_alone_and_asked_for_again(server, kiosk_printer, tmp_path):
    server.taken = True
    with agent(server, tmp_path):
        server.queue("k1")
        time.sleep(0.5)
        assert kiosk_printer.slips == []
        with server.changed:
            server.taken = False
        server.wait_for(lambda s: "printed" in s.states())

    assert len(kiosk_printer.slips) == 1


def test_a_hybrid_printer_gets_text_and_says_how_much_paper_it_took(server, virtual, tmp_path):
    server.printers = [listed("k1", virtual.address, "80mm-hybrid")]
    with agent(server, tmp_path):
        server.queue("k1", Slip((Text("政务大厅"), Number("A107"))))
        server.wait_for(lambda s: "printed" in s.states())

    assert "政务大厅".encode("gbk") in virtual.slips[0].raw
    assert server.reports[-1][1]["paper_mm"] > 20
