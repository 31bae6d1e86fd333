"""The judge turns red: a call that was not the rule's is named by its seq, though chain and tables agree with it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from hallserver.audit import replay
from hallserver.core.events import TicketCalled, TicketStarted, canonical
from hallserver.core.queue import order
from hallserver.core.queue.order import next_up
from hallserver.core.queue.tickets import MOVES, State
from hallserver.services.context import CommandContext
from hallserver.services.queue import days, windows
from hallserver.services.queue import transitions as moves
from hallserver.services.queue.transitions import facts_of, move, session_at, stop_by_id, stop_of
from hallserver.store import connect, log, schema
from hallserver.store.queue import heads
from tests.running import copy_hall
from tests.small import BOSS, Desk, clerk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two ordinary visitors, two statutory ones, three calls at window 1."""
    desk = Desk(tmp_path_factory.mktemp("judge") / "hall")
    desk.sits("t-2", "1")
    for code in ("ordinary", "statutory", "statutory", "ordinary"):
        desk.pass_time(60)
        desk.issue(visitor_class=code, evidence="card" if code == "statutory" else None)
    for _ in range(3):
        desk.serves("1")
    desk.close()
    return desk.data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return copy_hall(made, tmp_path / "hall")


Change = Callable[[dict[str, Any]], None]


def rewrite(data: Path, kind: str, nth: int, change: Change) -> int:
    """Rewrite history as its owner could: the body, every hash after it, and the head."""
    raw = sqlite3.connect(data / "hall.db", isolation_level=None)
    raw.execute("DROP TRIGGER event_stands")
    seqs = [row[0] for row in raw.execute("SELECT seq FROM event WHERE kind = ? ORDER BY seq", (kind,))]
    link = bytes(32)
    for seq, body in raw.execute("SELECT seq, body FROM event ORDER BY seq").fetchall():
        said = json.loads(body)
        if seq == seqs[nth]:
            change(said["facts"])
        text = canonical(said)
        hashed = hashlib.sha256(b"\0" + link + text.encode()).digest()
        raw.execute(
            "UPDATE event SET body = ?, prev_hash = ?, hash = ? WHERE seq = ?", (text, link, hashed, seq)
        )
        link = hashed
    raw.execute("UPDATE hall SET head_hash = ?", (link,))
    raw.close()
    return int(seqs[nth])


def fault(data: Path) -> log.Fault | None:
    engine = connect.reading_engine(data)
    found = replay.verify_hall(engine)[0]
    engine.dispose()
    return found


def test_what_was_called_by_the_rule_is_found_good(data: Path) -> None:
    assert fault(data) is None


def test_a_history_that_was_rewritten_as_it_was_is_still_good(data: Path) -> None:
    rewrite(data, "ticket.called", 0, lambda _: None)

    assert fault(data) is None


def earlier_arrival(facts: dict[str, Any]) -> None:
    facts["effective_ms"] -= 3_600_000
    facts["tier"] = 0


def forgets_a_head(facts: dict[str, Any]) -> None:
    facts["decision"]["compared"] = facts["decision"]["compared"][:1]


def invents_a_cap(facts: dict[str, Any]) -> None:
    facts["decision"]["capped"] = ["tax"]


def other_rules(facts: dict[str, Any]) -> None:
    facts["decision"]["rules"] = 7


@pytest.mark.parametrize(
    ("kind", "nth", "change", "why"),
    [
        ("ticket.called", 0, forgets_a_head, "were not the heads"),
        ("ticket.called", 1, invents_a_cap, "were not the heads"),
        ("ticket.called", 2, other_rules, "names rules 7, in force were 1"),
        ("ticket.issued", 3, earlier_arrival, "called A002, and A004 was next"),
        ("window.opened", 0, lambda facts: facts["matters"].clear(), "and nobody was next"),
        ("rules.published", 0, lambda facts: facts["rules"]["lines"]["tax"].update(cap=1), "was next"),
    ],
)
def test_a_call_that_was_not_the_rules_is_named(
    data: Path, kind: str, nth: int, change: Change, why: str
) -> None:
    rewrite(data, kind, nth, change)

    found = fault(data)
    assert found is not None
    assert why in found.why


def test_a_call_of_somebody_who_did_not_wait_is_named(data: Path) -> None:
    rewrite(data, "ticket.issued", 1, lambda facts: facts.update(state="held"))

    found = fault(data)
    assert found is not None
    assert "A002 was called and did not wait" in found.why


def test_a_number_that_was_left_out_is_named(data: Path) -> None:
    rewrite(data, "ticket.issued", 2, lambda facts: facts.update(counter=9))

    found = fault(data)
    assert found is not None
    assert "is number 9 of its line, and 3 was next" in found.why


# --- each guard taken away: the checker must turn red ------------------------------------------------------------------


@pytest.fixture
def unguarded(tmp_path: Path) -> Iterator[Desk]:
    """A hall without the schema's indexes on windows and visits, with t-2 and t-3 at windows 1 and 2."""
    desk = Desk(tmp_path / "unguarded")
    with desk.writer._connection.begin():
        for name in ("one_ticket_per_window", "one_stop_per_visit"):
            desk.writer._connection.exec_driver_sql(f"DROP INDEX {name}")
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    yield desk
    desk.close()


