"""The append-only event log: gap-free, hash-chained, written in the transaction of each change."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, TextClause, bindparam, insert, select, update

from hallserver.core.events import GENESIS, Event, Facts, canonical, chain, iso, seal
from hallserver.store import outgoing
from hallserver.store.disk.private_keys import SALT_BYTES, Sealed, keys_of, unseal
from hallserver.store.disk.private_keys import seal as seal_private
from hallserver.store.prepared import Prepared, PreparedChange, Row, read_rows
from hallserver.store.rows import EventPrivateRow, EventRow
from hallserver.store.schema import event_privates, events, hall
from hallserver.store.watching import findings

SLICE = 10_000  # a long read pins the WAL, so verification reads in slices
_BACK = 400  # looking back, most want a page
_ABOVE_ALL = 2**62


class _Head(Row):
    """The head of the log, as stored in the hall's row."""

    head_seq: int
    head_hash: bytes


_HEAD = Prepared(select(hall.c.head_seq, hall.c.head_hash), _Head)
_SET_HEAD = PreparedChange(update(hall).values(head_seq=bindparam("seq"), head_hash=bindparam("hash")))
_APPEND = PreparedChange(insert(events))
_APPEND_PRIVATE = PreparedChange(insert(event_privates))
_READ = Prepared(
    select(events).where(events.c.seq > bindparam("since")).order_by(events.c.seq).limit(bindparam("limit")),
    EventRow,
)


