"""Request bodies are read before the request's turn begins, so that a slow sender delays nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import gevent
from gunicorn.http.errors import ParseException

LARGEST_READ_AHEAD = 64 * 1024  # longer bodies are files from signed-in callers, and are read by the route
BODY_S = 20.0

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_bodies_read(wsgi: Wsgi, refuse: Callable[[int], Wsgi]) -> Wsgi:
    """Read short bodies ahead.

    Args:
        wsgi: the next application.
        refuse: returns the application that answers a status: 400 malformed, 408 too slow, 413 too long.
    """

    def middleware(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status = _read_ahead(environ)
        return (refuse(status) if status else wsgi)(environ, start_response)

    return middleware


def _read_ahead(environ: dict[str, Any]) -> int | None:
    length = environ.get("CONTENT_LENGTH") or ""
    chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    if not chunked and (not length.isdecimal() or int(length) > LARGEST_READ_AHEAD):
        return None
    body = None
    with gevent.Timeout(BODY_S, False):
        try:
            body = environ["wsgi.input"].read(LARGEST_READ_AHEAD + 1 if chunked else int(length))
        except (OSError, ParseException):
            return 400
    if body is None:
        return 408
    if len(body) > LARGEST_READ_AHEAD:
        return 413
    environ["wsgi.input"] = BytesIO(body)
    return None
