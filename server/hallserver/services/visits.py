"""What a visitor does: takes a number, cancels it, comes back after a missed call, asks for the slip again, rates."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from hallserver.core import order
from hallserver.core.errors import (
    HallClosed,
    Malformed,
    MatterUnplanned,
    NotFound,
    RatedAlready,
    UnknownMatter,
    UnknownValue,
)
from hallserver.core.events import iso
from hallserver.core.rights import Principal
from hallserver.core.shapes import IssuedTicket, MatterView, PrintView, TicketView, WaitRange, Words
from hallserver.core.tickets import State, number_of
from hallserver.services import paper
from hallserver.services.moves import Stop, facts_of, move, stop_of, wrong_state
from hallserver.services.work import Work
from hallserver.store import heads, queries
from hallserver.store.prepared import Prepared
from hallserver.store.schema import counters, ratings, stops, tickets
from hallserver.store.types import to_ms

RETURNS_BEHIND = "back:"  # a missed policy “back:3”: behind the third who waits

_COUNT_ON = Prepared(
    update(counters)
    .where(counters.c.day == bindparam("of_day"), counters.c.line == bindparam("of_line"))
    .values(last=counters.c.last + 1)
    .returning(counters.c.last)
)

_COUNT_FIRST = Prepared(insert(counters))
_TAKE = Prepared(insert(tickets).returning(tickets.c.id))
_STAND = Prepared(insert(stops).returning(stops.c.id))
_NTH = Prepared(
    select(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"), stops.c.tier > 0)
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(1)
    .offset(bindparam("n"))
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor wants: a matter; with a class and its evidence's type, never its number."""

    matter: str
    visitor_class: str = "ordinary"
    evidence: str | None = None
    printer: str | None = None
    lang: str = "zh"


def issue(work: Work, who: Principal, wish: Wish) -> IssuedTicket:
    """Give a number: counter, ticket, stop, print job and event in one transaction.

    Raises:
        UnknownMatter, HallClosed, MatterUnplanned, Malformed, UnknownValue: nothing was changed.
    """
    matter = _matter(work, wish.matter)
    _check_open(work)
    _check_planned(work, matter)
    visitor_class = _class(wish)
    printer = _printer(work, who, wish.printer)
    counter = _count(work, matter.line)
    place = order.place(work.now, visitor_class, work.log.head_seq + 1)
    ahead = heads.count_before(work.connection, matter.line, place)
    told, able = tell_wait(work, matter, ahead)
    row = {
        "day": work.day, "line": matter.line, "counter": counter,
        "number": number_of(work.plan.lines[matter.line].prefix, counter), "visitor_class": visitor_class.code,
        "arrived_at": work.now, "device": who.name, "lang": wish.lang, "evidence": wish.evidence,
        "told_ahead": ahead, "told_low_ms": told.low_ms, "told_high_ms": told.high_ms,
    }  # fmt: skip
    ticket: int = _TAKE.run(work.connection, row).scalar_one()
    _stand(work, who, ticket, matter, place, row | {"printer": printer})
    job = paper.queue(work, ticket, printer)
    return IssuedTicket(
        id=ticket,
        number=str(row["number"]),
        line=matter.line,
        matter=matter.code,
        ahead=ahead,
        wait=told,
        windows=able,
        issued_at=work.now,
        business_day=work.day,
        follow="",  # the door writes it: what is kept holds no key
        print=job,
        notice=None if able else _when_somebody_comes(work),
    )


def _stand(
    work: Work, who: Principal, ticket: int, matter: MatterView, place: order.Place, row: dict[str, Any]
) -> None:
    """Put the ticket's stop into its line and tell the log all that the order rests on."""
    stop: int = _STAND.run(
        work.connection,
        {
            "ticket": ticket, "day": work.day, "matter": matter.code, "line": matter.line,
            "state": str(State.WAITING), "tier": place.tier, "effective_at": place.effective_at,
            "seq": place.seq, "arrived_at": work.now,
        },
    ).scalar_one()  # fmt: skip
    work.tell(
        who,
        "ticket.issued",
        {
            "ticket": ticket, "stop": stop, "number": row["number"], "line": matter.line, "matter": matter.code,
            "state": str(State.WAITING), "window": None, "class": row["visitor_class"],
            "evidence": row["evidence"], "counter": row["counter"], "tier": place.tier,
            "effective_ms": to_ms(place.effective_at), "place_seq": place.seq,
            "told": [row["told_ahead"], row["told_low_ms"], row["told_high_ms"]], "printer": row["printer"],
        },
    )  # fmt: skip


def cancel(work: Work, who: Principal, ticket: int) -> TicketView:
    """Give a number up before it is called."""
    stop = move(work, stop_of(work, ticket), "cancel", ended_at=work.now)
    paper.cancel(work, ticket)
    work.tell(who, "ticket.cancelled", facts_of(stop))
    return queries.ticket_view(work.connection, work.plan, ticket, work.now)


def come_back(work: Work, who: Principal, ticket: int) -> TicketView:
    """Stand in line again after a missed call, as the line's policy says: keep, back:N or void."""
    stop = stop_of(work, ticket)
    policy = work.plan.lines[stop.line].missed
    if stop.state != State.MISSED:
        raise wrong_state(stop, "return")
    if policy == "void":
        stop = move(work, stop, "void", ended_at=work.now)
        work.tell(who, "ticket.voided", facts_of(stop, policy=policy))
        return queries.ticket_view(work.connection, work.plan, ticket, work.now)
    placed = _place_behind(work, stop, int(policy.removeprefix(RETURNS_BEHIND))) if policy != "keep" else {}
    stop = move(work, stop, "return", window=None, session=None, **placed)
    work.tell(who, "ticket.returned", facts_of(stop, policy=policy, **_place_facts(stop)))
    return queries.ticket_view(work.connection, work.plan, ticket, work.now)


