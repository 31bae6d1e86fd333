"""The content of slips: the facts of a job, filled into the hall's template when the job is leased."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

import msgspec
from msgspec import structs
from sqlalchemy import Connection, bindparam, func, select, text

from hallprinters.drawing.default_templates import HOUSE
from hallprinters.drawing.said import MESSAGES
from hallprinters.drawing.slip import Qr, Slip
from hallprinters.drawing.templates import Facts, Lang, Template, fill
from hallserver.contract import LeasedJob, MatterView, PrintView, StopView, Words
from hallserver.core.casework.outcomes import OUTCOMES, Outcome
from hallserver.core.errors import NotFound
from hallserver.core.events import SlipQueued
from hallserver.core.language import said
from hallserver.core.queue.waits import LONG_MS
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing.spool import Sheet, queue_sheet
from hallserver.store import queries, schema
from hallserver.store.catalogue import Plan
from hallserver.store.joined import LeasedJobRow
from hallserver.store.prepared import Prepared, PreparedValue, read_row
from hallserver.store.queue import waiting
from hallserver.store.rows import ClosingRow, TicketRow
from hallserver.views.queue.visits import stop_views

if TYPE_CHECKING:
    from halldisplay.tongues import Tongue  # loads Fluent, only in a hall with its own language

Tongues = Mapping[str, "Tongue"]
NO_TONGUES: Tongues = {}
LATER = "later:"  # stands for the visitor's own URL, which is stored nowhere and filled in by the route
HASH_GROUP = 8
MASK = "····"  # before the last characters of an identity, where a hall prints them


class SlipJob(Protocol):
    """What to compose: a print job, or a sheet for preview only."""

    @property
    def kind(self) -> str:
        """Return the kind of slip, as in the schema."""
        ...

    @property
    def ticket(self) -> int | None:
        """Return its ticket, if it has one."""
        ...

    @property
    def copy(self) -> int:
        """Return the copy's number; 1 is the original."""
        ...

    @property
    def asked(self) -> str:
        """Return who asked for it."""
        ...

    @property
    def with_list(self) -> int:
        """Whether it lists the matter's materials."""
        ...

    @property
    def facts(self) -> dict[str, Any] | None:
        """Return the facts that were known only when it was queued."""
        ...


_TICKET = Prepared(select(schema.tickets).where(schema.tickets.c.id == bindparam("ticket")), TicketRow)


def compose(work: CommandContext, job: LeasedJobRow, tongues: Tongues = NO_TONGUES) -> dict[str, Any]:
    """Return the slip of a leased job, as the JSON shape of `hallprinters.drawing.slip.Slip`."""
    return as_json(slip_of(work.connection, work.plan, job, tongues))


def slip_of(connection: Connection, plan: Plan, job: SlipJob, tongues: Tongues = NO_TONGUES) -> Slip:
    """Return the slip of a job.

    Args:
        connection: to the hall's database.
        plan: the plan in force.
        job: what to compose.
        tongues: the hall's own languages, by code; shown beside the Chinese to a visitor who chose one.

    Raises:
        LookupError: there is no such ticket.
    """
    queued = job.facts or {}
    letters = 1
    if job.kind == "closing":
        facts, title = closing_facts(plan, queued), f"closing {queued.get('day', '')}"
    elif isinstance(job, LeasedJobRow) and job.kind == "test":
        facts, title = _test_facts(plan, job), "test"
    else:
        ticket = _TICKET.run(connection, {"ticket": job.ticket}).one()
        letters = ticket.letters
        tongue = tongues.get(ticket.lang)
        facts, title = _facts_of_ticket(connection, plan, job, ticket, tongue), ticket.number
    facts = replace(facts, copy=2 if is_copy(job) else 1, logo=logo_of(connection))
    return structs.replace(fill(template_of(connection, job.kind), facts, title), letters=letters)


def _facts_of_ticket(
    connection: Connection, plan: Plan, job: SlipJob, ticket: TicketRow, tongue: Tongue | None
) -> Facts:
    stop = queries.STOP_OF_TICKET.run(connection, {"ticket": ticket.id}).one()
    if job.kind == "receipt":
        queued = job.facts or {}
        return receipt_facts(plan, ticket, plan.matters[queued.get("matter", stop.matter)], queued, tongue)
    matter = plan.matters[stop.matter]
    windows = [each.code for each in waiting.able_windows(connection, stop.matter)]
    facts = ticket_facts(plan, ticket, matter, windows, tongue, with_list=bool(job.with_list))
    if len(stops := stop_views(connection, plan, ticket.id)) > 1:
        return replace(facts, lists={**facts.lists, "stops": tuple(_stop(each, tongue) for each in stops)})
    return facts


