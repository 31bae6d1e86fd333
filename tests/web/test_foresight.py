"""Staffing over HTTP: arrivals, windows needed, what if; by whom, of what, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from hallserver import local
from tests.past import a_month
from tests.running import RunningHall, copy_hall, serving

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall with a month behind it."""
    data = copy_hall(a_month(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("foresight") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


def get(hall: RunningHall, path: str, role: str = "manager") -> httpx.Response:
    token = hall.token(role, f"{role}-1")
    return httpx.get(f"{hall.url}/api/v1{path}", headers={"Authorization": f"Bearer {token}"}, timeout=60)


def test_arrivals_are_expected_by_day_line_and_half_hour(hall: RunningHall) -> None:
    view: dict[str, Any] = get(hall, "/forecast?days=3").json()

    assert len(view["days"]) == 3
    assert view["past_days"] > 15
    slots = [slot for day in view["days"] for line in day["lines"] for slot in line["slots"]]
    assert all(each["low"] <= each["expected"] <= each["high"] for each in slots)
    assert sum(each["expected"] for each in slots) > 20


def test_windows_needed_stand_beside_those_planned(hall: RunningHall) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    view = get(hall, f"/staffing?day={tomorrow}&share=90&within=10").json()

    assert (view["day"], view["share_percent"], view["within_minutes"]) == (str(tomorrow), 90, 10)
    assert view["lines"]
    for line in view["lines"]:
        assert line["taken_ms"] > 0
        assert all(slot["needed"] >= 1 for slot in line["slots"])
        assert all(slot["planned"] >= 0 for slot in line["slots"])


def test_a_change_is_rehearsed_and_said_in_both_languages(hall: RunningHall) -> None:
    view = get(hall, "/what-if?close=1@09:00-12:00&lend=2@09:00-12:00=tax").json()

    assert view["days"] >= 5
    assert view["rows"][0]["line"] == view["rows"][0]["visitor_class"] == ""
    for row in view["rows"]:
        assert row["gain_low_ms"] <= row["gain_ms"] <= row["gain_high_ms"]
    assert "1 号窗口于 09:00–12:00 不开放" in view["advice"]["zh"]
    assert "window 2 helps out" in view["advice"]["en"]


def test_rules_are_tried_on_days_that_were_and_nothing_is_published(hall: RunningHall) -> None:
    headers = {"Authorization": f"Bearer {hall.token('manager', 'manager-rules')}"}

    def tries(text: str) -> httpx.Response:
        key = headers | {"Idempotency-Key": f"try-{abs(hash(text))}"}
        return httpx.post(f"{hall.url}/api/v1/rules/trial", json={"text": text}, headers=key, timeout=120)

    before = get(hall, "/rules").json()
    answer = tries("[classes.elderly]\ncredit_minutes = 45")
    assert answer.status_code == 200, answer.text
    tried = answer.json()
    same = tries("grace_seconds = 61").json()

    assert tried["days"] >= 5
    assert {row["visitor_class"] for row in tried["rows"]} > {""}
    assert "规则" in tried["advice"]["zh"]
    assert all(row["gain_ms"] == 0 for row in same["rows"])  # what orders nobody changes no wait
    assert get(hall, "/rules").json() == before
    refused = tries("[lines.taxx]\ncap = 1")
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_rules")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/forecast?days=99", 400, "`days` is 1 to 20"),
        ("/staffing?share=100", 400, "`share` is 1 to 99"),
        ("/what-if", 400, "give 1 to 8 changes"),
        ("/what-if?open=1", 400, "is not window@from-to"),
        ("/what-if?open=1@09:00-12:00=taxx", 422, "Did you mean “tax”?"),
        ("/what-if?close=1@09:00-12:00&from=2020-01-01&to=2020-01-02", 422, "At least 5 are needed"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    hall: RunningHall, path: str, status: int, said: str
) -> None:
    refused = get(hall, path)

    assert refused.status_code == status, refused.text
    assert said.lower() in refused.json()["en"].lower()


@pytest.mark.parametrize("role", ["kiosk", "supervision", "guide"])
@pytest.mark.parametrize("path", ["/forecast", "/staffing", "/what-if?close=1@09:00-12:00"])
def test_it_is_the_managers_alone(hall: RunningHall, role: str, path: str) -> None:
    assert get(hall, path, role).status_code == 403


def test_a_table_of_waits_is_taken_from_the_machine_itself_alone(hall: RunningHall) -> None:
    body = b'{"version":"v","seq":1,"matters":{}}'
    outside = httpx.post(f"{hall.url}/api/v1/local/foretold", content=body, headers={"Idempotency-Key": "k1"})
    assert outside.status_code in {401, 403}

    local.ask_raw(hall.data, "/api/v1/local/foretold", body)
    with pytest.raises(local.Refusal, match="not a table of foretold waits"):
        local.ask_raw(hall.data, "/api/v1/local/foretold", b'{"version":3}')
