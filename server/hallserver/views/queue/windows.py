"""A window now: its staffer, the called or served visitor, parked stops, the staffer's own day."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select, text

from hallserver.contract import (
    AskedView,
    CaseInBrief,
    DecisionView,
    OwnFigures,
    SessionView,
    TicketAtWindow,
    UndoView,
    WindowView,
    Words,
    WorkKindView,
    WorkView,
)
from hallserver.core.casework.outcomes import Outcome, usual_outcome
from hallserver.core.events.tickets import DecisionFacts
from hallserver.core.queue.needs import read
from hallserver.core.queue.tickets import State, WindowState
from hallserver.store.catalogue import Plan
from hallserver.store.joined import (
    STOP_COLUMNS,
    SessionWithStaffer,
    StopAtWindow,
)
from hallserver.store.prepared import Prepared, Row
from hallserver.store.queries import SESSION_AT
from hallserver.store.queue.served import AskedDay, ask_own_day, own_day
from hallserver.store.queue.undoable import Left, ask_left, last_of_window, was_called_after
from hallserver.store.queue.waiting import ask_waiting_at
from hallserver.store.rows import DeskWorkRow
from hallserver.store.schema import (
    desk_works,
    session_matters,
    stops,
    tickets,
)
from hallserver.store.types import to_ms
from hallserver.views.casework import cases
from hallserver.views.queue import visits

_STOP_AT = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(text("stop.state IN ('called', 'serving')"), stops.c.window == bindparam("window")),
    StopAtWindow,
)

_PARKED_AT = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(
        text("stop.state = 'parked'"), stops.c.window == bindparam("window"), stops.c.day == bindparam("day")
    ),
    StopAtWindow,
)


_WORK = Prepared(
    select(desk_works).where(desk_works.c.session == bindparam("session"), text("desk_work.to_at IS NULL")),
    DeskWorkRow,
)


class _Power(Row):
    """A matter that a session may serve, and its power."""

    line: str
    matter: str
    power: str


_MATTERS_OF = Prepared(
    select(session_matters.c.line, session_matters.c.matter, session_matters.c.power).where(
        session_matters.c.session == bindparam("session")
    ),
    _Power,
)


RETURNED = "returned"  # the class of a visitor who comes back with a code
JUST_NOW = timedelta(minutes=10)  # how long a window shows a case after opening it


def window_view(connection: Connection, plan: Plan, code: str, now: datetime, seq: int) -> WindowView:
    """A window's state; `seq` is the log's head of this state."""
    window = plan.windows[code]
    day = plan.hours.business_day(now)
    sitting = SESSION_AT.run(connection, {"window": code})
    at_window = _STOP_AT.run(connection, {"window": code})
    aside = _PARKED_AT.run(connection, {"window": code, "day": day})
    before = ask_left(connection, code, day)
    session, stop, parked = sitting.one_or_none(), at_window.one_or_none(), aside.all()
    left = before.first()
    waiting = ask_waiting_at(connection, session) if session else None
    today = ask_own_day(connection, session.staffer, day) if session else None
    powers = _powers(connection, session)
    return WindowView(
        code=code,
        name=window.name,
        zone=window.zone,
        department=window.department,
        state=state_of(session, stop.state if stop else None),
        pause_reason=session.pause_reason if session else None,
        session=_session_view(session, len(powers)) if session else None,
        ticket=_with_more(connection, plan, _at_window(plan, stop, powers), stop) if stop else None,
        waiting=waiting.count(connection) if waiting else 0,
        parked=tuple(_at_window(plan, row, powers) for row in parked),
        today=_own(connection, today),
        seq=seq,
        now=now,
        accepted=_accepted(connection, plan, session, now) if session and not stop else None,
        undo=_undo(connection, plan, code, session, now, stop, left),
        asked=_asked(connection, plan, session, now, left) if session and not stop else None,
        work=_work(connection, plan, session),
        work_kinds=tuple(
            WorkKindView(kind.code, Words(kind.zh, kind.en)) for kind in plan.rules.work.values()
        ),
        most_pieces=plan.rules.most_pieces,
    )


def _asked(
    connection: Connection, plan: Plan, session: SessionWithStaffer, now: datetime, left: Left | None
) -> AskedView | None:
    """What the visitor who left last was told to bring; nobody else's, and none during a pause."""
    if session.paused_at is not None or left is None or left.session != session.id or left.ended_at is None:
        return None
    if left.outcome != Outcome.SUPPLEMENT or left.ended_at < max(session.free_at, now - JUST_NOW):
        return None
    way = visits.way_back(connection, left.id)
    if way is None:
        return None
    elsewhere = session.window not in plan.receipt_printers and plan.printers
    printer = plan.printer_names.get(plan.printers[0]) if elsewhere else None
    return AskedView(left.number, way.code, way.good_until, tuple(way.papers or ()), printer)


def _work(connection: Connection, plan: Plan, session: SessionWithStaffer | None) -> WorkView | None:
    if session is None or session.working_at is None:
        return None
    doing = _WORK.run(connection, {"session": session.id}).one()
    kind = plan.rules.work.get(doing.kind)
    matter = plan.matters.get(doing.matter or "")
    name = Words(kind.zh, kind.en) if kind else Words(doing.kind, doing.kind)
    return WorkView(doing.kind, name, doing.matter, matter.name if matter else None, doing.from_at)


