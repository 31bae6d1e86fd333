"""Follows the public stream as any client does: snapshot, deltas, resume by seq, ticks; says how old its board is."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import msgspec
import socketio
from msgspec.structs import replace
from socketio.exceptions import SocketIOError

from hallwires.board import Board, Delta, apply

NAMESPACE = "/live"
LOST_SECONDS = 10.0
"""Nothing heard for so long, tick or delta: what is known is no longer said to be so."""
HEARTBEAT_SECONDS = 20.0
_ANSWER_SECONDS = 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.3, 3.0
_LOOK_SECONDS = 0.5
_HEARD = ("delta", "tick", "waits")
log = logging.getLogger(__name__)


class Follower:
    """One socket under one device's token, kept up by `run` in a thread of its own.

    Args:
        base_url: `http(s)://host:port`, with a path where the hall is served under one.
        token: of a device that may hear a stream.
        page: what it is, for the office's list of devices.
        changed: called in that thread after each change of the board and each lost or found line.
        ca: file of the hall's own certificate authority, for https.
    """

    def __init__(
        self, base_url: str, token: str, page: str, changed: Callable[[], None], ca: Path | None = None
    ) -> None:
        url = urlsplit(base_url)
        self._url = f"{url.scheme}://{url.netloc}"
        self._path = f"{url.path.strip('/')}/socket.io".strip("/")
        self._token, self._page, self._changed = token, page, changed
        self._trust = ssl.create_default_context(cafile=ca) if url.scheme == "https" else None
        self._host, self._port = url.hostname or "", url.port or (443 if self._trust else 80)
        self._born = time.monotonic()
        self._heard_at: float | None = None
        self._parts: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._socket: socketio.Client | None = None
        self.board: Board | None = None
        self.refused = False
        """Whether the server does not know the token, or no longer."""

    @property
    def lost(self) -> bool:
        """Whether the board is too old to be shown as how things are."""
        heard_at = self._heard_at
        return heard_at is None or time.monotonic() - heard_at >= LOST_SECONDS

    def shown(self, seq: int) -> None:
        """Tell the server that the call with this seq is to be seen."""
        self._say("shown", {"seq": seq})

    def report(self, parts: list[dict[str, Any]], *, now: bool) -> None:
        """Tell the server how the devices behind this agent are, with each heartbeat and, if so wished, now."""
        with self._lock:
            self._parts = parts
        if now:
            self._beat()

    def run(self, stop: threading.Event) -> None:
        """Stay connected until `stop` is set."""
        pause = _FIRST_PAUSE
        while not stop.is_set():
            try:
                if self._stay(stop):
                    pause = _FIRST_PAUSE
            except (SocketIOError, OSError, msgspec.ValidationError) as error:
                log.warning("the stream: %s", error or type(error).__name__)
            except Exception:  # the top of a worker's loop: the agent must survive any answer
                log.exception("the stream")
            self._changed()
            stop.wait(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    def _stay(self, stop: threading.Event) -> bool:
        """Connect, and hear until the line ends; True if it ever stood."""
        heard: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        plug = self._plug_in()
        client = socketio.Client(reconnection=False, websocket_extra_options={"socket": plug})
        for event in _HEARD:
            client.on(event, lambda said, event=event: heard.put((event, said)), namespace=NAMESPACE)
        client.on("connect_error", self._note_refusal, namespace=NAMESPACE)
        try:
            client.connect(
                self._url,
                namespaces=[NAMESPACE],
                auth={"token": self._token},
                transports=["websocket"],
                socketio_path=self._path,
                wait_timeout=_ANSWER_SECONDS,
            )
            self.refused = False
            self._socket = client
            self._resume(client)
            self._beat()
            self._hear(client, heard, stop)
        finally:
            self._socket = None
            client.disconnect()
            plug.close()
        return True

    def _plug_in(self) -> socket.socket:
        """Open the connection ourselves: by no proxy, and closed for certain."""
        plain = socket.create_connection((self._host, self._port), _ANSWER_SECONDS)
        if self._trust is None:
            return plain
        try:
            return self._trust.wrap_socket(plain, server_hostname=self._host)
        except OSError:
            plain.close()
            raise

    def _hear(
        self, client: socketio.Client, heard: SimpleQueue[tuple[str, Any]], stop: threading.Event
    ) -> None:
        beat_at = time.monotonic() + HEARTBEAT_SECONDS
        was_lost = self.lost
        while client.connected and not stop.is_set():
            try:
                event, said = heard.get(timeout=_LOOK_SECONDS)
            except Empty:
                pass
            else:
                self._heard_at = time.monotonic()
                self._take(client, event, said)
            if self.lost != was_lost:
                was_lost = self.lost
                self._changed()
            if time.monotonic() >= beat_at:
                beat_at = time.monotonic() + HEARTBEAT_SECONDS
                self._beat()

    def _take(self, client: socketio.Client, event: str, said: Any) -> None:
        board = self.board
        if event == "tick" and board is not None:
            if said.get("epoch") != board.epoch or said.get("seq", 0) > board.seq:
                self._resume(client)
        elif event == "delta" and board is not None:
            after = apply(board, msgspec.convert(said, Delta))
            if after is None:
                self._resume(client)
            elif after is not board:
                self.board = after
                self._changed()

    def _resume(self, client: socketio.Client) -> None:
        """Ask for what was missed; the deltas hang on our seq, and a snapshot replaces all."""
        board = self.board
        said = {"epoch": board.epoch, "seq": board.seq} if board else {"epoch": "", "seq": 0}
        answer = client.call("resume", said, namespace=NAMESPACE, timeout=_ANSWER_SECONDS)
        if "snapshot" in answer:
            self.board = msgspec.convert(answer["snapshot"], Board)
        else:
            for each in answer.get("deltas", []):
                board = board and apply(board, msgspec.convert(each, Delta))
            # what does not hang together is asked for anew, whole, at the next tick
            self.board = board or (self.board and replace(self.board, seq=0))
        self._heard_at = time.monotonic()
        self._changed()

    def _note_refusal(self, said: Any) -> None:
        reason = said.get("message") if isinstance(said, dict) else said
        self.refused = reason in {"wrong_token", "not_allowed"}

    def _beat(self) -> None:
        with self._lock:
            parts = list(self._parts)
        board = self.board
        self._say(
            "heartbeat",
            {
                "page": self._page,
                "build": board.build if board else "",
                "uptime_s": int(time.monotonic() - self._born),
                "seq": board.seq if board else 0,
                "parts": parts,
            },
        )

    def _say(self, event: str, said: dict[str, Any]) -> None:
        client = self._socket
        if client is None:
            return
        try:
            client.emit(event, said, namespace=NAMESPACE)
        except SocketIOError as error:
            log.debug("%s was not told: %s", event, error)
