"""What is so now: a ticket, a window, the board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, or_, select, text

from hallserver.core import measures
from hallserver.core.events.tickets import DecisionFacts
from hallserver.core.shapes import (
    BoardView,
    CallOnBoard,
    DecisionView,
    OwnFigures,
    SessionView,
    TicketAtWindow,
    WindowOnBoard,
    WindowView,
    Words,
)
from hallserver.store import cases
from hallserver.store.catalogue import Plan
from hallserver.store.joined import (
    SESSION_COLUMNS,
    STOP_COLUMNS,
    PlaceRow,
    SessionWithStaffer,
    Stop,
    StopAtWindow,
)
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.rows import StafferRow
from hallserver.store.schema import (
    answers,
    events,
    hall,
    matters,
    print_jobs,
    printers,
    secondments,
    services,
    session_matters,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.store.served import COUNTED
from hallserver.store.terms import in_force
from hallserver.store.types import to_ms
from hallserver.store.waiting import lines_on_board, waiting_at

CALLS_SHOWN = 40  # in a snapshot; more when more are being called or served
_HEAD_SEQ = PreparedValue(select(hall.c.head_seq))
STOP_OF_TICKET = Prepared(  # the first one: its number is the ticket's
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(stops.c.ticket == bindparam("ticket"))
    .order_by(stops.c.position)
    .limit(1),
    Stop,
)
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

_SESSION = (
    select(*SESSION_COLUMNS)
    .join(staffers, staffers.c.code == sessions.c.staffer)
    .join(secondments, secondments.c.id == sessions.c.secondment)
)
_SESSION_BY_ID = Prepared(_SESSION.where(sessions.c.id == bindparam("session")), SessionWithStaffer)
_SESSION_AT = Prepared(
    _SESSION.where(sessions.c.window == bindparam("window"), text("session.closed_at IS NULL")),
    SessionWithStaffer,
)
_SESSIONS_OPEN = Prepared(_SESSION.where(text("session.closed_at IS NULL")), SessionWithStaffer)


class _Power(Row):
    """A matter that a session may serve, and how far its power goes."""

    line: str
    matter: str
    power: str


_MATTERS_OF = Prepared(
    select(session_matters.c.line, session_matters.c.matter, session_matters.c.power).where(
        session_matters.c.session == bindparam("session")
    ),
    _Power,
)
_JOB_THERE = PreparedValue(
    select(print_jobs.c.id)
    .join(printers, printers.c.code == print_jobs.c.printer)
    .where(
        or_(printers.c.muted_at.is_(None), text("print_job.kind = 'test'")),
        text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
        print_jobs.c.state != "sending",
        print_jobs.c.printer == bindparam("printer"),
        print_jobs.c.expires_at > bindparam("now"),
        or_(print_jobs.c.lease_until.is_(None), print_jobs.c.lease_until < bindparam("now")),
    )
    .limit(1)
)


_ANSWERED = PreparedValue(
    select(answers.c.at).where(
        answers.c.principal == bindparam("principal"), answers.c.key == bindparam("key")
    )
)


class _Cycles(Row):
    """How many services of a matter are known, and their sum in ms."""

    matter: str
    known: int
    total: int


_CYCLES = Prepared(
    select(
        services.c.matter,
        func.count().label("known"),
        func.sum(services.c.walk_ms + services.c.service_ms).label("total"),
    )
    .where(services.c.excluded.is_(None))
    .group_by(services.c.matter),
    _Cycles,
)

_WINDOW_OF = PreparedValue(
    select(sessions.c.window).where(
        sessions.c.staffer == bindparam("staffer"), text("session.closed_at IS NULL")
    )
)


_OWN = PreparedValue(
    select(services.c.service_ms).where(
        COUNTED, services.c.day == bindparam("day"), services.c.staffer == bindparam("staffer")
    )
)
_GONE = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(
        text("stop.called_at IS NOT NULL"), stops.c.day == bindparam("day"), stops.c.window.is_not(None),
        text("stop.state NOT IN ('called', 'serving')"),
    )
    .order_by(stops.c.called_at.desc())
    .limit(CALLS_SHOWN), StopAtWindow)  # fmt: skip

_AT_WINDOWS = Prepared(
    select(*STOP_COLUMNS).join(tickets).where(text("stop.state IN ('called', 'serving')")), StopAtWindow
)

_FIRST = Prepared(
    select(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(1),
    PlaceRow,
)

_STAFFER = Prepared(select(staffers).where(staffers.c.code == bindparam("staffer")), StafferRow)
_FREE = Prepared(
    select(staffers)
    .join(secondments, secondments.c.staffer == staffers.c.code)
    .where(
        in_force(bindparam("day")),
        ~select(sessions.c.id)
        .where(sessions.c.staffer == staffers.c.code, text("session.closed_at IS NULL"))
        .exists(),
    )
    .order_by(staffers.c.code),
    StafferRow,
)


def window_of(connection: Connection, staffer: str) -> str | None:
    """Where a staffer is signed on; None when nowhere."""
    return _WINDOW_OF.first(connection, {"staffer": staffer})


def window_view(connection: Connection, plan: Plan, code: str, now: datetime, seq: int) -> WindowView:
    """A window's state; `seq` is the log's head it belongs to."""
    window = plan.windows[code]
    session = _SESSION_AT.run(connection, {"window": code}).one_or_none()
    stop = _STOP_AT.run(connection, {"window": code}).one_or_none()
    powers = _powers(connection, session)
    day = plan.hours.business_day(now)
    parked = _PARKED_AT.run(connection, {"window": code, "day": day})
    return WindowView(
        code=code,
        name=window.name,
        zone=window.zone,
        department=window.department,
        state=_window_state(session, stop.state if stop else None),
        pause_reason=session.pause_reason if session else None,
        session=_session_view(session, len(powers)) if session else None,
        ticket=_with_case(connection, plan, _at_window(plan, stop, powers), stop) if stop else None,
        waiting=waiting_at(connection, session) if session else 0,
        parked=tuple(_at_window(plan, row, powers) for row in parked),
        today=_own(connection, session, day),
        seq=seq,
        now=now,
        accepted=cases.just_opened(connection, plan, session.id, now) if session and not stop else None,
    )


def board_view(
    connection: Connection, plan: Plan, zone: str, now: datetime, seq: int, build: str
) -> BoardView:
    """Everything a lobby screen shows, closed windows too; `zone` "" is the whole hall."""
    day = plan.hours.business_day(now)
    at_windows = {row.window: row for row in _AT_WINDOWS.run(connection)}
    open_sessions = {row.window: row for row in _SESSIONS_OPEN.run(connection)}
    in_zone = [each for each in plan.windows.values() if not zone or each.zone == zone]
    codes = {each.code for each in in_zone}
    return BoardView(
        epoch=plan.epoch,
        seq=seq,
        now=now,
        build=build,
        business_day=day,
        calls=_calls(connection, day, at_windows, codes),
        lines=lines_on_board(connection, plan),
        windows=tuple(
            _on_board(
                each.code, each.name, each.zone, open_sessions.get(each.code), at_windows.get(each.code)
            )
            for each in in_zone
        ),
    )


def session_of(connection: Connection, session: int) -> SessionWithStaffer:
    """A session with its staffer's department and role."""
    return _SESSION_BY_ID.run(connection, {"session": session}).one()


