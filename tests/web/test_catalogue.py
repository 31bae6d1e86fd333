"""The catalogue over HTTP: read as a template, tried, published by the manager; nothing half, nothing for others."""

from __future__ import annotations

import json
import os
from typing import Any

import httpx
import pytest

from tests.actors import Actor, Refused
from tests.running import RunningHall


@pytest.fixture(autouse=True)
def _as_it_was(manager: Actor) -> Any:
    yield
    manager.act("/plan/matters", {"row": {"code": "post-send", "fee_fen": None, "norm_minutes": 5}})


def row_of(manager: Actor, code: str) -> Any:
    return next(each for each in manager.ask("/plan/matters")["rows"] if each["code"] == code)


def test_a_sheet_goes_out_and_comes_back_and_says_what_it_changes(manager: Actor) -> None:
    sheet = manager.client.get("/plan/matters", params={"format": "csv"})
    text = sheet.content.decode("utf-8-sig").replace("\r\n", "\n")
    lines = [
        line.replace(",5,", ",7,", 1) if line.startswith("post-send") else line for line in text.split("\n")
    ]

    tried = manager.act("/plan/matters/sheet", {"file": "m.csv", "text": "\n".join(lines), "dry_run": True})
    before = row_of(manager, "post-send")["norm_minutes"]
    done = manager.act("/plan/matters/sheet", {"file": "m.csv", "text": "\n".join(lines)})

    assert sheet.headers["Content-Disposition"] == 'attachment; filename="matters.csv"'
    assert (tried["dry_run"], before, row_of(manager, "post-send")["norm_minutes"]) == (True, 5, 7)
    assert (
        tried["changes"]
        == done["changes"]
        == [
            {
                "table": "matters",
                "code": "post-send",
                "what": "changed",
                "fields": [{"field": "norm_minutes", "old": "5", "new": "7"}],
            }
        ]
    )


def test_a_row_is_tried_then_published_and_anybody_sees_it(manager: Actor, small: RunningHall) -> None:
    row = {"code": "post-send", "fee_fen": 1200}

    tried = manager.act("/plan/matters", {"row": row, "dry_run": True})
    asked = httpx.get(f"{small.api}/catalogue").json()["matters"]
    manager.act("/plan/matters", {"row": row})
    then = httpx.get(f"{small.api}/catalogue").json()["matters"]

    assert tried["changes"][0]["fields"] == [{"field": "fee_fen", "old": "", "new": "1200"}]
    found = [next(each["fee_fen"] for each in of if each["code"] == "post-send") for of in (asked, then)]
    assert found == [None, 1200]


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("matters", {"code": "post-send", "line": "pots"}, "bad_plan"),
        ("matters", {"code": "post-send", "norm": 3}, "bad_plan"),
        ("matters", {"code": "post-send", "norm_minutes": 2.5}, "bad_plan"),
        ("matters", {"name": {"zh": "无码", "en": "No code"}}, "bad_plan"),
        ("lines", {"code": "post", "prefix": "A"}, "bad_plan"),
        ("matter", {"code": "post-send"}, "unknown_value"),
        ("letters", {"document": "X"}, "unknown_value"),
    ],
)
def test_what_is_wrong_is_refused_by_name(manager: Actor, table: str, row: dict[str, Any], code: str) -> None:
    for dry_run in (True, False):
        with pytest.raises(Refused) as refused:
            manager.act(f"/plan/{table}", {"row": row, "dry_run": dry_run})
        assert refused.value.code == code


NUMBERS = {
    "departments": ("posts",),
    "lines": ("tier0_cap", "more_time_minutes"),
    "matters": ("norm_minutes", "promised_days", "legal_days", "fee_fen"),
}
CODES = {"departments": "tax", "lines": "post", "matters": "post-send"}
LARGE = (-(2**63) - 1, -(2**31), -1, 10**13, 2**53 + 1, 2**63 - 1, 2**63, 2**64, 10**30, 10**400)


@pytest.mark.parametrize("number", LARGE, ids=lambda number: f"{number:.0e}" if number < 2**70 else "huge")
def test_a_number_beyond_all_bounds_is_a_bad_plan_and_no_fault(manager: Actor, number: int) -> None:
    for table, names in NUMBERS.items():
        for name in names:
            text = f"code,{name}\n{CODES[table]},{number}\n"
            for path, body in (
                (f"/plan/{table}", f'{{"row": {{"code": "{CODES[table]}", "{name}": {number}}}}}'),
                (f"/plan/{table}/sheet", json.dumps({"file": "m.csv", "text": text})),
            ):
                keyed = {"Idempotency-Key": os.urandom(8).hex(), "Content-Type": "application/json"}
                refused = manager.client.post(path, content=body, headers=keyed)
                assert (refused.status_code, refused.json()["code"]) in {
                    (400, "bad_plan"),
                    (400, "malformed"),
                }


def test_no_acceptance_loops_over_ten_million_days(manager: Actor) -> None:
    with pytest.raises(Refused) as refused:
        manager.act("/plan/matters", {"row": {"code": "post-send", "promised_days": 10**7}})

    assert refused.value.code == "bad_plan"
