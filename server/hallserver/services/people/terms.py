"""Secondments: nominated by a department, signed three times, ended by time, by consent or as unfit (选派)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import TermView, Words
from hallserver.core.errors import (
    Malformed,
    NotAllowed,
    NotFound,
    SignedAlready,
    TermOverlaps,
    TermState,
    UnknownValue,
)
from hallserver.core.events import (
    SecondmentBegun,
    SecondmentDeclined,
    SecondmentEnded,
    SecondmentImported,
    SecondmentNominated,
    SecondmentReminded,
    SecondmentSigned,
    StafferAdded,
)
from hallserver.core.language.why import Why, hints, quoted
from hallserver.core.people.terms import REMIND_DAYS, TERM_WORDS, Ended, Role, Signature, Term, last_day
from hallserver.core.plans.reader import FORMS
from hallserver.core.plans.tables import CODE
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.queue import staff, windows
from hallserver.services.queue.transitions import stop_at
from hallserver.store import queries
from hallserver.store.prepared import need_row, read_row, read_rows
from hallserver.store.rows import SecondmentRow, SecondmentSignatureRow, SessionRow
from hallserver.store.schema import IS_OPEN, secondments, sessions, signatures, staffers
from hallserver.views.people.terms import terms_view

ENDS = {Ended.TERM_OVER: "term_ended", Ended.REPLACED: "replaced", Ended.RETURNED: "returned"}
IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Nomination:
    """A department's nomination: one of its staffers, or a new one, whose name is then given.

    `first` and `last` are wishes; without them the term begins with the third signature and lasts two years.
    """

    staffer: str
    role: Role = Role.STAFF
    name: Words | None = None
    first: date | None = None
    last: date | None = None
    note: str | None = None
    replaces: int | None = None


def nominate(work: CommandContext, who: Principal, wish: Nomination) -> TermView:
    """Nominate a staffer; three signatures turn the nomination into a term.

    Raises:
        NotAllowed: a staffer of another department. TermOverlaps: one nomination, one term at a time.
            UnknownValue.
    """
    _check_days(work, wish)
    department = _find_staffer(work, who, wish)
    check_apart(work, wish.staffer, wish.first or work.day, wish.last or date.max)
    row = {
        "staffer": wish.staffer,
        "role": str(wish.role),
        "state": str(Term.NOMINATED),
        "nominated_by": who.label,
        "nominated_at": work.now,
        "wished_from": wish.first,
        "wished_to": wish.last,
        "note": wish.note,
        "replaces": wish.replaces,
    }
    try:
        term = work.connection.execute(insert(secondments).returning(secondments.c.id), row).scalar_one()
    except IntegrityError as twice:
        raise _overlap(wish.staffer, None, None) from twice
    work.publish(
        who,
        SecondmentNominated(
            secondment=term,
            staffer=wish.staffer,
            department=department,
            role=str(wish.role),
            from_=_iso(wish.first),
            to=_iso(wish.last),
            replaces=wish.replaces,
        ),
    )
    return view(work, term)


def sign(work: CommandContext, who: Principal, term: int, kind: Signature, by: str) -> TermView:
    """Add one of the three signatures; the third begins the term.

    Raises:
        SignedAlready: each party signs once. TermState: no open nomination. TermOverlaps.
    """
    row = need(work, term)
    if row.state != Term.NOMINATED:
        raise term_state(row, ("签署", "signed for"))
    _sign(work, who, row, kind, by)
    signed = select(signatures.c.kind).where(signatures.c.secondment == term)
    if set(work.connection.execute(signed).scalars()) == set(Signature):
        _begin(work, who, row)
    return view(work, term)


def decline(work: CommandContext, who: Principal, term: int, reason: str) -> TermView:
    """Decline a nomination, for the hall.

    Raises:
        TermState: no open nomination.
    """
    row = need(work, term)
    over = {"state": str(Term.DECLINED), "end_reason": reason, "ended_at": work.now, "ended_by": who.label}
    _move(work, row, Term.NOMINATED, over, ("谢绝", "declined"))
    work.publish(who, SecondmentDeclined(secondment=term, staffer=row.staffer, reason=reason))
    return view(work, term)


def return_unfit(work: CommandContext, who: Principal, term: int, reason: str) -> TermView:
    """Return a staffer as unfit (退回原单位), at once; a visitor at their window keeps the place in line.

    Raises:
        TermState: the term is not in force.
    """
    end(work, who, need(work, term), Ended.RETURNED, reason)
    return view(work, term)


def end(work: CommandContext, who: Principal, row: SecondmentRow, kind: Ended, reason: str | None) -> None:
    """End a term now, with its session; sessions that relied on its letter are recomputed.

    Raises:
        TermState: the term is not in force.
    """
    last = max(min(row.to_day or work.day, work.day), row.from_day or work.day)
    over = {
        "state": str(Term.ENDED),
        "to_day": last,
        "end_kind": str(kind),
        "end_reason": reason,
        "ended_at": work.now,
        "ended_by": who.label,
    }
    _move(work, row, Term.SECONDED, over, ("结束", "ended"))
    work.publish(
        who,
        SecondmentEnded(
            secondment=row.id, staffer=row.staffer, kind=str(kind), reason=reason, to=last.isoformat()
        ),
    )
    _leave_window(work, who, row, kind)
    staff.follow_letter(work, row.staffer, "authority_ended")


def end_due(work: CommandContext) -> int:
    """End the terms whose last day is past; return how many."""
    over = select(secondments).where(text("state = 'seconded'"), secondments.c.to_day < work.day)
    rows = read_rows(work.connection, over, SecondmentRow)
    for row in rows:
        kind = Ended(row.end_kind or Ended.TERM_OVER)
        end(work, CLOCK, row, kind, row.end_reason)
    return len(rows)


def remind_due(work: CommandContext) -> int:
    """Remind, once, of every term that ends soon; return how many."""
    near = select(secondments).where(
        text("state = 'seconded' AND reminded_at IS NULL"),
        secondments.c.to_day <= work.day + timedelta(days=REMIND_DAYS),
        secondments.c.to_day >= work.day,
    )
    rows = read_rows(work.connection, near, SecondmentRow)
    for row in rows:
        work.connection.execute(
            update(secondments).where(secondments.c.id == row.id).values(reminded_at=work.now)
        )
        work.publish(CLOCK, SecondmentReminded(secondment=row.id, staffer=row.staffer, to=_iso(row.to_day)))
    return len(rows)


def take_term(work: CommandContext, who: Principal, staffer: str, role: str, days: tuple[date, date]) -> None:
    """Import a term; a term in an imported plan counts as signed by all three.

    Raises:
        TermOverlaps: the hall has another term in these days.
    """
    check_apart(work, staffer, *days, nominated=False)
    mine = secondments.c.staffer == staffer
    open_one = select(secondments.c.id).where(mine, text("state = 'nominated'"))
    term = work.connection.execute(open_one).scalar_one_or_none()
    if term is None:
        row = {"staffer": staffer, "role": role, "state": "nominated", "nominated_by": IMPORT}
        term = work.connection.execute(
            insert(secondments).returning(secondments.c.id), row | {"nominated_at": work.now}
        ).scalar_one()
    there = select(signatures.c.kind).where(signatures.c.secondment == term)
    missing = set(Signature) - set(work.connection.execute(there).scalars())
    rows = [{"secondment": term, "kind": str(kind), "by": IMPORT, "at": work.now} for kind in sorted(missing)]
    if rows:
        work.connection.execute(insert(signatures), rows)
    term_row = need(work, term)
    values = {"state": str(Term.SECONDED), "role": role, "from_day": days[0], "to_day": days[1]}
    _move(work, term_row, Term.NOMINATED, values, ("开始", "begun"))
    tell_imported(work, who, term)


def register_term(
    work: CommandContext, who: Principal, staffer: str, role: Role, days: tuple[date, date]
) -> TermView:
    """Register a term that all three signed for on paper, as an imported plan does.

    Raises:
        UnknownValue: no such staffer. Malformed: it ends before it begins. TermOverlaps.
    """
    if not queries.is_staffer(work.connection, staffer):
        raise UnknownValue(what="staffer", name=staffer, **hints(staffer, ()))
    if days[1] < days[0]:
        raise Malformed(Why("派驻截止日期不能早于起始日期", "a term ends after it begins"))
    take_term(work, who, staffer, str(role), days)
    newest = select(secondments.c.id).where(
        secondments.c.staffer == staffer, secondments.c.from_day == days[0], text("state = 'seconded'")
    )
    return view(work, work.connection.execute(newest).scalar_one())


def tell_imported(work: CommandContext, who: Principal, term: int) -> None:
    """Log a term that an import added or changed."""
    row = need(work, term)
    staffer = queries.staffer(work.connection, row.staffer)
    work.publish(
        who,
        SecondmentImported(
            secondment=term,
            staffer=row.staffer,
            department=staffer.department if staffer else None,
            role=row.role,
            from_=_iso(row.from_day),
            to=_iso(row.to_day),
        ),
    )


def need(work: CommandContext, term: int) -> SecondmentRow:
    """Return a secondment's row.

    Raises:
        NotFound.
    """
    row = read_row(work.connection, select(secondments).where(secondments.c.id == term), SecondmentRow)
    if row is None:
        raise NotFound(what="secondment", name=term)
    return row


def check_own(work: CommandContext, who: Principal, staffer: str) -> str:
    """Return the staffer's department; a department account may act only for its own staffers.

    Raises:
        NotFound, NotAllowed.
    """
    found = queries.staffer(work.connection, staffer)
    if found is None:
        raise NotFound(what="staffer", name=staffer)
    if who.is_outside(found.department):
        raise NotAllowed(permission="people of another department")
    return found.department


def is_nominated(work: CommandContext, staffer: str) -> bool:
    """Whether an open nomination names the staffer."""
    mine = select(secondments.c.id).where(secondments.c.staffer == staffer, text("state = 'nominated'"))
    return work.connection.execute(mine).first() is not None


def term_state(row: SecondmentRow, act: tuple[str, str]) -> TermState:
    """Return the refusal, with the state of the secondment."""
    zh, en = TERM_WORDS[Term(row.state)]
    return TermState(
        {"secondment": row.id, "state": row.state},
        staffer=row.staffer,
        state_zh=zh,
        state_en=en,
        act_zh=act[0],
        act_en=act[1],
    )


def view(work: CommandContext, term: int) -> TermView:
    """Return the secondment as it is after the command."""
    return terms_view(work.connection, work.day, None, term).secondments[0]


def _sign(work: CommandContext, who: Principal, row: SecondmentRow, kind: Signature, by: str) -> None:
    said = {"secondment": row.id, "kind": str(kind), "by": by, "at": work.now}
    mine = (signatures.c.secondment == row.id, signatures.c.kind == str(kind))
    before = read_row(work.connection, select(signatures).where(*mine), SecondmentSignatureRow)
    if before is not None:
        raise SignedAlready({"secondment": row.id, "kind": str(kind)}, by=before.by)
    work.connection.execute(insert(signatures), said)
    work.publish(who, SecondmentSigned(secondment=row.id, staffer=row.staffer, kind=str(kind), by=by))


def _begin(work: CommandContext, who: Principal, row: SecondmentRow) -> None:
    first = max(row.wished_from or work.day, work.day)
    last = row.wished_to if row.wished_to is not None and row.wished_to >= first else last_day(first)
    check_apart(work, row.staffer, first, last, nominated=False)
    values = {"state": str(Term.SECONDED), "from_day": first, "to_day": last}
    _move(work, row, Term.NOMINATED, values, ("开始", "begun"))
    work.publish(
        who,
        SecondmentBegun(
            secondment=row.id,
            staffer=row.staffer,
            role=row.role,
            from_=first.isoformat(),
            to=last.isoformat(),
        ),
    )


def _move(
    work: CommandContext, row: SecondmentRow, was: Term, values: dict[str, object], act: tuple[str, str]
) -> None:
    moved = work.connection.execute(
        update(secondments)
        .where(secondments.c.id == row.id, secondments.c.state == str(was))
        .values(**values)
    )
    if moved.rowcount != 1:
        raise term_state(need(work, row.id), act)


def _check_days(work: CommandContext, wish: Nomination) -> None:
    if wish.first is not None and wish.first < work.day:
        raise Malformed(Why("派驻起始日期不能早于今天", "a term does not begin in the past"))
    if wish.last is not None and wish.last < (wish.first or work.day):
        raise Malformed(Why("派驻截止日期不能早于起始日期", "a term ends after it begins"))


def _find_staffer(work: CommandContext, who: Principal, wish: Nomination) -> str:
    """Return the nominee's department; a new staffer is registered under the nominating department."""
    if queries.is_staffer(work.connection, wish.staffer):
        return check_own(work, who, wish.staffer)
    if wish.name is None or who.department is None:
        raise NotFound(what="staffer", name=wish.staffer)
    if not CODE.fullmatch(wish.staffer):
        form = FORMS[CODE]
        raise Malformed(
            Why(
                f"工号 {quoted(wish.staffer)} 须为{form.zh}",
                f"the code {quoted(wish.staffer)} is of {form.en}",
            )
        )
    new = {"code": wish.staffer, "department": who.department, "name": wish.name}
    work.connection.execute(insert(staffers), new)
    work.publish(who, StafferAdded(staffer=wish.staffer, department=who.department))
    return who.department


