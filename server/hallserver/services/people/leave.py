"""Leave: noted by the hall for whole days or half a day, withdrawn with a reason; who is on leave is not late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from sqlalchemy import insert, select, update

from hallserver.contract import LeavesTaken, LeaveView
from hallserver.core import events
from hallserver.core.errors import BadPlan, LeaveOver, LeaveThere, Malformed, NotFound
from hallserver.core.figures.findings import Finding
from hallserver.core.language.text import fold, meant
from hallserver.core.language.why import Why, quoted
from hallserver.core.people.leave import Leave, LeaveKind, covering, overlaps
from hallserver.core.plans.grids import Grid, fault
from hallserver.core.plans.leaves import read_leaves, unfit
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import LeaveRow, StafferRow
from hallserver.store.schema import events as event_table
from hallserver.store.schema import findings, leaves, staffers
from hallserver.views.people.roster import leave_of, leave_view


def note(work: CommandContext, who: Principal, wish: Leave) -> LeaveView:
    """Note that somebody is not expected.

    Raises:
        NotFound: no such staffer. LeaveThere: some of it is leave already.
        Malformed: it ends before it begins, is half of several days, or longer than any leave.
    """
    if why := unfit(wish):
        raise Malformed(why)
    staffer = queries.staffer(work.connection, wish.staffer)
    if staffer is None:
        raise NotFound(what="staffer", name=wish.staffer)
    for other in _near(work, wish):
        if overlaps(leave_of(other), wish):
            raise _there(other)
    return _write(work, who, wish, staffer.department)


def take_sheet(work: CommandContext, who: Principal, file: str, grid: Grid) -> LeavesTaken:
    """Note the leaves of a sheet, all rows or none; what is noted already, to the day and the kind, stays as it is.

    Raises:
        BadPlan: every fault, each with its line and column.
    """
    people = {row.code: row for row in read_rows(work.connection, select(staffers), StafferRow)}
    rows, faults = read_leaves(grid, _person(people))
    known = _known(work, [wish for _, wish in rows])
    new: list[Leave] = []
    unchanged = 0
    for line, wish in rows:
        there = known[wish.staffer]
        if wish in there and wish not in new:
            unchanged += 1
        elif other := next((each for each in there if overlaps(each, wish)), None):
            faults.append(fault(line, "from", _overlapping(other)))
        else:
            new.append(wish)
            there.append(wish)
    if faults:
        raise BadPlan(file, sorted(faults, key=lambda each: each.line))
    noted = tuple(_write(work, who, wish, people[wish.staffer].department) for wish in new)
    return LeavesTaken(noted, unchanged)


def _known(work: CommandContext, wishes: list[Leave]) -> defaultdict[str, list[Leave]]:
    """The leaves that count in the days of these, by person: read once for the whole sheet."""
    found: defaultdict[str, list[Leave]] = defaultdict(list)
    if wishes:
        query = select(leaves).where(
            leaves.c.last_day >= min(each.first for each in wishes),
            leaves.c.first_day <= max(each.last for each in wishes),
            leaves.c.withdrawn_at.is_(None),
        )
        for row in read_rows(work.connection, query, LeaveRow):
            found[row.staffer].append(leave_of(row))
    return found


def _person(people: Mapping[str, StafferRow]) -> Callable[[str], str | Why]:
    """What finds a person by code, or by a name that only one has."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for code, row in people.items():
        for name in row.name.values():
            named[fold(str(name))].add(code)

    def find(said: str) -> str | Why:
        if code := meant(said, people):
            return code
        codes = named[fold(said)]
        if len(codes) == 1:
            return next(iter(codes))
        if codes:
            several = "、".join(sorted(codes))
            return Why(
                f"{quoted(said)} 有多人同名，请填代码：{several}",
                f"{quoted(said)} is the name of several people; give the code: {', '.join(sorted(codes))}",
            )
        return Why(f"没有人员 {quoted(said)}", f"there is no person {quoted(said)}")

    return find


def _there(other: LeaveRow) -> LeaveThere:
    told = {"first": other.first_day.isoformat(), "last": other.last_day.isoformat()}
    return LeaveThere({"leave": other.id}, **told)


def _overlapping(other: Leave) -> Why:
    return Why(
        f"与 {other.first} 至 {other.last} 的请假重叠",
        f"overlaps with the leave from {other.first} to {other.last}",
    )


def _write(work: CommandContext, who: Principal, wish: Leave, department: str) -> LeaveView:
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
            department=department,
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
