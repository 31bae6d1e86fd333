"""Staff at windows: sign on under a secondment and letters, sign off, pause, resume; PINs."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, or_, select, text, update

from hallserver.contract import WindowView
from hallserver.core import events
from hallserver.core.casework.letters import Letter, Power, servable
from hallserver.core.errors import (
    NotFound,
    NothingToServe,
    NotSeconded,
    WindowBusy,
    WindowPaused,
    WindowTaken,
    WrongPin,
)
from hallserver.core.events import ABSENT, PinSet, WindowOpened, WindowPlanned, WindowResumed, iso
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.people import leave
from hallserver.services.planning.spelling import by_database
from hallserver.services.queue import desk_work
from hallserver.services.queue.transitions import (
    need_session,
    refuse_while_working,
    session_at,
    stop_at,
    whose,
)
from hallserver.store import queries
from hallserver.store.prepared import Prepared, PreparedValue, read_rows
from hallserver.store.queue.undoable import SIGNED_OFF
from hallserver.store.rows import (
    LetterMatterRow,
    LetterRow,
    SecondmentRow,
    SessionMatterRow,
    SessionRow,
    StafferRow,
)
from hallserver.store.schema import (
    IS_OPEN,
    letter_matters,
    letters,
    secondments,
    session_matters,
    session_pauses,
    sessions,
    staffers,
)
from hallserver.store.schema.terms import in_force
from hallserver.store.types import to_ms
from hallserver.views.queue.windows import window_view

_SECONDMENT = Prepared(
    select(secondments).where(secondments.c.staffer == bindparam("staffer"), in_force(bindparam("day"))),
    SecondmentRow,
)
_SAT_ELSEWHERE = PreparedValue(
    select(sessions.c.window).where(sessions.c.staffer == bindparam("staffer"), IS_OPEN)
)


@dataclass(frozen=True, slots=True)
class SignOn:
    """The staffer who signs on, and the staffer they cover for (AB岗)."""

    staffer: str
    covers: str | None = None


def sign_on(
    work: CommandContext, who: Principal, window: str, wish: SignOn, *, undoes: int | None = None
) -> WindowView:
    """Open the window; compute what it may serve and store that with the session.

    `undoes` is the session that was ended by mistake within the minute.

    Raises:
        WindowTaken: the window is taken, or the staffer sits elsewhere. NotSeconded, NothingToServe: 409.
    """
    staffer = queries.staffer(work.connection, wish.staffer)
    if staffer is None:
        raise NotFound(what="staffer", name=wish.staffer)
    _check_free(work, window, wish.staffer)
    secondment = _SECONDMENT.run(work.connection, {"staffer": wish.staffer, "day": work.day}).one_or_none()
    if secondment is None:
        raise NotSeconded({"staffer": wish.staffer}, staffer=staffer.name.zh)
    allowed, letter = what_may_be_served(work, window, staffer, wish.covers)
    lines = work.plan.serving(window, work.now).lines
    abilities = _abilities(work, window, staffer)
    if not allowed:
        raise NothingToServe({"window": window}, staffer=staffer.name.zh, window=window)
    late_ms = 0 if wish.covers else _late_ms(work, window, wish.staffer)
    session = work.connection.execute(
        insert(sessions).returning(sessions.c.id),
        {
            "window": window,
            "staffer": wish.staffer,
            "secondment": secondment.id,
            "covers": wish.covers,
            "letter": letter,
            "lines": list(lines),
            "abilities": abilities,
            "half": work.plan.hours.half(work.now),
            "day": work.day,
            "opened_at": work.now,
            "free_at": work.now,
        },
    ).scalar_one()
    _serve(work, session, allowed)
    work.publish(
        who,
        WindowOpened(
            window=window,
            session=session,
            staffer=wish.staffer,
            name={"zh": staffer.name.zh, "en": staffer.name.en},
            secondment=secondment.id,
            role=secondment.role,
            covers=wish.covers,
            letter=letter,
            department=staffer.department,
            late_ms=late_ms,
            undoes=undoes if undoes is not None else ABSENT,
            matters={code: str(power) for code, power in allowed.items()},
            lines=list(lines),
            abilities=abilities or ABSENT,
        ),
    )
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def _abilities(work: CommandContext, window: str, staffer: StafferRow) -> list[str]:
    """What window and staffer together can give to visitors who need it."""
    return sorted({*work.plan.windows[window].abilities, *staffer.abilities})


def _late_ms(work: CommandContext, window: str, staffer: str) -> int:
    """Return how late, in ms, a staffer first signs on after the hall opens or the window's duty begins.

    0 for a staffer who was there before that, for one who arrives over lunch, which is early for the
    afternoon, and for one who is on leave. A cover (AB岗) arrives when the other staffer leaves, so no lateness is computed for them.
    """
    begun = work.plan.duty_begun(window, work.now) or work.plan.hours.opening(work.now)
    sat = select(sessions.c.id).where(sessions.c.staffer == staffer, sessions.c.day == work.day).limit(1)
    if begun is None or work.connection.execute(sat).first() is not None:
        return 0
    if leave.is_on_leave(work, staffer):
        return 0
    return to_ms(work.now) - to_ms(begun)


def sign_off(work: CommandContext, who: Principal, window: str, reason: str = SIGNED_OFF) -> WindowView:
    """Close the window.

    Raises:
        WindowClosed: nobody sits here. WindowBusy: a ticket is called or served.
    """
    session = need_session(work, window)
    stop = stop_at(work, window)
    if stop is not None:
        raise WindowBusy(
            {"window": window, "state": stop.state, "ticket": stop.ticket, "number": stop.number},
            number=stop.number,
        )
    close(work, who, session, reason)
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def close(work: CommandContext, who: Principal, session: SessionRow, reason: str) -> None:
    """End a session with its open pause, or with its work."""
    if session.paused_at is not None:
        _end_pause(work, session)
    if session.working_at is not None:
        desk_work.conclude(work, who, session, excluded="day_ended" if reason == "day_ended" else None)
    at = max(work.now, session.opened_at)  # a clock set back must not end it before it began
    work.connection.execute(update(sessions).where(sessions.c.id == session.id).values(closed_at=at))
    work.publish(
        who,
        events.WindowClosed(
            window=session.window, session=session.id, reason=reason, **whose(work, session.id)
        ),
    )


def follow_plan(
    work: CommandContext,
    who: Principal,
    session: SessionRow,
    why: str,
    until: datetime | None = None,
    *,
    of_today: bool = False,
) -> None:
    """Recompute what an open window serves: a new half-day, a manager's plan for today until then, a changed letter.

    `of_today`: a manager's plan, or its end. It is on record also where the window goes on serving the same: the plan in
    force is read anew after the event.
    """
    staffer = queries.staffer(work.connection, session.staffer)
    if staffer is None:  # pragma: no cover - the schema forbids it
        raise NotFound(what="staffer", name=session.staffer)
    allowed, letter = what_may_be_served(work, session.window, staffer, session.covers)
    lines = list(work.plan.serving(session.window, work.now).lines)
    abilities = _abilities(work, session.window, staffer)
    values = {
        "half": work.plan.hours.half(work.now),
        "lines": lines,
        "letter": letter,
        "abilities": abilities,
    }
    work.connection.execute(update(sessions).where(sessions.c.id == session.id).values(**values))
    same = allowed == _served_by(work, session.id) and lines == session.lines
    same = same and abilities == session.abilities
    if same and letter == session.letter and not of_today:
        return
    work.connection.execute(delete(session_matters).where(session_matters.c.session == session.id))
    _serve(work, session.id, allowed)
    if not same:  # idle time does not count for matters it has only just taken on
        work.connection.execute(update(sessions).where(sessions.c.id == session.id).values(free_at=work.now))
    matters = {code: str(power) for code, power in allowed.items()}
    work.publish(
        who,
        WindowPlanned(
            window=session.window,
            session=session.id,
            matters=matters,
            lines=lines,
            letter=letter,
            reason=why,
            abilities=abilities,
            until=iso(until) if until else ABSENT,
        ),
    )


def follow_letter(work: CommandContext, staffer: str, why: str) -> None:
    """Recompute the open windows that may use the staffer's letter: own, covers', same department's."""
    found = queries.staffer(work.connection, staffer)
    department = found.department if found else None
    drew = or_(sessions.c.covers == staffer, staffers.c.department == department)
    open_ones = select(sessions).join(staffers, staffers.c.code == sessions.c.staffer).where(IS_OPEN, drew)
    for session in read_rows(work.connection, open_ones, SessionRow):
        follow_plan(work, CLOCK, session, why)


