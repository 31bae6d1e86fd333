"""Bad ratings: rectified within fifteen working days, then a call to the visitor; or one appeal (整改)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text, update

from hallserver.contract import RectificationView
from hallserver.core.casework.rectify import BAD, DUE_WORKDAYS, RECTIFIED_WORDS, Rectified
from hallserver.core.errors import NotAllowed, NotFound, RectificationState
from hallserver.core.events import (
    RectificationAppealed,
    RectificationCalledBack,
    RectificationDone,
    RectificationFacts,
    RectificationOpened,
    RectificationOverdue,
    RectificationReviewed,
)
from hallserver.core.events.supervision import RatedKeys
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.store.prepared import need_row, read_row
from hallserver.store.rows import RectificationRow, ServiceRow
from hallserver.store.schema import rectifications, services
from hallserver.store.schema.rectify import OVERDUE
from hallserver.views.casework.rectify import rectifications_view


def open_for(work: CommandContext, who: Principal, stop: int, level: int) -> None:
    """Open a rectification for a bad rating; do nothing for a good one."""
    if level > BAD:
        return
    due = work.plan.hours.after_workdays(work.day, DUE_WORKDAYS)
    row = {"stop": stop, "state": str(Rectified.OPEN), "day": work.day, "due": due}
    made = work.connection.execute(insert(rectifications).returning(rectifications.c.id), row).scalar_one()
    work.publish(
        who,
        RectificationOpened(
            rectification=made, stop=stop, level=level, due=due.isoformat(), **_whose(work, stop)
        ),
    )


def note_overdue(work: CommandContext) -> int:
    """Record overdue rectifications, once, for supervision and the score sheet; return how many."""
    late = work.connection.execute(
        update(rectifications)
        .where(text(OVERDUE), rectifications.c.due < work.day)
        .values(overdue_at=work.now)
        .returning(rectifications.c.id, rectifications.c.stop, rectifications.c.due)
    ).all()
    for row in late:
        work.publish(
            CLOCK,
            RectificationOverdue(
                rectification=row.id, stop=row.stop, due=row.due.isoformat(), **_whose(work, row.stop)
            ),
        )
    return len(late)


def put_right(work: CommandContext, who: Principal, case: int, measures: str) -> RectificationView:
    """Record what the department changed.

    Raises:
        RectificationState: put right, appealed or dropped already. NotAllowed: another department's.
    """
    row = _need(work, who, case)
    values = {
        "state": str(Rectified.DONE),
        "measures": measures,
        "done_by": _named(who),
        "done_at": work.now,
        "done_day": work.day,
    }
    _move(work, row, Rectified.OPEN, values)
    in_time = int(work.day <= row.due)
    return _told(
        work,
        who,
        row,
        RectificationDone(rectification=row.id, stop=row.stop, in_time=in_time),
        {"measures": measures},
    )


def call_back(
    work: CommandContext, who: Principal, case: int, words: str, *, satisfied: bool
) -> RectificationView:
    """Record, once, the visitor's opinion after the rectification, as the hall heard it in a call.

    Raises:
        RectificationState: not put right yet, or called back already.
    """
    row = _need(work, who, case)
    if row.call_back is not None:
        raise _state(row)
    values = {
        "call_back": words,
        "satisfied": int(satisfied),
        "called_back_by": _named(who),
        "called_back_at": work.now,
    }
    _move(work, row, Rectified.DONE, values)
    told = RectificationCalledBack(rectification=row.id, stop=row.stop, satisfied=int(satisfied))
    return _told(work, who, row, told, {"words": words})


def appeal(work: CommandContext, who: Principal, case: int, reason: str) -> RectificationView:
    """Appeal, once, against a rating; supervision decides.

    Raises:
        RectificationState: appealed before, put right, or dropped.
    """
    row = _need(work, who, case)
    if row.appeal is not None:
        raise _state(row)
    values = {
        "state": str(Rectified.APPEALED),
        "appeal": reason,
        "appealed_by": _named(who),
        "appealed_at": work.now,
    }
    _move(work, row, Rectified.OPEN, values)
    return _told(
        work, who, row, RectificationAppealed(rectification=row.id, stop=row.stop), {"reason": reason}
    )


def review(
    work: CommandContext, who: Principal, case: int, reason: str, *, upheld: bool
) -> RectificationView:
    """Decide an appeal: if upheld, the rating is not counted; else the due day for putting it right stays.

    Raises:
        RectificationState: there is no open appeal.
    """
    row = _need(work, who, case)
    state = Rectified.DROPPED if upheld else Rectified.OPEN
    values = {"state": str(state), "review": reason, "reviewed_by": _named(who), "reviewed_at": work.now}
    _move(work, row, Rectified.APPEALED, values)
    told = RectificationReviewed(rectification=row.id, stop=row.stop, upheld=int(upheld))
    return _told(work, who, row, told, {"reason": reason})


def _whose(work: CommandContext, stop: int) -> RatedKeys:
    """Return the keys of the rated service, taken from its last part."""
    row = need_row(
        work.connection,
        select(services).where(services.c.stop == stop).order_by(services.c.part.desc()).limit(1),
        ServiceRow,
    )
    return {
        "staffer": row.staffer,
        "secondment": row.secondment,
        "department": row.department,
        "window": row.window,
        "matter": row.matter,
    }


class _OfDepartment(RectificationRow):
    """A rectification and the department that must act on it."""

    department: str


def _need(work: CommandContext, who: Principal, case: int) -> _OfDepartment:
    query = (
        select(rectifications, services.c.department)
        .join(services, services.c.stop == rectifications.c.stop)
        .where(rectifications.c.id == case)
        .order_by(services.c.part.desc())
        .limit(1)
    )
    row = read_row(work.connection, query, _OfDepartment)
    if row is None:
        raise NotFound(what="rectification", name=case)
    if who.is_outside(row.department):
        raise NotAllowed(permission="ratings of another department")
    return row


def _move(work: CommandContext, row: RectificationRow, was: Rectified, values: dict[str, Any]) -> None:
    moved = work.connection.execute(
        update(rectifications)
        .where(rectifications.c.id == row.id, rectifications.c.state == str(was))
        .values(**values)
    )
    if moved.rowcount != 1:
        raise _state(row)


def _told(
    work: CommandContext,
    who: Principal,
    row: RectificationRow,
    facts: RectificationFacts,
    private: dict[str, str],
) -> RectificationView:
    """Log the facts; free text may name people, so it goes to the private part of the log."""
    work.publish(who, facts, private)
    return rectifications_view(work.connection, work.plan, work.day, None, row.id).rectifications[0]


def _state(row: RectificationRow) -> RectificationState:
    zh, en = RECTIFIED_WORDS[Rectified(row.state)]
    return RectificationState({"rectification": row.id, "state": row.state}, state_zh=zh, state_en=en)


def _named(who: Principal) -> str:
    return f"{who.role}:{who.name}"
