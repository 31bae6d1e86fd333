"""Taking a number: the admission checks, the number, its place and its slip, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update

from hallserver.contract import IssuedTicket, MatterView
from hallserver.core.casework.identity import Identity
from hallserver.core.casework.personal import kind_fault
from hallserver.core.errors import (
    AppointmentOnly,
    DayClosed,
    DuplicateTicket,
    HallClosed,
    LineOutOfUse,
    Malformed,
    MatterNotInHall,
    MatterUnplanned,
    UnknownMatter,
    UnknownValue,
)
from hallserver.core.events import ABSENT, TicketIssued, TicketPlaced, iso
from hallserver.core.language import said
from hallserver.core.language.text import meant
from hallserver.core.language.why import Why, hints
from hallserver.core.queue import offers, order
from hallserver.core.queue.needs import LANE, read, written
from hallserver.core.queue.tickets import Held, State, number_of
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing import spool
from hallserver.services.queue import at_kiosk, quotas
from hallserver.store.catalogue import Plan
from hallserver.store.joined import LiveNumber
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.queue import heads, waiting
from hallserver.store.queue.offers import notice_of
from hallserver.store.schema import counters, stops, tickets
from hallserver.store.types import to_ms
from hallserver.views.queue import visits as visit_views

ORDINARY = "ordinary"

_COUNT_ON = PreparedValue(
    update(counters)
    .where(counters.c.day == bindparam("of_day"), counters.c.line == bindparam("of_line"))
    .values(last=counters.c.last + 1)
    .returning(counters.c.last)
)

_COUNT_FIRST = PreparedChange(insert(counters))
_TAKE = PreparedValue(insert(tickets).returning(tickets.c.id))
_STAND = PreparedValue(insert(stops).returning(stops.c.id))
_EVIDENCE = PreparedValue(select(tickets.c.evidence).where(tickets.c.id == bindparam("ticket")))
_THERE = Prepared(
    visit_views.live_of_identity().where(
        stops.c.identity == bindparam("identity"),
        stops.c.matter == bindparam("matter"),
        text("stop.identity IS NOT NULL"),
    ),
    LiveNumber,
)


@dataclass(frozen=True, slots=True)
class StopWish:
    """One matter of a visit, and the matter of the same visit that must be finished first."""

    matter: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """The visitor's request: one or more matters, a class, and the type of its evidence, never its number."""

    matter: str = ""
    visitor_class: str = ORDINARY
    evidence: str | None = None
    printer: str | None = None
    lang: str = "zh"
    stops: tuple[StopWish, ...] = ()
    identity: Identity | None = None
    materials: bool = False
    needs: tuple[str, ...] = ()  # of `core.needs.NEEDS`
    letters: int = 1  # times as high as usual, on all its slips


@dataclass(frozen=True, slots=True)
class Entry:
    """How a ticket enters its lines.

    Attributes:
        visitor_class: with its tier and credit.
        due: the arrival or the booked time; credits and waits are counted from it.
        held_until: not callable before; None means at once.
        promised: comes by appointment or return code, so quotas and green channels do not apply.
        case: the number of the case that the visitor comes for.
    """

    visitor_class: order.VisitorClass
    due: datetime
    held_until: datetime | None = None
    promised: bool = False
    case: str | None = None


@dataclass(frozen=True, slots=True)
class _Visit:
    """A ticket being made: its row, and the matters of its stops with the position that each must follow."""

    row: dict[str, Any]
    matters: list[tuple[MatterView, int | None]]
    entry: Entry
    identity: Identity | None
    needs: str = ""


