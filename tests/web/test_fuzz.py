"""The contract, fuzzed: whatever a stranger sends, the hall refuses it in words and never breaks."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from hallserver.contract.openapi import describe
from hallserver.core.rights import PERMISSIONS
from hallserver.web.door import Route
from hallserver.web.refusals import REFUSALS
from hallserver.web.routes import all_routes
from tests.actors import Visitor
from tests.running import USUAL_TLS, RunningHall, serving
from tests.small import found

ROLES = (
    "follower",
    "platform",
    "kiosk",
    "window",
    "display",
    "supervision",
    "manager",
    "technician",
    "printer",
    "guide",
    "department",
)
OWN = {
    "window": "9",
    "report": "waits",
    "printer": "printer-1",
}  # so that some of it gets past the first question
ROUTES = all_routes()
FEW = settings(
    max_examples=40 if os.environ.get("HALL_SOAK") else 3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def role_of(permission: str | None) -> str | None:
    """Somebody who may."""
    return next(role for role in ROLES if role in PERMISSIONS[permission]) if permission else None


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A hall that nobody else needs: some of what is sent closes its day."""
    with serving(found(tmp_path_factory.mktemp("fuzz") / "hall"), "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def wire() -> Iterator[httpx.Client]:
    """One client for all: to make one takes longer than to ask."""
    with httpx.Client(timeout=30, verify=USUAL_TLS) as client:
        yield client


@pytest.fixture(scope="module")
def strangers(fuzzed: RunningHall) -> dict[str, str]:
    """Tokens of each role that may do something."""

    def made(role: str, **more: str) -> str:
        body = {"role": role, "name": "fuzz", **more}
        return str(fuzzed.local("POST", "/api/v1/local/tokens", body)["token"])

    own = {role: made(role) for role in set(ROLES) - {"window", "follower", "department"}}
    with Visitor(fuzzed, own["kiosk"]) as visitor:
        follow = visitor.takes_ticket("post-send")["follow"]
    own["department"] = made("department", department="tax")
    return own | {"window": made("window", window="9", staffer="l-2"), "follower": follow}


@pytest.mark.parametrize(
    "row", [row for row in ROUTES if not row.local], ids=lambda row: f"{row.method} {row.path}"
)
def test_nothing_that_is_sent_breaks_the_hall(
    fuzzed: RunningHall, strangers: dict[str, str], wire: httpx.Client, row: Route
) -> None:
    operation = contract()[f"/api/v1{row.path.replace(':int', '')}"][row.method]
    role = role_of(row.permission)

    @FEW
    @given(case=operation.as_strategy())
    def sent(case: schemathesis.Case) -> None:
        case.path_parameters |= {name: value for name, value in OWN.items() if name in case.path_parameters}
        said = case.as_transport_kwargs(base_url=fuzzed.url)
        body = {"json": _short(said["json"])} if "json" in said else {"content": said.get("data")}
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        if role:
            headers["Authorization"] = f"Bearer {strangers[role]}"
        wire.cookies.clear()
        answer = wire.request(row.method, said["url"], headers=headers, params=said.get("params"), **body)

        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"

    sent()


@cache
def contract() -> Any:
    return schemathesis.openapi.from_dict(describe("test", ROUTES, REFUSALS))


def _short(body: Any) -> Any:
    """Print agents may wait up to 25 s for a job; the test may not."""
    if isinstance(body, dict) and isinstance(body.get("wait_ms"), int):
        return body | {"wait_ms": 0}
    return body
