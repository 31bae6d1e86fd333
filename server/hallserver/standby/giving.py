"""The first machine's side: a process beside the desk that gives the hall to the second machine, byte for byte.

It never opens the database: it reads the file, the log and the files beside them, as they are.
"""

from __future__ import annotations

import logging
import os
import ssl
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from hallserver.authority import files_of
from hallserver.config import Settings, read_settings
from hallserver.parent import end_with_parent, told_to_stop
from hallserver.standby import TAKEN_OVER, files, standing
from hallserver.standby.offers import is_allowed
from hallserver.store.disk import wal
from hallserver.store.disk.noted_head import read_noted
from hallserver.store.disk.place import FILE
from hallserver.store.engines.kept_log import KEPT, kept_logs

MOST = 4 * 2**20  # bytes in one answer
LARGEST = 512 * 2**20  # … where one transaction is so long
IDLE_S = 30.0  # of a connection
# connections, and those of one address: the second machine has one at a time, and some that a fault of the network left
MOST_OPEN, MOST_OF_ONE = 64, 16
LOOK_S = 5.0  # how often the second machine is asked whether it has taken over
_logger = logging.getLogger(__name__)


class Giver(ThreadingHTTPServer):
    """Answers the second machine; one thread a connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = (
        128  # 5 by the library's own measure: a handful of strangers would keep others waiting
    )

    def __init__(self, settings: Settings) -> None:
        self.data = settings.data
        super().__init__((settings.host, settings.standby_port), Answer)
        self._files = (settings.cert, settings.key or settings.cert)
        self._read = 0
        self._open: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        if settings.cert:
            self._take_certificate()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin a thread, where there is room: whoever opens hundreds and says nothing gets no hundreds of threads."""
        address = client_address[0]
        with self._counting:
            has_room = self._open.total() < MOST_OPEN and self._open[address] < MOST_OF_ONE
            self._open[address] += has_room
        if has_room:
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer in the connection's own thread, and give its room back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._counting:
                self._open -= Counter((client_address[0],))  # and forget an address that has none left

    def _take_certificate(self) -> None:
        """Read the certificate, again where it was renewed; one that cannot be used leaves the last one."""
        written = Path(self._files[0]).stat().st_mtime_ns
        if written == self._read:
            return
        fresh = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        fresh.minimum_version = ssl.TLSVersion.TLSv1_2
        fresh.load_cert_chain(*self._files)
        self._tls, self._read = fresh, written

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Begin TLS in the connection's own thread, so that a silent client stops nobody else."""
        request.settimeout(IDLE_S)
        if self._tls is not None:
            try:
                with suppress(OSError):
                    self._take_certificate()
                request = self._tls.wrap_socket(request, server_side=True)
            except OSError as error:
                _logger.info("%s: no TLS: %s", client_address[0], error)
                return
        super().finish_request(request, client_address)

    def handle_error(self, _request: Any, client_address: Any) -> None:
        """A connection that ends in the middle is no news."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            _logger.error("a question of %s could not be answered", client_address[0], exc_info=error)


class Answer(BaseHTTPRequestHandler):
    """What is asked over one connection."""

    protocol_version = "HTTP/1.1"
    server: Giver

    def do_GET(self) -> None:
        """Answer; without the secret nothing but the authority's certificate, which is no secret."""
        url = urlsplit(self.path)
        asked = dict(parse_qsl(url.query))
        if url.path == "/standby/authority":
            self._send_file(files_of(self.server.data).authority)
            return
        if not is_allowed(self.server.data, self.headers.get("Authorization")):
            self._send(HTTPStatus.UNAUTHORIZED, b"")
            return
        if at := self.headers.get("Standby-At"):
            standing.note_follower(self.server.data, at, self.client_address[0])
        answers = {
            "/standby/standing": self._standing,
            "/standby/log": self._log,
            "/standby/database": self._database,
            "/standby/files": self._files,
            "/standby/file": self._file,
        }
        answer = answers.get(url.path)
        if answer is None:
            self._send(HTTPStatus.NOT_FOUND, b"")
        else:
            answer(asked)

    def _standing(self, _asked: dict[str, str]) -> None:
        self._send_json(standing.standing_of(self.server.data))

    def _log(self, asked: dict[str, str]) -> None:
        """The log's bytes after a place: of the present log, or of the one before, which has ended."""
        data, salts = self.server.data, bytes.fromhex(asked.get("salts", ""))
        log = data / f"{FILE}-wal"
        head = wal.head_of(log)
        if head is None:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, b"")
            return
        begins, most = int(asked.get("from", "0")), min(int(asked.get("most", MOST)), LARGEST)
        noted = read_noted(data)  # before the log, which holds all that was acknowledged until now
        found = read_log(log, salts or head.salts, begins, most)
        following = b""
        if found is None and salts:  # the log has been overwritten
            kept = data / f"{KEPT}{salts.hex()}"
            found = read_log(kept, salts, begins, most)
            following = _following(data, kept)
        if found is None:
            self._send(HTTPStatus.CONFLICT, b"")
            return
        raw, is_all = found
        self._send(
            HTTPStatus.OK,
            raw,
            **{
                "Log-All": "yes" if is_all else "no",
                "Log-Next": following.hex(),
                "Keys": files.keys_stamp(data),  # after the log: among them are all keys of what it holds
                "Noted": f"{noted.epoch} {noted.seq}" if noted else "",
            },
        )

    def _database(self, asked: dict[str, str]) -> None:
        begins = int(asked.get("from", "0"))
        with (self.server.data / FILE).open("rb") as file:
            self._send(HTTPStatus.OK, os.pread(file.fileno(), MOST, begins))

    def _files(self, _asked: dict[str, str]) -> None:
        self._send_json(files.listed(self.server.data))

    def _file(self, asked: dict[str, str]) -> None:
        raw = files.content(self.server.data, asked.get("name", ""))
        if raw is None:
            self._send(HTTPStatus.NOT_FOUND, b"")
        else:
            self._send(HTTPStatus.OK, raw)

    def _send_file(self, path: Path) -> None:
        if path.is_file():
            self._send(HTTPStatus.OK, path.read_bytes())
        else:
            self._send(HTTPStatus.NOT_FOUND, b"")

    def _send_json(self, said: Any) -> None:
        self._send(HTTPStatus.OK, msgspec.json.encode(said))

    def _send(self, status: HTTPStatus, raw: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Ten questions a second are no news."""


def _following(data: Path, kept: Path) -> bytes:
    """The salts of the log that followed a kept one: it is kept, too, or is the present one."""
    head = wal.head_of(kept)
    if head is None:
        return b""
    for each in (data / f"{FILE}-wal", *kept_logs(data)):
        found = wal.head_of(each)
        if found is not None and int.from_bytes(found.salts[:4], "big") == head.following:
            return found.salts
    return b""


def read_log(file: Path, salts: bytes, begins: int, most: int = MOST) -> tuple[bytes, bool] | None:
    """The bytes of the log with these salts after a place, whole frames, and whether there are no more.

    None: the file is another log's. From 0 with the header. The header is looked at again afterwards: a log that is overwritten meanwhile begins with it.
    """
    try:
        opened = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        head = wal.read_head(os.pread(opened, wal.HEADER, 0))
        if head is None or head.salts != salts:
            return None
        first = max(begins, wal.HEADER)
        end = wal.frames_end(opened, head, first, most)
        is_all = wal.frames_end(opened, head, end, head.frame) == end
        raw = os.pread(opened, end - begins, begins)
        after = wal.read_head(os.pread(opened, wal.HEADER, 0))
        return (raw, is_all) if after is not None and after.salts == salts else None
    finally:
        os.close(opened)


def main(data: Path) -> None:
    """Give until told to stop, or until the second machine has taken over."""
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    stop = told_to_stop()
    giver = Giver(read_settings(data))
    threading.Thread(target=giver.serve_forever, args=(0.1,), daemon=True).start()
    while not stop.wait(LOOK_S):
        began = time.monotonic()
        try:
            standing.look_for_take_over(data)
        except standing.TakenOver as taken:
            _logger.critical("%s", taken)
            sys.exit(TAKEN_OVER)
        if time.monotonic() - began > LOOK_S:
            _logger.info("the standby was asked whether it has taken over, and was slow to answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
