"""Cases at a window: opened by an acceptance, returned for by code, handed over, which stops the clock."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, insert, select, text, update

from hallserver.contract import CaseView, IssuedTicket
from hallserver.core.casework.cases import LONGEST_PROMISE, Case, Decided, Way, number_of
from hallserver.core.casework.outcomes import OUTCOMES, OfCase, Outcome
from hallserver.core.errors import CaseNotReady, CodeUsed, DuplicateTicket, Malformed, NotAllowed
from hallserver.core.events import (
    CaseHandedOver,
    CaseKept,
    CaseOpened,
    CaseSentOut,
    CaseUndecided,
    CaseWithdrawn,
)
from hallserver.core.language.why import Why
from hallserver.core.rights import Principal
from hallserver.services.casework import cases
from hallserver.services.context import CommandContext
from hallserver.services.queue import codes
from hallserver.services.queue.numbers import Entry, Wish, issue
from hallserver.services.queue.record import End
from hallserver.store import queries
from hallserver.store.joined import LiveNumber, NumberedCase, Stop, StopAtWindow
from hallserver.store.prepared import Prepared, PreparedValue
from hallserver.store.schema import IS_LIVE, case_counters, case_parts, session_matters, stops, tickets
from hallserver.store.schema import cases as table
from hallserver.views.casework.cases import in_time, in_time_first

NOT_HANDED = dict.fromkeys(
    f"handed_{name}" for name in ("at", "day", "stop", "window", "staffer", "secondment", "way", "reference")
)
NOT_READY = dict.fromkeys(("ready_at", "ready_day", "ready_by", "result", "result_reason"))
COLLECTION = "collection"
_ACT_OF = {OfCase.DECIDES: "decide", OfCase.SUPPLEMENTS: "supplement", OfCase.OPENS: "accept"}

_BY_CODE = PreparedValue(select(table.c.number).where(table.c.code == bindparam("code")))
_BY_NUMBER = PreparedValue(select(table.c.number).where(table.c.number == bindparam("number")))
_LIVE = Prepared(
    select(stops.c.ticket, stops.c.state, tickets.c.number)
    .join(tickets)
    .where(
        IS_LIVE,
        text("case_number IS NOT NULL"),
        stops.c.case_number == bindparam("case"),
    ),
    LiveNumber,
)
_OF_STOP = PreparedValue(
    select(table.c.number).where(table.c.stop == bindparam("stop"), text("state <> 'withdrawn'"))
)
_SERVED = PreparedValue(
    select(session_matters.c.line).where(session_matters.c.session == bindparam("session"))
)
_COUNT_ON = PreparedValue(
    update(case_counters)
    .where(case_counters.c.year == bindparam("of_year"))
    .values(last=case_counters.c.last + 1)
    .returning(case_counters.c.last)
)


def check_end(work: CommandContext, stop: StopAtWindow, end: End) -> End:
    """Refuse an end that the visitor's case does not allow; return the end with the case's existing due day.

    Raises:
        CaseState: the case's state does not allow this end. SupplementedAlready: papers were asked for once.
        NotFound: no such case. NotAllowed: the case is of another department, and is decided here or
            handed over without its code.
    """
    if end.promised_until is not None and not (work.day <= end.promised_until <= work.day + LONGEST_PROMISE):
        raise Malformed(
            Why("承诺日期须为今天或以后，且不能过远", "a promise is for today or later, and not for ever")
        )
    row, does = _came_for(work, stop, end), OUTCOMES[end.outcome].case
    if row is None or does is OfCase.NOTHING:
        return end
    if does is OfCase.SUPPLEMENTS:
        cases.check_not_supplemented(work, row)
    if does is OfCase.HANDS_OVER:
        if stop.case_number is None:
            _check_hands_over(work, stop, row)
        if row.state != Case.READY:
            raise cases.case_state(row, "hand_over")
        return end
    if row.state != Case.ACCEPTED:
        raise cases.case_state(row, _ACT_OF[does])
    if does is OfCase.DECIDES:
        _check_decides(work, stop, row)
        return end
    if end.promised_until not in {None, row.due}:
        raise Malformed(
            Why(
                f"办件 {row.number} 已承诺于 {row.due} 前办结",
                f"the case {row.number} is promised by {row.due} already",
            )
        )
    return replace(end, promised_until=row.due)


def conclude(work: CommandContext, who: Principal, stop: StopAtWindow, end: End) -> NumberedCase | None:
    """Apply an end to the case: open, resume, decide or hand it over; return the case of an acceptance.

    Args:
        work: the writer's context.
        who: the window.
        stop: the stop as it was while served.
        end: how it ended; already passed by `check_end`.
    """
    row, outcome = _came_for(work, stop, end), OUTCOMES[end.outcome]
    opens = outcome.case is OfCase.OPENS
    if row is None:
        return _open(work, who, stop, end) if opens else None
    if outcome.result is not None:
        decided = Decided(outcome.result, end.reason)
        row = cases.finish_part(work, who, row, row.department, decided)
    if outcome.case in {OfCase.DECIDES, OfCase.HANDS_OVER}:
        _hand_over(work, who, row, stop)
    return row if opens else None


def find(work: CommandContext, who: Principal, code: str) -> NumberedCase | None:
    """Return the case of a visitor's code; at the guide desk, which checks papers, also by case number."""
    found = _BY_CODE.first(work.connection, {"code": code})
    if found is None and who.role in {"guide", "local"}:
        found = _BY_NUMBER.first(work.connection, {"number": code})
    return None if found is None else cases.need(work, found)


