"""The commands of a window: call next, recall, start, finish, miss, park, bring back, transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import bindparam, insert, or_, select, text, update

from hallserver.contract import NextAnswer, WindowView
from hallserver.core.casework.outcomes import FORWARD_REASONS, OUTCOMES, Asks, OfCase
from hallserver.core.errors import (
    BeyondLetter,
    FeeReasonNeeded,
    Malformed,
    NobodyWaiting,
    NotAllowed,
    NotShownYet,
    ReasonNeeded,
    StafferAbsent,
    TooManyPieces,
    UnknownValue,
    WindowBusy,
    WindowClosed,
    WindowPaused,
)
from hallserver.core.events import (
    CallShown,
    CallSpoken,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketStarted,
    TicketTransferred,
)
from hallserver.core.language import said
from hallserver.core.language.why import Why, hints
from hallserver.core.queue import order
from hallserver.core.queue.tickets import AT_WINDOW, State
from hallserver.core.rights import Principal
from hallserver.services.casework import case_handling
from hallserver.services.context import CommandContext
from hallserver.services.printing import slips
from hallserver.services.queue import check_ins, come_backs, record
from hallserver.services.queue.record import End, power
from hallserver.services.queue.stops import hold_others, release_others
from hallserver.services.queue.transitions import (
    facts_of,
    home_lane,
    leave_window,
    move,
    need_session_and_stop,
    need_stop_at,
    place_facts,
    refuse_while_working,
    session_at,
    stop_by_id,
    stop_of,
    stops_of,
    whose,
    wrong_state,
)
from hallserver.services.supervision import oversight
from hallserver.store import queries
from hallserver.store.joined import NumberedCase, ServedStop, Stop, StopAtWindow, is_served
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, Row
from hallserver.store.queue import heads, waiting
from hallserver.store.rows import SessionRow
from hallserver.store.schema import decisions, lines, session_matters, stops, tickets
from hallserver.store.types import to_ms
from hallserver.views.queue.windows import decision_view, window_view

_UNHEARD: dict[str, Any] = {"shown_at": None, "spoken_at": None, "recalls": 0, "recalled_at": None}
"""The values of a stop before its call was shown or spoken."""


class _MatterOfSession(Row):
    """A matter that a session may serve, and its line."""

    line: str
    matter: str


_MATTERS = Prepared(
    select(session_matters.c.line, session_matters.c.matter)
    .where(session_matters.c.session == bindparam("session"))
    .order_by(session_matters.c.matter),
    _MatterOfSession,
)
_DECIDED = PreparedChange(insert(decisions))
_RUN = PreparedChange(
    update(lines).where(lines.c.code == bindparam("of_line")).values(tier0_run=bindparam("run"))
)
_LINE_WAITS = PreparedValue(
    select(
        select(stops.c.id)
        .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"), stops.c.tier > 0)
        .exists()
    )
)
POSITIONS = ("keep", "first", "last")


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a transfer: exactly one of line, window, staffer."""

    line: str | None = None
    window: str | None = None
    staffer: str | None = None
    position: str = "keep"
    comment: str | None = None
    come_back: bool = False  # the visitor returns to the sender once the target has finished


def call_next(work: CommandContext, who: Principal, window: str) -> NextAnswer:
    """Call the next visitor for this window.

    Raises:
        NobodyWaiting: nothing was changed. WindowBusy, WindowClosed, WindowPaused: 409.
    """
    session = _free_session(work, window)
    served = _MATTERS.run(work.connection, {"session": session.id})
    runs = heads.ask_runs(work.connection)
    matters = [(row.line, row.matter) for row in served]
    rules = work.plan.rules
    found = heads.heads(
        work.connection,
        matters,
        session.lines,
        window,
        session.staffer,
        session.abilities,
        whole_private=rules.order_rule.whole_private,
    )
    caps = {row.code: order.Cap(row.tier0_run, rules.of_line(row.code).cap) for row in runs}
    decision = rules.order_rule.next_up(found, caps)
    if decision is None:
        raise NobodyWaiting(window=window)
    return _call(work, who, window, session, decision)


def call_selected(
    work: CommandContext, who: Principal, window: str, ticket: int | str, reason: str
) -> NextAnswer:
    """Call one ticket out of turn (选呼); needs a reason and is listed for supervision."""
    session = _free_session(work, window)
    stop = stop_of(work, ticket, "call")
    if stop.state != State.WAITING:
        raise wrong_state(stop, "call")
    if power(work, session.id, stop.matter) is None:
        raise NotAllowed(Why(f"办理事项 {stop.matter}", f"serve {stop.matter}"))
    return _call(work, who, window, session, _selected(stop, reason), reason)


