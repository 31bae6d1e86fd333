"""Trust the proxy headers of named proxies only.

The headers are X-Forwarded-For, -Proto, -Host and -Prefix, one value from each proxy (werkzeug's `ProxyFix`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ssl import SSLSocket
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from hallprinters.reach import Network, is_within
from hallserver.traffic.addresses import UNNAMED

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
)
PROXIED = "hallserver.proxied"  # in a request's environment: a named proxy passed it on

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_named_proxies(wsgi: Wsgi, networks: tuple[Network, ...]) -> Wsgi:
    """Set each request's scheme, address and prefix to the true ones."""
    behind = ProxyFix(wsgi, x_for=1, x_proto=1, x_host=1, x_prefix=1)

    def middleware(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["wsgi.url_scheme"] = (
            "https" if isinstance(environ.get("gunicorn.socket"), SSLSocket) else "http"
        )
        if is_within(environ.get("REMOTE_ADDR", ""), networks):
            environ[PROXIED] = True
            return behind(environ, start_response)
        if was_passed_on(environ):
            environ[UNNAMED] = True
        for name in FORWARDED:
            environ.pop(name, None)
        return wsgi(environ, start_response)

    return middleware


def was_passed_on(environ: dict[str, Any]) -> bool:
    """Whether a proxy passed it on: by its headers, or HTTP/1.0, nginx's default, which no browser speaks."""
    return environ.get("SERVER_PROTOCOL") == "HTTP/1.0" or any(name in environ for name in FORWARDED)
