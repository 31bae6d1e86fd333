"""A client of the server's public API, as any program of another house would use it."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import msgspec

from hallwires.errors import DeskAway, DeskRefused

_LATER = frozenset((HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS))
_ANSWER_SECONDS = 3.0
_Shape = TypeVar("_Shape")


class _Problem(msgspec.Struct):
    code: str = ""
    zh: str = ""
    en: str = ""


class Desk:
    """One thread's connection to the server at `http(s)://…`, under one token.

    `ca` is the certificate of the hall's own authority, if the machine's trust store does not have it.
    """

    def __init__(self, base_url: str, token: str, ca: Path | None = None) -> None:
        trust: ssl.SSLContext | bool = (
            ssl.create_default_context(cafile=ca) if base_url.startswith("https:") else False
        )
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(verify=trust),  # our own, so that no proxy is used for the hall
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=2.0),
        )

    def read(self, path: str, shape: type[_Shape]) -> _Shape:
        """GET a view below /api/v1; fields that `shape` does not have are ignored.

        Raises:
            DeskAway, DeskRefused: as every call here.
        """
        return _decoded(self._ask("GET", path), shape)

    def act(self, path: str, body: Mapping[str, Any] | None = None, key: str | None = None) -> httpx.Response:
        """POST; a repetition of one wish uses the same `key`, and has one effect."""
        return self._ask("POST", path, body or {}, key or str(uuid4()))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _ask(
        self, verb: str, path: str, body: Mapping[str, Any] | None = None, key: str | None = None
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = self._client.request(verb, f"/api/v1{path}", json=body, headers=headers)
        except httpx.HTTPError as error:
            raise DeskAway(f"the server does not answer: {error or type(error).__name__}") from error
        if answer.is_success:
            return answer
        if answer.is_server_error or answer.status_code in _LATER:
            raise DeskAway(f"{answer.status_code} to {verb} {path}")
        raise _refusal(answer)


def _refusal(answer: httpx.Response) -> DeskRefused:
    try:
        said = msgspec.json.decode(answer.content, type=_Problem)
    except msgspec.DecodeError:
        return DeskRefused(f"{answer.status_code} to {answer.request.method} {answer.request.url.path}")
    return DeskRefused(said.en or f"{answer.status_code} {said.code}", said.code, said.zh)


def _decoded(answer: httpx.Response, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except msgspec.DecodeError as error:
        raise DeskAway(f"the server's answer cannot be read: {error}") from error