def session_at_window(connection: Connection, window: str) -> SessionWithStaffer | None:
    """The open session at a window with its staffer's department and role; None when nobody is signed on."""
    return _SESSION_AT.run(connection, {"window": window}).one_or_none()


def staffer(connection: Connection, code: str) -> StafferRow | None:
    """A staffer's row."""
    return _STAFFER.run(connection, {"staffer": code}).one_or_none()


def is_matter(connection: Connection, code: str) -> bool:
    """Whether there is such a matter."""
    return connection.execute(select(matters.c.code).where(matters.c.code == code)).first() is not None


def is_staffer(connection: Connection, code: str) -> bool:
    """Whether there is such a staffer."""
    return staffer(connection, code) is not None


def free_staffers(connection: Connection, department: str | None, day: date) -> list[StafferRow]:
    """Seconded today and not signed on; of one department, or all."""
    rows = _FREE.run(connection, {"day": day})
    return [row for row in rows if department is None or row.department == department]


def first_place(connection: Connection, line: str) -> PlaceRow | None:
    """The smallest place that waits in a line."""
    return _FIRST.run(connection, {"line": line}).one_or_none()


def decision_view(seq: int, facts: DecisionFacts) -> DecisionView:
    """A stored decision, for the outside."""
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


def _own(connection: Connection, session: SessionWithStaffer | None, day: date) -> OwnFigures | None:
    if session is None:
        return None
    found = _OWN.all(connection, {"day": day, "staffer": session.staffer})
    told = measures.spread(found)
    return OwnFigures(told.count, told.mean_ms, told.p90_ms)


