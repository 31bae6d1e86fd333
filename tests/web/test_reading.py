"""GET only reads; reports come as they should; the contract says what is served."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallserver.contract import ReportRow, ReportView, Words
from hallserver.web.routes import all_routes
from hallserver.web.routes.planning import sheets
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall
from tests.tools import http_reference
from tests.web.test_rights import path_of

Knock = Callable[..., httpx.Response]
ROUTES = all_routes()


def content(data: Path) -> str:
    """A hash of everything that the database says, but for the log's lines on what supervision read."""
    raw = sqlite3.connect(f"file:{data / 'hall.db'}?mode=ro", uri=True)
    log = {row[0]: row[1] for row in raw.execute("SELECT seq, kind FROM event")}
    noted = tuple(f'INSERT INTO "event" VALUES({seq},' for seq, kind in log.items() if kind == "report.read")
    ours = (line for line in raw.iterdump() if not line.startswith((*noted, 'INSERT INTO "hall" ')))
    told = hashlib.sha256("\n".join(ours).encode()).hexdigest()
    raw.close()
    return told


def test_reading_changes_nothing(
    small: RunningHall, knock: Knock, tokens: dict[str, str], visitor: Visitor
) -> None:
    ticket = visitor.takes_ticket("post-send")
    paths = [path_of(row).replace("999999", str(ticket["id"])) for row in ROUTES if row.method == "GET"]
    pages = ["/", "/kiosk", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/panel/1"]
    before = content(small.data)
    for token in tokens.values():
        for path in paths:
            assert knock(token, "GET", path).status_code < 500
    for path in pages:
        assert knock(None, "GET", f"{small.url}{path}").status_code < 500

    assert content(small.data) == before


def test_writing_changes_what_reading_leaves_alone(small: RunningHall, visitor: Visitor) -> None:
    """The control of the test above."""
    before = content(small.data)
    visitor.takes_ticket("post-send")

    assert content(small.data) != before


def test_the_contract_names_every_route_and_its_permission(small: RunningHall, knock: Knock) -> None:
    document = knock(None, "GET", f"{small.url}/api/openapi.json").json()
    served = {
        (method.upper(), path.removeprefix("/api/v1")): operation.get("x-permission")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }

    assert document["openapi"] == "3.1.0"
    assert served == {
        (row.method, row.path.replace(":int", "")): row.permission for row in ROUTES if not row.local
    }


def test_the_contract_holds_together(small: RunningHall, knock: Knock) -> None:
    document = knock(None, "GET", f"{small.url}/api/openapi.json").json()
    named = set(document["components"]["schemas"])
    pointed = {each.removeprefix("#/components/schemas/") for each in _refs(document)}
    operations = [each for path in document["paths"].values() for each in path.values()]

    assert pointed <= named
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["responses"] and each["summary"] for each in operations)
    assert {"info", "paths", "openapi"} <= set(document)


def test_the_handbooks_page_of_the_api_is_written_out_of_what_is_served(
    small: RunningHall, knock: Knock
) -> None:
    served = knock(None, "GET", f"{small.url}/api/openapi.json").json()
    written = json.loads(json.dumps(http_reference.document()))

    assert (written["paths"], written["components"]) == (served["paths"], served["components"])