def check_apart(
    work: CommandContext, staffer: str, first: date, last: date, *, nominated: bool = True, besides: int = 0
) -> None:
    """Refuse overlapping terms and nominations; `besides` is the term being changed.

    Raises:
        TermOverlaps: with the days of the other.
    """
    days = (secondments.c.from_day <= last) & (secondments.c.to_day >= first) & (secondments.c.id != besides)
    clash = or_(days, text("state = 'nominated'")) if nominated else days
    other = read_row(
        work.connection,
        select(secondments).where(secondments.c.staffer == staffer, clash).limit(1),
        SecondmentRow,
    )
    if other is not None:
        raise _overlap(staffer, other.from_day, other.to_day)


def _overlap(staffer: str, first: date | None, last: date | None) -> TermOverlaps:
    since, until = _iso(first) or "—", _iso(last) or "—"
    state = {"staffer": staffer, "from": _iso(first), "to": _iso(last)}
    return TermOverlaps(state, staffer=staffer, since=since, until=until)


def _leave_window(work: CommandContext, who: Principal, row: SecondmentRow, kind: Ended) -> None:
    """End the term's open session; a visitor at its window waits again, in the old place."""
    mine = select(sessions).where(IS_OPEN, sessions.c.secondment == row.id)
    for session in read_rows(work.connection, mine, SessionRow):
        stop = stop_at(work, session.window)
        if stop is not None:
            line = work.plan.matters[stop.matter].line
            windows.transfer(work, who, session.window, windows.Target(line=line))
        now = need_row(work.connection, select(sessions).where(sessions.c.id == session.id), SessionRow)
        staff.close(work, who, now, ENDS[kind])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
