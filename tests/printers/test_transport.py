import os
import socket
import stat
import threading
import time
import tty

import pytest

from hallprinters.addresses import FORMS, connector, heard_at
from hallprinters.drivers import DriverTransport
from hallprinters.errors import BadAddress, Stuck, Torn, Unreachable
from hallprinters.profiles import profile_named
from hallprinters.queues import QueueTransport
from hallprinters.transport import (
    DeviceTransport,
    MemoryTransport,
    SerialTransport,
    TcpTransport,
    good_printer,
)
from tests.waiting import until


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
def pty():
    """A line with two ends, as a cable has: what makes its far end, and the path of the near one."""
    near, far = os.openpty()
    tty.setraw(near)
    tty.setraw(far)
    ends = []

    def far_end():
        ends.append(Far(lambda size: os.read(near, size), lambda data: os.write(near, data)))
        return ends[-1]

    yield far_end, os.ttyname(far)
    os.close(far)
    for end in ends:  # before the descriptor's number is another line's
        end.thread.join(5)
    os.close(near)


@pytest.fixture
def device(pty):
    far_end, path = pty
    return lambda: (connector(f"file://{path}")(), far_end())


@pytest.fixture
def serial_line(pty):
    far_end, path = pty
    return lambda: (connector(f"serial://{path}?baud=38400")(), far_end())


@pytest.fixture
def driver(pty):
    """python-escpos's own serial device, where its USB device stands on a real machine."""
    far_end, path = pty
    escpos = pytest.importorskip("escpos.printer")

    def open_line():
        made = escpos.Serial(devfile=path, baudrate=38400, timeout=0)
        made.open()
        return DriverTransport(made), far_end()

    return open_line


@pytest.fixture
def memory():
    def open_line():
        line = MemoryTransport()
        line.heard = line.sent
        return line, line

    return open_line


@pytest.fixture
def queue(tmp_path, monkeypatch):
    """A CUPS whose printer is a file: `lp` and `lpstat` of our own on the PATH."""
    out = tmp_path / "paper"
    out.touch()
    for name, script in (
        ("lp", f'[ "$2" = front ] && cat >> {out}'),
        ("lpstat", '[ "$2" = front ] && echo idle'),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    class Paper:
        @property
        def heard(self):
            return out.read_bytes()

    return lambda: (connector("cups://front")(), Paper())


@pytest.fixture(params=["tcp", "device", "serial_line", "driver", "queue", "memory"])
def open_line(request):
    return request.getfixturevalue(request.param)


def test_every_transport_carries_a_question_and_its_answer(open_line, request):
    line, far = open_line()
    with line:
        answer = line.talk(b"\x10\x04\x01", 0.1 if isinstance(line, QueueTransport) else 2.0)

    assert answer == (b"" if "queue" in request.node.name else b"\x12")
    assert bytes(far.heard) == b"\x10\x04\x01"


def test_every_transport_carries_a_large_job_whole(open_line):
    job = bytes(range(256)) * 200
    line, far = open_line()
    with line:
        line.talk(job)
        assert until(lambda: len(far.heard) >= len(job))

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
    "address",
    [
        "",
        "printer",
        "http://x",
        "tcp://",
        "tcp://h:99999",
        "device:",
        "virtual",
        "file://lp0",
        "file:///",
        "usb://lp0",
        "usb://4b8:202",
        "cups://",
        "cups://a;rm",
        "cups://-d",
        "serial:///dev/ttyS0?speed=9600",
        "serial://",
        "serial:///d?baud=x",
    ],
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


def test_every_form_of_an_address_that_is_shown_to_people_is_understood():
    for form in FORMS.split(", "):
        assert connector(form)


def test_a_speed_that_no_line_has_is_refused(pty):
    with pytest.raises(BadAddress, match="baud"):
        SerialTransport(pty[1], 12345)


def test_a_file_is_no_serial_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BadAddress, match="no device file"):
        SerialTransport(str(tmp_path / "file"))


def test_a_queue_that_cups_does_not_know_is_unreachable(queue):
    queue()
    with pytest.raises(Unreachable, match="knows no queue other"):
        connector("cups://other")()


def test_a_queue_that_refuses_has_taken_nothing(queue, tmp_path):
    line, _ = queue()
    (tmp_path / "lp").write_text("#!/bin/sh\necho full >&2; exit 1\n")
    with pytest.raises(Torn, match="full") as torn:
        line.talk(b"slip")

    assert torn.value.sent == 0


def test_a_machine_without_cups_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable, match="CUPS is not installed"):
        connector("cups://front")()


def test_what_stands_behind_a_queue_is_believed_and_never_confirmed():
    assert not heard_at("cups://front", profile_named("80mm")).talks
    assert heard_at("tcp://h", profile_named("80mm")).talks


def test_a_usb_printer_that_is_not_there_or_has_no_library_is_said_plainly():
    with pytest.raises((BadAddress, Unreachable), match="04b8:0202"):
        connector("usb://04b8:0202")()


class Broken:
    """A driver's device that fails as libusb does."""

    def __init__(self, error):
        self.error = error
        self.closed = False

    def _raw(self, _data):
        raise self.error

    def _read(self):
        raise self.error

    def close(self):
        self.closed = True


@pytest.mark.parametrize(
    ("error", "said"), [(OSError(110, "Operation timed out"), Stuck), (OSError(19, "No such device"), Torn)]
)
def test_a_drivers_errors_are_translated_at_the_seam(error, said):
    device = Broken(error)
    with pytest.raises(said), DriverTransport(device) as line:
        line.talk(b"slip")

    assert device.closed


def test_a_driver_that_times_out_listening_is_silence():
    assert DriverTransport(Broken(OSError(110, "Operation timed out"))).talk(b"", 0.05) == b""