def _served_by(work: CommandContext, session: int) -> dict[str, Power]:
    rows = read_rows(
        work.connection, select(session_matters).where(session_matters.c.session == session), SessionMatterRow
    )
    return {row.matter: Power(row.power) for row in rows}


def _serve(work: CommandContext, session: int, allowed: dict[str, Power]) -> None:
    rows = [
        {"session": session, "matter": code, "line": work.plan.matters[code].line, "power": str(power)}
        for code, power in allowed.items()
    ]
    if rows:
        work.connection.execute(insert(session_matters), rows)


def pause(work: CommandContext, who: Principal, window: str, reason: str) -> WindowView:
    """Stop calling for a while; the panel shows the reason.

    Raises:
        WindowClosed, WindowWorking, WindowPaused (already).
    """
    session = need_session(work, window)
    refuse_while_working(session)
    if session.paused_at is not None:
        raise WindowPaused({"window": window, "state": "paused", "reason": session.pause_reason})
    work.connection.execute(
        update(sessions).where(sessions.c.id == session.id).values(paused_at=work.now, pause_reason=reason)
    )
    work.connection.execute(
        insert(session_pauses), {"session": session.id, "from_at": work.now, "reason": reason}
    )
    work.publish(
        who,
        events.WindowPaused(
            window=window, session=session.id, reason=reason, **_state_with_ticket(work, window)
        ),
    )
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def resume(work: CommandContext, who: Principal, window: str) -> WindowView:
    """Resume calling after a pause; an open window stays as it is."""
    session = need_session(work, window)
    if session.paused_at is not None:
        _end_pause(work, session)
        work.publish(
            who, WindowResumed(window=window, session=session.id, **_state_with_ticket(work, window))
        )
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def sit_down_for(work: CommandContext, who: Principal, window: str, staffer: str) -> WindowView:
    """Sign a staffer on without a PIN (scripts, checks, a demo); `any` picks one who may sit here.

    Raises:
        NothingToServe: when nobody may.
    """
    session = session_at(work, window)
    if session is not None:
        if staffer in {"any", session.staffer}:
            return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)
        sign_off(work, who, window, "replaced")
    if staffer != "any":
        return sign_on(work, who, window, SignOn(staffer))
    for candidate in queries.free_staffers(work.connection, work.plan.windows[window].department, work.day):
        if what_may_be_served(work, window, candidate, None)[0]:
            return sign_on(work, who, window, SignOn(candidate.code))
    raise NothingToServe({"window": window}, staffer="any", window=window)


