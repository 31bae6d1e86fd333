"""Printers are found by who listens; nothing is sent to them, and nobody is asked outside the printers' networks."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from ipaddress import IPv4Network

import pytest

from hallprinters.find import MOST, find, read_network
from hallprinters.reach import BadNetwork, Reach, read_networks


def listening(address: str, port: int, stack: ExitStack) -> socket.socket:
    line = stack.enter_context(socket.socket())
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    line.bind((address, port))
    line.listen()
    return line


def test_those_who_listen_are_found_and_hear_nothing() -> None:
    with ExitStack() as stack:
        first = listening("127.0.0.5", 0, stack)
        port = first.getsockname()[1]
        second = listening("127.0.0.9", port, stack)

        found = find(IPv4Network("127.0.0.0/28"), port)

        assert found == ["127.0.0.5", "127.0.0.9"]
        for each in (first, second):
            line, _ = each.accept()
            with line:
                line.settimeout(2)
                assert line.recv(16) == b""


def test_a_network_that_swallows_every_packet_costs_no_more_than_the_time_given() -> None:
    began = time.monotonic()

    assert find(IPv4Network("127.0.0.0/24"), 1, within_s=0.3) == []
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("said", ["", "printer", "10.0.0.0/16", "10.0.0.0/24, 10.0.1.0/24", "fe80::/64"])
def test_what_is_no_network_of_a_hall_is_refused(said: str) -> None:
    with pytest.raises(BadNetwork):
        read_network(said, Reach())


def test_the_internet_is_never_searched() -> None:
    with pytest.raises(BadNetwork, match="printer_networks"):
        read_network("8.8.8.0/24", Reach())
    assert read_network("192.168.7.20/24", Reach()).num_addresses == MOST
    with pytest.raises(BadNetwork, match="printer_networks"):
        read_network("192.168.7.0/24", Reach(read_networks("10.0.0.0/8")))
