"""Who on a network listens where raw printing does: a list to choose from, and nothing is sent to anybody.

A byte of ESC/POS would be printed as text by an office printer that happens to listen there, too (port 9100 is
HP's JetDirect, which other makers took over); so a line is opened and closed again.
"""

from __future__ import annotations

import errno
import select
import socket
import time
from collections.abc import Iterator
from ipaddress import IPv4Network

from hallprinters.reach import BadNetwork, Reach, read_networks

RAW_PORT = 9100
MOST = 256  # addresses: a network of /24
WITHIN_S = 1.0
_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})


def read_network(said: str, reach: Reach) -> IPv4Network:
    """Read the one network that is to be searched.

    Raises:
        BadNetwork: it is none, is too large, or printers may not be there.
    """
    found = read_networks(said)
    if len(found) != 1 or not isinstance(found[0], IPv4Network) or found[0].num_addresses > MOST:
        raise BadNetwork(f"“{said}” is no network of at most {MOST} addresses, like 192.168.1.0/24")
    if not any(isinstance(each, IPv4Network) and found[0].subnet_of(each) for each in reach.networks):
        raise BadNetwork(f"“{said}” is in no network where printers are (the setting printer_networks)")
    return found[0]


def find(network: IPv4Network, port: int = RAW_PORT, within_s: float = WITHIN_S) -> list[str]:
    """The addresses at which somebody listens at `port`, in their order; all are asked at once.

    Args:
        network: of at most `MOST` addresses.
        port: where raw printing is.
        within_s: how long an answer may take, in seconds.
    """
    waiting: dict[int, tuple[str, socket.socket]] = {}
    poll = select.poll()
    try:
        for address in _hosts(network):
            line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            line.setblocking(False)
            waiting[line.fileno()] = (address, line)
            if line.connect_ex((address, port)) in _UNDER_WAY:
                poll.register(line, select.POLLOUT)
        found = set(_answering(poll, waiting, time.monotonic() + within_s))
    finally:
        for _, line in waiting.values():
            line.close()
    return [each for each in _hosts(network) if each in found]


def _hosts(network: IPv4Network) -> Iterator[str]:
    return map(str, network.hosts())


def _answering(
    poll: select.poll, waiting: dict[int, tuple[str, socket.socket]], until: float
) -> Iterator[str]:
    while (left := until - time.monotonic()) > 0:
        ready = poll.poll(left * 1000)
        if not ready:
            return
        for number, _ in ready:
            poll.unregister(number)
            address, line = waiting[number]
            if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                yield address
