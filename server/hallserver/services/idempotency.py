"""Idempotency keys: an answer is stored in the transaction of its effect and kept for seven days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, tuple_

from hallserver.core.errors import KeyReused
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store.prepared import Prepared, PreparedChange, Row
from hallserver.store.schema import answers
from hallserver.store.watching.dues import ANSWERS_KEPT


class _Kept(Row):
    """A stored answer."""

    body_hash: bytes
    status: int
    answer: bytes


_FIND = Prepared(
    select(answers.c.body_hash, answers.c.status, answers.c.answer).where(
        answers.c.principal == bindparam("principal"), answers.c.key == bindparam("key")
    ),
    _Kept,
)
_KEEP = PreparedChange(insert(answers))
MOST_AT_ONCE = 500  # answers that are forgotten in one command
_FORGET = PreparedChange(
    delete(answers).where(
        tuple_(answers.c.principal, answers.c.key).in_(
            select(answers.c.principal, answers.c.key)
            .where(answers.c.at < bindparam("before"))
            .limit(MOST_AT_ONCE)
        )
    )
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: HTTP status and JSON bytes."""

    status: int
    body: bytes
    repeated: bool = False


def find(work: CommandContext, who: Principal, key: bytes, body_hash: bytes) -> Answer | None:
    """Return the stored answer for this key; None for a new key.

    `key` is a keyed hash, since a client may put anything into its idempotency key.

    Raises:
        KeyReused: the key was used with another body.
    """
    row = _FIND.run(work.connection, {"principal": who.id, "key": key}).one_or_none()
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise KeyReused
    return Answer(row.status, row.answer, repeated=True)


def keep(work: CommandContext, who: Principal, key: bytes, body_hash: bytes, answer: Answer) -> None:
    """Store an answer that had an effect; UNIQUE(principal, key) refuses a second."""
    _KEEP.send(
        work.connection,
        {
            "principal": who.id,
            "key": key,
            "body_hash": body_hash,
            "status": answer.status,
            "answer": answer.body,
            "at": work.now,
        },
    )


def forget_old(work: CommandContext) -> int:
    """Delete some of the answers older than seven days; return how many."""
    return _FORGET.run(work.connection, {"before": work.now - ANSWERS_KEPT})
