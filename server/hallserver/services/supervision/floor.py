"""Events on the floor besides numbers: notices, calls for help, concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, text, update

from hallserver.contract import ConcernView, HelpView, NoticeView, Words
from hallserver.core.casework.concerns import DUE_WORKDAYS
from hallserver.core.errors import Malformed, NotFound, UnknownValue
from hallserver.core.events import ConcernRaised, HelpAnswered, HelpAsked, NoticePosted, NoticeWithdrawn
from hallserver.core.language.why import Why, hints
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue.transitions import stop_of
from hallserver.store.joined import NumberedConcern
from hallserver.store.prepared import need_row, read_row
from hallserver.store.rows import HelpRow
from hallserver.store.schema import concerns, helps, notices, tickets
from hallserver.views.hall import floor


@dataclass(frozen=True, slots=True)
class Concern:
    """A visitor's report: its kind, and, where known, the matter, the ticket and the visitor's own words."""

    kind: str
    matter: str | None = None
    ticket: int | str | None = None
    words: str | None = None
    contact: str | None = None


def post_notice(
    work: CommandContext, who: Principal, words: Words, zone: str, until: datetime | None
) -> NoticeView:
    """Show a sentence at the foot of the boards.

    Raises:
        Malformed: `until` is past. UnknownValue: no window is in that zone.
    """
    if until is not None and until <= work.now:
        raise Malformed(Why("截止时间已过", "`until` is past already"))
    if zone and zone not in {each.zone for each in work.plan.windows.values()}:
        raise UnknownValue(
            what="zone",
            name=zone,
            **hints(zone, {each.zone for each in work.plan.windows.values() if each.zone}),
        )
    row = {"words": words, "zone": zone, "posted_at": work.now, "until_at": until}
    made = work.connection.execute(
        insert(notices).returning(notices.c.id), {**row, "posted_by": who.id}
    ).scalar_one()
    work.publish(who, NoticePosted(notice=made, zh=words.zh, en=words.en, zone=zone))
    return NoticeView(made, words, zone, work.now, until)


def withdraw_notice(work: CommandContext, who: Principal, notice: int) -> None:
    """Withdraw a notice.

    Raises:
        NotFound: no notice with this id is in force.
    """
    taken = work.connection.execute(
        update(notices)
        .where(notices.c.id == notice, notices.c.withdrawn_at.is_(None))
        .values(withdrawn_at=work.now)
    )
    if taken.rowcount != 1:
        raise NotFound(what="notice", name=notice)
    work.publish(who, NoticeWithdrawn(notice=notice))


def ask_help(work: CommandContext, who: Principal) -> HelpView:
    """Call the guide desk for help; a repeated call has no effect while the first is unanswered."""
    waiting = read_row(
        work.connection,
        select(helps).where(helps.c.device == who.id, text("help.answered_at IS NULL")),
        HelpRow,
    )
    if waiting is not None:
        return HelpView(waiting.id, waiting.place, waiting.asked_at)
    row = {"device": who.id, "place": who.name, "asked_at": work.now}
    made = work.connection.execute(insert(helps).returning(helps.c.id), row).scalar_one()
    work.publish(who, HelpAsked(help=made, detail=who.name))
    return HelpView(made, who.name, work.now)


def answer_help(work: CommandContext, who: Principal, asked: int) -> None:
    """Answer a call for help; only the first answer counts.

    Raises:
        NotFound: no open call has this id.
    """
    taken = work.connection.execute(
        update(helps)
        .where(helps.c.id == asked, helps.c.answered_at.is_(None))
        .values(answered_at=work.now, answered_by=who.id)
    )
    if taken.rowcount != 1:
        raise NotFound(what="call for help", name=asked)
    work.publish(who, HelpAnswered(help=asked))


def raise_concern(work: CommandContext, who: Principal, concern: Concern) -> ConcernView:
    """Record a concern; the visitor's words and contact go to the private part of the log.

    Raises:
        UnknownValue: no such matter. NotFound: no such ticket.
    """
    if concern.matter is not None and concern.matter not in work.plan.matters:
        raise UnknownValue(what="matter", name=concern.matter, **hints(concern.matter, work.plan.matters))
    stop = stop_of(work, concern.ticket) if concern.ticket is not None else None
    matter = concern.matter or (stop.matter if stop else None)
    due = work.plan.hours.after_workdays(work.day, DUE_WORKDAYS)
    private = {name: said for name, said in (("words", concern.words), ("contact", concern.contact)) if said}
    told = work.publish(
        who,
        ConcernRaised(
            concern=concern.kind,
            matter=matter,
            number=stop.number if stop else None,
            department=work.plan.matters[matter].department if matter else None,
            due=due.isoformat(),
            detail=concern.kind,
        ),
        private,
    )
    made = work.connection.execute(
        insert(concerns).returning(concerns.c.id),
        {
            "day": work.day,
            "kind": concern.kind,
            "matter": matter,
            "ticket": stop.ticket if stop else None,
            "seq": told.seq,
            "raised_at": work.now,
            "raised_by": who.id,
            "due": due,
        },
    ).scalar_one()
    query = select(concerns, tickets.c.number).outerjoin(tickets, tickets.c.id == concerns.c.ticket)
    row = need_row(work.connection, query.where(concerns.c.id == made), NumberedConcern)
    return floor.concern_view(row)
