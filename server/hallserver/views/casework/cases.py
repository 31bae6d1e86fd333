"""Read cases: the list of a department, a single case, and a brief form for visitor and window."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select, text, true

from hallserver.contract import (
    CaseCounts,
    CaseExtensionView,
    CaseInBrief,
    CasePartView,
    CaseSupplementView,
    CasesView,
    CaseView,
    Words,
)
from hallserver.core.casework.cases import REMIND_WORKDAYS, RUNNING, Case, Way, latest_extension
from hallserver.core.language.said import CASE_STATES
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared, PreparedValue, read_rows
from hallserver.store.rows import CaseExtensionRow, CaseFileRow, CasePartRow, CaseSupplementRow
from hallserver.store.schema import (
    case_extensions,
    case_parts,
    case_recounts,
    case_supplements,
    cases,
    staffers,
    stops,
    tickets,
)

PAGE = 50  # cases that are listed at once
IN_HAND = "state IN ('accepted', 'supplement', 'ready')"

_FIRST_TOLD = (
    select(case_recounts.c.old_promised)
    .where(case_recounts.c.case == cases.c.number)
    .order_by(case_recounts.c.at)
    .limit(1)
    .scalar_subquery()
    .label("first_told")
)
_BRIEF = select(cases, _FIRST_TOLD, case_supplements.c.list, case_supplements.c.brought_day).outerjoin(
    case_supplements, case_supplements.c.case == cases.c.number
)


class _Brief(CaseFileRow):
    """A case with its first promise and the list of its supplement."""

    first_told: date | None
    list: list[str] | None
    brought_day: date | None


_BY_NUMBER = Prepared(_BRIEF.where(cases.c.number == bindparam("number")), _Brief)
_OF_TICKET = Prepared(
    _BRIEF.where(cases.c.ticket == bindparam("ticket"), cases.c.state != "withdrawn").order_by(
        cases.c.number
    ),
    _Brief,
)
_FOR_TICKET = Prepared(
    _BRIEF.join(stops, stops.c.case_number == cases.c.number).where(stops.c.ticket == bindparam("ticket")),
    _Brief,
)
_NEWEST = Prepared(
    _BRIEF.where(
        cases.c.session == bindparam("session"),
        cases.c.accepted_at >= bindparam("since"),
        cases.c.state != "withdrawn",
    )
    .order_by(cases.c.accepted_at.desc())
    .limit(1),
    _Brief,
)
_WHY_LATER = PreparedValue(
    select(case_extensions.c.reason)
    .where(case_extensions.c.case == bindparam("case"))
    .order_by(case_extensions.c.old_due.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Which cases: of a department, in a state (None: all open ones), only overdue ones, one number.

    `find`: a part of the case's number, or the number on the visitor's paper. `offset`, `limit`: the page.
    """

    department: str | None = None
    state: str | None = None
    overdue: bool = False
    number: str | None = None
    find: str | None = None
    offset: int = 0
    limit: int = PAGE


def brief(connection: Connection, plan: Plan, number: str) -> CaseInBrief | None:
    """A case in brief, for visitor and window."""
    row = _BY_NUMBER.run(connection, {"number": number}).one_or_none()
    return None if row is None else _brief(connection, plan, row)


def briefs_of_ticket(connection: Connection, plan: Plan, ticket: int) -> tuple[CaseInBrief, ...]:
    """The cases that a ticket opened or came for."""
    asked = {"ticket": ticket}
    rows = [*_OF_TICKET.run(connection, asked), *_FOR_TICKET.run(connection, asked)]
    return tuple(_brief(connection, plan, row) for row in rows)


def just_opened(connection: Connection, plan: Plan, session: int, since: datetime) -> CaseInBrief | None:
    """The newest case that a session has opened since."""
    row = _NEWEST.run(connection, {"session": session, "since": since}).one_or_none()
    return None if row is None else _brief(connection, plan, row)


