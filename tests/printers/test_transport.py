import os
import socket
import threading
import time
import tty

import pytest

from hallprinters.errors import BadAddress, Stuck, Torn, Unreachable
from hallprinters.transport import DeviceTransport, MemoryTransport, TcpTransport, connector, good_printer


class Far:
    """The far end of a wire, answering as a printer in order does, on a thread of its own."""

    def __init__(self, read, write):
        self.heard = bytearray()
        self._read = read
        self._write = write
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        try:
            while data := self._read(4096):
                self.heard += data
                self._write(good_printer(data))
        except OSError:
            pass


@pytest.fixture
def tcp():
    near = socket.create_server(("127.0.0.1", 0))

    def open_line():
        line = TcpTransport(*near.getsockname())
        far, _ = near.accept()
        ends.append(far)
        return line, Far(far.recv, far.sendall)

    ends = []
    yield open_line
    for end in (*ends, near):
        end.close()


@pytest.fixture
def device():
    near, far = os.openpty()
    tty.setraw(near)
    tty.setraw(far)

    def open_line():
        return DeviceTransport(os.ttyname(far)), Far(
            lambda size: os.read(near, size), lambda data: os.write(near, data)
        )

    yield open_line
    os.close(far)
    os.close(near)


@pytest.fixture
def memory():
    def open_line():
        line = MemoryTransport()
        line.heard = line.sent
        return line, line

    return open_line


@pytest.fixture(params=["tcp", "device", "memory"])
def open_line(request):
    return request.getfixturevalue(request.param)


def test_every_transport_carries_a_question_and_its_answer(open_line):
    line, far = open_line()
    with line:
        answer = line.talk(b"\x10\x04\x01", 2.0)

    assert answer == b"\x12"
    assert bytes(far.heard) == b"\x10\x04\x01"


def test_every_transport_carries_a_large_job_whole(open_line):
    job = bytes(range(256)) * 200
    line, far = open_line()
    with line:
        line.talk(job)
        deadline = time.monotonic() + 5
        while len(far.heard) < len(job) and time.monotonic() < deadline:
            time.sleep(0.01)

    assert bytes(far.heard) == job


def test_on_every_transport_silence_is_empty_and_takes_its_time(open_line):
    line, _ = open_line()
    begun = time.monotonic()
    with line:
        heard = line.talk(b"\x1b@", 0.2)

    assert heard == b""
    assert 0.19 <= time.monotonic() - begun < 1


def test_a_closed_port_is_unreachable_and_worth_another_try():
    with socket.create_server(("127.0.0.1", 0)) as near:
        port = near.getsockname()[1]

    with pytest.raises(Unreachable, match="nobody answers") as caught:
        TcpTransport("127.0.0.1", port)

    assert not caught.value.permanent


def test_a_device_that_is_not_plugged_in_is_unreachable():
    with pytest.raises(Unreachable):
        DeviceTransport("/dev/usb/no-such-printer")


def test_a_printer_that_hangs_up_is_torn_off():
    near = socket.create_server(("127.0.0.1", 0))
    with near, TcpTransport(*near.getsockname()) as line:
        near.accept()[0].close()

        with pytest.raises(Torn):
            line.talk(b"", 2.0)


def test_a_printer_that_takes_no_byte_for_three_seconds_is_stuck():
    near = socket.create_server(("127.0.0.1", 0))
    near.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with near:
        begun = time.monotonic()
        with pytest.raises(Stuck) as caught, TcpTransport(*near.getsockname()) as line:
            line.talk(bytes(10_000_000))

    assert 2.9 < time.monotonic() - begun < 5
    assert 0 < caught.value.sent < 1_000_000


def test_an_aborted_conversation_ends_in_a_reset():
    near = socket.create_server(("127.0.0.1", 0))
    with near:
        line = TcpTransport(*near.getsockname())
        far, _ = near.accept()
        line.__exit__(ValueError, ValueError("ours"), None)

        with far, pytest.raises(ConnectionResetError):
            far.recv(1)


@pytest.mark.parametrize(
    "address", ["", "printer", "http://x", "tcp://", "tcp://h:99999", "device:", "virtual"]
)
def test_an_address_that_names_no_printer_is_refused(address):
    with pytest.raises(BadAddress) as caught:
        connector(address)

    assert caught.value.permanent


def test_a_network_address_without_a_port_means_9100():
    with pytest.raises(Unreachable, match=":9100"):
        connector("tcp://127.0.0.1")()


def test_a_bare_host_and_port_is_meant_as_tcp() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        transport = connector(f"127.0.0.1:{printer.getsockname()[1]}")()
        with transport:
            assert isinstance(transport, TcpTransport)