def what_may_be_served(
    work: CommandContext, window: str, staffer: StafferRow, covers: str | None
) -> tuple[dict[str, Power], str | None]:
    """Return matter → power for a staffer at a window, and the letter that the panel shows."""
    plan = work.plan.windows[window]
    planned = work.plan.matters_at(window, work.now)
    valid = _letters(work, staffer, covers)
    if plan.mandate != "none":
        valid.append(Letter("", "", work.day, work.day, dict.fromkeys(planned, Power(plan.mandate))))
    posted = next((each.document for each in valid if each.document), None)
    return servable(planned, valid, work.day), posted


def set_pin(work: CommandContext, who: Principal, staffer: str, pin_hash: str) -> None:
    """Store the argon2 hash of a new PIN."""
    staffer = by_database(work.plan, work.connection).code("staffer", staffer)
    changed = work.connection.execute(
        update(staffers).where(staffers.c.code == staffer).values(pin_hash=pin_hash)
    )
    if changed.rowcount != 1:
        raise NotFound(what="staffer", name=staffer)
    work.publish(who, PinSet(staffer=staffer))


def check_same_pin(row: StafferRow, seen: str | None) -> None:
    """Refuse a sign-on if the PIN hash has changed since the PIN was checked against it."""
    if not hmac.compare_digest(row.pin_hash or "", seen or ""):
        raise WrongPin