class _Case(CaseFileRow):
    """A case with its first promise, its ticket's number, and the staffer who accepted it."""

    first_told: date | None
    ticket_number: str
    staffer_name: Words


def cases_view(connection: Connection, plan: Plan, today: date, ask: Ask) -> CasesView:
    """A page of cases with their parts, extensions and supplements."""
    asked_for = _asked(ask, today)
    query = asked_for.limit(ask.limit).offset(ask.offset)
    rows = read_rows(connection, query, _Case)
    mine = [row.number for row in rows]
    counted = asked_for.with_only_columns(cases.c.number).order_by(None).subquery()
    parts: dict[str, list[CasePartRow]] = defaultdict(list)
    for part in read_rows(connection, select(case_parts).where(case_parts.c.case.in_(mine)), CasePartRow):
        parts[part.case].append(part)
    put_off: dict[str, list[CaseExtensionRow]] = defaultdict(list)
    later = select(case_extensions).where(case_extensions.c.case.in_(mine))
    for each in read_rows(connection, later, CaseExtensionRow):
        put_off[each.case].append(each)
    supplements = select(case_supplements).where(case_supplements.c.case.in_(mine))
    asked = {row.case: row for row in read_rows(connection, supplements, CaseSupplementRow)}
    return CasesView(
        today,
        tuple(
            _view(plan, today, row, parts[row.number], put_off[row.number], asked.get(row.number))
            for row in rows
        ),
        connection.execute(select(func.count()).select_from(counted)).scalar_one(),
        _counts(connection, plan, today, ask),
    )


