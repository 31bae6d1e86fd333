"""Printer addresses: one line of text that says how to open a connection."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, urlsplit

from hallprinters.drivers import usb_printer
from hallprinters.errors import BadAddress
from hallprinters.profiles import Profile
from hallprinters.queues import QueueTransport
from hallprinters.reach import Reach, check_path
from hallprinters.transport import (
    PORT,
    Connect,
    DeviceTransport,
    MemoryTransport,
    SerialTransport,
    TcpTransport,
)

FORMS = "tcp://host:9100, file:///dev/usb/lp0, serial:///dev/ttyS0?baud=38400, cups://QUEUE, usb://04b8:0202, memory:"
ANYWHERE = Reach()
_BARE = re.compile(r"([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}")
_USB = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")
_QUEUE = re.compile(r"[A-Za-z0-9_.][\w.-]{0,126}")


def connector(address: str, reach: Reach = ANYWHERE) -> Connect:
    """Return what opens a connection to `address` within `reach`; a bare `host:9100` means TCP.

    Raises:
        BadAddress: it has none of the forms, or names something that cannot be a printer.
    """
    try:
        url = urlsplit(f"tcp://{address}" if _BARE.fullmatch(address) else address)
        made = _WAYS.get(url.scheme, _nowhere)(url, reach)
    except ValueError as error:
        raise BadAddress(f"{address!r}: {error}") from error
    if made is None:
        raise BadAddress(f"{address!r} is no printer: use {FORMS}")
    return made


def heard_at(address: str, profile: Profile) -> Profile:
    """Return the profile as usable at this address: a printer behind a CUPS queue cannot answer."""
    return profile.mute() if address.startswith("cups:") else profile


def _nowhere(_url: SplitResult, _reach: Reach) -> Connect | None:
    return None


def _tcp(url: SplitResult, reach: Reach) -> Connect | None:
    host, port = url.hostname, url.port or PORT
    if not host or url.path.strip("/") or url.query:
        return None
    reach.check_host(host, port)
    return lambda: TcpTransport(host, port, reach)


def _file(url: SplitResult, _reach: Reach) -> Connect | None:
    if url.path in {"", "/"} or url.netloc:
        return None
    check_path(url.path)
    return lambda: DeviceTransport(url.path)


def _serial(url: SplitResult, _reach: Reach) -> Connect | None:
    said = {name: values[-1] for name, values in parse_qs(url.query).items()}
    if url.path in {"", "/"} or url.netloc or not said.keys() <= {"baud", "flow"}:
        return None
    check_path(url.path)
    baud = int(said.get("baud", "9600"))
    return lambda: SerialTransport(url.path, baud, rtscts=said.get("flow") == "rtscts")


def _cups(url: SplitResult, _reach: Reach) -> Connect | None:
    name = url.netloc
    return (lambda: QueueTransport(name)) if _QUEUE.fullmatch(name) else None


def _usb(url: SplitResult, _reach: Reach) -> Connect | None:
    ids = _USB.fullmatch(url.netloc)
    return (lambda: usb_printer(int(ids[1], 16), int(ids[2], 16))) if ids else None


def _memory(_url: SplitResult, _reach: Reach) -> Connect | None:
    return MemoryTransport


_WAYS: dict[str, Callable[[SplitResult, Reach], Connect | None]] = {
    "tcp": _tcp,
    "file": _file,
    "device": _file,
    "serial": _serial,
    "cups": _cups,
    "usb": _usb,
    "memory": _memory,
}