def call_straight(work: CommandContext, who: Principal, window: str, ticket: int, reason: str) -> NextAnswer:
    """Call a number that was issued a moment ago to the window to which its visitor is being walked."""
    session = _free_session(work, window)
    stop = stop_of(work, ticket, "call")
    if power(work, session.id, stop.matter) is None:
        raise NotAllowed(Why(f"办理事项 {stop.matter}", f"serve {stop.matter}"))
    passed = waiting.waiting_at(work.connection, session) - 1  # without the visitor who is called
    return _call(work, who, window, session, _selected(stop, reason), reason, passed=max(passed, 0))


def _selected(stop: Stop, reason: str) -> order.Decision:
    head = order.Head(
        stop.id,
        stop.ticket,
        stop.number,
        stop.line,
        stop.matter,
        order.Place(stop.tier, stop.effective_at, stop.seq),
    )
    return order.Decision(head, f"{order.SELECTED}: {reason}", (head,), ())


def recall(work: CommandContext, who: Principal, window: str) -> WindowView:
    """Show and speak the call again."""
    stop = need_stop_at(work, window)
    stop = move(
        work, stop, "recall", recalls=stop.recalls + 1, recalled_at=work.now, recall_seq=work.log.head_seq + 1
    )
    work.publish(who, TicketRecalled(**facts_of(stop), recalls=stop.recalls))
    return _view(work, window)


def start(work: CommandContext, who: Principal, window: str, *, auto: bool = False) -> WindowView:
    """Start the service because the visitor is here; `auto` when the hall starts it by itself."""
    stop = need_stop_at(work, window)
    values: dict[str, Any] = {"started_at": work.now, "session": stop.session, "auto": int(auto)}
    if stop.parked_at is not None:  # back from a break: wait and walk times stay unchanged
        broke_ms = to_ms(work.now) - to_ms(stop.parked_at)
        values |= {"parked_ms": stop.parked_ms + broke_ms, "parked_at": None, "started_at": stop.started_at}
    else:
        waited_ms = max(to_ms(stop.called_at) - to_ms(stop.wait_from), 0)
        values |= {
            "wait_ms": waited_ms if stop.wait_ms is None else stop.wait_ms,
            "walk_ms": to_ms(work.now) - to_ms(stop.called_at),
        }
    stop = move(work, stop, "start", **values)
    work.publish(
        who,
        TicketStarted(
            **facts_of(stop), session=stop.session, wait_ms=stop.wait_ms, walk_ms=stop.walk_ms, auto=stop.auto
        ),
    )
    return _view(work, window)


def finish(work: CommandContext, who: Principal, window: str, end: End) -> WindowView:
    """End the service with its outcome and write its row of the record.

    Raises:
        BeyondLetter: `done` where the letter only lets the window accept.
        ReasonNeeded: only `accepted`, without a reason, where the letter lets the window decide.
        Malformed: another reason is missing.
        CaseState, SupplementedAlready: the visitor's case does not allow it.
    """
    stop = need_stop_at(work, window)
    if stop.state != State.SERVING or not is_served(stop):
        raise wrong_state(stop, "finish")
    _check_end(work, stop, end)
    end = case_handling.check_end(work, stop, end)
    asked_back = come_backs.pop(work, stop)
    if asked_back is not None:
        return _send_back(work, who, stop, end, asked_back)
    before = stop
    stop = move(work, stop, "finish", ended_at=work.now, outcome=str(end.outcome), parts=stop.parts + 1)
    service = record.write(work, before, end)
    work.publish(
        who,
        TicketFinished(**facts_of(stop), service=service, window_state=leave_window(work, window)),
        {"note": end.note} if end.note else None,
    )
    case = case_handling.conclude(work, who, before, end)
    _give_receipt(work, who, stop, end, case)
    oversight.note_registered(work, window, service)
    release_others(work, stop)
    return _view(work, window)


def _give_receipt(
    work: CommandContext, who: Principal, stop: StopAtWindow, end: End, case: NumberedCase | None
) -> None:
    """Print a return code: a new one after a supplement, the case's own after an acceptance."""
    outcome = str(end.outcome)
    if OUTCOMES[end.outcome].way_back:
        code = check_ins.give_return_code(work, who, stop, end.papers)
        told = slips.Promise(outcome, None, code, stop.matter, papers=end.papers)
        slips.queue_receipt(work, stop.ticket, stop.window, told, anywhere=True)
    if case is not None:
        said = slips.Promise(
            outcome, case.due.isoformat(), case.code, case.matter, case.number, bool(case.reserved)
        )
        slips.queue_receipt(work, stop.ticket, stop.window, said)


