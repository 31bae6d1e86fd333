"""The guest network's port: serves only what a visitor's phone and the public page need; all else is 404.

A caller there is anonymous or the follower of one ticket: cookies are ignored, other tokens are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from halldisplay.built import pages
from hallserver.contract.openapi import BASE
from hallserver.core.rights import GUEST

PAGES = [
    re.sub("<.*?>", "[^/]+", re.escape(each)) for page in pages() if page.guests for each in page.addresses
]
READ = (
    "hall",
    "catalogue",
    "letters",
    r"letters/\d+/scan",
    "public/figures",
    "public/queue",
    "tickets/mine",
    r"tickets/\d+",
    r"tickets/\d+/why",
    r"tickets/\d+/phone",
    "slots",
    "bookings/[^/]+",
)
DONE = (
    r"tickets/\d+/(?:cancel|return|rating|more-time|phone|phone/forget)",
    "slots/(?:holds|drop|book)",
    "bookings/[^/]+/(?:move|cancel)",
)
_READ = re.compile(
    "|".join([*PAGES, "/assets/.+", r"/words/(?:[A-Za-z0-9-]+\.ftl)?", *(f"{BASE}/{each}" for each in READ)])
)
_DONE = re.compile(rf"{BASE}/(?:{'|'.join(DONE)})")
_SOCKET = "/socket.io/"
_FOLLOW = re.compile(r"Bearer +\d{1,18}\.[0-9a-f]{32}", re.IGNORECASE)
_NOT_THERE = (
    b'{"type":"urn:hallqueue:problem:http_404","title":"There is nothing here.","status":404,"code":"http_404",'
    b'"zh":"\xe6\xb2\xa1\xe6\x9c\x89\xe6\xad\xa4\xe5\x9c\xb0\xe5\x9d\x80\xe3\x80\x82","en":"There is nothing here."}'
)

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_guest_door(wsgi: Wsgi, port: int) -> Wsgi:
    """Serve on `port` only what guests need; 0 means there is no guest port."""
    if not port:
        return wsgi

    def door(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not _came_by(environ, port):
            return wsgi(environ, start_response)
        if not is_for_guests(environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")):
            headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(_NOT_THERE)))]
            start_response("404 Not Found", headers)
            return [_NOT_THERE]
        environ[GUEST] = True
        environ.pop("HTTP_COOKIE", None)
        if not _FOLLOW.fullmatch(environ.get("HTTP_AUTHORIZATION", "").strip()):
            environ.pop("HTTP_AUTHORIZATION", None)
        return wsgi(environ, start_response)

    return door


def is_for_guests(method: str, path: str) -> bool:
    """Whether the method and path are served on the guests' port."""
    if path == _SOCKET:
        return method in {"GET", "POST"}
    if method in {"GET", "HEAD"}:
        return _READ.fullmatch(path) is not None
    return method == "POST" and _DONE.fullmatch(path) is not None


def _came_by(environ: dict[str, Any], port: int) -> bool:
    """Whether the connection came in by that port; asks the socket, as the Host header may be forged."""
    name = environ["gunicorn.socket"].getsockname()
    return isinstance(name, tuple) and name[1] == port
