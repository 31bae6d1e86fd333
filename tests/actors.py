"""The people of the hall, as clients of its API: visitor, clerk, screen, manager; they speak as api.md says."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import socketio

from tests.running import RunningHall


class Refused(AssertionError):
    """What the hall answered instead."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.request.method} {answer.request.url} → {answer.status_code} {answer.text}")
        self.status = answer.status_code
        self.problem = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}

    @property
    def code(self) -> str:
        return str(self.problem.get("code"))


@dataclass
class Actor:
    """Somebody with a token."""

    hall: RunningHall
    token: str | None
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.hall.client(self.token)

    def ask(self, path: str, **params: Any) -> Any:
        answer = self.client.get(path, params=params)
        if answer.is_error:
            raise Refused(answer)
        return answer.json()

    def act(self, path: str, body: Any = None, *, key: str | None = None, method: str = "POST") -> Any:
        """POST or DELETE with a key of its own; None for 204."""
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        answer = self.client.request(method, path, json={} if body is None else body, headers=headers)
        if answer.is_error:
            raise Refused(answer)
        return answer.json() if answer.content else None

    def close(self) -> None:
        self.client.close()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Visitor(Actor):
    """Stands at a kiosk."""

    def takes_ticket(self, matter: str, *, key: str | None = None, **wish: Any) -> Any:
        return self.act("/tickets", {"matter": matter, **wish}, key=key)

    def looks_at(self, ticket: Any) -> Any:
        return self.ask(f"/tickets/{ticket['id']}")


@dataclass
class Clerk(Actor):
    """Sits at a window."""

    window: str = ""

    def does(self, act: str, **body: Any) -> Any:
        return self.act(f"/windows/{self.window}/{act}", body)

    def calls_next(self) -> Any:
        return self.does("next")

    def sees(self) -> Any:
        return self.ask(f"/windows/{self.window}")

    def serves(self, outcome: str = "done", **more: Any) -> Any:
        """Next, start, finish; gives the ticket that was served, or None."""
        called = self.calls_next()
        if called is None:
            return None
        self.does("start")
        self.does("finish", outcome=outcome, **more)
        return called["ticket"]


class Board:
    """A lobby screen: python-socketio's own client, a reducer of deltas, nothing of our pages."""

    def __init__(self, hall: RunningHall, token: str) -> None:
        self.deltas: list[Any] = []
        self.ticks: list[Any] = []
        self.waits: list[Any] = []
        self.told: list[Any] = []  # to load anew
        self.snapshot: Any = None
        self._heard = threading.Condition()
        self.socket = socketio.Client(reconnection=False)
        self.socket.on("delta", self._hear(self.deltas), namespace="/live")
        self.socket.on("tick", self._hear(self.ticks), namespace="/live")
        self.socket.on("waits", self._hear(self.waits), namespace="/live")
        self.socket.on("reload", self._hear(self.told), namespace="/live")
        self.socket.connect(hall.url, namespaces=["/live"], auth={"token": token}, transports=["websocket"])
        self.snapshot = self.resume("", 0).get("snapshot")

    def resume(self, epoch: str, seq: int) -> Any:
        return self.socket.call("resume", {"epoch": epoch, "seq": seq}, namespace="/live", timeout=10)

    def says(self, event: str, said: Any) -> None:
        self.socket.emit(event, said, namespace="/live")

    def waits_for(self, kind: str, *, ticket: str | None = None, seconds: float = 5.0) -> Any:
        """The first delta of a kind (about a ticket), heard already or within `seconds`."""

        def found() -> Any:
            return next(
                (
                    each
                    for each in self.deltas
                    if each["kind"] == kind and ticket in {None, each.get("ticket")}
                ),
                None,
            )

        with self._heard:
            assert self._heard.wait_for(lambda: found() is not None, seconds), (
                f"no {kind} {ticket}: {self.deltas}"
            )
            return found()

    def close(self) -> None:
        self.socket.disconnect()

    def _hear(self, into: list[Any]) -> Any:
        def hear(said: Any) -> None:
            with self._heard:
                into.append(said)
                self._heard.notify_all()

        return hear

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