def _send_back(
    work: CommandContext, who: Principal, stop: ServedStop, end: End, asked: come_backs.Asked
) -> WindowView:
    """End this part of the service; the visitor waits, in the old place, for the staffer who asked for them.

    A matter is decided once, when its stop ends. The outcome given here is only an opinion: it is kept with
    the event, and rates, cases and the score sheet do not count it as a decision.
    """
    window = stop.window
    service = record.write(work, stop, end, handed_on=True)
    values = {**record.NEXT_PART, "parts": stop.parts + 1, "wait_ms": None, "walk_ms": None}
    stop = move(
        work,
        stop,
        "send_back",
        window=None,
        session=None,
        shown_at=None,
        recalls=0,
        recalled_at=None,
        **asked.lane,
        **values,
    )
    work.publish(
        who,
        TicketTransferred(
            **facts_of(stop),
            was="serving",
            source=window,
            lane=stop.lane,
            position="keep",
            came_back=1,
            to_window=stop.only_window,
            to_staffer=stop.only_staffer,
            **place_facts(stop),
            window_state=leave_window(work, window),
            service=service,
            opinion=str(end.outcome),
        ),
        {"note": end.note} if end.note else None,
    )
    release_others(work, stop)
    return _view(work, window)


def miss(work: CommandContext, who: Principal, window: str) -> WindowView:
    """Mark the called visitor as missed; refused until a live screen has shown the call long enough.

    Raises:
        NotShownYet: with the seconds to wait.
    """
    stop = need_stop_at(work, window)
    if stop.state != State.CALLED:
        raise wrong_state(stop, "miss")
    _check_shown(work, stop)
    mark_missed(work, who, stop)
    return _view(work, window)


def mark_missed(work: CommandContext, who: Principal, stop: StopAtWindow) -> None:
    """Mark the visitor as missed, free the window and release the visitor's other stops."""
    stop = move(work, stop, "miss")
    free = leave_window(work, stop.window)
    shown = int(stop.shown_at is not None)
    work.publish(
        who, TicketMissed(**facts_of(stop), shown=shown, window_state=free, **whose(work, stop.session))
    )
    release_others(work, stop)


def park(work: CommandContext, who: Principal, window: str, reason: str, minutes: int | None) -> WindowView:
    """Interrupt a service; the ticket keeps its place and can be brought back at this or another window."""
    stop = need_stop_at(work, window)
    due = work.now + timedelta(minutes=minutes) if minutes else None
    stop = move(work, stop, "park", parked_at=work.now, park_reason=reason, due_at=due)
    work.publish(
        who,
        TicketParked(
            **facts_of(stop), reason=reason, minutes=minutes, window_state=leave_window(work, window)
        ),
    )
    release_others(work, stop)
    return _view(work, window)


def bring_back(work: CommandContext, who: Principal, window: str, ticket: int | str) -> WindowView:
    """Call a parked ticket to this window again."""
    session = _free_session(work, window)
    stop = stop_of(work, ticket, "bring_back")
    if any(each.state in AT_WINDOW for each in stops_of(work, stop.ticket)):
        raise wrong_state(stop_of(work, ticket), "bring_back")
    part: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if (
        stop.state == State.PARKED and is_served(stop) and stop.session != session.id
    ):  # another staffer goes on: the first part ends
        part = {"service": record.write(work, stop, None)}
        values = {**record.NEXT_PART, "parts": stop.parts + 1}
    stop = move(
        work,
        stop,
        "bring_back",
        window=window,
        session=session.id,
        called_at=work.now,
        call_seq=work.log.head_seq + 1,
        due_at=None,
        **_UNHEARD,
        **values,
    )
    work.publish(who, TicketCalled(**facts_of(stop), brought_back=1, session=session.id, **part))
    hold_others(work, who, stop)
    return _view(work, window)