def why(desk: Desk) -> str:
    found = desk.fault()
    assert found is not None, "the checker saw nothing"
    return str(found.why)


def test_without_the_windows_own_guards_two_tickets_at_a_window_are_seen(unguarded: Desk) -> None:
    desk = unguarded
    desk.issue()
    desk.issue()
    desk.calls("1")
    desk.does(lambda work: _call_blindly(work, "1"))

    assert why(desk) == "window 1 has A001 and A002 at once"


def _call_blindly(work: CommandContext, window: str) -> None:
    """What a second call would do if nothing stood in its way: the move and its event, as `_call` writes them."""
    session = session_at(work, window)
    found = heads.heads(work.connection, [("tax", "tax-file")], ["tax"], window, "t-2")
    decision = next_up(found, {})
    assert decision is not None
    assert session is not None
    stop = stop_by_id(work, decision.chosen.stop)
    stop = move(work, stop, "call", window=window, session=session.id, called_at=work.now)
    facts = decision.as_facts(work.plan.rules.version)
    work.connection.execute(insert(schema.decisions), {"seq": work.log.head_seq + 1, "stop": stop.id})
    work.publish(clerk(window), TicketCalled(**facts_of(stop), session=session.id, decision=facts))


def test_without_holding_the_others_a_visitor_at_two_windows_is_seen(
    unguarded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unguarded
    desk.sits("l-2", "3")
    desk.visits("tax-file", "notary-will")
    monkeypatch.setattr(windows, "hold_others", lambda *_: None)
    desk.calls("1")
    desk.calls("3")

    assert why(desk) == "A001 is at two windows at once"


def test_without_the_cap_a_third_statutory_call_in_a_row_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sits("t-2", "1")
    for _ in range(4):
        desk.issue(visitor_class="statutory", evidence="card")
    desk.issue()
    monkeypatch.setattr(heads, "ask_runs", lambda _: ())
    for _ in range(3):
        desk.serves("1")

    assert why(desk) == "window 1 called A003, and A005 was next"


def test_without_the_order_a_later_visitor_called_first_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    desk.issue("tax-visit")
    first = order.next_up

    def last(found: Any, caps: Any) -> Any:
        decided = first(found, caps)
        return replace(decided, chosen=decided.compared[-1]) if decided else None

    rule = replace(order.ORDER_RULES[order.ORDER_2], next_up=last)
    monkeypatch.setitem(order.ORDER_RULES, order.ORDER_2, rule)
    desk.calls("1")
    monkeypatch.undo()

    assert why(desk) == "window 1 called A002, and A001 was next"


def test_without_the_guarded_write_an_illegal_move_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves("1")
    every = replace(MOVES["recall"], source=frozenset(State), target=State.SERVING)
    monkeypatch.setitem(MOVES, "start", replace(every, event="ticket.started"))
    moves._guarded.cache_clear()
    desk.does(lambda work: _start_again(work, ticket.id))
    monkeypatch.undo()
    moves._guarded.cache_clear()

    assert why(desk) == "A001 went from finished to serving by ticket.started"


def _start_again(work: CommandContext, ticket: int) -> None:
    stop = move(work, stop_of(work, ticket), "start")
    again = TicketStarted(**facts_of(stop), session=stop.session or 0, wait_ms=0, walk_ms=0, auto=0)
    work.publish(clerk("1"), again)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decision SET stop = (SELECT max(id) FROM stop) WHERE seq = (SELECT min(seq) FROM decision)",
        "DELETE FROM decision WHERE seq = (SELECT min(seq) FROM decision)",
        "INSERT INTO decision SELECT seq + 1, stop FROM decision WHERE seq = (SELECT max(seq) FROM decision)",
    ],
)
def test_the_list_of_calls_is_the_logs(tmp_path: Path, change: str) -> None:
    desk = Desk(tmp_path / "own")
    desk.sits("t-2", "1")
    for _ in range(2):
        desk.issue()
        desk.serves("1")
    assert desk.fault() is None

    with desk.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(change)

    fault = desk.fault()
    assert fault is not None
    assert fault.why == "its decision is not the same in the table and in the log"
    desk.close()


def test_a_day_rewritten_after_its_hash_was_printed_is_named(tmp_path: Path) -> None:
    """T29: whoever owns the file can make chain, head and tables agree, but not the paper."""
    desk = Desk(tmp_path / "own")
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves("1")
    closing = desk.does(days.close_day, BOSS, "evening", early=True)
    desk.close()
    own = tmp_path / "own"
    printed = {closing.seq: closing.hash}
    rewrite(own, "ticket.finished", 0, lambda facts: facts["service"].update(reason="nicer"))
    raw = sqlite3.connect(own / "hall.db", isolation_level=None)
    raw.execute("UPDATE service SET reason = 'nicer'")
    raw.execute("UPDATE closing SET hash = (SELECT hash FROM event WHERE kind = 'day.closed')")
    raw.close()

    reader = connect.reading_engine(own)
    without, with_paper = replay.verify_hall(reader)[0], replay.verify_hall(reader, printed)[0]
    reader.dispose()
    assert without is None
    assert with_paper is not None
    assert (with_paper.seq, "the closing slip says" in with_paper.why) == (closing.seq, True)