def is_copy(job: SlipJob) -> bool:
    """Whether it is a second slip for the same thing; a ticket's second receipt is for another matter."""
    return job.copy > 1 and (job.kind != "receipt" or job.asked != "issue")


def compose_closing(connection: Connection, plan: Plan, day: date) -> Slip:
    """Return the closing slip of a sealed day: its figures, and the hash they were sealed under.

    Raises:
        NotFound: the day is not closed.
    """
    facts = closing_facts(plan, sealed(connection, day))
    filled = replace(facts, logo=logo_of(connection))
    return fill(template_of(connection, "closing"), filled, f"closing {day}")


def queue_closing(work: CommandContext, who: Principal, printer: str, day: date) -> int:
    """Queue the closing slip of a sealed day at a printer; return the job.

    Raises:
        NotFound: no such printer, or the day is not closed.
    """
    if printer not in work.plan.printers:
        raise NotFound(what="printer", name=printer)
    figures = sealed(work.connection, day) | {"printed": work.now.isoformat()}
    _, job = queue_sheet(work, Sheet("closing", asked="staff", facts=figures), printer)
    work.publish(who, SlipQueued(printer=printer, job=job, slip="closing", day=day.isoformat()))
    return job


def sealed(connection: Connection, day: date) -> dict[str, Any]:
    """Return what was sealed when the day was closed: figures, seq and hash.

    Raises:
        NotFound: the day is not closed.
    """
    row = read_row(connection, select(schema.closings).where(schema.closings.c.day == day), ClosingRow)
    if row is None:
        raise NotFound(what="closed day", name=day.isoformat())
    return {**row.figures, "day": day.isoformat(), "seq": row.seq, "hash": row.hash.hex()}


@dataclass(frozen=True, slots=True)
class Promise:
    """The facts of a receipt: outcome, ISO day of the result, return code, case number."""

    outcome: str
    promised: str | None
    code: str | None
    matter: str
    case: str | None = None
    reserved: bool = False  # the day may move: that year's holidays are not announced yet
    papers: tuple[str, ...] = ()  # what the visitor was told to bring; empty: the matter's whole list


def queue_receipt(
    work: CommandContext, ticket: int, window: str, promise: Promise, *, anywhere: bool = False
) -> PrintView:
    """Queue a receipt at the window's printer.

    A window without one prints none; `anywhere`: the hall's first printer prints it instead, because the visitor
    cannot keep in mind what stands on it.
    """
    facts = {**asdict(promise), "window": window, "accepted": work.now.isoformat()}
    sheet = Sheet("receipt", ticket, 1 + _receipts(work, ticket), facts=facts)
    printer = work.plan.receipt_printers.get(window)
    if printer is None and anywhere and work.plan.printers:
        printer = work.plan.printers[0]
    return queue_sheet(work, sheet, printer)[0]


def with_link(job: LeasedJob, link: str | None) -> LeasedJob:
    """Fill in the URL of the visitor's own page, or drop its QR code; the URL's key is stored nowhere."""
    elements = [_addressed(each, link) for each in job.slip["elements"]]
    return structs.replace(
        job, slip={**job.slip, "elements": [each for each in elements if each is not None]}
    )


def without_link(document: Slip) -> Slip:
    """Return the slip without QR codes, for readers who must not learn the visitor's key."""
    return structs.replace(
        document, elements=tuple(each for each in document.elements if not isinstance(each, Qr))
    )


def as_json(slip_: Slip) -> dict[str, Any]:
    """Return a slip as plain JSON values."""
    return cast("dict[str, Any]", msgspec.to_builtins(slip_))


def template_of(connection: Connection, kind: str) -> Template:
    """Return the template in force: the office's, or the built-in one."""
    kept = connection.execute(
        select(schema.slip_templates.c.body).where(schema.slip_templates.c.kind == kind)
    ).scalar_one_or_none()
    return HOUSE[kind] if kept is None else msgspec.convert(kept, Template)


