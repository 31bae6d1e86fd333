"""Answers that are the same for all callers: computed and encoded once until their input changes."""

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
    """By name, the newest answer and the state of the hall that it was made for."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, bytes, str]] = {}
        self._making: defaultdict[str, BoundedSemaphore] = defaultdict(BoundedSemaphore)

    def get(self, name: str, state: Any, make: Callable[[], Any]) -> tuple[bytes, str]:
        """Return the answer as JSON, and its ETag; calls `make` when `state` has changed.

        Callers that come while it is being made wait for it and do not make another.
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
        """Return the answer, or 304 if the browser has it; cacheable for `seconds` without revalidation."""
        body, etag = self.get(name, state, make)
        headers = {"ETag": etag, "Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache"}
        if etag.strip('"') in request.if_none_match:
            return Response(status=304, headers=headers)
        return Response(body, content_type="application/json", headers=headers)
