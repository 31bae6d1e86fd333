"""The addresses on which the hall listens, and at which people reach it."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from hallserver.config import Settings
from hallserver.origins import origin


def found_at(settings: Settings, host: str, port: int) -> str:
    """Return the URL to open in a browser; for a listener on every address it has the machine's name."""
    scheme = "https" if settings.cert else "http"
    return origin(scheme, socket.gethostname() if _is_every(host) else host, port)


def warn_of_names(settings: Settings) -> str | None:
    """Return a warning for a hall that is open to a network but does not name its own hosts; else None."""
    if settings.origins or settings.public_url or _is_loopback(settings.host):
        return None
    name = socket.gethostname()
    return (
        f"the sockets of pages are taken by the machine's addresses, {name} and {name}.local; "
        "another name (DNS, a proxy's) stands in the setting “origins”"
    )


def _is_every(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return not host


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
