"""A client of the server's public API, as any print agent would use it."""

import os
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import uuid4

import httpx
import msgspec

from hallprinters.errors import DeskAway, DeskRefused, LeaseLost
from hallprinters.press import Method
from hallprinters.status import Reading

_LATER = frozenset((HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS))
_ANSWER_SECONDS = 5.0

_Shape = TypeVar("_Shape")
JobState = Literal["sending", "sent", "printed", "unconfirmed", "stalled", "failed"]


class KnownPrinter(msgspec.Struct, frozen=True):
    """A printer as the server lists it; other fields of the answer are ignored."""

    code: str
    address: str
    profile: str


class Lease(msgspec.Struct, frozen=True):
    """A job leased to us until `expires_at`; `slip` is decoded only when it is drawn."""

    id: int
    printer: str
    attempt: int
    copy: int
    address: str
    profile: str
    expires_at: datetime
    slip: msgspec.Raw
    seconds: float = 0.0
    """How long the lease lasts, by the server's clock at the time of its answer."""


class Report(msgspec.Struct, frozen=True):
    """The progress or end of a leased job."""

    attempt: int
    state: JobState
    method: Method | None = None
    reason: str | None = None
    bytes_sent: int = 0
    cleared: bool = False
    paper_mm: int = 0


class _Printers(msgspec.Struct):
    printers: list[KnownPrinter]


class Desk:
    """One thread's connection to the server at `http(s)://…`, or `unix:/…/hall.sock` on this machine.

    `ca` is the certificate of the hall's own authority, if the machine's trust store does not have it.
    """

    def __init__(self, base_url: str, token: str, ca: Path | None = None) -> None:
        self._streams: list[Any] = []
        self._waiting = False
        self._left = False
        local = base_url.removeprefix("unix:") if base_url.startswith("unix:") else None
        # The machine's own trust store, and our own transport, so that no proxy is used for the hall.
        trust: ssl.SSLContext | bool = (
            ssl.create_default_context(cafile=ca) if base_url.startswith("https:") else False
        )
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=local, verify=trust),
            base_url="http://hall" if local else base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=2.0),
        )

    def printers(self) -> list[KnownPrinter]:
        """Return the printers that the server knows.

        Raises:
            DeskAway, DeskRefused: as every call here.
        """
        return _read(self._ask("GET", "/api/v1/printers"), _Printers).printers

    def lease(self, printer: str, wait_ms: int) -> Lease | None:
        """Lease this printer's next job, waiting up to `wait_ms`; None when there was none."""
        if self._left:
            raise DeskAway("we are leaving")
        self._waiting = True
        try:
            body = {"printer": printer, "wait_ms": wait_ms}
            answer = self._ask("POST", "/api/v1/print-jobs/lease", body, wait_ms / 1000 + _ANSWER_SECONDS)
        finally:
            self._waiting = False
        if answer.status_code == HTTPStatus.NO_CONTENT:
            return None
        lease = _read(answer, Lease)
        return msgspec.structs.replace(lease, seconds=(lease.expires_at - _now_of(answer)).total_seconds())

    def report(self, job: int, report: Report, key: str) -> None:
        """Report what became of a job; every retry of a report uses the same `key`.

        Raises:
            LeaseLost: another agent holds the job now.
        """
        self._ask("POST", f"/api/v1/print-jobs/{job}/report", msgspec.to_builtins(report), key=key)

    def reading(self, printer: str, reading: Reading) -> None:
        """Report a printer's present state."""
        body = {"state": reading.state, "detail": reading.detail}
        self._ask("POST", f"/api/v1/printers/{printer}/reading", body)

    def leave(self) -> None:
        """Stop leasing, and end a wait for a job now; reports are still sent. Called from another thread."""
        self._left = True
        if self._waiting:
            for stream in self._streams:
                _shut(stream)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _ask(
        self,
        verb: str,
        path: str,
        body: Mapping[str, object] | None = None,
        seconds: float = _ANSWER_SECONDS,
        key: str | None = None,
    ) -> httpx.Response:
        try:
            answer = self._client.request(
                verb,
                path,
                json=body,
                headers={} if verb == "GET" else {"Idempotency-Key": key or str(uuid4())},
                timeout=httpx.Timeout(seconds, connect=2.0),
                extensions={"trace": self._note_stream},
            )
        except httpx.HTTPError as error:
            raise DeskAway(f"the server does not answer: {error or type(error).__name__}") from error
        return _accepted(answer)

    def _note_stream(self, event: str, info: Mapping[str, Any]) -> None:
        # httpx's documented trace: the only access to a connection that still waits for an answer.
        if event.endswith((".connect_tcp.complete", ".connect_unix_socket.complete")):
            self._streams = [info["return_value"]]


def _accepted(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    said = f"{answer.status_code} to {answer.request.method} {answer.request.url.path}: {answer.text[:200]}"
    if answer.is_server_error or answer.status_code in _LATER:
        raise DeskAway(said)
    raise (LeaseLost if answer.status_code == HTTPStatus.CONFLICT else DeskRefused)(said)


def _read(answer: httpx.Response, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except msgspec.DecodeError as error:
        raise DeskAway(f"the server's answer cannot be read: {error}") from error


def _now_of(answer: httpx.Response) -> datetime:
    with suppress(KeyError, ValueError):
        return parsedate_to_datetime(answer.headers["Date"])
    return datetime.now(UTC)


def _shut(stream: Any) -> None:
    connection = stream.get_extra_info("socket")
    with suppress(OSError, AttributeError), socket.socket(fileno=os.dup(connection.fileno())) as same:
        same.shutdown(socket.SHUT_RDWR)
