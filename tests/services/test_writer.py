"""The writer: one place writes; who fails is taken back alone; nothing is told before the commit."""

from __future__ import annotations

from collections.abc import Sequence

import gevent
import pytest
from sqlalchemy import func, insert, select

from hallserver.core.errors import HallStopping, UnknownMatter
from hallserver.core.events import Event
from hallserver.services import idempotency as answers
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers
from hallserver.services.timers import run_due
from hallserver.store import schema
from hallserver.writer import GroupLost
from tests.small import KIOSK, Desk, nothing


def issue(matter: str) -> object:
    return lambda work: numbers.issue(work, KIOSK, numbers.Wish(matter))


def together(desk: Desk, *commands: object) -> list[object]:
    """Run commands so that they land in one group; gives outcomes and errors in their order."""
    # the first keeps the writer busy while the others gather
    jobs = [gevent.spawn(desk.writer, command) for command in (nothing, *commands)]
    gevent.joinall(jobs)
    return [job.value if job.successful() else job.exception for job in jobs[1:]]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A greenlet's error is its result here; gevent need not print it."""
    monkeypatch.setattr(gevent.get_hub(), "print_exception", lambda *_: None)


def issue_and_fail(work: CommandContext) -> None:
    numbers.issue(work, KIOSK, numbers.Wish("tax-file"))
    raise UnknownMatter(name="x")


def end_the_transaction(work: CommandContext) -> None:
    """What SQLite does by itself when the disk is full: it ends the whole transaction, not only a statement."""
    numbers.issue(work, KIOSK, numbers.Wish("tax-file"))
    if work.connection.dialect.name == "sqlite":
        work.connection.exec_driver_sql("INSERT OR ROLLBACK INTO hall (id) VALUES (1)")
    work.connection.connection.dbapi_connection.execute("ROLLBACK")
    work.connection.exec_driver_sql("SELECT nothing")


def test_commands_that_come_together_share_a_commit(desk: Desk) -> None:
    groups = desk.writer.groups

    together(desk, *[issue("tax-file")] * 20)

    assert desk.writer.groups - groups <= 2
    assert desk.writer.largest >= 20


def test_failing_commands_leave_the_others_alone_and_no_gap(desk: Desk) -> None:
    done = together(
        desk, issue("tax-file"), issue_and_fail, issue("tax-file"), issue_and_fail, issue("tax-file")
    )

    assert [getattr(each, "number", type(each)) for each in done] == [
        "A001",
        UnknownMatter,
        "A002",
        UnknownMatter,
        "A003",
    ]
    assert [row.number for row in desk.rows(schema.tickets)] == ["A001", "A002", "A003"]
    assert len(desk.rows(schema.print_jobs)) == 3
    assert [row.seq for row in desk.rows(schema.events)] == [event.seq for event in desk.told]
    assert desk.fault() is None


def test_a_command_that_ends_the_transaction_hurts_nobody_else(desk: Desk) -> None:
    done = together(desk, issue("tax-file"), end_the_transaction, issue("tax-file"))

    assert [getattr(each, "number", type(each)) for each in done] == ["A001", GroupLost, "A002"]
    assert [row.number for row in desk.rows(schema.tickets)] == ["A001", "A002"]
    assert desk.fault() is None
    assert desk.issue().number == "A003"


def test_nothing_is_told_before_it_can_be_read(desk: Desk) -> None:
    seen: list[int] = []

    def look(events: Sequence[Event]) -> None:
        with desk.reader.connect() as connection:
            newest = connection.execute(select(func.max(schema.events.c.seq))).scalar_one()
            seen.append(newest - events[-1].seq)

    desk.writer.subscribe(look)
    desk.issue()
    desk.issue()

    assert seen == [0, 0]


def test_a_reader_that_fails_keeps_nothing_from_the_others(desk: Desk) -> None:
    heard: list[int] = []

    def fail(_events: Sequence[Event]) -> None:
        raise OSError("too many open files")

    desk.writer.subscribe(fail)
    desk.writer.subscribe(lambda events: heard.extend(event.seq for event in events))
    done = together(desk, issue("tax-file"), end_the_transaction, issue("tax-file"))

    assert [getattr(each, "number", type(each)) for each in done] == ["A001", GroupLost, "A002"]
    assert heard == [event.seq for event in desk.told[-len(heard) :]]
    assert len(heard) == 2
    assert desk.issue().number == "A003"


def test_what_fails_tells_nothing(desk: Desk) -> None:
    told = len(desk.told)

    together(desk, issue_and_fail, end_the_transaction)

    assert len(desk.told) == told


def test_a_closed_pen_finishes_what_is_queued_and_takes_no_more(desk: Desk) -> None:
    jobs = [gevent.spawn(desk.writer, issue("tax-file")) for _ in range(5)]
    gevent.sleep(0)
    desk.writer.close()
    gevent.joinall(jobs)

    assert [job.value.number for job in jobs] == ["A001", "A002", "A003", "A004", "A005"]
    with pytest.raises(HallStopping):
        desk.issue()


def test_an_act_keeps_its_answer_in_its_own_transaction(desk: Desk) -> None:
    def act(work: CommandContext) -> None:
        answers.keep(work, KIOSK, "k1", b"h", answers.Answer(201, b"{}"))
        raise UnknownMatter(name="x")

    together(desk, act)

    assert desk.rows(schema.answers) == []


def test_answers_are_forgotten_after_seven_days_and_not_before(desk: Desk) -> None:
    desk.does(answers.keep, KIOSK, "k1", b"h", answers.Answer(201, b"{}"))
    desk.pass_time(6.9 * 86_400 + 7)
    desk.does(run_due)
    kept = len(desk.rows(schema.answers))
    desk.pass_time(0.2 * 86_400)
    desk.does(run_due)

    assert (kept, desk.rows(schema.answers)) == (1, [])


def test_the_schema_itself_refuses_a_second_answer_to_a_key(desk: Desk) -> None:
    row = {"principal": "p", "key": b"k", "body_hash": b"h", "status": 200, "answer": b"", "at": desk.now}
    desk.writer(lambda work: work.connection.execute(insert(schema.answers), row) and None)

    with pytest.raises(Exception, match=r"(?i)unique"):
        desk.writer(lambda work: work.connection.execute(insert(schema.answers), row) and None)