_TODAY = bindparam("today", type_=letters.c.from_day.type)
_CHIEFS = (
    select(secondments.c.staffer)
    .join(staffers)
    .where(
        staffers.c.department == bindparam("department"), text("secondment.role = 'chief'"), in_force(_TODAY)
    )
)
_COVERED = select(secondments.c.staffer).where(secondments.c.staffer == bindparam("covers"), in_force(_TODAY))
_LETTERS = Prepared(
    select(letters)
    .where(
        or_(
            letters.c.staffer == bindparam("of"),
            letters.c.staffer.in_(_COVERED),
            letters.c.staffer.in_(_CHIEFS),
        ),
        letters.c.from_day <= _TODAY,
        letters.c.to_day >= _TODAY,
        letters.c.withdrawn_at.is_(None),
    )
    .order_by(letters.c.document),
    LetterRow,
)
_POWERS = Prepared(
    select(letter_matters).where(letter_matters.c.document == bindparam("document")), LetterMatterRow
)


def _letters(work: CommandContext, staffer: StafferRow, covers: str | None) -> list[Letter]:
    asked = {"of": staffer.code, "department": staffer.department, "covers": covers or "", "today": work.day}
    rows = _LETTERS.run(work.connection, asked).all()
    powers = {row.document: _powers(work, row.document) for row in rows}
    return [
        Letter(row.document, row.staffer, row.from_day, row.to_day, powers.get(row.document, {}))
        for row in rows
    ]


def _powers(work: CommandContext, document: str) -> dict[str, Power]:
    return {row.matter: Power(row.power) for row in _POWERS.run(work.connection, {"document": document})}


def _check_free(work: CommandContext, window: str, staffer: str) -> None:
    if window not in work.plan.windows:
        raise NotFound(what="window", name=window)
    session = session_at(work, window)
    if session is not None:
        raise WindowTaken(
            {"window": window, "staffer": session.staffer}, staffer=session.staffer, window=window
        )
    elsewhere = _SAT_ELSEWHERE.first(work.connection, {"staffer": staffer})
    if elsewhere is not None:
        raise WindowTaken({"window": elsewhere, "staffer": staffer}, staffer=staffer, window=elsewhere)


def _end_pause(work: CommandContext, session: SessionRow) -> None:
    work.connection.execute(
        update(session_pauses)
        .where(session_pauses.c.session == session.id, session_pauses.c.to_at.is_(None))
        .values(to_at=max(work.now, session.paused_at or work.now))
    )
    work.connection.execute(
        update(sessions)
        .where(sessions.c.id == session.id)
        .values(paused_at=None, pause_reason=None, free_at=work.now)
    )


def _state_with_ticket(work: CommandContext, window: str) -> dict[str, str]:
    """Return the stop's state when a window is paused or resumed while a ticket is still at it."""
    stop = stop_at(work, window)
    return {"window_state": stop.state} if stop is not None else {}