def transfer(work: CommandContext, who: Principal, window: str, target: Target) -> WindowView:
    """Send the visitor on to a line, a window or a staffer; by default in the old place."""
    stop = need_stop_at(work, window)
    values = _lane(work, stop, target)
    part: dict[str, Any] = {}
    if is_served(stop):
        part = {"service": record.write(work, stop, None)}
        values |= {**record.NEXT_PART, "parts": stop.parts + 1, "wait_ms": None, "walk_ms": None}
    if target.position != "keep":
        values |= _placed(work, stop, target.position)
    before, by = stop.state, whose(work, stop.session)
    if target.come_back:
        come_backs.push(work, stop, session_at(work, window))
    stop = move(
        work,
        stop,
        "transfer",
        callable_at=work.now,
        window=None,
        session=None,
        **_UNHEARD,
        comment=target.comment,
        **values,
    )
    work.publish(
        who,
        TicketTransferred(
            **facts_of(stop),
            was=before,
            source=window,
            lane=stop.lane,
            position=target.position,
            to_window=stop.only_window,
            to_staffer=stop.only_staffer,
            **place_facts(stop),
            come_back=int(target.come_back),
            window_state=leave_window(work, window),
            **by,
            **part,
        ),
        {"comment": target.comment} if target.comment else None,
    )
    release_others(work, stop)
    return _view(work, window)


class _Call(Row):
    """A call, with the times at which it was shown and spoken."""

    id: int
    ticket: int
    window: str
    shown_at: datetime | None
    spoken_at: datetime | None
    number: str


_CALL = Prepared(
    select(stops.c.id, stops.c.ticket, stops.c.window, stops.c.shown_at, stops.c.spoken_at, tickets.c.number)
    .join(tickets)
    .where(
        or_(stops.c.call_seq == bindparam("seq"), stops.c.recall_seq == bindparam("seq")),
        stops.c.day == bindparam("today"),
    ),
    _Call,
)
_SHOWN, _SPOKEN = (
    PreparedChange(
        update(stops)
        .where(stops.c.id == bindparam("of_stop"))
        .values({column: bindparam("at", type_=column.type)})
    )
    for column in (stops.c.shown_at, stops.c.spoken_at)
)


def shown(work: CommandContext, who: Principal, seq: int, *, spoken: bool) -> None:
    """Record that a screen has shown, or a loudspeaker has spoken, the call with this seq."""
    row = _CALL.run(work.connection, {"seq": seq, "today": work.day}).first()
    if row is None or (row.spoken_at if spoken else row.shown_at) is not None:
        return
    note = _SPOKEN if spoken else _SHOWN
    note.run(work.connection, {"of_stop": row.id, "at": work.now})
    kind = CallSpoken if spoken else CallShown
    work.publish(who, kind(ticket=row.ticket, stop=row.id, number=row.number, window=row.window, call=seq))


def _call(
    work: CommandContext,
    who: Principal,
    window: str,
    session: SessionRow,
    decision: order.Decision,
    reason: str | None = None,
    *,
    passed: int | None = None,
) -> NextAnswer:
    """Call the visitor that was decided for.

    `reason` is given for a call out of turn; `passed` by the guide desk: how many waited for the window.
    """
    chosen = decision.chosen
    stop = stop_by_id(work, chosen.stop)
    seq = work.log.head_seq + 1
    stop = move(
        work,
        stop,
        "call",
        window=window,
        session=session.id,
        called_at=work.now,
        first_called_at=stop.first_called_at or work.now,
        call_seq=seq,
        **_UNHEARD,
    )
    _count_tier0(work, chosen)
    facts = decision.as_facts(work.plan.rules.version)
    _DECIDED.send(work.connection, {"seq": seq, "stop": stop.id})
    called = TicketCalled(**facts_of(stop), session=session.id, decision=facts)
    if passed is not None:
        called = replace(called, reason=reason, passed=passed)
    elif reason is not None:
        called = replace(called, reason=reason, **whose(work, session.id))
    work.publish(who, called)
    hold_others(work, who, stop)
    view = _view(work, window)
    if view.ticket is None:  # pragma: no cover - the schema forbids it
        raise WindowClosed({"window": window})
    return NextAnswer(view.ticket, decision_view(seq, facts), view)


def _count_tier0(work: CommandContext, chosen: order.Head) -> None:
    waits = _LINE_WAITS.run(work.connection, {"line": chosen.line})
    runs = heads.ask_runs(work.connection)
    was = next((row.tier0_run for row in runs if row.code == chosen.line), 0)
    run = work.plan.rules.order_rule.next_run(was, chosen.place.tier, ordinary_waits=bool(waits.one()))
    if run != was:
        _RUN.send(work.connection, {"of_line": chosen.line, "run": run})


def _free_session(work: CommandContext, window: str) -> SessionRow:
    stop, session = need_session_and_stop(work, window)
    if stop is not None:
        raise WindowBusy(
            {"window": window, "state": stop.state, "ticket": stop.ticket, "number": stop.number},
            number=stop.number,
        )
    if session.paused_at is not None:
        raise WindowPaused({"window": window, "state": "paused", "reason": session.pause_reason})
    refuse_while_working(session)
    return session