def _refs(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [ref for each in value.values() for ref in _refs(each)]
    return [ref for each in value for ref in _refs(each)] if isinstance(value, list) else []


def test_a_report_is_the_same_in_every_form(manager: Actor, visitor: Visitor, clerk: Clerk) -> None:
    visitor.takes_ticket("reg-new")
    clerk.serves()
    told = manager.ask("/reports/service-times", by="window")
    sheet = manager.client.get("/reports/service-times", params={"by": "window", "format": "csv"})
    book = manager.client.get("/reports/service-times", params={"by": "window", "format": "xlsx"})

    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [(row["by"], int(row["count"])) for row in rows] == [
        (each["by"], each["count"]) for each in told["rows"]
    ]
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None
    assert 'filename="service-times-window-' in book.headers["Content-Disposition"]
    assert sheet.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/reports/profits", 404, "not_found"),
        ("/reports/waits?by=moon", 422, "unknown_value"),
        ("/reports/waits?format=pdf", 422, "unknown_value"),
        ("/reports/waits?from=2026-13-01", 400, "malformed"),
        ("/reports/waits?from=2026-03-02&to=2026-03-01", 400, "malformed"),
        ("/reports/waits?from=2015-01-01&to=2026-03-01", 400, "malformed"),
        ("/reports/waits?from=%00", 400, "malformed"),
        ("/reports/waits?department=moon", 422, "unknown_value"),
        ("/reports/waits?line=moon", 422, "unknown_value"),
        ("/reports/waits/heat?window=moon", 422, "unknown_value"),
        ("/reports/waits/trend?matter=moon", 422, "unknown_value"),
        ("/reports/waits/lengths?class=moon", 422, "unknown_value"),
        ("/reports/waits?staffer=moon", 422, "unknown_value"),
        ("/reports/told?staffer=t-1", 400, "malformed"),
        ("/reports/waits?weekday=8", 422, "unknown_value"),
        ("/reports/waits?hour=24", 422, "unknown_value"),
        ("/reports/numbers?window=1", 400, "malformed"),
        ("/reports/sessions/heat?class=ordinary", 400, "malformed"),
    ],
)
def test_a_report_that_cannot_be_is_refused(manager: Actor, path: str, status: int, code: str) -> None:
    answer = manager.client.get(path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("since", ["-1", "x", "1e3", "٣", "9" * 30])
def test_a_seq_that_is_no_number_is_refused(knock: Knock, tokens: dict[str, str], since: str) -> None:
    answer = knock(tokens["supervision"], "GET", "/events", params={"since": since})

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_supervision_can_recompute_the_chain_over_the_wire(knock: Knock, tokens: dict[str, str]) -> None:
    told = knock(tokens["supervision"], "GET", "/events").json()
    prev = "00" * 32
    for event in told["events"]:
        link = hashlib.sha256(b"\0" + bytes.fromhex(prev) + event["body"].encode())
        assert (event["prev_hash"], event["hash"]) == (prev, link.hexdigest())
        prev = event["hash"]

    assert (told["head_seq"], told["head_hash"]) == (told["events"][-1]["seq"], prev)


def _view(name: str) -> ReportView:
    row = ReportRow(name, Words(name, name), 1, 2, 2, 2, 2, 2, 2, 0, {})
    return ReportView("waits", "window", date(2026, 3, 2), date(2026, 3, 2), (row,), row)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_sheet_is_a_formula(name: str) -> None:
    cell = next(csv.reader(io.StringIO(sheets._csv([sheets.table_of(_view(name))]).split("\n", 1)[1])))[0]
    book = zipfile.ZipFile(io.BytesIO(sheets._xlsx([sheets.table_of(_view(name))])))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert cell == f"'{name}"
    assert "<f>" not in sheet


def test_plain_cells_are_left_alone() -> None:
    assert "\n8,8,8,1," in sheets._csv([sheets.table_of(_view("8"))]).replace("\r", "")


def test_the_board_shows_every_window_and_filters_by_zone(knock: Knock, tokens: dict[str, str]) -> None:
    board = knock(tokens["display"], "GET", "/board").json()
    zone = knock(tokens["display"], "GET", "/board", params={"zone": "B"}).json()

    assert [each["code"] for each in board["windows"]] == ["1", "2", "3", "9"]
    assert [each["code"] for each in zone["windows"]] == ["3"]
    assert {"epoch", "seq", "now", "build", "business_day", "calls", "lines", "windows", "next"} == set(board)


def test_the_log_streams_to_a_replica_as_it_grows(
    small: RunningHall, tokens: dict[str, str], visitor: Visitor
) -> None:
    """Lines from `since` on, chained; a new event comes without asking again."""
    seen: list[dict[str, Any]] = []
    ask = {"since": 1, "format": "ndjson"}
    headers = {"Authorization": f"Bearer {tokens['supervision']}"}
    with httpx.stream("GET", f"{small.api}/events", params=ask, headers=headers, timeout=20) as answer:
        lines = (line for line in answer.iter_lines() if line)
        head = visitor_head(small, tokens)
        while not seen or seen[-1]["seq"] < head:
            seen.append(json.loads(next(lines)))
        number = visitor.takes_ticket("post-send")["number"]
        while number not in seen[-1]["body"]:
            seen.append(json.loads(next(lines)))

    assert [each["seq"] for each in seen] == list(range(2, seen[-1]["seq"] + 1))
    assert all(after["prev_hash"] == before["hash"] for before, after in pairwise(seen))


def visitor_head(small: RunningHall, tokens: dict[str, str]) -> int:
    with small.client(tokens["supervision"]) as client:
        return int(client.get("/events", params={"limit": 1}).json()["head_seq"])


def test_the_screen_that_gave_a_number_shows_the_visitors_own_address(
    small: RunningHall, tokens: dict[str, str], visitor: Visitor
) -> None:
    ticket = visitor.takes_ticket("post-send")

    told = visitor.ask(f"/tickets/{ticket['id']}/link")

    assert told["link"] == f"https://hall.example.cn/t#{ticket['follow']}"
    assert told["svg"].startswith("<svg")
    for role in ("manager", "guide"):  # not where the visitor stands
        with Actor(small, tokens[role]) as other, pytest.raises(Refused) as refused:
            other.ask(f"/tickets/{ticket['id']}/link")
        assert refused.value.status == 403
