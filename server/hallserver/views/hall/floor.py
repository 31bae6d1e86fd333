"""Read the floor: notices, calls for help, concerns, day's figures, services to rate, tokens of devices."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, case, func, select, text

from hallserver.contract import (
    ConcernsView,
    ConcernView,
    FiguresView,
    HelpsView,
    HelpView,
    NoticesView,
    NoticeView,
    ToRate,
    UnheardCall,
    Words,
)
from hallserver.core.casework.concerns import CONCERNS, ConcernKind
from hallserver.core.rights import DEVICE_ROLES
from hallserver.store.catalogue import Plan
from hallserver.store.joined import NumberedConcern
from hallserver.store.prepared import Row, read_row, read_rows
from hallserver.store.queue.served import first_parts, is_first
from hallserver.store.rows import HelpRow, NoticeRow, TokenRow
from hallserver.store.schema import (
    IS_OPEN,
    concerns,
    helps,
    notices,
    printers,
    ratings,
    services,
    sessions,
    stops,
    tickets,
    tokens,
)

RATED_WITHIN = timedelta(minutes=3)
SATISFIED = 3  # 基本满意 and better


def notices_view(connection: Connection, now: datetime, zone: str) -> NoticesView:
    """The notices in force for a zone, newest first; zone "" shows to all zones."""
    rows = read_rows(
        connection,
        select(notices)
        .where(notices.c.withdrawn_at.is_(None), (notices.c.until_at.is_(None)) | (notices.c.until_at > now))
        .order_by(notices.c.id.desc()),
        NoticeRow,
    )
    return NoticesView(
        tuple(
            NoticeView(row.id, row.words, row.zone, row.posted_at, row.until_at)
            for row in rows
            if not (zone and row.zone) or row.zone == zone
        )
    )


class _Called(Row):
    """A call that was not answered yet."""

    window: str
    called_at: datetime
    shown_at: datetime | None
    spoken_at: datetime | None
    number: str


class _ToRate(Row):
    """A service that may be rated at its window."""

    ticket: int
    ended_at: datetime
    number: str


def called_now(connection: Connection, plan: Plan, window: str | None = None) -> tuple[UnheardCall, ...]:
    """The called stops whose visitors have not come yet, with confirmations of screens and loudspeakers."""
    query = (
        select(stops.c.window, stops.c.called_at, stops.c.shown_at, stops.c.spoken_at, tickets.c.number)
        .join(tickets)
        .where(text("stop.state IN ('called', 'serving')"), stops.c.state == "called")
    )
    if window is not None:
        query = query.where(stops.c.window == window)
    return tuple(
        UnheardCall(
            row.number,
            row.window,
            plan.windows[row.window].zone,
            row.called_at,
            row.shown_at is not None,
            row.spoken_at is not None,
        )
        for row in read_rows(connection, query, _Called)
    )


def helps_view(connection: Connection) -> HelpsView:
    """The open calls for help."""
    rows = read_rows(
        connection, select(helps).where(text("help.answered_at IS NULL")).order_by(helps.c.id), HelpRow
    )
    return HelpsView(tuple(HelpView(row.id, row.place, row.asked_at) for row in rows))


def concerns_view(connection: Connection) -> ConcernsView:
    """Concerns without an answer, by due day."""
    query = (
        select(concerns, tickets.c.number)
        .outerjoin(tickets, tickets.c.id == concerns.c.ticket)
        .where(text("concern.answered_at IS NULL"))
        .order_by(concerns.c.due, concerns.c.id)
    )
    return ConcernsView(tuple(concern_view(row) for row in read_rows(connection, query, NumberedConcern)))


def concern_view(row: NumberedConcern) -> ConcernView:
    """A concern's row with its ticket's number."""
    return ConcernView(
        row.id,
        row.kind,
        Words(*CONCERNS[ConcernKind(row.kind)]),
        row.matter,
        row.number,
        row.raised_at,
        row.due,
        row.answered_at,
    )


def figures(connection: Connection, plan: Plan, day: date) -> FiguresView:
    """The day so far: finished services, waiting visitors, waits until the call, ratings."""
    first = first_parts(services.c.day == day)
    counted = (
        select(
            func.count(),
            func.coalesce(func.sum(services.c.wait_ms), 0),
            func.coalesce(func.sum(case((services.c.wait_ms <= plan.service_level_ms, 1), else_=0)), 0),
        )
        .select_from(services)
        .join(first, is_first(first))
    )
    served, wait_ms, within = connection.execute(counted).one()
    liked = (
        select(func.count(), func.coalesce(func.sum(case((ratings.c.level >= SATISFIED, 1), else_=0)), 0))
        .select_from(ratings.join(stops, stops.c.id == ratings.c.stop))
        .where(stops.c.day == day)
    )
    rated, satisfied = connection.execute(liked).one()
    waiting = connection.execute(
        select(func.count()).select_from(stops).where(text("stop.state = 'waiting'"))
    )
    opened = connection.execute(select(func.count()).select_from(sessions).where(IS_OPEN))
    return FiguresView(
        business_day=day,
        served=served,
        waiting=waiting.scalar_one(),
        open_windows=opened.scalar_one(),
        mean_wait_ms=int(wait_ms) // served if served else 0,
        level_ms=plan.service_level_ms,
        within_percent=100 * int(within) // served if served else 0,
        rated=rated,
        satisfied_percent=100 * int(satisfied) // rated if rated else 0,
    )


def to_rate(connection: Connection, window: str, now: datetime) -> ToRate:
    """The newest service that ended at a window; empty if it was rated or ended too long ago."""
    newest = newest_served(connection, window, now)
    query = (
        select(stops.c.ticket, stops.c.ended_at, tickets.c.number)
        .join(tickets)
        .outerjoin(ratings, ratings.c.stop == stops.c.id)
        .where(stops.c.id == newest, ratings.c.stop.is_(None))
    )
    row = read_row(connection, query, _ToRate)
    return ToRate(row.ticket, row.number, row.ended_at) if row else ToRate()


def rating_facts(
    connection: Connection, plan: Plan, window: str, now: datetime, *, of_service: bool
) -> dict[str, str]:
    """What the province's page of ratings is told: the window, and `of_service` whom it has just served."""
    facts = {"hall": plan.code, "window": window, "day": plan.hours.business_day(now).isoformat()}
    newest = newest_served(connection, window, now) if of_service else None
    if newest is None:
        return facts
    query = select(tickets.c.number, stops.c.matter).join(stops).where(stops.c.id == newest)
    number, matter = connection.execute(query).one()
    return {**facts, "number": number, "matter": matter}


def newest_served(connection: Connection, window: str, now: datetime) -> int | None:
    """The stop that ended last at a window, while its visitor may still be there."""
    finished = (
        stops.c.window == window,
        text("stop.state = 'finished'"),
        stops.c.ended_at > now - RATED_WITHIN,
    )
    query = select(stops.c.id).where(*finished).order_by(stops.c.ended_at.desc(), stops.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none()


def ticket_of(connection: Connection, number: str, day: date) -> int | None:
    """The ticket that has this number on that day."""
    query = select(tickets.c.id).where(tickets.c.day == day, tickets.c.number == number)
    return connection.execute(query).scalar_one_or_none()


def printers_read_at(connection: Connection) -> datetime | None:
    """When a print agent last read any printer."""
    found: datetime | None = connection.execute(select(func.max(printers.c.read_at))).scalar()
    return found


def paired(connection: Connection) -> list[TokenRow]:
    """The valid tokens of devices, by role and name."""
    query = (
        select(tokens)
        .where(tokens.c.revoked_at.is_(None), tokens.c.cookie == 0, tokens.c.role.in_(DEVICE_ROLES))
        .order_by(tokens.c.role, tokens.c.name)
    )
    return list(read_rows(connection, query, TokenRow))
