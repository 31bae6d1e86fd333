"""What supervision itself did: its visits and readings, its proofs of the log; found by an index of their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from hallserver.contract import ProofItem, ProofsView, SealItem
from hallserver.core.events import Event, LogVerified, ReportRead, facts_of
from hallserver.store.catalogue import Plan
from hallserver.store.log import NewestFirst
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ClosingRow
from hallserver.store.schema import NOTED, closings, events, hall
from hallserver.views.supervision.told import account_of, who_did

DESK = "/api/v1/supervision"  # what is read there opens the desk
REST = timedelta(minutes=30)  # after so long without a reading, the next one is another visit
AT_ONCE = 50
PROOFS = 20
LOOKS_BACK = 20_000  # readings of all accounts
_KIND = NewestFirst(NOTED, events.c.kind == bindparam("kind"))


@dataclass(frozen=True, slots=True)
class Visit:
    """The end of a visit: the last that was read at the desk."""

    seq: int
    at: datetime
    day: date


def last_visit(connection: Connection, actor: str, now: datetime) -> Visit | None:
    """The visit of this account before the present one; None when there was none.

    The present visit is all that was read with no half hour between, up to now.
    """
    since = now
    for event in _readings(connection, actor):
        if not _what(event).startswith(DESK):
            continue
        if since - event.at > REST:
            return Visit(event.seq, event.at, event.day)
        since = event.at
    return None


def readings_of(connection: Connection, actor: str, before: int | None) -> list[Event]:
    """Up to 51 readings of an account, newest first: a page, and whether there are older ones."""
    found: list[Event] = []
    for event in _readings(connection, actor, before):
        found.append(event)
        if len(found) > AT_ONCE:
            break
    return found


def _readings(connection: Connection, actor: str, before: int | None = None) -> Iterator[Event]:
    for event in _KIND.walk_back(connection, LOOKS_BACK, before, kind=ReportRead.KIND):
        if account_of(event.actor) == account_of(actor):
            yield event


def _what(event: Event) -> str:
    told = facts_of(event)
    return told.what if isinstance(told, ReportRead) else ""


def proofs_view(connection: Connection, plan: Plan) -> ProofsView:
    """The newest proofs of the log with their results, and the newest seals."""
    head = connection.execute(select(hall.c.head_seq, hall.c.head_hash)).one()
    proved = _KIND.walk_back(connection, PROOFS, kind=LogVerified.KIND)
    sealed = read_rows(connection, select(closings).order_by(closings.c.seq.desc()).limit(PROOFS), ClosingRow)
    return ProofsView(
        head.head_seq,
        head.head_hash.hex(),
        tuple(_proof(event, plan) for event in proved),
        tuple(SealItem(row.day, row.at, row.seq, row.hash.hex()) for row in sealed),
    )


def _proof(event: Event, plan: Plan) -> ProofItem:
    told = LogVerified.from_facts(event.facts)
    return ProofItem(event.seq, event.at, who_did(event.actor, plan), bool(told.good), told.said, told.head)
