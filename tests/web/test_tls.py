"""TLS: for what comes over the network and for nothing else; the machine's own socket stays as it is."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websocket import create_connection

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall, hall, serving
from tests.small import found


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data: Path = found(tmp_path_factory.mktemp("tls") / "hall")
    with serving(data, "--desk-only", tls=True) as running:
        yield running


def spoken(running: RunningHall, version: ssl.TLSVersion) -> str | None:
    """What a client that speaks this version alone agrees on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", running.port)) as plug, context.wrap_socket(plug) as sealed:
        return sealed.version()


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_the_newer_versions_are_spoken(sealed: RunningHall, version: str) -> None:
    assert spoken(sealed, ssl.TLSVersion[version]) == version.replace("_", ".")


def test_old_versions_are_not(sealed: RunningHall) -> None:
    with pytest.warns(DeprecationWarning, match="TLSv1_1"), pytest.raises((ssl.SSLError, OSError)):
        spoken(sealed, ssl.TLSVersion.TLSv1_1)


def test_a_visit_is_served_over_tls(sealed: RunningHall) -> None:
    with (
        Visitor(sealed, sealed.token("kiosk", "kiosk-1")) as visitor,
        Clerk(sealed, sealed.token("window", "1", staffer="t-2"), window="1") as clerk,
    ):
        ticket = visitor.takes_ticket("tax-file")

        assert clerk.serves()["number"] == ticket["number"]


def test_a_screen_hears_calls_in_order_however_slowly_it_reads(sealed: RunningHall) -> None:
    wire = create_connection(
        f"wss://127.0.0.1:{sealed.port}/socket.io/?EIO=4&transport=websocket",
        timeout=10,
        sslopt={"ca_certs": str(sealed.data / "ca.pem")},
        sockopt=[(1, 8, 4096)],
    )
    wire.recv()
    wire.send("40/live," + json.dumps({"token": sealed.token("display", "slow")}))
    assert wire.recv().startswith("40/live,")
    for _ in range(40):
        wire.send('42/live,1["resume",{"epoch":"","seq":0}]')
    with Visitor(sealed, sealed.token("kiosk", "kiosk-1")) as visitor:
        numbers = [visitor.takes_ticket("notary-will")["number"] for _ in range(5)]

    issued: list[str] = []
    while len(issued) < 5:
        said = wire.recv()
        if said == "2":
            wire.send("3")
        if said.startswith("42/live,"):
            name, told = json.loads(said.removeprefix("42/live,"))
            issued += [told["ticket"]] if name == "delta" and told["kind"] == "ticket.issued" else []
    assert issued == numbers
    wire.close()


def test_the_machines_own_socket_speaks_plainly(sealed: RunningHall) -> None:
    said = hall("token", "display", "board-9", data=sealed.data)

    with Actor(sealed, said.stdout.split()[-1]) as screen:
        assert screen.ask("/board")["windows"]


def test_pages_come_with_hsts_and_cookies_are_secure(sealed: RunningHall) -> None:
    code = sealed.local("POST", "/api/v1/local/links", {"role": "manager", "name": "boss"})["token"]
    with sealed.client() as client:
        answer = client.post("/links", json={"code": code}, headers={"Idempotency-Key": "tls-1"})

        assert "Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_who_speaks_plainly_to_it_is_told_so(sealed: RunningHall) -> None:
    answer = httpx.get(f"http://127.0.0.1:{sealed.port}/kiosk")

    assert answer.status_code == 400
    assert "https://" in answer.text


def test_who_never_begins_the_handshake_holds_nothing_up(sealed: RunningHall) -> None:
    idle = [socket.create_connection(("127.0.0.1", sealed.port)) for _ in range(20)]

    assert httpx.get(f"{sealed.url}/healthz", verify=sealed.verify, timeout=2).status_code == 200
    idle[0].settimeout(8)
    assert idle[0].recv(1) == b"", "a silent connection was kept"
    for each in idle:
        each.close()
