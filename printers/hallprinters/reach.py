"""What a print agent may open: networks by list, devices by type, as an office page can enter any address."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from hallprinters.errors import BadAddress, Unreachable

Network = IPv4Network | IPv6Network

VIRTUAL = "virtual:"  # the address of a printer that the agent itself simulates
DEVICES = "/dev/"
# Linux's admin-guide/devices.txt: 6 is the parallel port's lp, 180 the USB class devices, among them usblp
PRINTERS = frozenset({6, 180})
LINES = frozenset({"serial", "pty:slave"})
MOST_OF_ONE_DRIVER = 255  # for a driver that names only its first line
LOWEST_PORT = 1024  # lower ports are the system's services; raw printing uses 9100 or near
PRIVATE = "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, fc00::/7, fe80::/10"  # RFC 1918, 3927, 4193, 4291
LOOPBACK = "127.0.0.0/8, ::1/128"
EVERYWHERE = "0.0.0.0/0, ::/0"  # for a user who types the address at the machine itself


class BadNetwork(ValueError):
    """A text that should name an address or a network but does not."""


def read_networks(text: str) -> tuple[Network, ...]:
    """Read networks separated by commas; a single address is a network of its own.

    Raises:
        BadNetwork: names the part that is none.
    """
    found = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        try:
            found.append(ip_network(part, strict=False))
        except ValueError as error:
            raise BadNetwork(f"“{part}” is no address or network like 10.0.0.5 or 10.1.0.0/16") from error
    return tuple(found)


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address belongs to one of the networks; a host name belongs to none."""
    try:
        said = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(said, IPv6Address) and said.ipv4_mapped:
        said = said.ipv4_mapped
    return any(said in each for each in networks if each.version == said.version)


@dataclass(frozen=True, slots=True)
class Reach:
    """What an agent may open.

    Attributes:
        networks: in which a printer's address must lie.
        shut: ports at which the hall itself answers.
    """

    networks: tuple[Network, ...] = read_networks(f"{PRIVATE}, {LOOPBACK}")
    shut: frozenset[int] = frozenset()

    def check_host(self, host: str, port: int) -> None:
        """Refuse a forbidden numeric address; a host name is checked when it is resolved.

        Raises:
            BadAddress: no printer may be there.
        """
        if port < LOWEST_PORT or port in self.shut:
            raise BadAddress(
                f"{host}:{port}: no printer listens at port {port}; raw printing is 9100 or near it"
            )
        try:
            ip_address(host.partition("%")[0])
        except ValueError:
            return
        if not is_within(host, self.networks):
            raise BadAddress(
                f"{host}:{port} is in no network where printers are (the setting printer_networks)"
            )

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host that may be a printer's.

        Raises:
            BadAddress: none may. Unreachable: there is no such host.
        """
        self.check_host(host, port)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise Unreachable(f"there is no host {host}: {error.strerror or error}") from error
        allowed = [str(each[4][0]) for each in found if is_within(str(each[4][0]), self.networks)]
        if not allowed:
            raise BadAddress(
                f"{host}:{port} is in no network where printers are (the setting printer_networks)"
            )
        return allowed


def check_path(path: str) -> None:
    """Refuse a path that cannot be a device file, by its name alone.

    Raises:
        BadAddress: it does not lie below /dev.
    """
    if not os.path.normpath(path).startswith(DEVICES) or os.path.normpath(path) != path:
        raise BadAddress(f"{path} is no device file: printers lie below {DEVICES}")


def open_device(path: str) -> int:
    """Open a printer's device file or a serial line; writes nothing and opens no other kind of file.

    The type is checked before opening (some devices act on being opened) and again on the open file.

    Raises:
        OSError: it is not there, or may not be opened. BadAddress: it is another kind of file.
    """
    check_path(path)
    _check_type(path, Path(path).stat())  # follows udev's links: their target is checked
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _check_type(path, os.fstat(descriptor))
    except BadAddress:
        os.close(descriptor)
        raise
    return descriptor


def _check_type(path: str, found: os.stat_result) -> None:
    if not (stat.S_ISCHR(found.st_mode) and (os.major(found.st_rdev) in PRINTERS or _is_line(found.st_rdev))):
        raise BadAddress(f"{path} is neither a printer's device file nor a serial line")


def _is_line(device: int) -> bool:
    """Whether it is a serial line or a terminal's far end on this kernel (proc(5), /proc/tty/drivers)."""
    with Path("/proc/tty/drivers").open(encoding="ascii") as drivers:
        for driver in drivers:
            _name, _node, major, minors, kind = driver.split(maxsplit=4)
            first, _, last = minors.partition("-")
            if kind.strip() in LINES and int(major) == os.major(device):
                return int(first) <= os.minor(device) <= int(last or int(first) + MOST_OF_ONE_DRIVER)
    return False
