"""Days at the ends of the calendar, in any zone: taken where they make sense, else refused in words; never a fault."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.actors import Visitor

DAYS = ("0001-01-01", "1899-12-31", "2199-12-31", "9998-12-31", "9999-12-31")
MOMENTS = (
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59Z",
    "9999-12-30T00:00:00Z",
)
BODIES: dict[str, tuple[str, str, dict[str, Any], tuple[str, ...]]] = {
    "letter": (
        "manager",
        "/letters",
        {
            "document": "X 1",
            "staffer": "t-1",
            "from": "2026-01-01",
            "to": "2027-01-01",
            "decide": ["tax-file"],
        },
        ("from", "to"),
    ),
    "nomination": (
        "department",
        "/secondments",
        {"staffer": "t-9", "name": {"zh": "新", "en": "N"}, "from": "2026-01-01", "to": "2027-01-01"},
        ("from", "to"),
    ),
    "closing": ("manager", "/printers/printer-1/closing-slip", {}, ("day",)),
    "booking": ("manager", "/appointments", {"matter": "tax-file", "outside_hours": True}, ("at",)),
    "notice": ("manager", "/notices", {"zh": "公告", "en": "Notice"}, ("until",)),
    "extension": ("department", "/cases/2026-000001/extend", {"reason": "x"}, ("until",)),
    "finish": ("window", "/windows/1/finish", {"outcome": "accepted"}, ("promised_until",)),
    "consent": ("manager", "/replacements/1/consent", {"reference": "R"}, ("effective",)),
}
QUERIES = (
    ("manager", "/appointments", "day"),
    ("manager", "/reports/waits", "from"),
    ("supervision", "/findings", "to"),
    ("manager", "/scores", "month"),
)
TIMES = {"at", "until"}


@pytest.mark.parametrize("name", BODIES)
def test_no_day_at_the_ends_of_the_calendar_is_a_fault(
    knock: Callable[..., httpx.Response], tokens: dict[str, str], visitor: Visitor, clerk: Any, name: str
) -> None:
    role, path, body, fields = BODIES[name]
    for field in fields:
        for each in MOMENTS if field in TIMES and name != "extension" else DAYS:
            if name == "finish" and clerk.sees()["state"] == "open":
                visitor.takes_ticket("tax-audit")
                clerk.calls_next()
                clerk.does("start")
            answer = knock(
                tokens[role], "POST", path, {"Idempotency-Key": uuid.uuid4().hex}, json={**body, field: each}
            )
            assert answer.status_code < 500, f"{field} = {each}: {answer.text}"
            if not each.startswith(("1969", "2199")):
                assert answer.status_code == 400, f"{field} = {each}: {answer.text}"
                assert "太远" in answer.json()["zh"]


@pytest.mark.parametrize(("role", "path", "field"), QUERIES)
def test_no_day_in_an_address_is_a_fault(
    knock: Callable[..., httpx.Response], tokens: dict[str, str], role: str, path: str, field: str
) -> None:
    for each in (
        *DAYS,
        "2026-02-30",
        "2026-13-01",
        "٢٠٢٦-٠٣-٠٢",
        "99999-01-01",
        "2026/1/1 25:00",
        "-1",
        "\x00",
    ):
        answer = knock(tokens[role], "GET", path, params={field: each})
        assert answer.status_code < 500, f"{field} = {each}: {answer.text}"