def _window_state(session: SessionWithStaffer | None, stop_state: str | None) -> str:
    if stop_state:
        return stop_state
    if session is None:
        return "closed"
    return "paused" if session.paused_at is not None else "open"


def _session_view(session: SessionWithStaffer, matters: int) -> SessionView:
    return SessionView(
        id=session.id,
        staffer=session.staffer,
        name=Words(session.zh, session.en),
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
        state=stop.state,
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
    )


def _with_case(connection: Connection, plan: Plan, ticket: TicketAtWindow, stop: Stop) -> TicketAtWindow:
    if stop.case_number is None:
        return ticket
    return replace(ticket, case=cases.brief(connection, plan, stop.case_number))


def _calls(
    connection: Connection, day: date, at_windows: dict[str, StopAtWindow], codes: set[str]
) -> tuple[CallOnBoard, ...]:
    """Whoever is called, then whoever is served, all of them, the newest call first; what is over only fills the rest."""
    live = sorted(
        (_call(row) for row in at_windows.values() if row.window in codes),
        key=lambda call: (call.state != "called", -call.seq),
    )
    if len(live) >= CALLS_SHOWN:
        return tuple(live)
    gone = [_call(row) for row in _GONE.run(connection, {"day": day}) if row.window in codes]
    return (*live, *gone[: CALLS_SHOWN - len(live)])


def _call(row: StopAtWindow) -> CallOnBoard:
    seq, at = row.call_seq, row.called_at
    if row.recalled_at is not None and row.recall_seq is not None:
        seq, at = row.recall_seq, row.recalled_at
    return CallOnBoard(seq, row.number, row.line, row.matter, row.window, at, row.state)


def _on_board(
    code: str, name: Words, zone: str, session: SessionWithStaffer | None, stop: Stop | None
) -> WindowOnBoard:
    return WindowOnBoard(
        code=code,
        name=name,
        zone=zone,
        state=_window_state(session, stop.state if stop else None),
        ticket=stop.number if stop else None,
        staffer=Words(session.zh, session.en) if session else None,
        letter=session.letter if session else None,
    )


def head_seq(connection: Connection) -> int:
    """The seq of the newest event."""
    return _HEAD_SEQ.one(connection)


def has_job(connection: Connection, printer: str, now: datetime) -> bool:
    """Whether a job may be leased for the printer."""
    return _JOB_THERE.first(connection, {"printer": printer, "now": now}) is not None


def last_seq(connection: Connection, kinds: Iterable[str]) -> int:
    """The seq of the newest event of some kinds; 0 when there is none."""
    newest = select(events.c.seq).where(events.c.kind.in_(list(kinds))).order_by(events.c.seq.desc()).limit(1)
    found: int | None = connection.execute(newest).scalar_one_or_none()
    return found or 0


def mean_cycles(connection: Connection) -> dict[str, tuple[int, int]]:
    """Matter → how many cycles are known and their mean (walk + service + parked), in ms."""
    rows = _CYCLES.run(connection)
    return {row.matter: (row.known, int(row.total) // row.known) for row in rows}


def was_answered(connection: Connection, principal: str, key: bytes) -> bool:
    """Whether an answer is kept under this key."""
    return _ANSWERED.first(connection, {"principal": principal, "key": key}) is not None
