"""The state of printers: the agent that owns it, its readings, whether it may print, the paper left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, or_, update

from hallprinters.errors import PrintingError
from hallprinters.reach import VIRTUAL
from hallserver.contract import Words
from hallserver.core.errors import Malformed, NotFound, PrinterTaken, UnknownValue
from hallserver.core.events import (
    PrinterChanged,
    PrinterLookedAt,
    PrinterMuted,
    PrinterPaperChanged,
    PrinterPaperLow,
    PrinterState,
)
from hallserver.core.language.why import Why, hints, quoted
from hallserver.core.plans.tables import CODE, PROFILES
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.store.prepared import PreparedChange
from hallserver.store.rows import PrinterRow
from hallserver.store.schema import printers
from hallserver.store.watching import spooled

LOW_PERCENT = 10
_OWN = PreparedChange(
    update(printers)
    .where(
        printers.c.code == bindparam("of_printer"),
        or_(
            printers.c.owner.is_(None),
            printers.c.owner == bindparam("by"),
            printers.c.owner_until < bindparam("now"),
        ),
    )
    .values(owner=bindparam("by"), owner_until=bindparam("until"))
)
_COUNT = PreparedChange(
    update(printers)
    .where(printers.c.code == bindparam("of_printer"))
    .values(
        used_mm=printers.c.used_mm + bindparam("mm"),
        total_mm=printers.c.total_mm + bindparam("mm"),
        used_slips=printers.c.used_slips + 1,
    )
)


@dataclass(frozen=True, slots=True)
class PrinterPlan:
    """A printer as the office defines it."""

    code: str
    name: Words
    address: str
    profile: str
    neighbour: str | None
    roll_m: int


def own(work: CommandContext, who: Principal, printer: str) -> None:
    """Own a printer for one lease: no other agent may lease its jobs or report its state.

    Raises:
        NotFound: no such printer. PrinterTaken: another agent's lease has not expired.
    """
    until = work.now + timedelta(milliseconds=work.timeouts.lease_ms)
    taken = _OWN.run(work.connection, {"of_printer": printer, "by": who.id, "now": work.now, "until": until})
    if taken != 1:
        row = _known(work, printer)
        raise PrinterTaken({"printer": printer, "owner": row.owner}, printer=printer)


def read(work: CommandContext, who: Principal, printer: str, state: str, detail: str | None) -> None:
    """Store a printer's last reading; a change of state is logged, a heartbeat is not."""
    was = _known(work, printer).state
    own(work, who, printer)
    work.connection.execute(
        update(printers)
        .where(printers.c.code == printer)
        .values(state=state, detail=detail, read_at=work.now)
    )
    if was != state:
        work.publish(who, PrinterState(printer=printer, state=state, was=was, detail=detail))


def note_unwatched(work: CommandContext) -> int:
    """Mark printers whose reading is out of date as unwatched and log that as an alarm; return how many."""
    lost = spooled.unwatched(work.connection, work.now)
    for row in lost:
        work.connection.execute(
            update(printers).where(printers.c.code == row.code).values(state="unwatched", detail=None)
        )
        work.publish(CLOCK, PrinterState(printer=row.code, state="unwatched", was=row.state, detail=None))
    return len(lost)


def mute(work: CommandContext, printer: str, why: str) -> None:
    """Give a printer no more jobs until staff have looked at it."""
    changed = work.connection.execute(
        update(printers)
        .where(printers.c.code == printer, printers.c.muted_at.is_(None))
        .values(muted_at=work.now, muted_for=why)
    )
    if changed.rowcount:
        work.publish(CLOCK, PrinterMuted(printer=printer, state="muted", detail=why))


def look_at(work: CommandContext, who: Principal, printer: str) -> None:
    """Unmute a printer after staff have looked at it and removed any paper hanging out."""
    was = _known(work, printer).muted_at
    if was is not None:
        work.connection.execute(
            update(printers).where(printers.c.code == printer).values(muted_at=None, muted_for=None)
        )
        work.publish(who, PrinterLookedAt(printer=printer))