def _accepted(
    connection: Connection, plan: Plan, session: SessionWithStaffer, now: datetime
) -> CaseInBrief | None:
    """The case of the visitor who left last: nobody else's code stands there, and none during a pause."""
    if session.paused_at is not None:
        return None
    return cases.just_opened(connection, plan, session.id, max(session.free_at, now - JUST_NOW))


def _undo(
    connection: Connection,
    plan: Plan,
    window: str,
    session: SessionWithStaffer | None,
    now: datetime,
    stop: StopAtWindow | None,
    left: Left | None,
) -> UndoView | None:
    if session is not None and session.working_at is not None:
        return None
    within = timedelta(seconds=plan.rules.reopen_seconds)
    day = plan.hours.business_day(now)
    found = last_of_window(connection, window, session.id if session else None, left, day, now, within)
    if found is None or not (stop is None or was_called_after(plan.rules, found, stop)):
        return None
    outcome = Outcome(found.outcome) if found.outcome else None
    back = stop.number if stop else None
    return UndoView(found.act, found.at + within, found.ticket, found.number, outcome, back)


def decision_view(seq: int, facts: DecisionFacts) -> DecisionView:
    """A stored decision in its public form."""
    return DecisionView(
        seq,
        facts["rule"],
        facts["chosen"],
        tuple(dict(head) for head in facts["compared"]),
        tuple(facts["capped"]),
    )


def _powers(connection: Connection, session: SessionWithStaffer | None) -> dict[str, str]:
    if session is None:
        return {}
    return {row.matter: row.power for row in _MATTERS_OF.run(connection, {"session": session.id})}


def _own(connection: Connection, asked: AskedDay | None) -> OwnFigures | None:
    if asked is None:
        return None
    told = own_day(connection, asked)
    return OwnFigures(told.count, told.mean_ms, told.p90_ms, told.pieces)


def state_of(session: SessionWithStaffer | None, stop_state: str | None) -> WindowState:
    """The state of a window: the visitor's state if there is one, else open, paused, working or closed."""
    if stop_state:
        return WindowState(stop_state)
    if session is None:
        return WindowState.CLOSED
    if session.working_at is not None:
        return WindowState.WORKING
    return WindowState.PAUSED if session.paused_at is not None else WindowState.OPEN


def _session_view(session: SessionWithStaffer, matters: int) -> SessionView:
    return SessionView(
        id=session.id,
        staffer=session.staffer,
        name=session.name,
        secondment=session.secondment,
        role=session.role,
        covers=session.covers,
        letter=session.letter,
        opened_at=session.opened_at,
        matters=matters,
    )


def _at_window(plan: Plan, stop: StopAtWindow, powers: dict[str, str]) -> TicketAtWindow:
    matter = plan.matters[stop.matter]
    return TicketAtWindow(
        id=stop.ticket,
        number=stop.number,
        line=stop.line,
        matter=stop.matter,
        matter_name=matter.name,
        state=State(stop.state),
        lang=stop.lang,
        priority=stop.tier == 0,
        arrived_at=stop.arrived_at,
        called_at=stop.called_at,
        started_at=stop.started_at,
        wait_ms=stop.wait_ms
        if stop.wait_ms is not None
        else max(to_ms(stop.called_at) - to_ms(stop.wait_from), 0),
        recalls=stop.recalls,
        norm_minutes=matter.norm_minutes,
        may_decide=powers.get(stop.matter) == "decide",
        shown=stop.shown_at is not None,
        spoken=stop.spoken_at is not None,
        comment=stop.comment,
        reason=stop.park_reason,
        due_at=stop.due_at if stop.state == State.PARKED else None,
        needs=tuple(sorted(read(stop.needs))),
    )


def _usual(plan: Plan, ticket: TicketAtWindow, window: str) -> Outcome | None:
    """The outcome for one key; what opens a case wants its receipt: the next visitor's number hides its code."""
    found = usual_outcome(
        on_the_spot=plan.matters[ticket.matter].kind == "on_the_spot",
        may_decide=ticket.may_decide,
        case=ticket.case.state if ticket.case else None,
    )
    return None if found is Outcome.ACCEPTED and window not in plan.receipt_printers else found


def _with_more(
    connection: Connection, plan: Plan, ticket: TicketAtWindow, stop: StopAtWindow
) -> TicketAtWindow:
    """The ticket with the case that it comes for, and what else the visit is for."""
    if stop.case_number is not None:
        ticket = replace(ticket, case=cases.brief(connection, plan, stop.case_number))
    if stop.stop_count > 1:
        ticket = replace(ticket, stops=visits.stop_views(connection, plan, stop.ticket))
    if plan.rules.one_key:
        ticket = replace(ticket, usual=_usual(plan, ticket, stop.window))
    if stop.visitor_class == RETURNED:
        ticket = replace(ticket, papers=visits.papers_brought(connection, stop.ticket))
    return ticket
