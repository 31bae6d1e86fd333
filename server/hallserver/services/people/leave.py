"""Leave: noted by the hall for whole days or half a day, withdrawn with a reason; who is on leave is not late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select, update

from hallserver.contract import LeaveView
from hallserver.core import events
from hallserver.core.errors import LeaveOver, LeaveThere, Malformed, NotFound
from hallserver.core.findings import Finding
from hallserver.core.leave import LONGEST_LEAVE, Leave, LeaveKind, covering, overlaps
from hallserver.core.rights import Principal
from hallserver.core.why import Why
from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import LeaveRow
from hallserver.store.schema import events as event_table
from hallserver.store.schema import findings, leaves
from hallserver.views.roster import leave_of, leave_view


def note(work: CommandContext, who: Principal, wish: Leave) -> LeaveView:
    """Note that somebody is not expected.

    Raises:
        NotFound: no such staffer. LeaveThere: some of it is leave already.
        Malformed: it ends before it begins, is half of several days, or longer than any leave.
    """
    _check(wish)
    staffer = queries.staffer(work.connection, wish.staffer)
    if staffer is None:
        raise NotFound(what="staffer", name=wish.staffer)
    for other in _near(work, wish):
        if overlaps(leave_of(other), wish):
            told = {"first": other.first_day.isoformat(), "last": other.last_day.isoformat()}
            raise LeaveThere({"leave": other.id}, **told)
    row = {
        "staffer": wish.staffer,
        "kind": str(wish.kind),
        "first_day": wish.first,
        "last_day": wish.last,
        "half": wish.half,
        "noted_at": work.now,
        "noted_by": who.label,
    }
    made = work.connection.execute(insert(leaves).returning(leaves.c.id), row).scalar_one()
    work.publish(
        who,
        events.LeaveNoted(
            leave=made,
            staffer=wish.staffer,
            department=staffer.department,
            kind=str(wish.kind),
            from_=wish.first.isoformat(),
            to=wish.last.isoformat(),
            half=wish.half,
            lifts=_late_in(work, wish) or events.ABSENT,
        ),
    )
    return leave_view(_need(work, made))


def withdraw(work: CommandContext, who: Principal, leave: int, reason: str) -> LeaveView:
    """Take a leave back: the person is expected after all.

    Raises:
        NotFound, LeaveOver.
    """
    row = _need(work, leave)
    over = {"withdrawn_at": work.now, "withdrawn_by": who.label, "withdrawn_reason": reason}
    taken = work.connection.execute(
        update(leaves).where(leaves.c.id == leave, leaves.c.withdrawn_at.is_(None)).values(**over)
    )
    if taken.rowcount != 1:
        raise LeaveOver({"leave": leave})
    work.publish(who, events.LeaveWithdrawn(leave=leave, staffer=row.staffer, reason=reason))
    return leave_view(row)


def is_on_leave(work: CommandContext, staffer: str) -> bool:
    """Whether somebody is not expected in this half of today."""
    half = work.plan.hours.half(work.now)
    today = Leave(staffer, LeaveKind.OTHER, work.day, work.day)
    return covering([leave_of(each) for each in _near(work, today)], work.day, half) is not None


def _late_in(work: CommandContext, wish: Leave) -> list[int]:
    """The late sign-ons that fall into it and still count, by their seq."""
    query = (
        select(findings.c.seq, event_table.c.at)
        .join(event_table, event_table.c.seq == findings.c.seq)
        .where(
            findings.c.day.between(wish.first, wish.last),
            findings.c.kind == str(Finding.LATE),
            findings.c.staffer == wish.staffer,
            findings.c.lifted.is_(None),
        )
        .order_by(findings.c.seq)
    )
    found = work.connection.execute(query).all()
    return [row.seq for row in found if wish.half in {None, work.plan.hours.half(row.at)}]


def _near(work: CommandContext, wish: Leave) -> list[LeaveRow]:
    """The person's leaves that touch these days and count."""
    query = select(leaves).where(
        leaves.c.staffer == wish.staffer,
        leaves.c.last_day >= wish.first,
        leaves.c.first_day <= wish.last,
        leaves.c.withdrawn_at.is_(None),
    )
    return read_rows(work.connection, query, LeaveRow)


def _need(work: CommandContext, leave: int) -> LeaveRow:
    row = read_row(work.connection, select(leaves).where(leaves.c.id == leave), LeaveRow)
    if row is None:
        raise NotFound(what="leave", name=leave)
    return row


def _check(wish: Leave) -> None:
    if wish.last < wish.first:
        raise Malformed(Why("请假的截止日期不能早于起始日期", "leave ends after it begins"))
    if wish.half is not None and wish.last != wish.first:
        raise Malformed(Why("半天请假只能为同一天", "half a day of leave is of one day"))
    if wish.last - wish.first > timedelta(days=LONGEST_LEAVE):
        raise Malformed(Why(f"请假最长 {LONGEST_LEAVE} 天", f"leave is of at most {LONGEST_LEAVE} days"))
