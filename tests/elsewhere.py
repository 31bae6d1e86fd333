"""What tests of signing in at a directory share: a hall that knows one, browsers at addresses of their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

from tests.running import USUAL_TLS, RunningHall

BACK = "/api/v1/login/oidc/callback"


@contextmanager
def knowing(data: Path, declared: Callable[[str], str], **env: str) -> Iterator[RunningHall]:
    """A served hall whose `sign_in.toml` is what `declared` says, given the hall's address."""
    running = RunningHall(data, words=("--desk-only",), env={"HALL_INSECURE_STAFF": "1", **env})
    (data / "sign_in.toml").write_text(declared(running.url), "utf-8")
    running.start()
    try:
        yield running
    finally:
        code, _ = running.stop()
        assert code == 0, running.log


@dataclass
class Browser:
    """A browser at an address of its own; cookies are kept."""

    hall: RunningHall
    address: str = "127.0.0.1"

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(verify=USUAL_TLS, local_address=self.address)
        self.client = httpx.Client(transport=transport, base_url=self.hall.api, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """A change, as a page sends it."""
        return self.client.post(
            path, json=body or {}, headers={"Idempotency-Key": uuid.uuid4().hex, **headers}
        )

    def change(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """A change by whoever is signed in."""
        return self.post(path, body, **{"X-Hall-Token": self.me()["header_token"]})

    def me(self) -> dict[str, Any]:
        """Who the hall says it is."""
        return dict(self.client.get("/me").json())

    def signs_in(self, account: str, password: str, code: str = "") -> httpx.Response:
        """By account and password."""
        return self.post(
            "/login", {"account": account, "password": password, **({"second_factor": code} if code else {})}
        )


def refusals(hall: RunningHall) -> list[dict[str, Any]]:
    """Every refused sign-on of the log, its facts alone."""
    return [each["facts"] for each in hall.events() if each["kind"] == "sign_on.refused"]


def sign_ons(hall: RunningHall, account: str) -> list[dict[str, Any]]:
    """The sign-ons of an account, and what became of it."""
    kinds = {"account.signed_on", "account.opened", "account.bound", "account.moved"}
    return [
        {"kind": each["kind"]} | each["facts"]
        for each in hall.events()
        if each["kind"] in kinds and each["facts"]["account"] == account
    ]
