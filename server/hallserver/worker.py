"""The gunicorn worker: TLS on TCP only, fair turns between connections, room for authenticated clients.

gunicorn wraps every listener in TLS, also the machine's own Unix socket; here the listener's family decides.
Its keep-alive loop serves a client that pipelines without ever polling the hub; here each request has its
turn (traffic/).
"""

from __future__ import annotations

import logging
import socket
import ssl
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import gevent
from gevent.pool import Pool
from gevent.server import StreamServer
from gunicorn.http.errors import ParseException
from gunicorn.workers.ggevent import GeventWorker

from hallprinters.reach import is_within
from hallserver.config import Settings
from hallserver.store.disk.lock import HallRuns
from hallserver.traffic.addresses import client_of
from hallserver.traffic.clients import Traffic
from hallserver.traffic.connections import Connection, hang_up_gently
from hallserver.traffic.turns import look_around

FIRST_REQUEST_S = 10.0  # from the start of a connection to the end of its first request's head
HANDSHAKE_S = 5.0
NOTIFY_S, LOOK_S = 1.0, 0.05  # how often the arbiter is told, and how soon a stop is seen
DRAIN_S, DRAIN_READS, DRAIN_BYTES = 1.0, 16, 4096
_TLS_HANDSHAKE = 0x16  # RFC 8446, 5.1: the first byte of a TLS connection
_SPEAK_TLS = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    + "请使用 https:// 访问 · This hall answers over https:// only.\n".encode()
)
_BAD_REQUEST = (
    b'{"type":"urn:hallqueue:problem:http_400","title":"This is no HTTP that can be understood.","status":400,'
    b'"code":"http_400","zh":"\xe8\xaf\xb7\xe6\xb1\x82\xe6\xa0\xbc\xe5\xbc\x8f\xe4\xb8\x8d\xe6\xad\xa3\xe7\xa1\xae\xe3\x80\x82",'
    b'"en":"This is no HTTP that can be understood."}'
)


_logger = logging.getLogger(__name__)


