"""Each act at most once: what was answered to a key is kept, in the effect's own transaction, for seven days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select

from hallserver.core.errors import KeyReused
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store.dues import ANSWERS_KEPT
from hallserver.store.prepared import Prepared, PreparedChange, Row
from hallserver.store.schema import answers


class _Kept(Row):
    """An answer that is kept under its key."""

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
_FORGET = PreparedChange(delete(answers).where(answers.c.at < bindparam("before")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: HTTP status and JSON bytes."""

    status: int
    body: bytes
    repeated: bool = False


def find(work: CommandContext, who: Principal, key: bytes, body_hash: bytes) -> Answer | None:
    """The answer given to this key before; None for a new one. `key` is its keyed hash: a client may put anything into it.

    Raises:
        KeyReused: when the key came with another body.
    """
    row = _FIND.run(work.connection, {"principal": who.id, "key": key}).one_or_none()
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise KeyReused
    return Answer(row.status, row.answer, repeated=True)


def keep(work: CommandContext, who: Principal, key: bytes, body_hash: bytes, answer: Answer) -> None:
    """Keep an answer that had an effect; UNIQUE(principal, key) refuses a second."""
    _KEEP.run(
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
    """Drop answers older than seven days; gives how many."""
    return _FORGET.run(work.connection, {"before": work.now - ANSWERS_KEPT})
