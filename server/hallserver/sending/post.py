"""The post: one courier for each receiver, each in a thread of its own, so that one that hangs holds up nobody else.

A courier claims a message at the desk, sends it, and reports. Killed in between, the message is claimed again
once its lease is over, under the same id.
"""

from __future__ import annotations

import logging
import random
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from halldisplay.catalogues import of_a_hall
from halldisplay.tongues import speak
from hallserver.core.outgoing.receivers import Receiver
from hallserver.local import Refusal, client
from hallserver.sending.composing import compose
from hallserver.sending.refused import Refused, scrubbed
from hallserver.sending.secrets import read_secrets
from hallserver.sending.senders import Letter, send
from hallserver.store import connect
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.watching import outgoing

SOCKET = "hall.sock"
LOOK_S = 0.5  # how soon a message begins its way
LEAST_PAUSE_S, MOST_PAUSE_S = 1.0, 60.0  # a receiver that failed is left alone, longer each time
LEAVE_S = 1.0
PLAN_FOR_S = 60.0
_logger = logging.getLogger(__name__)


class Line:
    """A connection to the desk that is kept: to make one anew takes longer than to ask."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._client: httpx.Client | None = None

    def ask(self, path: str, body: dict[str, Any]) -> Any:
        """Ask for a claim, or report; return its JSON, None for 204.

        Raises:
            Refusal: the desk's sentence, or that it does not answer.
        """
        if not (
            self._data / SOCKET
        ).exists():  # a connection that cannot be made would be left open by the library
            self.close()
            raise Refusal("the desk is closed")
        self._client = self._client or client(self._data)
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        try:
            answer = self._client.post(f"/api/v1/local/outbox/{path}", json=body, headers=headers)
        except httpx.TransportError as error:
            self.close()
            raise Refusal(f"the desk does not answer ({error})") from error
        if answer.is_error:
            raise Refusal(answer.text)
        return answer.json() if answer.content else None

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()
            self._client = None


class Courier:
    """Takes the messages of one receiver to it, one after the other."""

    def __init__(self, data: Path, name: str, receiver: Receiver, reader: Engine) -> None:
        self.name, self.receiver = name, receiver
        self._data, self._reader = data, reader
        self._bell, self._stop = threading.Event(), threading.Event()
        self._line = Line(data)
        self._tongues = speak(of_a_hall(data / "words")[0])
        self._plan: Plan | None = None
        self._read_at = 0.0
        self._failed = 0
        self.thread = threading.Thread(target=self._run, name=f"courier {name}", daemon=True)
        self.thread.start()

    def ring(self) -> None:
        """Say that there is something to be sent."""
        self._bell.set()

    def end(self) -> None:
        """Let it go home after the message that it is sending."""
        self._stop.set()
        self._bell.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._bell.wait()
            self._bell.clear()
            try:
                while not self._stop.is_set() and self._carry_one():
                    pass
            except Exception:  # the top of a worker's loop: logged, and it goes on
                _logger.exception("the courier for %s failed once", self.name)
                self._pause()
        self._line.close()

    def _carry_one(self) -> bool:
        """Claim, send and report one message; False when there is none."""
        claimed = self._desk("claim", {"receiver": self.name})
        if claimed is None:
            return False
        report = {"tries": claimed["tries"], "sent": True}
        refused = self._try(claimed["id"])
        if refused is not None:
            why, permanent, after_s = refused
            report |= {"sent": False, "why": why, "permanent": permanent, "after_s": after_s}
        self._desk(f"{claimed['id']}/report", report)
        if refused is None or refused[1]:
            self._failed = 0
        else:
            self._failed += 1
            self._pause()
        return True

    def _try(self, message: int) -> tuple[str, bool, int | None] | None:
        """Send it; return why it was not taken, whether for good, and for how long to wait."""
        secrets: tuple[str, ...] = ()
        phone = None
        try:
            secrets = read_secrets(self._data, self.receiver)
            with self._reader.connect() as connection:
                plan = self._plan_now(connection)
                letter = compose(connection, plan, self._tongues, self._data, message)
            phone = letter.phone
            send(Letter(self.receiver, letter, self._data, secrets))
        except Refused as refused:
            why = scrubbed(refused.why, (*secrets, phone or ""))
            return why, refused.permanent, refused.after_s
        except ImportError as error:
            return f"未安装 {error.name} · a part is not installed: {error.name}", False, None
        return None

    def _plan_now(self, connection: Connection) -> Plan:
        """The hall's plan for its names; read anew once in a while, as reading a large one takes some time."""
        if self._plan is None or time.monotonic() - self._read_at > PLAN_FOR_S:
            self._plan, self._read_at = load_plan(connection), time.monotonic()
        return self._plan

    def _desk(self, path: str, body: dict[str, Any]) -> Any:
        """Ask the desk; it may be about to end, and then the lease runs out."""
        try:
            return self._line.ask(path, body)
        except Refusal as refusal:
            _logger.warning("outbox %s: %s", self.name, refusal)
            self._pause()
            return None

    def _pause(self) -> None:
        longest = min(LEAST_PAUSE_S * 2 ** min(self._failed, 10), MOST_PAUSE_S)
        self._stop.wait(longest * (0.5 + random.random() / 2))  # noqa: S311 - a delay


def keep_sending(data: Path, stop: threading.Event) -> None:
    """Keep a courier for each receiver in `outbox.toml`, and ring for those who have something to carry."""
    reader = connect.reading_engine(data)
    couriers: dict[str, Courier] = {}
    file: ReceiversFile | None = None
    while not stop.wait(LOOK_S):
        try:
            file = file or ReceiversFile(data)
            file.look()
            _staff(couriers, file, data, reader)
            if couriers:
                _ring_for_waiting(couriers, reader)
        except (OSError, ValueError, SQLAlchemyError) as error:  # told by the desk as well
            _logger.warning("the post: %s", error)
            stop.wait(MOST_PAUSE_S / 6)
    for each in couriers.values():
        each.end()
    for each in couriers.values():
        with suppress(RuntimeError):
            each.thread.join(LEAVE_S / max(len(couriers), 1))


def _ring_for_waiting(couriers: Mapping[str, Courier], reader: Engine) -> None:
    with reader.connect() as connection:
        waited_for = outgoing.waited_for(connection, couriers, datetime.now(UTC))
    for name in waited_for:
        couriers[name].ring()


def _staff(couriers: dict[str, Courier], file: ReceiversFile, data: Path, reader: Engine) -> None:
    """Have exactly one courier for each receiver, as the sheet has it now."""
    for name, courier in list(couriers.items()):
        if file.all.get(name) != courier.receiver:
            courier.end()
            del couriers[name]
    for name, receiver in file.all.items():
        if name not in couriers:
            couriers[name] = Courier(data, name, receiver, reader)