def reprint(work: Work, who: Principal, ticket: int, printer: str | None) -> PrintView:
    """Queue a new, marked copy of a live ticket's slip."""
    stop = stop_of(work, ticket)
    if stop.state not in {State.WAITING, State.HELD, State.CALLED, State.MISSED, State.PARKED}:
        raise wrong_state(stop, "reprint")
    job = paper.queue_again(work, ticket, _printer(work, who, printer))
    work.tell(who, "slip.queued", facts_of(stop, printer=job.printer))
    return job


def rate(work: Work, who: Principal, ticket: int, level: int, reasons: tuple[str, ...]) -> None:
    """Rate a finished service, once.

    Raises:
        WrongState: before the service is finished. RatedAlready: the second time.
    """
    stop = stop_of(work, ticket)
    if stop.state != State.FINISHED or (who.window and who.window != stop.window):
        raise (
            wrong_state(stop, "rate")
            if stop.state != State.FINISHED
            else NotFound(what="ticket", name=ticket)
        )
    row = {"stop": stop.id, "level": level, "reasons": list(reasons), "at": work.now, "device": who.name}
    try:
        work.connection.execute(insert(ratings), row)
    except IntegrityError as twice:
        raise RatedAlready({"ticket": ticket}) from twice
    work.tell(who, "rating.given", {"ticket": ticket, "stop": stop.id, "level": level})


def tell_wait(work: Work, matter: MatterView, ahead: int) -> tuple[WaitRange, tuple[str, ...]]:
    """The range told to a visitor, and the windows that may call."""
    able = queries.able_windows(work.connection, matter.code)
    return queries.told_range(work.plan, matter.code, ahead, able), tuple(each.code for each in able)


def _matter(work: Work, code: str) -> MatterView:
    matter = work.plan.matters.get(code)
    if matter is None:
        near = get_close_matches(code, work.plan.matters, n=1)
        raise UnknownMatter(
            name=code,
            hint_zh=f"是否指“{near[0]}”？" if near else "",
            hint_en=f" Did you mean “{near[0]}”?" if near else "",
        )
    return matter


def _check_open(work: Work) -> None:
    if work.plan.hours.is_open(work.now):
        return
    opens = work.plan.hours.next_opening(work.now)
    if opens is None:
        raise HallClosed({"hall": "closed", "opens_at": None})
    local = opens.astimezone(work.plan.hours.zone)
    raise HallClosed(
        {"hall": "closed", "opens_at": iso(opens)},
        when_zh=f"下次取号时间：{local:%m月%d日 %H:%M}。",
        when_en=f" It opens on {local:%d %b at %H:%M}.",
    )


def _check_planned(work: Work, matter: MatterView) -> None:
    if not work.plan.windows_of_line[matter.line]:
        raise MatterUnplanned({"matter": matter.code}, matter_zh=matter.name.zh, matter_en=matter.name.en)


def _class(wish: Wish) -> order.VisitorClass:
    visitor_class = order.CLASSES.get(wish.visitor_class)
    if visitor_class is None:
        raise UnknownValue(
            what="class", name=wish.visitor_class, hint_en=f" Known: {', '.join(order.CLASSES)}."
        )
    if visitor_class.needs_evidence and not wish.evidence:
        raise Malformed(why=f"class {visitor_class.code} needs the type of its evidence")
    return visitor_class


def _printer(work: Work, who: Principal, wished: str | None) -> str | None:
    if wished is not None:
        if wished not in work.plan.printers:
            raise UnknownValue(what="printer", name=wished)
        return wished
    kiosk = work.plan.kiosks.get(who.name)
    if kiosk:
        return kiosk.printer
    return work.plan.printers[0] if work.plan.printers else None


def _count(work: Work, line: str) -> int:
    where = {"of_day": work.day, "of_line": line}
    last: int | None = _COUNT_ON.run(work.connection, where).scalar_one_or_none()
    if last is None:
        _COUNT_FIRST.run(work.connection, {"day": work.day, "line": line, "last": 1})
        return 1
    return last


def _when_somebody_comes(work: Work) -> Words:
    opens = None if work.plan.hours.is_open(work.now) else work.plan.hours.next_opening(work.now)
    if opens:
        local = opens.astimezone(work.plan.hours.zone)
        return Words(
            f"目前无人签到，窗口预计 {local:%H:%M} 开放。",
            f"Nobody is at the windows yet; they open at {local:%H:%M}.",
        )
    return Words("目前该事项暂无人员在岗，窗口人员签到后即按号叫号。",
                 "Nobody is at a window for this yet; calling starts as soon as staff sign on.")  # fmt: skip


def _place_behind(work: Work, stop: Stop, n: int) -> dict[str, object]:
    behind = _NTH.run(work.connection, {"line": stop.line, "n": n - 1}).one_or_none()
    at = behind.effective_at if behind else work.now
    return {"tier": max(stop.tier, 1), "effective_at": at, "seq": work.log.head_seq + 1}


def _place_facts(stop: Stop) -> dict[str, int]:
    return {
        "tier": stop.tier,
        "effective_ms": to_ms(stop.effective_at),
        "place_seq": stop.seq,
    }