def come_for(work: CommandContext, who: Principal, row: NumberedCase, wish: Wish) -> IssuedTicket:
    """Issue the number for a case's code: to bring the missing papers, or to collect the result.

    Raises:
        CaseNotReady: it is in progress. CodeUsed: it is over. DuplicateTicket: it has a live number.
    """
    state = {"case": row.number, "state": row.state, "due": row.due.isoformat()}
    if row.state in {Case.HANDED_OVER, Case.WITHDRAWN}:
        raise CodeUsed(state)
    brings = cases.supplement_of(work, row.number) is not None
    if row.state == Case.ACCEPTED and not brings:
        raise CaseNotReady(state, case=row.number, due=row.due.isoformat())
    check_alone(work, row.number)
    matter = work.plan.collection_for(row.department) if row.state == Case.READY else None
    entry = Entry(work.plan.rules.classes["returned"], work.now, promised=True, case=row.number)
    wanted = Wish(
        work.plan.stand_in(matter.code if matter else row.matter, work.now),
        printer=wish.printer,
        lang=wish.lang,
        identity=wish.identity,
        letters=wish.letters,
    )
    ticket = issue(work, who, wanted, entry)
    if row.state == Case.SUPPLEMENT:
        cases.resume(work, who, row, ticket.id)
    return ticket


def check_alone(work: CommandContext, case: str) -> None:
    """Refuse a second live number for one case.

    Raises:
        DuplicateTicket: with the existing number.
    """
    live = _LIVE.run(work.connection, {"case": case}).first()
    if live is not None:
        there = {"ticket": live.ticket, "number": live.number, "state": live.state, "reprint": True}
        raise DuplicateTicket(there, number=live.number)


def take_back(work: CommandContext, who: Principal, stop: Stop) -> bool:
    """Undo the effect of a reopened end on its case; False when the case has gone on since."""
    opened = _OF_STOP.first(work.connection, {"stop": stop.id})
    if opened is not None:
        row = cases.need(work, opened)
        if row.state != Case.ACCEPTED or any(each.ready_at for each in cases.parts_of(work, opened)):
            return False
        row = cases.move(work, row, "withdraw")
        work.publish(who, CaseWithdrawn(**cases.facts(row)))
    handed = select(table.c.number).where(table.c.handed_stop == stop.id)
    for number in work.connection.execute(handed).scalars().all():
        row = cases.need(work, number)
        if (
            stop.outcome is not None and OUTCOMES[Outcome(stop.outcome)].case is OfCase.DECIDES
        ):  # the same act made the case ready: undo that too
            cases.reopen_part(work, row, row.department)
            row = cases.move(work, row, "undecide", **NOT_HANDED, **NOT_READY)
            work.publish(who, CaseUndecided(**cases.facts(row), part=row.department))
        else:
            row = cases.move(work, row, "keep", **NOT_HANDED)
            work.publish(who, CaseKept(**cases.facts(row)))
    return True


def _came_for(work: CommandContext, stop: StopAtWindow, end: End) -> NumberedCase | None:
    """Return the case that the visitor came for, or that the window names to hand it over."""
    if end.case is not None and OUTCOMES[end.outcome].case is not OfCase.HANDS_OVER:
        raise Malformed(Why("只有出件时才指明办件编号", "a case is named where it is handed over"))
    if stop.case_number and end.case and stop.case_number != end.case:
        raise Malformed(
            Why(
                f"此号是为办件 {stop.case_number} 取的",
                f"this number was taken for the case {stop.case_number}",
            )
        )
    number = stop.case_number or end.case
    return None if number is None else cases.need(work, number)