def logo_of(connection: Connection) -> str | None:
    """Return the hall's logo as a PNG in base64; None without one."""
    png = connection.execute(select(schema.slip_logo.c.png)).scalar_one_or_none()
    return None if png is None else base64.b64encode(png).decode()


def ticket_facts(
    plan: Plan,
    ticket: TicketRow,
    matter: MatterView,
    windows: list[str],
    tongue: Tongue | None = None,
    *,
    with_list: bool = False,
) -> Facts:
    """Return the facts of a ticket's slip."""
    issued = ticket.arrived_at.astimezone(plan.hours.zone)
    kind, _, n = plan.lines[matter.line].missed.partition(":")
    words = _common(plan, matter, ticket.number, tongue, windows) | {
        "ahead": _same(str(ticket.told_ahead)),
        "wait": _same(_range(ticket.told_low_ms, ticket.told_high_ms) if windows else "待开放 –"),
        "windows": _same("、".join(windows) if windows else "待开放 –"),
        "channel": _channel(plan, ticket.visitor_class, matter, tongue),
        "identity": _same(f"{MASK} {ticket.identity_last}" if ticket.identity_last else ""),
        "issued": _same(f"{issued:%Y-%m-%d %H:%M}"),
        "day": _same(ticket.day.isoformat()),
        "missed": _in_two(_missed(kind, n), tongue),
    }
    lists = {"materials": _materials(matter, tongue)} if with_list else {}
    return Facts(words, lists, _second(ticket), _sentences(tongue), link=LATER)


def _range(low_ms: int, high_ms: int) -> str:
    """A wait as both languages read it: 25–40 分钟 min, above an hour 1:10–2:00 小时 h."""
    low, high = low_ms // 60_000, high_ms // 60_000
    if high_ms <= LONG_MS:
        return f"{low}–{high} 分钟 min"
    return f"{low // 60}:{low % 60:02}–{high // 60}:{high % 60:02} 小时 h"


def receipt_facts(
    plan: Plan,
    ticket: TicketRow,
    matter: MatterView,
    queued: Mapping[str, Any],
    tongue: Tongue | None = None,
) -> Facts:
    """Return the facts of a receipt; `queued` holds the facts its job was queued with."""
    accepted = _hall_time(plan, queued.get("accepted"))
    heading = OUTCOMES[Outcome(queued.get("outcome", Outcome.ACCEPTED))].receipt
    words = _common(plan, matter, ticket.number, tongue) | {
        "window": _same(str(queued.get("window") or "")),
        "accepted": _same(accepted),
        "promised": _same(queued.get("promised") or ""),
        "reserve": _in_two(said.on_paper_reserve(), tongue) if queued.get("reserved") else _same(""),
        "days": _same(str(matter.promised_days or "")),
        "code": _same(queued.get("code") or ""),
        "case": _same(queued.get("case") or ""),
        "title": _in_two(heading, tongue) if heading else _same(""),
        **_what_next(Outcome(queued.get("outcome", Outcome.ACCEPTED)), tongue),
    }
    papers = tuple(_same(str(each)) for each in queued.get("papers") or ())
    lists = {"materials": papers or _materials(matter, tongue)}
    return Facts(words, lists, _second(ticket), _sentences(tongue))


def _what_next(outcome: Outcome, tongue: Tongue | None) -> dict[str, tuple[str, str]]:
    """Return what a receipt tells the visitor to do: collect a result, or bring what was missing."""
    if outcome is Outcome.SUPPLEMENT:
        next_ = (
            said.on_paper_supplement_bring(),
            said.on_paper_supplement_papers(),
            said.on_paper_supplement_code(),
            said.on_paper_supplement_way_back(),
        )
    else:
        next_ = (
            said.on_paper_collect_bring(),
            said.on_paper_collect_papers(),
            said.on_paper_collect_code(),
            said.on_paper_collect_way_back(),
        )
    names = ("bring", "papers", "code_name", "way_back")
    return {name: _in_two(each, tongue) for name, each in zip(names, next_, strict=True)}


def closing_facts(plan: Plan, figures: Mapping[str, Any]) -> Facts:
    """Return the facts of a closing slip; the hash is split into groups, so that people can compare it."""
    counted = ("issued", "called", "served", "finished", "cancelled", "expired", "void", "seq", "day")
    hash_ = str(figures.get("hash", ""))
    grouped = " ".join(hash_[at : at + HASH_GROUP] for at in range(0, len(hash_), HASH_GROUP))
    words = {name: _same(str(figures.get(name, ""))) for name in counted}
    words |= {
        "hall": (plan.name.zh, plan.name.en),
        "hash": _same(grouped),
        "printed": _same(_hall_time(plan, figures.get("printed"))),
    }
    return Facts(words)