def issue(work: CommandContext, who: Principal, wish: Wish, entry: Entry | None = None) -> IssuedTicket:
    """Issue a number: quota, counter, ticket, stops, print job and events in one transaction.

    Raises:
        UnknownMatter, HallClosed, MatterUnplanned, QuotaExhausted, DuplicateTicket, AppointmentOnly,
            KioskOutOfUse, NotAtThisKiosk, Malformed, UnknownValue: nothing was changed.
    """
    matters = _matters(work, wish)
    entry = entry or Entry(_class(work, wish), work.now)
    at_kiosk.check(work, who, (matter for matter, _ in matters), promised=entry.promised)
    for matter, _ in matters:
        admit(work, matter, wish.identity.mark if wish.identity else None, promised=entry.promised)
    first = matters[0][0]
    needs = written(wish.needs)
    unmet = bool(needs) and not work.plan.is_met(first.code, needs, work.now)
    counting = _COUNT_ON.run(work.connection, {"of_day": work.day, "of_line": first.line})
    before = heads.ask_newcomer(work.connection, first.line, _place(work, entry))
    windows = waiting.ask_able(work.connection, first.code)
    counter = counting.first() or _count_first(work, first.line)
    ahead, met = before.one(), "" if unmet else needs
    windows_able = waiting.those_able(windows, met)
    told = waiting.told_range(work.plan, first.code, ahead, windows_able, entry.visitor_class.code, met)
    able = tuple(each.code for each in windows_able)
    row = {
        "day": work.day,
        "line": first.line,
        "counter": counter,
        "number": number_of(work.plan.lines[first.line].prefix, counter),
        "visitor_class": entry.visitor_class.code,
        "arrived_at": work.now,
        "device": who.name,
        "lang": wish.lang,
        "letters": wish.letters,
        "evidence": wish.evidence,
        "stops": len(matters),
        "identity_last": wish.identity.last if wish.identity else None,
        "told_ahead": ahead,
        "told_low_ms": told.low_ms,
        "told_high_ms": told.high_ms,
        "told_by": work.plan.forecasts.version,
    }
    ticket = _TAKE.one(work.connection, row)
    printer = printer_for(work, who, wish.printer)
    slip = spool.queue(work, ticket, printer, with_list=wish.materials)
    _stand(work, who, ticket, _Visit(row | {"printer": printer}, matters, entry, wish.identity, needs))
    return IssuedTicket(
        id=ticket,
        number=str(row["number"]),
        line=first.line,
        matter=first.code,
        ahead=ahead,
        wait=told,
        windows=able,
        issued_at=work.now,
        business_day=work.day,
        follow="",  # set by the route: the stored answer holds no key
        print=slip,
        notice=said.offers_need_unmet()
        if unmet
        else notice_of(work.plan, first.code, len(able), work.now, told),
        stops=visit_views.stop_views(work.connection, work.plan, ticket) if len(matters) > 1 else (),
    )


def admit(
    work: CommandContext, matter: MatterView, mark: bytes | None = None, *, promised: bool = False
) -> None:
    """Refuse a number that may not be given, and take it from the quotas; the one order of admission.

    What visitors are told beforehand (`store.offers`) follows the same order.

    Args:
        work: the writer's context.
        matter: what the number is for.
        mark: the visitor's identity, where it is known.
        promised: for an appointment or a return code, whom quotas and green lines do not stop.

    Raises:
        DuplicateTicket, HallClosed, DayClosed, MatterUnplanned, AppointmentOnly, LineOutOfUse,
            QuotaExhausted.
    """
    if mark:
        check_alone(work, mark, matter.code)
    check_open(work, matter)
    if not work.plan.is_planned(matter.code, work.now):
        raise MatterUnplanned({"matter": matter.code}, matter=matter.name)
    if promised:
        return
    line = work.plan.lines[matter.line]
    if line.green:
        raise AppointmentOnly({"line": line.code}, line=line.name)
    stopped = work.plan.stopped_lines.get((work.day, line.code))
    if stopped is not None:
        raise LineOutOfUse({"line": line.code}, line=line.name, words=stopped)
    quotas.take(work, matter)


