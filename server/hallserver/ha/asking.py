"""Asking the doors of a pair's machines: Patroni's REST, etcd, the hall's own, and what their clocks show."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from hallserver.ha.pair import Machine, Pair
from hallserver.origins import origin
from hallserver.parent import STANDBY

TIMEOUT_S = 3.0
TICK_S = 1.6  # a clock is watched for so long: until its second turns
BETWEEN_LOOKS_S = 0.005
SLOW = 0.25  # of a second: a look that took longer says too little of a clock


@dataclass(frozen=True, slots=True)
class Clock:
    """How far a machine's clock is ahead of this one's, in seconds, and how exactly that is known."""

    ahead_s: float
    within_s: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a machine's doors said; None where nobody answered.

    Attributes:
        patroni: how its own database is, with Patroni's version; of a server.
        cluster, config: what Patroni holds of the whole, as this server reads it.
        etcd: whether its etcd answers and has a majority.
        clock: how it goes.
        hall: open, waits or away; of a server.
    """

    patroni: dict[str, Any] | None = None
    cluster: dict[str, Any] | None = None
    config: dict[str, Any] | None = None
    etcd: bool | None = None
    clock: Clock | None = None
    hall: str = "away"


class Asking:
    """Asks the machines of a pair, one after the other or all at once.

    Args:
        pair: the pair.
        trusted: the authority of the hall's certificate; None: the hall answers in the clear.
    """

    def __init__(self, pair: Pair, trusted: Path | None = None) -> None:
        self._pair = pair
        self._context: ssl.SSLContext | bool = _own_context(pair.tls) if pair.tls else False
        self._trusted = trusted
        self._hall_context: ssl.SSLContext | bool = False
        if trusted is not None:
            self._hall_context = ssl.create_default_context(cafile=str(trusted))
            # it is asked at the server's own address, which its certificate need not name
            self._hall_context.check_hostname = False

    def all(self) -> dict[str, Seen]:
        """Ask everybody at once: name → what was said."""
        with ThreadPoolExecutor(len(self._pair.machines)) as pool:
            found = pool.map(self.one, self._pair.machines)
            return {machine.name: seen for machine, seen in zip(self._pair.machines, found, strict=True)}

    def one(self, machine: Machine) -> Seen:
        """Ask one machine, at all its doors at once: each that is silent takes some seconds."""
        etcd = origin(self._pair.scheme, machine.address, machine.ports.etcd)
        with self._client() as client, ThreadPoolExecutor() as pool:
            healthy = pool.submit(_json, client, f"{etcd}/health")
            clock = pool.submit(watch_clock, lambda: _dated(client, f"{etcd}/version"))
            said: dict[str, Future[Any]] = {"clock": clock}
            if machine in self._pair.servers:
                said |= {
                    name: pool.submit(self.patroni, client, machine, name)
                    for name in ("patroni", "cluster", "config")
                }
                said["hall"] = pool.submit(self._hall, machine)
            answer = healthy.result()
            well = None if answer is None else str(answer.get("health")) == "true"
            return Seen(etcd=well, **{name: each.result() for name, each in said.items()})

    def patroni(self, client: httpx.Client, machine: Machine, what: str) -> dict[str, Any] | None:
        """What a server's Patroni says of itself, the cluster or its configuration."""
        return _json(client, f"{origin(self._pair.scheme, machine.address, machine.ports.patroni)}/{what}")

    def tell_patroni(
        self, machine: Machine, what: str, body: dict[str, Any], timeout_s: float
    ) -> httpx.Response:
        """Ask a server's Patroni to do something.

        Raises:
            httpx.TransportError: it does not answer.
        """
        url = f"{origin(self._pair.scheme, machine.address, machine.ports.patroni)}/{what}"
        with self._client() as client:
            return client.post(url, json=body, auth=("hall", self._pair.passwords.rest), timeout=timeout_s)

    def _client(self) -> httpx.Client:
        return httpx.Client(timeout=TIMEOUT_S, verify=self._context, trust_env=False)

    def _hall(self, machine: Machine) -> str:
        url = f"{origin('https' if self._trusted else 'http', machine.address, machine.ports.hall)}/readyz"
        try:
            with httpx.Client(timeout=TIMEOUT_S, verify=self._hall_context, trust_env=False) as client:
                answer = client.get(url)
        except httpx.TransportError:
            return "away"
        if answer.status_code == HTTPStatus.OK:
            return "open"
        return "waits" if STANDBY in answer.headers else "away"


def watch_clock(look: Callable[[], float | None], now: Callable[[], float] = time.time) -> Clock | None:
    """How far a clock is ahead that shows whole seconds only: it is looked at until its second turns.

    `look` gives what it shows, None when nobody answers.
    """
    began = now()
    before: tuple[float, float] | None = None  # what it showed, and the middle of that look
    while now() - began < TICK_S:
        asked = now()
        shown = look()
        told = now()
        if shown is None:
            return None
        middle = (asked + told) / 2
        if before is not None and shown != before[0] and told - asked < SLOW:
            turned, half = (before[1] + middle) / 2, (middle - before[1]) / 2
            return Clock(shown - turned, half + (told - asked) / 2)
        before = shown, middle
        time.sleep(BETWEEN_LOOKS_S)
    return None


def _dated(client: httpx.Client, url: str) -> float | None:
    """What a machine's own program shows; whoever refuses may be a proxy on the way, with a clock of its own."""
    try:
        answer = client.get(url)
        return parsedate_to_datetime(answer.headers["Date"]).timestamp() if answer.is_success else None
    except (httpx.TransportError, KeyError, ValueError):
        return None


def _json(client: httpx.Client, url: str) -> dict[str, Any] | None:
    try:
        said = client.get(url).json()
    except (httpx.TransportError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _own_context(tls: str) -> ssl.SSLContext:
    """Of the pair's own authority, with this server's certificate: etcd asks for one."""
    context = ssl.create_default_context(cafile=f"{tls}/ca.crt")
    context.load_cert_chain(f"{tls}/server.crt", f"{tls}/server.key")
    return context
