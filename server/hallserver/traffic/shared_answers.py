"""Answers that are the same for everybody: made and written out once for all who ask, until what they rest on has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Request, Response
from gevent.lock import BoundedSemaphore
from msgspec import json
from werkzeug.http import generate_etag

_encode = json.Encoder().encode


class SharedAnswers:
    """By name the newest answer, and the state of the hall that it was made for."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, bytes, str]] = {}
        self._making: defaultdict[str, BoundedSemaphore] = defaultdict(BoundedSemaphore)

    def get(self, name: str, state: Any, make: Callable[[], Any]) -> tuple[bytes, str]:
        """The answer as JSON, and its ETag; `make` is called when `state` is not the one it was last made for.

        Who asks while it is being made waits for that, and makes none.
        """
        kept = self._kept.get(name)
        if kept is None or kept[0] != state:
            with self._making[name]:
                kept = self._kept.get(name)
                if kept is None or kept[0] != state:
                    body = _encode(make())
                    kept = self._kept[name] = (state, body, f'"{generate_etag(body)}"')
        return kept[1], kept[2]

    def respond(
        self, request: Request, name: str, state: Any, make: Callable[[], Any], seconds: int = 0
    ) -> Response:
        """The answer, or 304 to a browser that has it; good for so many seconds without asking."""
        body, etag = self.get(name, state, make)
        headers = {"ETag": etag, "Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache"}
        if etag.strip('"') in request.if_none_match:
            return Response(status=304, headers=headers)
        return Response(body, content_type="application/json", headers=headers)