def _counts(connection: Connection, plan: Plan, today: date, ask: Ask) -> CaseCounts:
    """Of all cases in hand, of the asked department."""
    soon = plan.hours.after_workdays(today, REMIND_WORKDAYS)
    running = cases.c.state == Case.ACCEPTED

    def counted(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(*conditions)

    query = select(
        func.count(),
        counted(running, cases.c.due < today),
        counted(running, cases.c.due.between(today, soon)),
        counted(cases.c.state == Case.SUPPLEMENT),
        counted(cases.c.state == Case.READY),
    ).where(text(f"case_file.{IN_HAND}"), _is_of(ask))
    return CaseCounts(*connection.execute(query).one())


def _is_of(ask: Ask) -> ColumnElement[bool]:
    """Whether the asked department holds the case or has a part in it; all are meant without one."""
    if ask.department is None:
        return true()
    mine = select(case_parts.c.case).where(
        case_parts.c.case == cases.c.number, case_parts.c.department == ask.department
    )
    return or_(cases.c.department == ask.department, mine.exists())


def is_overdue(row: CaseFileRow, today: date) -> bool:
    """Whether the due day has passed without a result; a case that waits for the visitor is not late."""
    return bool(row.state in RUNNING and row.due < today)


def in_time(row: CaseFileRow) -> bool | None:
    """Whether the result was there by the due day; None while there is none."""
    return None if row.ready_day is None else bool(row.ready_day <= row.due)


def in_time_first(row: CaseFileRow) -> bool | None:
    """The same, for the first promise."""
    return None if row.ready_day is None else bool(row.ready_day <= row.promised)


def is_due_soon(plan: Plan, row: CaseFileRow, today: date) -> bool:
    """Whether the case is within the days of its reminder."""
    return bool(
        row.state in RUNNING and today <= row.due <= plan.hours.after_workdays(today, REMIND_WORKDAYS)
    )


def _asked(ask: Ask, today: date) -> Select[Any]:
    query = (
        select(
            cases,
            _FIRST_TOLD,
            tickets.c.number.label("ticket_number"),
            staffers.c.name.label("staffer_name"),
        )
        .join(tickets, tickets.c.id == cases.c.ticket)
        .join(staffers, staffers.c.code == cases.c.staffer)
    )
    query = query.where(_is_of(ask))
    if ask.find:
        query = query.where(
            or_(cases.c.number.contains(ask.find, autoescape=True), tickets.c.number == ask.find)
        )
    if ask.number is not None:
        return query.where(cases.c.number == ask.number)
    if ask.overdue:
        query = query.where(cases.c.state.in_(RUNNING), cases.c.due < today)
    if ask.state in {Case.HANDED_OVER, Case.WITHDRAWN}:
        over = query.where(cases.c.state == ask.state)
        return over.order_by(cases.c.handed_day.desc(), cases.c.number.desc())
    in_hand = query.where(text(f"case_file.{IN_HAND}")).order_by(cases.c.due, cases.c.number)
    return in_hand if ask.state is None else in_hand.where(cases.c.state == ask.state)


def _view(
    plan: Plan,
    today: date,
    row: _Case,
    parts: list[CasePartRow],
    put_off: list[CaseExtensionRow],
    asked: CaseSupplementRow | None,
) -> CaseView:
    matter = plan.matters[row.matter]
    hours = plan.hours
    left = None
    if row.state in RUNNING:
        late = row.due < today
        left = -hours.workdays_between(row.due, today) if late else hours.workdays_between(today, row.due)
    return CaseView(
        number=row.number,
        state=Case(row.state),
        state_words=_state(row),
        matter=row.matter,
        matter_name=matter.name,
        department=row.department,
        department_name=plan.departments[row.department].name,
        ticket=row.ticket_number,
        window=row.window,
        staffer=row.staffer,
        staffer_name=row.staffer_name,
        secondment=row.secondment,
        accepted_day=row.accepted_day,
        promised=row.promised,
        due=row.due,
        latest=latest_extension(
            row.accepted_day, matter.legal_days, matter.promised_days, row.away_days, hours.after_workdays
        ),
        away_days=row.away_days,
        days_left=left,
        due_soon=is_due_soon(plan, row, today),
        overdue=is_overdue(row, today),
        result=row.result,
        result_reason=row.result_reason,
        ready_day=row.ready_day,
        ready_by=row.ready_by,
        handed_day=row.handed_day,
        handed_window=row.handed_window,
        handed_staffer=row.handed_staffer,
        handed_way=Way(row.handed_way) if row.handed_way else None,
        handed_reference=row.handed_reference,
        in_time=in_time(row),
        in_time_first=in_time_first(row),
        parts=tuple(_part(plan, each) for each in parts),
        extensions=tuple(
            CaseExtensionView(each.old_due, each.new_due, each.reason, each.by, each.at)
            for each in sorted(put_off, key=lambda one: one.old_due)
        ),
        supplement=CaseSupplementView(tuple(asked.list), asked.asked_by, asked.asked_day, asked.brought_day)
        if asked
        else None,
        reserved=bool(row.reserved),
        first_told=row.first_told,
    )


def _part(plan: Plan, row: CasePartRow) -> CasePartView:
    return CasePartView(
        row.department, plan.departments[row.department].name, row.ready_at, row.ready_by, row.result
    )


def _brief(connection: Connection, plan: Plan, row: _Brief) -> CaseInBrief:
    later = None
    if row.due > row.promised:
        later = _WHY_LATER.first(connection, {"case": row.number})
    waits = row.state == Case.SUPPLEMENT
    return CaseInBrief(
        number=row.number,
        state=Case(row.state),
        state_words=_state(row),
        matter=row.matter,
        matter_name=plan.matters[row.matter].name,
        code=row.code,
        accepted_day=row.accepted_day,
        promised=row.promised,
        due=row.due,
        why_later=later,
        list=tuple(row.list or ()) if waits else (),
        result=row.result,
        result_reason=row.result_reason,
        handed_day=row.handed_day,
        reserved=bool(row.reserved),
        first_told=row.first_told,
    )


def _state(row: CaseFileRow) -> Words:
    return CASE_STATES[row.state]