_READ_KINDS = (
    select(events)
    .where(
        events.c.seq > bindparam("since"),
        events.c.seq <= bindparam("until"),
        events.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(events.c.seq)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the log is not what was written, and the reason."""

    seq: int
    why: str


class Log:
    """The log in one transaction: reads the head once, collects events, writes them with the new head."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        head = _HEAD.run(connection).one()
        self.head_seq, self._head_hash = head.head_seq, head.head_hash
        self.began_with: bytes = head.head_hash
        self.events: list[Event] = []
        self._privates: list[tuple[int, Sealed]] = []

    @property
    def head_hash(self) -> bytes:
        """The hash of the newest event, including the events of this transaction."""
        return self._head_hash

    def append(
        self,
        at: datetime,
        day: date,
        actor: str,
        device: str,
        facts: Facts,
        private: Mapping[str, Any] | None = None,
    ) -> Event:
        """Add an event. `private` is stored in a row of its own; the log holds only its salted hash."""
        seq, told = self.head_seq + 1, facts.as_facts()
        if private:
            salt, body = secrets.token_bytes(SALT_BYTES), canonical(private)
            told["private"] = private_hash(salt, body)
            self._privates.append((seq, seal_private(salt, body)))
        event = seal(seq, at, day, facts.KIND, actor, device, told, self._head_hash)
        self.events.append(event)
        self.head_seq, self._head_hash = seq, event.hash
        return event

    @property
    def sealed(self) -> list[Sealed]:
        """The private parts; their keys must be durable before the transaction commits."""
        return [each for _, each in self._privates]

    def mark(self) -> tuple[int, bytes, int, int]:
        """Return a savepoint: the state of the log before a command."""
        return self.head_seq, self._head_hash, len(self.events), len(self._privates)

    def rewind(self, mark: tuple[int, bytes, int, int]) -> None:
        """Drop everything that a failed command appended after the savepoint."""
        self.head_seq, self._head_hash, kept, kept_private = mark
        del self.events[kept:], self._privates[kept_private:]

    def write(self) -> None:
        """Write the collected events, their findings and messages, and the new head; the caller commits."""
        if not self.events:
            return
        _APPEND.run_many(self._connection, [_row(each) for each in self.events])
        findings.write(self._connection, self.events)
        outgoing.write(self._connection, self.events)
        if self._privates:
            rows = [{"seq": seq, "key_id": each.id, "body": each.body} for seq, each in self._privates]
            _APPEND_PRIVATE.run_many(self._connection, rows)
        _SET_HEAD.send(self._connection, {"seq": self.head_seq, "hash": self._head_hash})


def private_hash(salt: bytes, body: str) -> str:
    """The hash of a private part in the log; the chain stays valid when salt and body are deleted."""
    return hashlib.sha256(b"\1" + salt + body.encode()).hexdigest()


def read_privates(connection: Connection, seqs: Iterable[int] | None = None) -> dict[int, tuple[bytes, str]]:
    """Seq → salt and body of the private parts that still have a key, of all or of the given events."""
    query = select(event_privates)
    if seqs is not None:
        query = query.where(event_privates.c.seq.in_(list(seqs)))
    rows = read_rows(connection, query, EventPrivateRow)
    keys = keys_of(connection).read(row.key_id for row in rows)
    opened = {row.seq: unseal(keys[row.key_id], row.body) for row in rows if row.key_id in keys}
    return {seq: part for seq, part in opened.items() if part is not None}


def forget_orphans(reader: Engine) -> int:
    """Delete the keys of parts that were never committed or no longer exist; return how many."""
    with reader.connect() as connection:
        kept = set(connection.execute(select(event_privates.c.key_id)).scalars())
        return keys_of(connection).keep_only(kept)


def forget_privates(reader: Engine, before: Mapping[str, date]) -> Counter[str]:
    """Delete the keys of private parts that are no longer kept; return how many by kind of event.

    The log stays valid: it holds only their hash.

    Args:
        reader: of the hall's database.
        before: event kind → the day before which its parts are over.
    """
    with reader.connect() as connection:
        keys = keys_of(connection)
        over = _over(connection, before, keys.all_ids())
        return Counter({kind: keys.forget(ids) for kind, ids in over.items() if ids})


def count_privates(reader: Engine, before: Mapping[str, date]) -> tuple[Counter[str], Counter[str]]:
    """Count the parts that can be read, and those of them that are over; each by kind of event."""
    with reader.connect() as connection:
        readable = keys_of(connection).all_ids()
        every = _over(connection, dict.fromkeys(before, date.max), readable)
        over = _over(connection, before, readable)
    return Counter({kind: len(ids) for kind, ids in every.items()}), Counter(
        {kind: len(ids) for kind, ids in over.items()}
    )


def _over(connection: Connection, before: Mapping[str, date], readable: set[bytes]) -> dict[str, list[bytes]]:
    """Event kind → the keys of its parts from before its day that can still be read: of years, only these few."""
    query = (
        select(events.c.kind, events.c.day, event_privates.c.key_id)
        .join(events, events.c.seq == event_privates.c.seq)
        .where(events.c.day < max(before.values()))
    )
    found: dict[str, list[bytes]] = {kind: [] for kind in before}
    for kind, day, key_id in connection.execute(query):
        if key_id in readable and kind in before and day < before[kind]:
            found[kind].append(key_id)
    return found


def newest_at(connection: Connection) -> datetime | None:
    """When the newest event happened; None in an empty log."""
    return connection.execute(select(events.c.at).order_by(events.c.seq.desc()).limit(1)).scalar()


def read(connection: Connection, since: int, limit: int = SLICE) -> list[Event]:
    """Events after `since`, oldest first."""
    rows = _READ.run(connection, {"since": since, "limit": limit})
    return [event_of(row) for row in rows]


def read_kinds(
    connection: Connection, kinds: Iterable[str], since: int, until: int, limit: int
) -> list[Event]:
    """Events of the given kinds after `since` up to `until`, oldest first."""
    rows = read_rows(
        connection,
        _READ_KINDS,
        EventRow,
        {"since": since, "until": until, "limit": limit, "kinds": sorted(kinds)},
    )
    return [event_of(row) for row in rows]


def read_all(connection: Connection, since: int = 0) -> Iterator[Event]:
    """All events after `since`, in slices."""
    while batch := read(connection, since):
        yield from batch
        since = batch[-1].seq


class NewestFirst:
    """A question to the log, answered newest first in short slices; its columns should stand in an index.

    Args:
        where: conditions on `events`; their parameters are given when it is asked.
    """

    def __init__(self, *where: ColumnElement[bool] | TextClause) -> None:
        self._before = Prepared(
            select(events)
            .where(*where, events.c.seq < bindparam("before"))
            .order_by(events.c.seq.desc())
            .limit(bindparam("limit")),
            EventRow,
        )

    def walk_back(
        self, connection: Connection, most: int, before: int | None = None, **values: str
    ) -> Iterator[Event]:
        """Give at most so many events, older than `before` or the newest."""
        before = _ABOVE_ALL if before is None else before
        while most > 0:
            limit = min(most, _BACK)
            rows = self._before.run(connection, {**values, "before": before, "limit": limit}).all()
            yield from map(event_of, rows)
            if len(rows) < limit:
                return
            before, most = rows[-1].seq, most - limit


def slices(reader: Engine, since: int = 0) -> Iterator[list[Any]]:
    """Full slices of the log's rows, each in a short transaction of its own: a long one would pin the WAL."""
    while True:
        with reader.connect() as connection:
            rows = _READ.run(connection, {"since": since, "limit": SLICE}).all()
        if len(rows) < SLICE:
            return
        yield rows
        since = rows[-1].seq


@dataclass(slots=True)
class Chain:
    """Follows the log from its beginning and reports the first broken link."""

    seq: int = 0
    link: bytes = GENESIS

    def follow(self, rows: Iterable[Any]) -> Fault | None:
        """Check the next rows: no gap, valid chain, columns equal to the body."""
        for row in rows:
            expected = self.seq + 1
            if row.seq != expected:
                return Fault(expected, f"event {expected} is missing")
            if row.prev_hash != self.link:
                return Fault(row.seq, "its prev_hash is not the hash before it")
            if chain(row.prev_hash, row.body) != row.hash:
                return Fault(row.seq, "its hash does not fit its body")
            if why := _columns_disagree(row):
                return Fault(row.seq, why)
            self.seq, self.link = row.seq, row.hash
        return None

    def meets_head(self, connection: Connection) -> Fault | None:
        """Check that the log ends at the head in the hall's row, so that a cut-off tail is found."""
        head = _HEAD.run(connection).one()
        if (self.seq, self.link) != (head.head_seq, head.head_hash):
            why = f"the hall's head is at {head.head_seq}, the log ends at {self.seq}"
            return Fault(min(self.seq, head.head_seq) + 1, why)
        return None


def rows_after(connection: Connection, since: int) -> Iterator[list[Any]]:
    """The rest of the log's rows, in slices, within the caller's transaction."""
    while rows := _READ.run(connection, {"since": since, "limit": SLICE}).all():
        yield rows
        since = rows[-1].seq


def _columns_disagree(row: Any) -> str | None:
    said = json.loads(row.body)
    told = event_of(row)
    columns = (row.seq, iso(row.at), row.kind, row.day.isoformat())
    if (said["seq"], said["at"], said["kind"], said["day"]) != columns:
        return "its columns do not say what its body says"
    if row.ticket != said["facts"].get("ticket"):
        return "its ticket column does not say what its body says"
    if canonical(said) != told.body:
        return "its body is not in canonical form"
    return None


def _row(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at,
        "day": event.day,
        "kind": event.kind,
        "ticket": event.facts.get("ticket"),
        "body": event.body,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def event_of(row: Any) -> Event:
    """Rebuild the event from its row, exactly as it was sealed."""
    said = json.loads(row.body)
    return Event(
        row.seq,
        row.at,
        row.day,
        row.kind,
        said["actor"],
        said["device"],
        said["facts"],
        row.body,
        row.prev_hash,
        row.hash,
    )
