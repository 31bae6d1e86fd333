"""Actors and props of the paper tests: real sockets, a real virtual printer, a small server that is not ours."""

import json
import select
import socket
import threading
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import HealthCheck, settings

from hallprinters.addresses import connector
from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import to_json
from hallprinters.press import Press
from hallprinters.profiles import profile_named
from hallprinters.virtual import VirtualPrinter
from tests.waiting import PATIENCE_S

settings.register_profile(
    "paper", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("paper")


@pytest.fixture
def virtual(tmp_path):
    with VirtualPrinter(out=tmp_path / "slips", speed=3000) as printer:
        yield printer


@pytest.fixture
def press(virtual):
    return Press(connector(virtual.address), profile_named("80mm"))


class PretendServer:
    """Stands where the hall's server stands: leases what it is given and remembers what it is told."""

    def __init__(self):
        self.printers = []
        self.jobs = deque()
        self.reports = []
        self.readings = []
        self.keys = []
        self.tokens = set()
        self.refuse = {}  # report state -> HTTP status
        self.slow_reading = 0.0  # seconds until a reading is answered
        self.fail_next = 0
        self.failing_after = None
        self.taken = False
        self.changed = threading.Condition()
        self.leaving = False
        stub = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                stub.hear(self, None)

            def do_POST(self):
                stub.hear(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def close(self):
        with self.changed:
            self.leaving = True
            self.changed.notify_all()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def queue(self, code, slip=None, raw=None, lease_seconds=30):
        with self.changed:
            number = len(self.keys) + len(self.jobs) + 1
            self.jobs.append((code, number, raw or json.loads(to_json(slip or ticket_slip())), lease_seconds))
            self.changed.notify_all()
            return number

    def wait_for(self, condition, seconds=PATIENCE_S):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), seconds), (self.reports, self.readings)

    def fail_after(self, state, times):
        """Answer 503 to every report that follows one of this state."""
        with self.changed:
            self.failing_after, self.fail_next = (state, 0) if state else (None, times)

    def states(self):
        return [report["state"] for _, report in self.reports]

    def hear(self, door, body):
        if door.path.endswith("/reading"):
            time.sleep(self.slow_reading)
        status, answer = self._decide(door, body)
        try:
            door.send_response(status)
            content = b"" if answer is None else json.dumps(answer).encode()
            door.send_header("Content-Length", str(len(content)))
            door.end_headers()
            door.wfile.write(content)
        except OSError:
            door.close_connection = True

    def _decide(self, door, body):
        with self.changed:
            self.tokens.add(door.headers["Authorization"])
            if body is not None:
                self.keys.append((door.path, door.headers["Idempotency-Key"]))
            if door.path == "/api/v1/printers":
                return 200, {"printers": self.printers}
            if self.taken and body is not None:
                return 409, {"code": "printer_taken"}
            if door.path.endswith("/lease"):
                return self._lease(body, door.connection)
            if self.fail_next and door.path.endswith("/report"):
                self.fail_next -= 1
                return 503, {"code": "busy"}
            if door.path.endswith("/reading"):
                self.readings.append((door.path.split("/")[-2], body["state"], time.monotonic()))
                self.changed.notify_all()
                return 200, {}
            self.changed.notify_all()
            if status := self.refuse.get(body["state"]):
                return status, {"code": "lease_lost"}
            self.reports.append((int(door.path.split("/")[-2]), body))
            if body["state"] == self.failing_after:
                self.fail_next = 10_000
            self.changed.notify_all()
            return 200, {}

    def _lease(self, body, caller):
        def mine():
            return next((job for job in self.jobs if job[0] == body["printer"]), None)

        self.changed.wait_for(lambda: self.leaving or mine(), body["wait_ms"] / 1000)
        job = mine()
        gone = select.select([caller], [], [], 0)[0] and not caller.recv(1, socket.MSG_PEEK)
        if job is None or gone:
            return 204, None
        self.jobs.remove(job)
        code, number, slip, seconds = job
        here = next(printer for printer in self.printers if printer["code"] == code)
        return 200, {
            "id": number,
            "printer": code,
            "attempt": 1,
            "copy": 1,
            "address": here["address"],
            "profile": here["profile"],
            "expires_at": (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(),
            "slip": slip,
        }


@pytest.fixture
def server():
    stub = PretendServer()
    yield stub
    stub.close()
