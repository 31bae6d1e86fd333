"""Client addresses, and the name under which each is counted."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

UNNAMED = "hallserver.unnamed_proxy"  # in a request's environment: passed on by an unnamed proxy
_HOST_BITS = 64  # of an IPv6 network: one client has all of its addresses


@lru_cache(maxsize=4096)
def client_of(address: str) -> str:
    """Return the name under which an address is counted: itself, or its IPv6 network."""
    try:
        said = ip_address(address)
    except ValueError:
        return address
    if isinstance(said, IPv6Address):
        return str(said.ipv4_mapped or ip_network((said, _HOST_BITS), strict=False))
    return address
