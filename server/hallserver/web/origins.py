"""Check of the Origin header: only pages that this server served may open a socket.

With DNS rebinding, a page of a foreign name that resolves to this machine has that name as its origin. So a
name counts only if the settings or the machine itself know it; an address counts if the connection came in by
it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from hallserver.config import Settings
from hallserver.web.proxies import PROXIED

_PORTS = {"http": 80, "https": 443}


def own_origins(
    settings: Settings, note: Callable[[str, str, str], None]
) -> Callable[[str, dict[str, Any]], bool]:
    """Return a check of Origin headers; each refusal is passed to `note` (kind, address, what)."""
    known = set(settings.allowed_origins)
    name = socket.gethostname().lower()
    names = {"localhost", name, f"{name}.local"}

    def is_own(origin: str, environ: dict[str, Any]) -> bool:
        if origin in known or _came_in_by(origin, environ, names):
            return True
        note(
            "foreign_origin",
            environ.get("REMOTE_ADDR", ""),
            f"a page of {origin}; own names stand in the setting “origins”",
        )
        return False

    return is_own


def _came_in_by(origin: str, environ: dict[str, Any], names: set[str]) -> bool:
    plug = environ.get("gunicorn.socket")
    if plug is None or PROXIED in environ:
        return False
    here = plug.getsockname()
    if not isinstance(here, tuple):
        return False
    try:
        said = urlsplit(origin)
        port = said.port or _PORTS.get(said.scheme, 0)
    except ValueError:
        return False
    if (said.scheme, port) != (environ["wsgi.url_scheme"], here[1]):
        return False
    return said.hostname in names or _same_address(said.hostname or "", here[0])


def _same_address(said: str, here: str) -> bool:
    try:
        mine = ip_address(here.partition("%")[0])
        return ip_address(said) in {
            mine,
            getattr(mine, "ipv4_mapped", None),
        }  # on “::” an IPv4 address arrives mapped
    except ValueError:
        return False
