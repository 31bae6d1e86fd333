"""The door over real HTTP: one small served hall for all, with one window where t-2 sits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallserver.core.rights import DEVICE_ROLES, STAFF_ROLES
from tests.actors import Actor, Clerk, Visitor
from tests.running import USUAL_TLS, RunningHall, hall, serving
from tests.small import small_plan

NAMES = {"window": "1", "rating": "1", "department": "tax", "kiosk": "kiosk-1"}


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small hall's folder, made by `hall import`."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "small.toml").write_text(small_plan())
    hall("import", str(folder / "small.toml"), data=folder / "hall")
    return folder / "hall"


@pytest.fixture(scope="session")
def small(small_data: Path) -> Iterator[RunningHall]:
    with serving(
        small_data, "--desk-only", HALL_JOB_LIFE_S="3600", HALL_PUBLIC_URL="https://hall.example.cn"
    ) as running:
        yield running


@pytest.fixture(scope="session")
def tokens(small: RunningHall) -> dict[str, str]:
    """A token of each role, and a follower's."""
    made = {role: small.token(role, NAMES.get(role, role)) for role in (*DEVICE_ROLES, *STAFF_ROLES)}
    small.local(
        "POST", "/api/v1/local/tokens", {"role": "window", "name": "w2", "window": "2", "staffer": "t-3"}
    )
    with Visitor(small, made["kiosk"]) as visitor:
        made["follower"] = visitor.takes_ticket("post-send")["follow"]
    return made


@pytest.fixture(scope="session")
def knock(small: RunningHall) -> Iterator[Callable[..., httpx.Response]]:
    """Ask the door with anybody's token, over one client: `knock(token, method, path, **more)`."""
    with httpx.Client(base_url=small.api, timeout=30, verify=USUAL_TLS) as client:

        def ask(
            token: str | None, method: str, path: str, headers: Any = None, **more: Any
        ) -> httpx.Response:
            shown = {"Authorization": f"Bearer {token}"} if token else {}
            client.cookies.clear()
            return client.request(method, path, headers=shown | (headers or {}), **more)

        yield ask


@pytest.fixture
def visitor(small: RunningHall, tokens: dict[str, str]) -> Iterator[Visitor]:
    with Visitor(small, tokens["kiosk"]) as actor:
        yield actor


@pytest.fixture
def clerk(small: RunningHall, tokens: dict[str, str]) -> Iterator[Clerk]:
    """At window 1, where t-2 sits."""
    small.local(
        "POST", "/api/v1/local/tokens", {"role": "window", "name": "w1", "window": "1", "staffer": "t-2"}
    )
    with Clerk(small, tokens["window"], window="1") as actor:
        yield actor
        if actor.sees()["state"] == "called":
            actor.does("miss")
        elif actor.sees()["state"] == "serving":
            actor.does("finish", outcome="left")


@pytest.fixture
def manager(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["manager"]) as actor:
        yield actor
