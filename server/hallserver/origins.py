"""How an address and an origin are written."""

from __future__ import annotations

PORTS = {"http": 80, "https": 443}


def at(host: str, port: int) -> str:
    """Return a listener's address; an IPv6 address is put in brackets.

    >>> at("127.0.0.1", 8000), at("::1", 8000), at("[::1]", 8000)
    ('127.0.0.1:8000', '[::1]:8000', '[::1]:8000')
    """
    bare = host.strip("[]")
    return f"[{bare}]:{port}" if ":" in bare else f"{bare}:{port}"


def origin(scheme: str, host: str, port: int) -> str:
    """Return an origin as browsers say it: without the scheme's own port (RFC 6454, 6.2).

    >>> origin("https", "hall.lan", 443), origin("https", "::1", 8443)
    ('https://hall.lan', 'https://[::1]:8443')
    """
    where = at(host, port)
    return f"{scheme}://{where.removesuffix(f':{port}') if port == PORTS[scheme] else where}"
