"""A department's commands on its cases: ready, extend, ask for papers; and the daily checks (承诺件)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update

from hallserver.contract import CaseView
from hallserver.core.casework.cases import (
    MOVES,
    REMIND_WORKDAYS,
    Case,
    Decided,
    Result,
    counted_anew,
    latest_extension,
)
from hallserver.core.errors import (
    CaseState,
    ExtensionRefused,
    Malformed,
    NotAllowed,
    NotFound,
    SupplementedAlready,
    SupplementRefused,
    WindowClosed,
)
from hallserver.core.events import (
    CaseDueSoon,
    CaseExtended,
    CaseOverdue,
    CasePartReady,
    CaseReady,
    CaseRecounted,
    CaseResumed,
    CaseSupplemented,
)
from hallserver.core.events.cases import CaseKeys
from hallserver.core.language.said import CASE_STATES
from hallserver.core.language.why import Why
from hallserver.core.language.words import Words
from hallserver.core.people.terms import Role
from hallserver.core.rights import Principal
from hallserver.core.workdays import Hours
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.queue.transitions import session_at
from hallserver.store import queries
from hallserver.store.joined import NumberedCase
from hallserver.store.prepared import Prepared, read_row
from hallserver.store.rows import CasePartRow, CaseSupplementRow
from hallserver.store.schema import (
    case_extensions,
    case_parts,
    case_recounts,
    case_supplements,
    cases,
    tickets,
)
from hallserver.store.watching import dues
from hallserver.views.casework.cases import Ask, cases_view

ACTS: dict[str, tuple[str, str]] = {
    "ready": ("办结", "marked ready"),
    "extend": ("延期", "extended"),
    "supplement": ("要求补正", "sent back for papers"),
    "resume": ("继续办理", "taken up again"),
    "hand_over": ("出件", "handed over"),
    "withdraw": ("撤回", "taken back"),
    "keep": ("撤回出件", "kept"),
    "undecide": ("撤回办结", "taken up again"),
    "accept": ("再次受理", "accepted again"),
    "decide": ("当场办结", "decided at this window"),
}


def ready(work: CommandContext, who: Principal, number: str, decided: Decided | None = None) -> CaseView:
    """Finish a department's part; with the last part the case is ready for collection.

    Raises:
        CaseState: it is not in progress, or this part is done already. NotAllowed: no department of the case.
        Malformed: a refusal without its reason.
    """
    row = need(work, number)
    department = acting_for(work, who, row)
    if row.state != Case.ACCEPTED:
        raise case_state(row, "ready")
    finish_part(work, who, row, department, decided or Decided())
    return view(work, number)


def finish_part(
    work: CommandContext, who: Principal, row: NumberedCase, department: str, decided: Decided
) -> NumberedCase:
    """Record the part as done, and the case as ready if it was the last; return the case as it is then."""
    if decided.result is Result.REFUSED and not decided.reason:
        raise Malformed(Why("不予许可须说明理由", "a refusal says why"))
    part = {
        "ready_at": work.now,
        "ready_by": who.label,
        "result": str(decided.result),
        "reason": decided.reason,
    }
    mine = (case_parts.c.case == row.number, case_parts.c.department == department)
    open_one = update(case_parts).where(*mine, case_parts.c.ready_at.is_(None)).values(**part)
    if work.connection.execute(open_one).rowcount != 1:
        raise case_state(row, "ready")
    parts = parts_of(work, row.number)
    if len(parts) > 1:
        said = {"part": department, "part_result": str(decided.result)}
        work.publish(who, CasePartReady(**facts(row), **said), _private(decided.reason))
    if any(each.ready_at is None for each in parts):
        return row
    refused = [each for each in parts if each.result == Result.REFUSED]
    reason = "；".join(each.reason or "" for each in refused) or None
    result = str(Result.REFUSED if refused else Result.GRANTED)
    words = reason or (decided.reason if len(parts) == 1 else None)  # else each part logged its own
    row = move(
        work,
        row,
        "ready",
        result=result,
        result_reason=reason,
        ready_at=work.now,
        ready_day=work.day,
        ready_by=who.label,
    )
    work.publish(
        who, CaseReady(**facts(row), by=who.label, in_time=int(work.day <= row.due)), _private(words)
    )
    return row


def reopen_part(work: CommandContext, row: NumberedCase, department: str) -> None:
    """Reopen a part that was decided at a window; the caller then moves the case itself."""
    nothing = dict.fromkeys(("ready_at", "ready_by", "result", "reason"))
    mine = (case_parts.c.case == row.number, case_parts.c.department == department)
    work.connection.execute(update(case_parts).where(*mine).values(**nothing))


def extend(work: CommandContext, who: Principal, number: str, reason: str, until: date) -> CaseView:
    """Extend the due day, with a reason; the first promise is kept beside it.

    Raises:
        CaseState: it is not in progress. ExtensionRefused: the due day is past, or the new one is beyond the
            legal limit.
    """
    row = need(work, number)
    _check_holding(work, who, row)
    if row.state != Case.ACCEPTED:
        raise case_state(row, "extend")
    _check_extension(work, row, until)
    put_off = {
        "case": number,
        "old_due": row.due,
        "new_due": until,
        "reason": reason,
        "by": who.label,
        "at": work.now,
    }
    work.connection.execute(insert(case_extensions), put_off)
    change(work, row, due=until, reminded_at=None)
    work.publish(who, CaseExtended(**facts(need(work, number)), was=row.due.isoformat()), {"reason": reason})
    return view(work, number)


def supplement(work: CommandContext, who: Principal, number: str, missing: tuple[str, ...]) -> CaseView:
    """Ask once for all missing papers; the clock is paused until the visitor brings them.

    Raises:
        SupplementedAlready: asked before. CaseState: it is not in progress. SupplementRefused: its due day is
            past.
    """
    row = need(work, number)
    _check_holding(work, who, row)
    check_not_supplemented(work, row)
    if row.state != Case.ACCEPTED:
        raise case_state(row, "supplement")
    if row.due < work.day:
        due = row.due.isoformat()
        raise SupplementRefused({"case": number, "due": due}, case=number, due=due)
    asked = {
        "case": number,
        "list": list(missing),
        "asked_by": who.label,
        "asked_at": work.now,
        "asked_day": work.day,
    }
    work.connection.execute(insert(case_supplements), asked)
    row = move(work, row, "supplement")
    work.publish(who, CaseSupplemented(**facts(row), papers=len(missing)), {"list": list(missing)})
    return view(work, number)


def resume(work: CommandContext, who: Principal, row: NumberedCase, ticket: int) -> NumberedCase:
    """Resume a case when its papers are brought; its days move by the working days it was paused."""
    asked = supplement_of(work, row.number)
    if asked is None:  # pragma: no cover - the schema forbids it
        raise case_state(row, "resume")
    hours = work.plan.hours
    away = hours.workdays_between(asked.asked_day, work.day)
    brought = {"brought_day": work.day, "brought_with": ticket}
    work.connection.execute(
        update(case_supplements).where(case_supplements.c.case == row.number).values(**brought)
    )
    row = move(
        work,
        row,
        "resume",
        away_days=row.away_days + away,
        reminded_at=None,
        promised=hours.after_workdays(row.promised, away),
        due=hours.after_workdays(row.due, away),
    )
    work.publish(who, CaseResumed(**facts(row), away=away, brought_with=ticket))
    return row


def recount(work: CommandContext, who: Principal, was: Hours) -> int:
    """Recount running promises after the calendar was changed from `was`; return how many moved."""
    known = work.plan.hours
    if known.calendar == was.calendar:
        return 0
    open_ones = select(cases.c.number).where(
        text("case_file.state IN ('accepted', 'supplement')"), cases.c.due >= work.day
    )
    return sum(
        _recount(work, who, number, was)
        for number in work.connection.execute(open_ones.order_by(cases.c.number)).scalars().all()
    )


def _recount(work: CommandContext, who: Principal, number: str, was: Hours) -> bool:
    row = need(work, number)
    promised, due = (_anew(work, row, day, was) for day in (row.promised, row.due))
    due = max(due, promised)
    reserved = int(row.reserved and not work.plan.hours.knows(due))
    moved = (promised, due) != (row.promised, row.due)
    if moved:
        anew = {
            "case": number,
            "at": work.now,
            "old_promised": row.promised,
            "new_promised": promised,
            "old_due": row.due,
            "new_due": due,
            "reserved": row.reserved,
        }
        work.connection.execute(insert(case_recounts), anew)
        change(work, row, promised=promised, due=due, reserved=reserved, reminded_at=None)
    elif reserved != row.reserved:
        change(work, row, reserved=reserved)
    else:
        return False
    told = {"was": row.due.isoformat(), "was_promised": row.promised.isoformat()}
    work.publish(who, CaseRecounted(**facts(need(work, number)), **told))
    return moved


def _anew(work: CommandContext, row: NumberedCase, day: date, was: Hours) -> date:
    """Return a promised day recounted under the present calendar, not before today; past days stay."""
    if day < work.day:
        return day
    anew = counted_anew(row.accepted_day, day, was, work.plan.hours, reserved=bool(row.reserved))
    return max(work.day, anew)


def watch_days(work: CommandContext) -> int:
    """Remind of cases due in two working days; report each case once when its due day is past."""
    soon = dues.cases_due_soon(
        work.connection, work.day, work.plan.hours.after_workdays(work.day, REMIND_WORKDAYS)
    )
    for number in soon:
        row = need(work, number)
        change(work, row, reminded_at=work.now)
        left = work.plan.hours.workdays_between(work.day, row.due)
        work.publish(CLOCK, CaseDueSoon(**facts(row), days_left=left))
    over = dues.cases_going_over(work.connection, work.day)
    for number in over:
        row = need(work, number)
        change(work, row, overdue_at=work.now)
        work.publish(CLOCK, CaseOverdue(**facts(row), ready=_iso(row.ready_day)))
    return len(soon) + len(over)


_CASE = Prepared(
    select(cases, tickets.c.number.label("ticket_number"))
    .join(tickets, tickets.c.id == cases.c.ticket)
    .where(cases.c.number == bindparam("number")),
    NumberedCase,
)
_PARTS = Prepared(
    select(case_parts).where(case_parts.c.case == bindparam("number")).order_by(case_parts.c.department),
    CasePartRow,
)


def need(work: CommandContext, number: str) -> NumberedCase:
    """Return a case's row with its ticket's number.

    Raises:
        NotFound.
    """
    row = _CASE.run(work.connection, {"number": number}).one_or_none()
    if row is None:
        raise NotFound(what="case", name=number)
    return row


def move(work: CommandContext, row: NumberedCase, name: str, **values: Any) -> NumberedCase:
    """Make a move by one guarded write; return the case as it is afterwards.

    Raises:
        CaseState: the move may not start from the case's state.
    """
    was, target = MOVES[name]
    moved = work.connection.execute(
        update(cases)
        .where(cases.c.number == row.number, cases.c.state == str(was))
        .values(state=str(target), **values)
    )
    if moved.rowcount != 1:
        raise case_state(need(work, row.number), name)
    return need(work, row.number)


def change(work: CommandContext, row: NumberedCase, **values: Any) -> None:
    """Change values without a move, if the case is still in the state in which it was read."""
    same = update(cases).where(cases.c.number == row.number, cases.c.state == row.state).values(**values)
    if work.connection.execute(same).rowcount != 1:  # pragma: no cover - one writer
        raise case_state(need(work, row.number), "extend")


def acting_for(work: CommandContext, who: Principal, row: NumberedCase) -> str:
    """Return the department that the caller acts for: its account, or its chief signed on at a window.

    Raises:
        NotAllowed: no department of the case, or not its chief. WindowClosed: nobody is signed on.
    """
    if who.role == "local":
        return str(row.department)
    mine = who.department or chief_department(work, who)
    if mine not in {each.department for each in parts_of(work, row.number)}:
        raise NotAllowed(permission="cases of another department")
    return mine


def chief_department(work: CommandContext, who: Principal) -> str:
    """Return the department of the chief representative signed on at the window.

    Raises:
        WindowClosed, NotAllowed: another staffer is signed on.
    """
    session = session_at(work, who.window or "")
    if session is None:
        raise WindowClosed({"window": who.window, "state": "closed"})
    sitter = queries.session_of(work.connection, session.id)
    if sitter.role != Role.CHIEF:
        raise NotAllowed(permission="chief representative")
    return sitter.department


def parts_of(work: CommandContext, number: str) -> list[CasePartRow]:
    """Return the parts of a case, one per department."""
    return _PARTS.run(work.connection, {"number": number}).all()


def supplement_of(work: CommandContext, number: str) -> CaseSupplementRow | None:
    """Return the request for missing papers; None when there is none."""
    mine = select(case_supplements).where(case_supplements.c.case == number)
    return read_row(work.connection, mine, CaseSupplementRow)


def check_not_supplemented(work: CommandContext, row: NumberedCase) -> None:
    """Refuse to ask for papers a second time.

    Raises:
        SupplementedAlready: with the day of the first request.
    """
    asked = supplement_of(work, row.number)
    if asked is not None:
        state = {"case": row.number, "state": row.state, "asked": asked.asked_day.isoformat()}
        raise SupplementedAlready(state, case=row.number, day=asked.asked_day.isoformat())


def case_state(row: NumberedCase, act: str) -> CaseState:
    """Return the refusal, with the state of the case."""
    state = {"case": row.number, "state": row.state, "due": row.due.isoformat()}
    return CaseState(state, case=row.number, now=CASE_STATES[row.state], act=Words(*ACTS[act]))


def facts(row: NumberedCase) -> CaseKeys:
    """Return the facts of every case event, enough to check the table against the log."""
    return {
        "case": row.number,
        "number": row.ticket_number,
        "ticket": row.ticket,
        "stop": row.stop,
        "matter": row.matter,
        "department": row.department,
        "staffer": row.staffer,
        "secondment": row.secondment,
        "window": row.window,
        "state": row.state,
        "promised": row.promised.isoformat(),
        "due": row.due.isoformat(),
        "result": row.result,
        "accepted_day": row.accepted_day.isoformat(),
        "away_days": row.away_days,
        "ready_day": _iso(row.ready_day),
        "reserved": row.reserved,
    }


def view(work: CommandContext, number: str) -> CaseView:
    """Return the case as it is after the command."""
    return cases_view(work.connection, work.plan, work.day, Ask(number=number)).cases[0]


def _check_holding(work: CommandContext, who: Principal, row: NumberedCase) -> None:
    """Refuse all but the holding department, which alone may extend a case or ask for papers."""
    if acting_for(work, who, row) != row.department:
        raise NotAllowed(permission="the holding department's case")


def _check_extension(work: CommandContext, row: NumberedCase, until: date) -> None:
    matter = work.plan.matters[row.matter]
    latest = latest_extension(
        row.accepted_day,
        matter.legal_days,
        matter.promised_days,
        row.away_days,
        work.plan.hours.after_workdays,
    )
    if row.due < work.day:
        raise _refused(row, latest, ("已超过办结期限", "its day has gone by"))
    if until <= row.due:
        raise _refused(row, latest, ("新期限须晚于原期限", "the new day is not later than the old"))
    if until > latest:
        why = (f"法定最迟为 {latest}", f"by law it may be put off until {latest} at the latest")
        raise _refused(row, latest, why)


def _refused(row: NumberedCase, latest: date, why: tuple[str, str]) -> ExtensionRefused:
    state = {"case": row.number, "due": row.due.isoformat(), "latest": latest.isoformat()}
    return ExtensionRefused(state, case=row.number, why_zh=why[0], why_en=why[1])


def _private(reason: str | None) -> dict[str, str] | None:
    return {"reason": reason} if reason else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