def change_paper(work: CommandContext, who: Principal, printer: str) -> None:
    """Reset the paper counter for a new roll, and unmute the printer as well."""
    row = _known(work, printer)
    work.connection.execute(
        update(printers)
        .where(printers.c.code == printer)
        .values(used_mm=0, used_slips=0, paper_changed_at=work.now)
    )
    work.publish(who, PrinterPaperChanged(printer=printer, used_mm=row.used_mm, used_slips=row.used_slips))
    look_at(work, who, printer)


def count_paper(work: CommandContext, printer: str, mm: int) -> None:
    """Count a slip's paper; alarm once, when a tenth of the roll is left."""
    before = _known(work, printer)
    _COUNT.run(work.connection, {"of_printer": printer, "mm": mm})
    was, now = left_percent(before.used_mm, before.roll_m), left_percent(before.used_mm + mm, before.roll_m)
    if now <= LOW_PERCENT < was:
        work.publish(
            CLOCK, PrinterPaperLow(printer=printer, state="paper_low", detail=f"odometer: about {now} % left")
        )


def left_percent(used_mm: int, roll_m: int) -> int:
    """Return the percentage of a roll that is left, from the length printed; never below 0."""
    return max(0, 100 - used_mm // (roll_m * 10))


def put_printer(work: CommandContext, who: Principal, said: PrinterPlan) -> None:
    """Add a printer, or change its address, profile and neighbour.

    Raises:
        Malformed, UnknownValue: with what is wrong; nothing was changed.
    """
    _check(work, said)
    row: dict[str, Any] = {
        "code": said.code,
        # the page asks for Chinese and English: other languages stay as the plan has them
        "name": {**work.plan.printer_names.get(said.code, {}), **said.name},
        "address": said.address,
        "profile": said.profile,
        "neighbour": said.neighbour,
        "roll_m": said.roll_m,
    }
    if said.code in work.plan.printers:
        work.connection.execute(update(printers).where(printers.c.code == said.code).values(**row))
    else:
        work.connection.execute(insert(printers), row)
    work.publish(
        who,
        PrinterChanged(
            printer=said.code, address=said.address, profile=said.profile, neighbour=said.neighbour
        ),
    )


def _check(work: CommandContext, said: PrinterPlan) -> None:
    if not CODE.fullmatch(said.code):
        raise Malformed(
            Why(
                f"{quoted(said.code)} 不是编码（字母、数字、点、横线）",
                f"{quoted(said.code)} is no code: letters, digits, dot, hyphen",
            )
        )
    if said.profile not in PROFILES:
        raise UnknownValue(
            what="printer profile", name=said.profile, **hints(said.profile, PROFILES, listed=True)
        )
    if said.neighbour is not None and (
        said.neighbour == said.code or said.neighbour not in work.plan.printers
    ):
        raise UnknownValue(
            what="printer",
            name=said.neighbour,
            hint_zh="备用打印机须为另一台打印机。",
            hint_en=" A neighbour is another printer.",
        )
    check_address(work, said.address)


def check_address(work: CommandContext, address: str) -> None:
    """Refuse an address at which no printer of this hall can be.

    Raises:
        Malformed: says what is wrong with it.
    """
    if address == VIRTUAL:
        return
    from hallprinters.addresses import connector  # noqa: PLC0415 - loads sockets and drivers when needed

    try:
        connector(address, work.timeouts.printer_reach)
    except PrintingError as error:
        raise Malformed(Why(f"打印机地址 {quoted(address)} 无法使用（{error}）", str(error))) from error


def _known(work: CommandContext, printer: str) -> PrinterRow:
    row = spooled.printer(work.connection, printer)
    if row is None:
        raise NotFound(what="printer", name=printer)
    return row
