"""Local access to the hall: through the running server's socket, or, if none runs, on the database itself."""

from __future__ import annotations

import os
import sqlite3
import uuid
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import HallError
from hallserver.core.language.words import Words
from hallserver.core.rights import Principal
from hallserver.services.context import Command
from hallserver.store.clashes import refusal_of
from hallserver.store.disk.lock import HallRuns

TIMEOUT_S = 30.0
STARTING_S = 5.0


class Refusal(RuntimeError):
    """The hall's refusal, as a sentence."""


def me() -> Principal:
    """Return the principal of the local user."""
    return Principal(f"local:uid{os.getuid()}", "local", f"uid{os.getuid()}")


def client(data: Path, token: str | None = None) -> httpx.Client:
    """Return a client over the server's own socket."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx.HTTPTransport(uds=str(data / "hall.sock"))
    return httpx.Client(transport=transport, base_url="http://hall", headers=headers, timeout=TIMEOUT_S)


def do(data: Path, path: str, body: dict[str, Any], alone: Command[Any]) -> Any:
    """Ask the running server, or run `alone` if there is none; return its JSON, or the outcome of `alone`.

    Raises:
        Refusal: with the hall's sentence.
    """
    from hallserver.alone import run_alone  # noqa: PLC0415 - the database is opened only if no server runs

    try:
        return run_alone(data, alone)
    except HallRuns:
        return ask(data, "POST", f"/api/v1{path}", body)
    except HallError as error:
        raise Refusal(say(error.sentence())) from error
    except (IntegrityError, sqlite3.IntegrityError) as error:
        raise Refusal(say(refusal_of(error).sentence())) from error


def ask(data: Path, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Send one request over the socket.

    Raises:
        Refusal: the hall's sentence, or that it does not answer.
    """
    return _ask(data, method, path, {"json": body})


def ask_raw(data: Path, path: str, body: bytes) -> Any:
    """The same with a body that is encoded already."""
    return _ask(data, "POST", path, {"content": body})


def _ask(data: Path, method: str, path: str, sent: dict[str, Any]) -> Any:
    try:
        with client(data) as hall:
            answer = hall.request(method, path, headers={"Idempotency-Key": uuid.uuid4().hex}, **sent)
    except httpx.TransportError as error:
        raise Refusal(f"{data}: a server holds the hall but does not answer ({error})") from error
    if answer.is_error:
        said = answer.json()
        raise Refusal(say(Words(said.get("zh", ""), said.get("en", answer.text))))
    return answer.json() if answer.content else None


def say(words: Words) -> str:
    """Return a sentence in both languages; if it has several lines, one language after the other."""
    between = "\n" if "\n" in words.en else " · "
    return f"{words.en}{between}{words.zh}"