def _stand(work: CommandContext, who: Principal, ticket: int, visit: _Visit) -> None:
    """Insert the ticket's stops into their lines, and log everything that the order depends on."""
    made: list[int] = []
    for position, (matter, after) in enumerate(visit.matters, start=1):
        place = _place(work, visit.entry)
        held, due = _held(visit.entry, after)
        values: dict[str, Any] = {
            "ticket": ticket,
            "position": position,
            "day": work.day,
            "matter": matter.code,
            "line": matter.line,
            "state": str(State.HELD if held else State.WAITING),
            "tier": place.tier,
            "effective_at": place.effective_at,
            "seq": place.seq,
            "arrived_at": work.now,
            "callable_at": work.now,
            "wait_from": visit.entry.due,
        }
        if held:
            values |= {"held_reason": str(held), "due_at": due}
        if after is not None:
            values["after"] = made[after - 1]
        needed: dict[str, Any] = {}
        if visit.needs:
            values |= {"needs": visit.needs, "lane": lane_for(work, matter.code, visit.needs)}
            needed = {"needs": sorted(read(visit.needs)), "lane": values["lane"]}
        if visit.identity:
            values["identity"] = visit.identity.mark
        if visit.entry.case:
            values["case_number"] = visit.entry.case
        made.append(_STAND.one(work.connection, values))
        kind = TicketIssued if position == 1 else TicketPlaced
        row = visit.row
        facts = kind(
            ticket=ticket,
            stop=made[-1],
            number=row["number"],
            line=matter.line,
            matter=matter.code,
            state=values["state"],
            window=None,
            class_=row["visitor_class"],
            evidence=row["evidence"],
            counter=row["counter"],
            position=position,
            tier=place.tier,
            effective_ms=to_ms(place.effective_at),
            place_seq=place.seq,
            wait_from_ms=to_ms(visit.entry.due),
            told=[row["told_ahead"], row["told_low_ms"], row["told_high_ms"]],
            told_by=row["told_by"] or ABSENT,
            printer=row["printer"],
            held=held and str(held),
            after=values.get("after"),
            case=visit.entry.case or ABSENT,
            **needed,
        )
        work.publish(who, facts)


def lane_for(work: CommandContext, matter: str, needs: str) -> str:
    """The lane of needs if a window can give today what is needed; else among the others, so that nobody waits in vain."""
    return LANE if needs and work.plan.is_met(matter, needs, work.now) else "own"


def _held(entry: Entry, after: int | None) -> tuple[Held | None, datetime | None]:
    if after is not None:
        return Held.AFTER, None
    if entry.held_until is not None:
        return Held.BOOKED, entry.held_until
    return None, None


def _place(work: CommandContext, entry: Entry) -> order.Place:
    return order.place(entry.due, entry.visitor_class, work.log.head_seq + 1)


def find_matter(work: CommandContext, code: str) -> MatterView:
    """Return a matter of the catalogue; raises what `matter_in` raises."""
    return matter_in(work.plan, code)


def matter_in(plan: Plan, code: str) -> MatterView:
    """Return a matter of a plan.

    Raises:
        UnknownMatter: with the nearest known one. MatterNotInHall: it is handled elsewhere, and why.
    """
    code = meant(code, plan.matters) or meant(code, plan.outside) or code
    if (outside := plan.outside.get(code)) is not None:
        raise MatterNotInHall({"matter": code}, matter=outside.name, why=outside.reason)
    matter = plan.matters.get(code)
    if matter is None:
        raise UnknownMatter(name=code, **hints(code, plan.matters))
    return matter


def _matters(work: CommandContext, wish: Wish) -> list[tuple[MatterView, int | None]]:
    """Return the visit's matters in order, each with the position of the matter that it must follow.

    Raises:
        Malformed: a matter is listed twice, follows one that is not listed, or the matters follow each other
            in a circle.
    """
    if not wish.stops:
        return [(find_matter(work, wish.matter), None)]
    open_ones = list(wish.stops)
    codes = [each.matter for each in open_ones]
    if len(set(codes)) < len(codes):
        raise Malformed(Why("同一事项不能取两次", "a matter stands twice among the stops"))
    found: list[tuple[MatterView, int | None]] = []
    placed: dict[str, int] = {}
    while open_ones:
        ready = next((each for each in open_ones if each.after is None or each.after in placed), None)
        if ready is None:
            one = open_ones[0]
            raise Malformed(
                Why(
                    f"事项 {one.matter} 须在 {one.after} 之后办理，而后者不在其中",
                    f"stop {one.matter} comes after {one.after}, which never comes",
                )
            )
        open_ones.remove(ready)
        found.append((find_matter(work, ready.matter), placed[ready.after] if ready.after else None))
        placed[ready.matter] = len(found)
    return found


