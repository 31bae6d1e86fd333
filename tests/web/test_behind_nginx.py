"""Behind the real nginx, with the very configuration of docs/proxy.md: pages, sockets, addresses, with TLS and under a path."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio
from playwright.sync_api import Browser, Response, expect

from tests.authority import certify
from tests.conftest import ROOT
from tests.running import RunningHall, free_port, serving
from tests.small import found
from tests.waiting import until

NGINX = shutil.which("nginx") or str(ROOT / "build/nginx/usr/sbin/nginx")
pytestmark = pytest.mark.skipif(
    not Path(NGINX).exists(), reason="no nginx: as root, or with package lists, `make test` unpacks Debian's"
)
BLOCKS = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/proxy.md").read_text(), re.DOTALL)


@dataclass
class Front:
    """nginx before a hall: `at` is what a browser calls it."""

    at: str
    hall: RunningHall
    verify: ssl.SSLContext | bool


def written(hall_port: int, port: int, folder: Path, *, tls: bool, path: str) -> str:
    """The document's configuration with this run's ports and files."""
    server, under_a_path = BLOCKS
    if path:
        inner = re.search(r"location / \{\n(.*?)\n    \}", server, re.DOTALL)
        assert inner
        lines = "\n".join(line for line in inner[1].splitlines() if "proxy_pass" not in line)
        server = server.replace(
            inner[0], under_a_path.strip().replace("        # … and the lines above", lines)
        )
    server = server.replace("127.0.0.1:8000", f"127.0.0.1:{hall_port}")
    server = server.replace("/etc/nginx/hall", str(folder / "hall"))
    if tls:
        server = server.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    else:
        server = re.sub(
            r" *ssl_certificate.*\n", "", server.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
        )
    places = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder}/pid; error_log stderr warn; worker_processes 1; events {{}}\n"
        f"http {{ access_log off; {places}\n{server}\n}}\n"
    )


@contextmanager
def standing(folder: Path, *, tls: bool = False, path: str = "", **settings: str) -> Iterator[Front]:
    """A hall with nginx before it."""
    port = free_port()
    scheme = "https" if tls else "http"
    verify = certify(folder / "hall.pem", folder / "hall.key", "127.0.0.1")
    env = {"HALL_PROXIES": "127.0.0.1", "HALL_ORIGINS": f"{scheme}://127.0.0.1:{port}", **settings}
    with serving(found(folder / "data"), "--desk-only", **env) as hall:
        file = folder / "nginx.conf"
        file.write_text(written(hall.port, port, folder, tls=tls, path=path))
        with subprocess.Popen([NGINX, "-e", "stderr", "-p", folder, "-c", file]) as nginx:
            front = Front(f"{scheme}://127.0.0.1:{port}{path}", hall, verify if tls else True)
            try:
                wait_for(front)
                yield front
            finally:
                nginx.terminate()


def wait_for(front: Front) -> None:
    def answers() -> bool:
        try:
            return httpx.get(f"{front.at}/healthz", verify=front.verify).status_code == 200
        except httpx.TransportError:
            return False

    assert until(answers)


@pytest.mark.parametrize(("tls", "path"), [(False, ""), (True, ""), (True, "/hall")])
def test_a_board_behind_nginx_shows_a_call(browser: Browser, tmp_path: Path, tls: bool, path: str) -> None:
    with standing(tmp_path, tls=tls, path=path) as front:
        hall = front.hall
        clerk, kiosk = hall.token("window", "1", staffer="t-2"), hall.token("kiosk", "kiosk-1")
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        page = context.new_page()
        lost: dict[str, str] = {}
        page.on("requestfailed", lambda request: lost.update({request.url: str(request.failure)}))
        page.on("response", lambda answer: heard(lost, answer))
        page.goto(f"{front.at}/panel/1#token={hall.token('display', 'panel-1')}")
        expect(page.get_by_test_id("stale")).to_be_hidden()

        number = post(front, "/tickets", kiosk, {"matter": "tax-file"}).json()["number"]
        assert post(front, "/windows/1/next", clerk, {}).status_code == 200

        expect(page.get_by_test_id("panel-number")).to_contain_text(number)
        assert lost == {}
        context.close()


def heard(lost: dict[str, str], answer: Response) -> None:
    """What a page gave up after four seconds and then was given is not lost: it asks again by itself."""
    if answer.status < HTTPStatus.BAD_REQUEST:
        lost.pop(answer.url, None)
    else:
        lost[answer.url] = str(answer.status)


def test_a_manager_behind_tls_has_a_secure_cookie_and_the_hall_knows_each_address(tmp_path: Path) -> None:
    with standing(tmp_path, tls=True) as front:
        link = front.hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "boss"})
        entered = post(front, "/links", None, {"code": link["token"]})
        forged = {"X-Forwarded-For": "10.9.9.9", "Authorization": "Bearer nonsense"}
        httpx.get(f"{front.at}/api/v1/board", headers=forged, verify=front.verify)

        assert "Secure" in entered.headers["Set-Cookie"]
        assert "refused wrong_token from 127.0.0.1" in front.hall.log
        assert "10.9.9.9" not in front.hall.log


def test_plain_http_behind_nginx_lets_no_staff_in(tmp_path: Path) -> None:
    with standing(tmp_path) as front:
        link = front.hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "boss"})
        elsewhere = httpx.HTTPTransport(local_address="127.0.0.2")
        with httpx.Client(transport=elsewhere) as client:
            answer = client.post(
                f"{front.at}/api/v1/links",
                json={"code": link["token"]},
                headers={"Idempotency-Key": "elsewhere"},
            )

        assert answer.json()["code"] == "needs_tls"


def test_a_proxy_that_is_not_named_makes_nobody_local_and_believed(tmp_path: Path) -> None:
    with standing(tmp_path, HALL_PROXIES="") as front:
        link = front.hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "boss"})
        through = post(front, "/links", None, {"code": link["token"]})
        straight = httpx.post(
            f"{front.hall.api}/links", json={"code": link["token"]}, headers={"Idempotency-Key": "straight"}
        )

        assert through.json()["code"] == "needs_tls"
        assert straight.status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_foreign_page_is_refused_behind_nginx_as_well(tmp_path: Path, origin: str) -> None:
    with standing(tmp_path) as front:
        token = front.hall.token("display", "board-1")
        own = connect(front, token, front.at)
        own.disconnect()

        with pytest.raises(socketio.exceptions.ConnectionError):
            connect(front, token, origin)


def connect(front: Front, token: str, origin: str) -> socketio.Client:
    client = socketio.Client(reconnection=False, websocket_extra_options={"origin": origin})
    client.connect(front.at, namespaces=["/live"], auth={"token": token}, transports=["websocket"])
    return client


def post(front: Front, path: str, token: str | None, body: Any) -> httpx.Response:
    headers = {"Idempotency-Key": f"{time.monotonic_ns()}"} | (
        {"Authorization": f"Bearer {token}"} if token else {}
    )
    return httpx.post(f"{front.at}/api/v1{path}", json=body, headers=headers, verify=front.verify)
