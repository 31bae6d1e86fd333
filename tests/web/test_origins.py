"""Whose pages may open a socket, by whichever address or name the hall is opened."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
import socketio

from hallserver.config import Settings
from hallserver.listening import found_at, warn_of_names
from hallserver.web.origins import own_origins
from tests.running import RunningHall
from tests.small import found

NAME = socket.gethostname().lower()


class CameInBy:
    """A connection's socket, as far as its own end."""

    def __init__(self, *here: Any) -> None:
        self._here = here

    def getsockname(self) -> tuple[Any, ...]:
        return self._here


@pytest.mark.parametrize(
    ("origin", "here", "own"),
    [
        ("http://10.0.0.2:8000", ("10.0.0.2", 8000), True),
        ("http://10.0.0.2", ("10.0.0.2", 80), True),
        ("http://[fd00::2]:8000", ("fd00::2", 8000, 0, 0), True),
        ("http://10.0.0.2:8000", ("::ffff:10.0.0.2", 8000, 0, 0), True),
        ("http://localhost:8000", ("127.0.0.1", 8000), True),
        (f"http://{NAME}:8000", ("10.0.0.2", 8000), True),
        (f"http://{NAME}.local:8000", ("10.0.0.2", 8000), True),
        ("http://hall.town.example:8000", ("10.0.0.2", 8000), True),
        ("http://0.0.0.0:8000", ("10.0.0.2", 8000), False),
        ("http://10.0.0.3:8000", ("10.0.0.2", 8000), False),
        ("http://10.0.0.2:8001", ("10.0.0.2", 8000), False),
        ("https://10.0.0.2:8000", ("10.0.0.2", 8000), False),
        ("http://evil.example:8000", ("10.0.0.2", 8000), False),
        ("http://10.0.0.2:99999", ("10.0.0.2", 8000), False),
        ("http://[10.0.0.2", ("10.0.0.2", 8000), False),
        ("null", ("10.0.0.2", 8000), False),
        ("", ("10.0.0.2", 8000), False),
    ],
)
def test_a_page_is_the_halls_own_by_address_by_the_machines_name_or_by_the_settings(
    tmp_path: Path, origin: str, here: tuple[Any, ...], own: bool
) -> None:
    noted: list[tuple[str, ...]] = []
    settings = Settings(data=tmp_path, origins="http://hall.town.example:8000")
    judge = own_origins(settings, lambda *told: noted.append(told))
    environ = {"gunicorn.socket": CameInBy(*here), "wsgi.url_scheme": "http", "REMOTE_ADDR": "10.0.0.9"}

    assert judge(origin, environ) is own
    assert [each[0] for each in noted] == ([] if own else ["foreign_origin"])


@pytest.mark.parametrize(
    ("host", "opened", "warned"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", False),
        ("localhost", "http://localhost:8000", False),
        ("::1", "http://[::1]:8000", False),
        ("[::1]", "http://[::1]:8000", False),
        ("10.0.0.2", "http://10.0.0.2:8000", True),
        ("0.0.0.0", f"http://{socket.gethostname()}:8000", True),
        ("::", f"http://{socket.gethostname()}:8000", True),
    ],
)
def test_the_start_names_an_address_that_a_browser_opens_and_what_is_missing(
    tmp_path: Path, host: str, opened: str, warned: bool
) -> None:
    settings = Settings(data=tmp_path, host=host)

    assert found_at(settings, host, 8000) == opened
    assert (warn_of_names(settings) is not None) is warned
    assert warn_of_names(Settings(data=tmp_path, host=host, origins="http://hall.town.example")) is None


def test_a_hall_listens_on_ipv6_and_its_pages_sockets_open(tmp_path: Path) -> None:
    hall = RunningHall(found(tmp_path / "hall"), host="::1", words=("--desk-only",))
    hall.start()
    try:
        client = socketio.Client(reconnection=False, websocket_extra_options={"origin": hall.url})
        token = hall.token("display", "board-6")
        client.connect(hall.url, namespaces=["/live"], auth={"token": token}, transports=["websocket"])
        assert client.connected
        client.disconnect()
    finally:
        hall.stop()
    assert f"hall: open at {hall.url}" in hall.log
