"""Back-office work (后台办理): a window works without a visitor, is called nobody meanwhile, and it is on record."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from hallserver.contract import WindowView
from hallserver.core.errors import TooManyPieces, UnknownValue, WindowBusy, WindowNotWorking, WindowPaused
from hallserver.core.events import WindowWorked, WindowWorking
from hallserver.core.language.why import hints
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue.transitions import need_session, refuse_while_working, stop_at, whose
from hallserver.store.prepared import read_row
from hallserver.store.rows import DeskWorkRow, SessionRow
from hallserver.store.schema import desk_works, sessions
from hallserver.store.types import to_ms
from hallserver.views.queue.windows import window_view


def begin(
    work: CommandContext, who: Principal, window: str, kind: str, matter: str | None = None
) -> WindowView:
    """Begin work without a visitor; the window calls nobody until it ends.

    Raises:
        UnknownValue: the rules have no such kind, or the hall no such matter.
        WindowClosed, WindowBusy, WindowPaused, WindowWorking (already): 409.
    """
    session = need_session(work, window)
    stop = stop_at(work, window)
    if stop is not None:
        state = {"window": window, "state": stop.state, "ticket": stop.ticket, "number": stop.number}
        raise WindowBusy(state, number=stop.number)
    if session.paused_at is not None:
        raise WindowPaused({"window": window, "state": "paused", "reason": session.pause_reason})
    refuse_while_working(session)
    kinds = work.plan.rules.work
    if kind not in kinds:
        raise UnknownValue(what="kind", name=kind, **hints(kind, kinds, listed=True))
    if matter is not None and matter not in work.plan.matters:
        raise UnknownValue(what="matter", name=matter, **hints(matter, work.plan.matters))
    by = whose(work, session.id)
    row = {"session": session.id, "window": window, "day": work.day, "kind": kind, "matter": matter, **by}
    made = work.connection.execute(
        insert(desk_works).returning(desk_works.c.id), row | {"from_at": work.now}
    ).scalar_one()
    work.connection.execute(update(sessions).where(sessions.c.id == session.id).values(working_at=work.now))
    work.publish(
        who,
        WindowWorking(window=window, session=session.id, work=made, work_kind=kind, matter=matter, **by),
    )
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def end(work: CommandContext, who: Principal, window: str, pieces: int = 1) -> WindowView:
    """End the work, with the pieces it handled; the window may call again.

    Raises:
        WindowNotWorking: nothing was begun. TooManyPieces: more than the rules allow.
    """
    session = need_session(work, window)
    if session.working_at is None:
        raise WindowNotWorking({"window": window})
    most = work.plan.rules.most_pieces
    if pieces > most:
        raise TooManyPieces({"most": most}, most=most)
    conclude(work, who, session, pieces)
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def conclude(
    work: CommandContext, who: Principal, session: SessionRow, pieces: int = 1, excluded: str | None = None
) -> None:
    """Write down what was done; `excluded` says why it does not count, such as a window left open over night."""
    doing = read_row(
        work.connection,
        select(desk_works).where(desk_works.c.session == session.id, desk_works.c.to_at.is_(None)),
        DeskWorkRow,
    )
    if doing is None:  # pragma: no cover - both are written together
        return
    until = max(work.now, doing.from_at)  # a clock set back must not end it before it began
    work.connection.execute(
        update(desk_works)
        .where(desk_works.c.id == doing.id, desk_works.c.to_at.is_(None))
        .values(to_at=until, pieces=pieces, excluded=excluded)
    )
    work.connection.execute(
        update(sessions).where(sessions.c.id == session.id).values(working_at=None, free_at=work.now)
    )
    work.publish(
        who,
        WindowWorked(
            window=session.window,
            session=session.id,
            work=doing.id,
            work_kind=doing.kind,
            matter=doing.matter,
            lasted_ms=to_ms(until) - to_ms(doing.from_at),
            pieces=pieces,
            excluded=excluded,
            **whose(work, session.id),
        ),
    )