def _check_end(work: CommandContext, stop: StopAtWindow, end: End) -> None:
    row = OUTCOMES[end.outcome]
    if row.needs_reason and not end.reason:
        raise Malformed(
            Why(
                f"结果为“{said.OUTCOMES[end.outcome].zh}”时须说明理由",
                f"outcome {end.outcome} needs a reason",
            )
        )
    if row.asks is Asks.FORWARD_REASON and end.reason not in FORWARD_REASONS:
        raise Malformed(
            Why(
                f"上报理由须为 {'、'.join(sorted(FORWARD_REASONS))} 之一",
                f"the reason of {end.outcome} is one of {', '.join(sorted(FORWARD_REASONS))}",
            )
        )
    if end.quantity > work.plan.rules.most_pieces:
        raise TooManyPieces({"most": work.plan.rules.most_pieces}, most=work.plan.rules.most_pieces)
    matter = work.plan.matters[stop.matter]
    name = matter.name
    if record.fee_off(matter, end) and not end.fee_reason:
        standard, charged = (f"{(fen or 0) / 100:.2f}" for fen in (matter.fee_fen, end.fee_fen))
        state = {"ticket": stop.ticket, "state": stop.state, "standard": matter.fee_fen}
        raise FeeReasonNeeded(state, matter_zh=name.zh, matter_en=name.en, standard=standard, charged=charged)
    if row.case is OfCase.OPENS and not end.reason and record.is_decidable(work, stop):
        state = {"ticket": stop.ticket, "state": stop.state, "power": "decide"}
        raise ReasonNeeded(state, matter_zh=name.zh, matter_en=name.en)
    if row.on_the_spot and power(work, stop.session, stop.matter) != "decide":
        raise BeyondLetter(
            {"ticket": stop.ticket, "state": stop.state, "power": "accept"},
            matter_zh=name.zh,
            matter_en=name.en,
        )


def _check_shown(work: CommandContext, stop: StopAtWindow) -> None:
    zone = work.plan.windows[stop.window].zone
    if not ({zone, ""} & work.live_zones):
        return
    called_ms = to_ms(work.now) - to_ms(stop.called_at)
    left_ms = work.timeouts.longest_block_ms - called_ms
    if stop.shown_at is not None:
        left_ms = min(left_ms, work.timeouts.min_call_ms - (to_ms(work.now) - to_ms(stop.shown_at)))
    if left_ms > 0:
        state = {"ticket": stop.ticket, "state": stop.state, "wait_ms": left_ms}
        raise NotShownYet(state, number=stop.number, seconds=-(-left_ms // 1000))


def _lane(work: CommandContext, stop: Stop, target: Target) -> dict[str, Any]:
    if target.position not in POSITIONS:
        raise Malformed(
            Why(f"position 须为 {'、'.join(POSITIONS)} 之一", f"position is one of {', '.join(POSITIONS)}")
        )
    if sum(each is not None for each in (target.line, target.window, target.staffer)) != 1:
        raise Malformed(
            Why("须且只须指明队列、窗口、人员之一", "`to` names exactly one of line, window, staffer")
        )
    private = {"only_window": target.window, "only_staffer": target.staffer}
    if target.window is not None:
        if target.window not in work.plan.windows:
            raise UnknownValue(what="window", name=target.window, **hints(target.window, work.plan.windows))
        return {"lane": "window", **private}
    if target.staffer is not None:
        staffer = queries.staffer(work.connection, target.staffer)
        if staffer is None:
            raise UnknownValue(what="staffer", name=target.staffer)
        if queries.window_of(work.connection, target.staffer) is None:
            raise StafferAbsent({"staffer": target.staffer}, staffer=staffer.name.zh)
        return {"lane": "staffer", **private}
    if target.line not in work.plan.lines:
        raise UnknownValue(what="line", name=target.line, **hints(target.line or "", work.plan.lines))
    home = work.plan.matters[stop.matter].line == target.line
    return {"lane": home_lane(stop) if home else "guest", "line": target.line, **private}


def _placed(work: CommandContext, stop: Stop, position: str) -> dict[str, Any]:
    seq = work.log.head_seq + 1
    if position == "last":
        return {"tier": stop.tier, "effective_at": work.now, "seq": seq}
    first = queries.first_place(work.connection, stop.line)
    at = min(first.effective_at if first else stop.effective_at, stop.effective_at) - timedelta(
        milliseconds=1
    )
    return {"tier": min(first.tier if first else stop.tier, stop.tier), "effective_at": at, "seq": seq}


def _view(work: CommandContext, window: str) -> WindowView:
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)
