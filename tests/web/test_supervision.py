"""监察效能室 over HTTP: what was found and by which event, a ticket's story, reports answered, the log verified."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import httpx
import openpyxl
import pytest

from hallserver.core.rights import UNNOTED
from hallserver.web.door import ROUTES
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall
from tests.web.test_rights import path_of


@pytest.fixture
def inspector(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["supervision"]) as actor:
        yield actor


def only_accepted(visitor: Visitor, clerk: Clerk) -> dict[str, Any]:
    """A visitor whose matter could be decided on the spot is sent home with a promise."""
    mine = visitor.takes_ticket("tax-file")
    for _ in range(30):
        called = clerk.calls_next()
        assert called is not None
        clerk.does("start")
        if called["ticket"]["number"] == mine["number"]:
            clerk.does("finish", outcome="accepted", reason="the archive is closed")
            return mine
        clerk.does("finish", outcome="consulted")
    raise AssertionError("never called")


def figure(view: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in view["figures"] if each["kind"] == kind)


def test_every_figure_names_the_events_that_show_it(inspector: Actor, visitor: Visitor, clerk: Clerk) -> None:
    mine = only_accepted(visitor, clerk)
    found = inspector.ask("/supervision/findings", kind="registered_only")

    seqs = [each["seq"] for each in found["findings"]][::-1]
    assert (
        len(seqs) == found["total"] == figure(inspector.ask("/supervision"), "registered_only")["count"] > 0
    )
    event = inspector.ask("/events", since=seqs[-1] - 1, limit=1)["events"][0]
    assert json.loads(event["body"])["facts"]["number"] == mine["number"]
    told = inspector.ask(f"/supervision/events/{seqs[-1]}")
    assert (told["number"], told["words"]["en"]) == (
        mine["number"],
        "Finished at window 1: Accepted with a promised date",
    )


def test_rates_by_window_stand_against_the_letter_and_lead_to_their_services(
    inspector: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    mine = only_accepted(visitor, clerk)
    rates = next(each for each in inspector.ask("/supervision")["windows"] if each["window"] == "1")

    assert 0 < rates["registered"] <= rates["decidable"] <= rates["decisions"]
    served = inspector.ask("/supervision/services", window="1")["services"]
    assert (served[0]["number"], served[0]["outcome"], served[0]["decidable"]) == (
        mine["number"],
        "accepted",
        True,
    )
    assert sum(each["decidable"] for each in served) == rates["decidable"]


def test_a_dispute_is_settled_by_the_ticket_s_number(
    inspector: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    mine = only_accepted(visitor, clerk)
    story = inspector.ask(f"/supervision/tickets/{mine['number'].lower()}")

    kinds = [each["kind"] for each in story["items"]]
    assert kinds[0] == "ticket.issued"
    assert kinds.index("ticket.called") < kinds.index("ticket.started") < kinds.index("ticket.finished")
    with pytest.raises(Refused) as refused:
        inspector.ask("/supervision/tickets/A001", day="2020-01-01")
    assert refused.value.status == 404


def test_the_feed_says_who_was_called_and_why(inspector: Actor, visitor: Visitor, clerk: Clerk) -> None:
    mine = only_accepted(visitor, clerk)
    items = inspector.ask("/supervision/feed")["items"]

    called = next(
        each for each in items if each["kind"] == "ticket.called" and each["number"] == mine["number"]
    )
    assert called["words"]["zh"].startswith("1 号窗口叫号：排在最前")
    assert [each["seq"] for each in items] == sorted((each["seq"] for each in items), reverse=True)


def test_matters_that_nobody_was_served_for_in_ninety_days_are_named(inspector: Actor) -> None:
    silent = {each["matter"]: each["last_day"] for each in inspector.ask("/supervision")["silent"]}

    assert silent["notary-will"] is None
    assert "tax-file" not in silent


def test_what_supervision_reads_is_itself_in_the_log(inspector: Actor, manager: Actor) -> None:
    before = inspector.ask("/events", limit=1)["head_seq"]
    inspector.ask("/supervision/findings", kind="selected")
    manager.ask("/reports/outcomes")
    told = [
        each for each in inspector.ask("/events", since=before)["events"] if each["kind"] == "report.read"
    ]

    said = [json.loads(each["body"]) for each in told]
    assert [(each["device"], each["facts"]["what"]) for each in said] == [
        ("supervision", "/api/v1/supervision/findings?kind=selected")
    ]


def test_whatever_supervision_reads_is_noted_but_what_hangs_on_every_wall(
    inspector: Actor, knock: Callable[..., httpx.Response], tokens: dict[str, str]
) -> None:
    """Every GET that supervision may ask leaves a line, or stands among the exceptions."""
    quiet = {
        row.path
        for row in ROUTES
        if row.method == "GET" and (row.quiet or row.permission is None or row.permission in UNNOTED)
    }
    assert {path for path in quiet if path.startswith(("/supervision", "/scores", "/tickets", "/cases"))} == {
        "/supervision/feed"
    }
    before = inspector.ask("/events", limit=1)["head_seq"]
    asked = [path_of(row) for row in ROUTES if row.method == "GET" and row.path not in quiet]
    read = [
        path for path in asked if knock(tokens["supervision"], "GET", path, params={"again": "1"}).is_success
    ]
    told = [json.loads(each["body"]) for each in inspector.ask("/events", since=before)["events"]]
    noted = {each["facts"]["what"] for each in told if each["kind"] == "report.read"}

    assert len(read) > 15
    assert {f"/api/v1{path}?again=1" for path in read} <= noted


def test_findings_are_a_file_with_headings_in_the_reader_s_language_and_minutes(
    inspector: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    mine = only_accepted(visitor, clerk)
    heads = {}
    for lang in ("zh", "en"):
        asked = {"format": "csv", "lang": lang, "kind": "registered_only"}
        answer = inspector.client.get("/supervision/findings", params=asked)
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        heads[lang] = list(rows[0])
        assert len(rows) == inspector.ask("/supervision/findings", kind="registered_only")["total"]
    assert (heads["zh"][2], heads["en"][8]) == ("发现", "Length (min)")
    assert (rows[0]["Number"], rows[0]["Finding"]) == (
        mine["number"],
        "Only accepted, though it could be decided on the spot",
    )
    assert float(rows[0]["Length (min)"]) >= 0
    book = inspector.client.get("/supervision/findings", params={"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["日期", "时间", "发现"]


def test_what_this_account_read_is_said_in_words_and_no_other_account_s(
    small: RunningHall, inspector: Actor
) -> None:
    inspector.ask("/supervision/findings", kind="away", department="tax")
    with Actor(small, small.token("supervision", "second")) as second:
        second.ask("/supervision/concerns")

    told = inspector.ask("/supervision/readings")["readings"]

    assert told[0]["what"] == {"zh": "监察发现", "en": "Findings"} | told[0]["what"]
    assert told[0]["about"]["zh"].startswith("空岗")
    assert "“办不成事”反映" not in {each["what"]["zh"] for each in told if each["seq"] > told[0]["seq"]}
    assert not any("/api" in each["what"]["en"] or "/api" in each["about"]["en"] for each in told)


def test_a_proof_is_kept_with_whoever_asked_for_it(inspector: Actor) -> None:
    told = inspector.act("/supervision/verify", {})

    proof = inspector.ask("/supervision/proofs")["proofs"][0]

    assert (proof["good"], proof["said"], proof["head"]) == (True, told["said"], told["seq"])
    assert proof["who"]["zh"] == "监察效能室"


def test_departments_are_ranked_by_findings_for_each_hundred_services(inspector: Actor) -> None:
    view = inspector.ask("/supervision/ranking")
    rates = [each["per_mille"] for each in view["departments"] if each["per_mille"] is not None]

    assert rates == sorted(rates, reverse=True)
    assert (date.fromisoformat(view["last_day"]) - date.fromisoformat(view["first_day"])).days == 83
    weeks = inspector.ask("/supervision/weeks")["weeks"]
    assert (weeks[0]["first_day"], weeks[-1]["last_day"]) == (view["first_day"], view["last_day"])


def test_a_report_of_could_not_be_done_is_answered_once_and_counts_when_it_was_true(
    small: RunningHall, tokens: dict[str, str], inspector: Actor, manager: Actor
) -> None:
    with Actor(small, tokens["guide"]) as guide:
        guide.act(
            "/concerns",
            {"kind": "sent_elsewhere", "matter": "tax-file", "words": "go to the old office", "contact": "b"},
        )
    reports = inspector.ask("/supervision/concerns")["concerns"]
    report = next(each for each in reports if each["words"] == "go to the old office")
    assert (report["words"], report["contact"], report["overdue"]) == ("go to the old office", "b", False)
    assert "words" not in manager.ask("/concerns")["concerns"][0]

    told = inspector.act(
        f"/concerns/{report['id']}/answer", {"words": "the window was wrong", "upheld": True}
    )
    with pytest.raises(Refused) as again:
        inspector.act(f"/concerns/{report['id']}/answer", {"words": "or not", "upheld": False})

    assert (told["upheld"], again.value.code) == (True, "answered_already")
    found = inspector.ask("/supervision/findings", kind="concern_upheld", department="tax")["findings"]
    assert found[0]["detail"] == "sent_elsewhere"


def test_the_log_is_verified_on_a_button(inspector: Actor, manager: Actor) -> None:
    told = inspector.act("/supervision/verify", {})

    assert told["good"], told["said"]
    assert told["said"].startswith(f"{told['seq']} events, unbroken")
    with pytest.raises(Refused) as refused:
        manager.act("/supervision/verify", {})
    assert refused.value.status == 403


def test_who_asks_while_the_log_is_being_verified_gets_the_same_answer(inspector: Actor) -> None:
    with ThreadPoolExecutor(3) as several:
        told = list(several.map(lambda _: inspector.act("/supervision/verify", {}), range(3)))

    assert len({(each["seq"], each["took_ms"]) for each in told}) == 1
    assert told[0]["good"], told[0]["said"]


def test_a_department_contests_its_own_finding_once_and_supervision_decides(
    small: RunningHall, tokens: dict[str, str], inspector: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    only_accepted(visitor, clerk)
    newest = inspector.ask("/supervision/findings", kind="registered_only")["findings"][0]
    seq, before = newest["seq"], figure(inspector.ask("/supervision"), "registered_only")["count"]
    mine = {"kind": "registered_only", "seq": seq, "reason": "the archive burnt"}
    with Actor(small, small.token("department", "law")) as law, pytest.raises(Refused) as foreign:
        law.act("/contests", mine)
    with Actor(small, tokens["department"]) as tax:
        contest = tax.act("/contests", mine)
        with pytest.raises(Refused) as twice:
            tax.act("/contests", mine)
    assert (foreign.value.status, twice.value.code, contest["upheld"]) == (403, "contested_already", None)

    inspector.act(f"/contests/{contest['id']}/review", {"upheld": True, "reason": "it did"})

    after = inspector.ask("/supervision/findings", kind="registered_only")["findings"]
    lifted = next(each for each in after if each["seq"] == seq)
    assert lifted["lifted"]["en"] == "contest upheld, not counted"
    assert lifted["contest"]["review"] == "it did"
    assert figure(inspector.ask("/supervision"), "registered_only")["count"] == before - 1
    with Actor(small, tokens["department"]) as tax, pytest.raises(Refused) as gone:
        tax.act("/contests", mine)
    assert gone.value.code == "not_contestable"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nonsense"},
        {"from": "2026-02-30"},
        {"from": "2026-03-02", "to": "2026-03-01"},
        {"offset": "-1"},
        {"after": "x"},
        {"format": "pdf"},
        {"format": "csv", "lang": "fr"},
    ],
)
def test_a_wrong_question_gets_a_plain_answer(inspector: Actor, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        inspector.ask("/supervision/findings", **wrong)
    assert refused.value.status in {400, 422}
