"""Where a printer's address may lead: an office page may write anything into it, and nothing but a printer is ever opened."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from hallprinters.addresses import connector
from hallprinters.errors import BadAddress, PrintingError, Unreachable
from hallprinters.reach import Reach, open_device, read_networks

OFFICE = Reach(read_networks("10.0.0.0/8, 192.168.0.0/16, fc00::/7"), shut=frozenset({8000}))


@pytest.mark.parametrize(
    "address",
    [
        "file:///srv/hall/hall.db",
        "file:///dev/../srv/hall/hall.db",
        "file:///dev//../etc/passwd",
        "file:///dev/shm/../../etc/passwd",
        "serial:///srv/hall/hall.db",
        "device:///etc/passwd",
        "file://10.0.0.5/dev/lp0",
        "tcp://127.0.0.1:6379",
        "tcp://[::1]:9100",
        "tcp://[::ffff:127.0.0.1]:9100",
        "tcp://169.254.169.254:80",
        "tcp://8.8.8.8:9100",
        "tcp://10.0.0.5:22",
        "tcp://10.0.0.5:8000",
        "tcp://10.0.0.5:9100/path",
        "tcp://0.0.0.0:9100",
        "http://10.0.0.5:9100",
        "gopher://10.0.0.5:9100",
        "cups://-d/evil",
        "cups://a b",
        "",
    ],
)
def test_an_address_that_is_no_printers_is_refused_before_anything_is_opened(address: str) -> None:
    with pytest.raises(BadAddress):
        connector(address, OFFICE)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.1.2.3:9100",
        "192.168.7.9:9101",
        "tcp://[fd00::5]:9100",
        "tcp://printer-3.hall:9100",
        "file:///dev/usb/lp0",
        "serial:///dev/ttyS0?baud=38400",
        "cups://EPSON_TM",
        "usb://04b8:0202",
        "memory:",
    ],
)
def test_a_printers_address_is_taken(address: str) -> None:
    assert connector(address, OFFICE)


def test_a_name_is_judged_by_where_it_leads() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        opened = connector(f"tcp://localhost:{port}", OFFICE)

        with pytest.raises(BadAddress, match="printer_networks"):
            opened()
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
        connector(f"tcp://localhost:{port}")().__exit__(None, None, None)


def files(folder: Path) -> list[str]:
    """Other kinds of files, each under a name that lies below /dev, by a link as udev makes them."""
    (folder / "plain").write_bytes(b"SQLite format 3")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(folder / "socket"))
    return [str(folder / name) for name in ("plain", "pipe", "socket", ".")]


@pytest.mark.skipif(
    not os.access("/dev/shm", os.W_OK), reason="/dev/shm may not be written here: a mounted tmpfs lifts this"
)
def test_a_link_below_dev_to_another_kind_of_file_is_not_opened(tmp_path: Path) -> None:
    for target in [*files(tmp_path), "/dev/null", "/dev/zero", "/dev/full"]:
        link = Path(f"/dev/shm/hall-test-{os.getpid()}")
        link.symlink_to(target)
        try:
            with pytest.raises(BadAddress):
                open_device(str(link))
        finally:
            link.unlink()
    assert (tmp_path / "plain").read_bytes() == b"SQLite format 3"


def test_a_pipe_with_a_reader_hears_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    heard: list[bytes] = []
    reader = threading.Thread(
        target=lambda: heard.append(os.read(os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK), 9))
    )
    reader.start()
    with pytest.raises(PrintingError):
        connector(f"file://{tmp_path}/pipe")()
    reader.join()

    assert heard == [b""]


def test_a_terminal_line_is_opened_and_one_that_is_away_is_unreachable() -> None:
    near, far = os.openpty()
    os.close(open_device(os.ttyname(far)))
    for each in (near, far):
        os.close(each)

    with pytest.raises(Unreachable):
        connector("file:///dev/usb/lp77")()