def _check_hands_over(work: CommandContext, stop: StopAtWindow, row: NumberedCase) -> None:
    """Refuse a handover unless the window is of the case's department or serves collections.

    The case is found by its number here, and numbers are easy to guess.
    """
    session = queries.session_of(work.connection, stop.session)
    if session.department == row.department:
        return
    lines = set(_SERVED.all(work.connection, {"session": stop.session}))
    if not any(work.plan.lines[code].kind == COLLECTION for code in lines if code in work.plan.lines):
        raise NotAllowed(permission="cases of another department")


def _check_decides(work: CommandContext, stop: StopAtWindow, row: NumberedCase) -> None:
    """Refuse a decision unless the window is of the holding department and no other part is open."""
    session = queries.session_of(work.connection, stop.session)
    if session.department != row.department:
        raise NotAllowed(permission="cases of another department")
    others = [each for each in cases.parts_of(work, row.number) if each.department != row.department]
    if any(each.ready_at is None for each in others):
        raise cases.case_state(row, "decide")


def _open(work: CommandContext, who: Principal, stop: StopAtWindow, end: End) -> NumberedCase:
    matter = work.plan.matters[stop.matter]
    session = queries.session_of(work.connection, stop.session)
    year = work.day.year
    counter = _count(work, year)
    number = number_of(year, counter)
    promised = end.promised_until or work.plan.hours.after_workdays(work.day, matter.promised_days)
    row = {
        "number": number,
        "year": year,
        "counter": counter,
        "code": codes.new_code(work),
        "stop": stop.id,
        "ticket": stop.ticket,
        "matter": matter.code,
        "department": matter.department,
        "window": stop.window,
        "staffer": session.staffer,
        "secondment": session.secondment,
        "session": session.id,
        "state": str(Case.ACCEPTED),
        "accepted_at": work.now,
        "accepted_day": work.day,
        "promised": promised,
        "due": promised,
        "reserved": int(not work.plan.hours.knows(promised)),
    }
    work.connection.execute(insert(table), row)
    departments = sorted({matter.department, *matter.joint})
    work.connection.execute(
        insert(case_parts), [{"case": number, "department": code} for code in departments]
    )
    opened = cases.need(work, number)
    work.publish(who, CaseOpened(**cases.facts(opened), parts=departments), {"code": opened.code})
    return opened


def _count(work: CommandContext, year: int) -> int:
    last = _COUNT_ON.first(work.connection, {"of_year": year})
    if last is None:
        work.connection.execute(insert(case_counters), {"year": year, "last": 1})
        return 1
    return last


def send_out(work: CommandContext, who: Principal, number: str, way: Way, reference: str) -> CaseView:
    """Send a result to a visitor who does not come for it: by post, into a locker, or as an e-licence.

    Args:
        work: the writer's context.
        who: of the case's department.
        number: of the case.
        way: how it goes.
        reference: the parcel's, the locker's or the licence's number.

    Raises:
        NotFound: no such case. NotAllowed: another department's. CaseState: it is not ready.
        DuplicateTicket: its visitor has a number, and is here to collect it.
    """
    row = cases.need(work, number)
    cases.acting_for(work, who, row)
    if row.state != Case.READY:
        raise cases.case_state(row, "hand_over")
    check_alone(work, number)
    row = cases.move(
        work,
        row,
        "hand_over",
        handed_at=work.now,
        handed_day=work.day,
        handed_way=str(way),
        handed_reference=reference,
    )
    told = CaseSentOut(
        **cases.facts(row),
        way=str(way),
        in_time=int(bool(in_time(row))),
        in_time_first=int(bool(in_time_first(row))),
        days=work.plan.hours.workdays_between(row.accepted_day, work.day) - row.away_days,
    )
    work.publish(who, told, {"reference": reference})
    return cases.view(work, number)


def _hand_over(work: CommandContext, who: Principal, row: NumberedCase, stop: StopAtWindow) -> None:
    """Record that the visitor has received the result."""
    session = queries.session_of(work.connection, stop.session)
    row = cases.move(
        work,
        row,
        "hand_over",
        handed_at=work.now,
        handed_day=work.day,
        handed_stop=stop.id,
        handed_window=stop.window,
        handed_staffer=session.staffer,
        handed_secondment=session.secondment,
    )
    taken = work.plan.hours.workdays_between(row.accepted_day, work.day) - row.away_days
    told = CaseHandedOver(
        **cases.facts(row),
        handed_window=stop.window,
        handed_staffer=session.staffer,
        handed_secondment=session.secondment,
        handed_number=stop.number,
        in_time=int(bool(in_time(row))),
        in_time_first=int(bool(in_time_first(row))),
        days=taken,
    )
    work.publish(who, told)