def check_open(work: CommandContext, matter: MatterView) -> None:
    """Refuse a number outside the hours in which the hall gives them for a matter."""
    if work.plan.is_open_for(matter.code, work.now):
        return
    by_hand = work.day in work.plan.closed_days
    opens = offers.closed(work.plan.hours, work.now, by_hand=by_hand).at
    refuse = DayClosed if by_hand else HallClosed
    if opens is None:
        raise refuse({"hall": "closed", "opens_at": None})
    when = said.refused_opens(at=offers.moment(work.plan.hours, work.now, opens))
    raise refuse({"hall": "closed", "opens_at": iso(opens)}, when=when)


def check_alone(work: CommandContext, mark: bytes, matter: str) -> None:
    """Refuse a second live number for the same person and matter.

    Raises:
        DuplicateTicket: with the existing number.
    """
    there = _THERE.run(work.connection, {"identity": mark, "matter": matter}).first()
    if there is not None:
        state = {"ticket": there.ticket, "number": there.number, "state": there.state, "reprint": True}
        raise DuplicateTicket(state, number=there.number)


def claimed_class(work: CommandContext, code: str, evidence: str | None) -> order.VisitorClass:
    """Return the class that a visitor claims, with the kind of evidence that it needs.

    Raises:
        UnknownValue: the rules have none of that name that may just be claimed. Malformed: evidence is missing.
    """
    classes = work.plan.rules.classes
    visitor_class = classes.get(code)
    if visitor_class is None or visitor_class.by_code:
        open_ones = [name for name, each in classes.items() if not each.by_code]
        raise UnknownValue(what="class", name=code, **hints(code, open_ones, listed=True))
    if visitor_class.needs_evidence and not evidence:
        raise Malformed(
            Why(
                f"“{visitor_class.zh}”须说明凭何证件",
                f"class {visitor_class.code} needs the type of its evidence",
            )
        )
    if evidence and (why := kind_fault(evidence)):
        raise Malformed(why)
    return visitor_class


def class_of(work: CommandContext, code: str) -> order.VisitorClass:
    """Return the class that a number has; the ordinary one where the rules have dropped it since."""
    classes = work.plan.rules.classes
    return classes.get(code) or classes[ORDINARY]


def evidence_of(work: CommandContext, ticket: int) -> str | None:
    """Return the kind of evidence that was shown for a number's class."""
    return _EVIDENCE.first(work.connection, {"ticket": ticket})


def _class(work: CommandContext, wish: Wish) -> order.VisitorClass:
    visitor_class = claimed_class(work, wish.visitor_class, wish.evidence)
    age = wish.identity.age if wish.identity else None
    if wish.visitor_class == ORDINARY and age is not None:
        classes = work.plan.rules.classes
        of_age = [each for each in classes.values() if each.from_age is not None and age >= each.from_age]
        return max(of_age, key=lambda each: (-each.tier, each.credit_minutes), default=visitor_class)
    return visitor_class


def printer_for(work: CommandContext, who: Principal, wished: str | None) -> str | None:
    """Return the requested printer, else the kiosk's own, else the hall's first.

    Raises:
        UnknownValue: no printer has that name.
    """
    if wished is not None:
        if wished not in work.plan.printers:
            raise UnknownValue(what="printer", name=wished, **hints(wished, work.plan.printers))
        return wished
    kiosk = work.plan.kiosks.get(who.name)
    if kiosk:
        return kiosk.printer
    return work.plan.printers[0] if work.plan.printers else None


def _count_first(work: CommandContext, line: str) -> int:
    _COUNT_FIRST.send(work.connection, {"day": work.day, "line": line, "last": 1})
    return 1
