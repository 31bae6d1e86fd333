"""From where somebody asks: the other side of the connection, or what a named proxy says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

MACHINE = ""  # the server's own Unix socket
_HOST_BITS = 64  # of an IPv6 network: one client has all of its addresses

Network = IPv4Network | IPv6Network
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BadNetwork(ValueError):
    """What should name an address or a network does not."""


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks separated by commas; a single address is a network of its own.

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
    """Whether an address belongs to one of the networks; a name belongs to none."""
    try:
        said = ip_address(address)
    except ValueError:
        return False
    if isinstance(said, IPv6Address) and said.ipv4_mapped:
        said = said.ipv4_mapped
    return any(said in each for each in networks if each.version == said.version)


@lru_cache(maxsize=4096)
def client_of(address: str) -> str:
    """The name under which an address is counted: itself, or its IPv6 network."""
    try:
        said = ip_address(address)
    except ValueError:
        return address
    if isinstance(said, IPv6Address):
        return str(said.ipv4_mapped or ip_network((said, _HOST_BITS), strict=False))
    return address