class HallWorker(GeventWorker):  # type: ignore[misc]
    """gunicorn's gevent worker, adapted to the hall; `settings` is set by the configuration file."""

    settings: Settings

    def load_wsgi(self) -> None:
        """Load the app, and share its traffic state; of a pair of servers, the second one waits before it opens."""
        if self.settings.wait and not self._await_turn():
            raise SystemExit(0)
        try:
            super().load_wsgi()
        except HallRuns:
            if not self.settings.wait:
                raise
            _logger.warning("another server was quicker; this one waits again")
            raise SystemExit(0) from None  # the arbiter starts another worker
        self._traffic: Traffic = self.wsgi.extensions["traffic"]
        self._tls = Certificate(self.settings) if self.settings.cert else None

    def _await_turn(self) -> bool:
        """Wait until no other server is this hall, with everything loaded that can be; False when told to stop."""
        load_app()
        from hallserver.waiting_desk import Standby

        tls = Certificate(self.settings) if self.settings.cert else None
        with Standby(self.settings.data, self.sockets, tls.context if tls else None) as standby:
            self._watch(lambda: self.alive and not standby.may_open())
        return bool(self.alive)

    def run(self) -> None:
        """Serve until told to stop; then until the last request is answered, or until the graceful timeout is over.

        gunicorn's own loop looks once a second whether it is over, and a hall that restarts is missed by everybody.
        """
        servers = []
        for each in self.sockets:
            each.setblocking(1)
            room = Pool(self.worker_connections)
            servers.append(StreamServer(each, handle=partial(self.handle, each), spawn=room))
            servers[-1].start()
        self._watch(lambda: self.alive)
        for server in servers:
            server.close()
        until = time.monotonic() + self.cfg.graceful_timeout
        self._watch(lambda: time.monotonic() < until and any(len(each.pool) for each in servers))
        for server in servers:
            server.stop(timeout=1)

    def _watch(self, goes_on: Callable[[], bool]) -> None:
        """Tell the arbiter once a second that the hub is well, for as long as this goes on."""
        told = 0.0
        while goes_on():
            if time.monotonic() - told >= NOTIFY_S:
                self.notify()
                told = time.monotonic()
            gevent.sleep(LOOK_S)

    def timeout_ctx(self) -> Any:
        """Return the timeout for receiving a request's head."""
        held: Connection | None = getattr(gevent.getcurrent(), "connection", None)
        waits_for = FIRST_REQUEST_S if held is not None and not held.requests else self.cfg.keepalive
        return gevent.Timeout(waits_for, False)

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve a connection, until it ends."""
        if client.family == socket.AF_UNIX:
            super().handle(listener, client, addr)
            return
        proxied = is_within(addr[0], self.settings.proxy_networks)
        held = self._traffic.connections.open(client, client_of(addr[0]), counted=not proxied)
        if held is None:
            self._traffic.refusals.note("too_many_connections", addr[0])
            client.close()
            return
        gevent.getcurrent().connection = held
        try:
            plug = self._encrypt(client, addr)
            if plug is not None:
                self._traffic.connections.moved(held, plug)
                super(GeventWorker, self).handle(listener, plug, addr)
        finally:
            self._traffic.connections.close(held)

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> Any:
        """Serve a request; the hub polls all others before the connection's next one."""
        held: Connection | None = getattr(gevent.getcurrent(), "connection", None)
        if held is None:
            return super().handle_request(listener_name, req, sock, addr)
        said = dict(req.headers)
        self._traffic.connections.begin_request(held, upgrades="UPGRADE" in said)
        if may_be_long(said):
            req.force_close()  # the answer says so: it may refuse the request before reading it
        try:
            told = super().handle_request(listener_name, req, sock, addr)
        finally:
            held.busy = False
            look_around()
        if not has_ended(req.body):
            hang_up_gently(sock)
            raise StopIteration  # else gunicorn reads the rest of the body first, however long it is
        return told

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Refuse invalid HTTP in one log line; log our own errors in full."""
        if not isinstance(exc, ParseException | ssl.SSLError):
            super().handle_error(req, client, addr, exc)
            return
        self._traffic.refusals.note("bad_http", addr[0] if addr else "", type(exc).__name__)
        head = f"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: {len(_BAD_REQUEST)}\r\n\r\n"
        with suppress(OSError):
            client.sendall(head.encode() + _BAD_REQUEST)

    def _encrypt(self, client: Any, addr: Any) -> Any:
        """Begin TLS if the hall has a certificate; None when the client does not."""
        client.setblocking(True)
        if self._tls is None:
            return client
        client.settimeout(HANDSHAKE_S)
        try:
            first = client.recv(1, socket.MSG_PEEK)
            if first and first[0] != _TLS_HANDSHAKE:
                client.sendall(_SPEAK_TLS)
                hang_up_gently(client)
                return None
            plug = self._tls.context().wrap_socket(client, server_side=True)
        except (OSError, ssl.SSLError) as error:
            self._traffic.refusals.note(
                "tls_handshake", addr[0], getattr(error, "reason", None) or type(error).__name__
            )
            client.close()
            return None
        plug.settimeout(None)
        return plug


def load_app() -> Any:
    """Import the app, without what engineio loads for its client, which a desk is not: 0.1 s of its start."""
    for unused in ("requests", "websocket"):
        sys.modules.setdefault(unused, None)  # type: ignore[arg-type]
    from hallserver import app

    return app


def may_be_long(said: Mapping[str, str]) -> bool:
    """Whether a body may follow that is longer than what is drained of an unwanted body."""
    return "TRANSFER-ENCODING" in said or int(said.get("CONTENT-LENGTH", 0)) > DRAIN_READS * DRAIN_BYTES


def has_ended(body: Any) -> bool:
    """Drain the rest of a request's body if it is short and already there; True when it has ended."""
    with gevent.Timeout(DRAIN_S, False), suppress(OSError, ParseException):
        for _ in range(DRAIN_READS):
            if not body.read(DRAIN_BYTES):
                return True
            look_around()
    return False


class Certificate:
    """The hall's certificate, taken up again when its file changes: a renewal closes no connection.

    Raises:
        OSError, ssl.SSLError: when the hall opens, the file or its key cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self._files = (settings.cert, settings.key or settings.cert)
        self._looked = self._changed()
        self._context = tls_context(*self._files)

    def context(self) -> ssl.SSLContext:
        """Return the context for the next handshake; new files that cannot be used are told once, and the old ones stay."""
        changed = self._changed()
        if changed != self._looked:
            self._looked = changed
            try:
                self._context = tls_context(*self._files)
            except (OSError, ssl.SSLError):
                _logger.exception("the new certificate cannot be used; the old one stays: %s", self._files[0])
        return self._context

    def _changed(self) -> tuple[int, ...]:
        """When each file was written; 0 where it is being replaced."""
        return tuple(Path(each).stat().st_mtime_ns if Path(each).exists() else 0 for each in self._files)


def tls_context(cert: str, key: str) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and 1.3 with a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(cert, key)
    return context