def _test_facts(plan: Plan, job: LeasedJobRow) -> Facts:
    name = plan.printer_names[job.printer]
    printed = f"{job.queued_at.astimezone(plan.hours.zone):%Y-%m-%d %H:%M:%S}"
    return Facts(
        {
            "hall": (plan.name.zh, plan.name.en),
            "printer": (name.zh, name.en),
            "address": _same(job.address),
            "profile": _same(job.profile),
            "printed": _same(printed),
        }
    )


def _common(
    plan: Plan, matter: MatterView, number: str, tongue: Tongue | None, windows: Sequence[str] = ()
) -> dict[str, tuple[str, str]]:
    department = plan.departments[matter.department]
    return {
        "hall": _in_two(plan.name, tongue),
        "area": _area(sorted({plan.windows[code].zone for code in windows} - {""}) or [department.area]),
        "department": _in_two(department.short, tongue),
        "matter": _in_two(matter.name, tongue),
        "number": _same(number),
    }


def _area(codes: Sequence[str]) -> tuple[str, str]:
    """Where the visitor goes: the areas of the windows that may call; where none is known, the department's."""
    zh, en = "、".join(codes), ", ".join(codes)
    return (f"{zh} 区", f"Area {en}") if en.isascii() and en else (zh, zh)


def _channel(plan: Plan, visitor_class: str, matter: MatterView, tongue: Tongue | None) -> tuple[str, str]:
    """Return the mark of a slip: the green channel, whatever the class in it; else the class."""
    if plan.lines[matter.line].green:
        return _in_two(said.on_paper_green(), tongue)
    known = plan.rules.classes.get(visitor_class)
    return ("", "") if known is None or visitor_class == "ordinary" else (known.zh, known.en)


def _missed(kind: str, n: str) -> Words:
    """Return what happens after a missed call, by the line's rule."""
    if kind == "back":
        return said.on_paper_missed_back(n=int(n))
    return said.on_paper_missed_void() if kind == "void" else said.on_paper_missed_keep()


def _materials(matter: MatterView, tongue: Tongue | None) -> tuple[tuple[str, str], ...]:
    return tuple(_in_two(each, tongue) for each in matter.materials)


def _stop(stop: StopView, tongue: Tongue | None) -> tuple[str, str]:
    """Return the name of one of several matters, with a note if it must wait for another."""
    name, after = _in_two(stop.name, tongue), _in_two(said.on_paper_after(), tongue)
    return (name[0] + after[0], name[1] + after[1]) if stop.after else name


def _in_two(words: Words, tongue: Tongue | None) -> tuple[str, str]:
    """Return the words in Chinese and in the slip's second language."""
    return words.zh, words.en if tongue is None else tongue.say(words)


def _second(ticket: TicketRow) -> Lang:
    """Return the slip's second language: "en" stands for any language but Chinese."""
    return "zh" if ticket.lang == "zh" else "en"


@cache
def _sentences(tongue: Tongue | None) -> Mapping[tuple[str, str], str]:
    """Return the built-in templates' sentences in a hall's own language; its own wording stays English."""
    if tongue is None:
        return {}
    said_in_it = {pair: tongue.message(message, {"n": "{n}"}) for message, pair in MESSAGES.items()}
    return {pair: text for pair, text in said_in_it.items() if text is not None}


def _same(words: str) -> tuple[str, str]:
    return words, words


def _hall_time(plan: Plan, said: str | None) -> str:
    return f"{datetime.fromisoformat(said).astimezone(plan.hours.zone):%Y-%m-%d %H:%M}" if said else ""


_RECEIPTS = PreparedValue(
    select(func.count())
    .select_from(schema.print_jobs)
    .where(schema.print_jobs.c.ticket == bindparam("ticket"), text("print_job.kind = 'receipt'"))
)


def _receipts(work: CommandContext, ticket: int) -> int:
    return _RECEIPTS.one(work.connection, {"ticket": ticket})


def _addressed(element: dict[str, Any], link: str | None) -> dict[str, Any] | None:
    if element.get("type") != "qr" or element["data"] != LATER:
        return element
    return None if link is None else {**element, "data": link}
