"""Printers for staff: state, test slip, new paper, address."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import select

from hallprinters import find
from hallprinters.reach import BadNetwork
from hallserver.contract import FoundPrinter, FoundPrintersView, PrintersView, PrinterView, QueuedSlip
from hallserver.contract.requests import ClosingSlipBody, PrinterBody
from hallserver.core.errors import Malformed
from hallserver.core.floor.equipment import Condition
from hallserver.core.language.why import Why, quoted
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing import printers, slips, spool
from hallserver.store import schema
from hallserver.store.prepared import read_rows
from hallserver.store.rows import PrinterRow
from hallserver.store.watching import spooled
from hallserver.web.door import Act, Call, route

ONE = "/printers/{printer}"


@route("GET", "/printers", permission="printer.read", response=PrintersView)
def read_printers(call: Call) -> PrintersView:
    """List every printer: last reading, paper, queued jobs, how today's slips were confirmed."""
    plan = call.hall.plan
    start, _ = plan.hours.day_bounds(plan.hours.business_day(call.now))
    with call.hall.reading() as connection:
        counted = spooled.counts(connection, start)
        rows = read_rows(connection, select(schema.printers).order_by(schema.printers.c.code), PrinterRow)
    return PrintersView(tuple(_view(row, counted.get(row.code, {})) for row in rows))


@route("POST", "/printers", permission="printer.edit", body=PrinterBody)
def put_printer(call: Call) -> Act:
    """Add a printer, or change its address, profile and neighbour."""
    body: PrinterBody = call.body
    said = printers.PrinterPlan(
        body.code, body.name.both(), body.address, body.profile, body.neighbour, body.roll_m
    )
    return Act(partial(printers.put_printer, who=call.who, said=said))


@route(
    "GET",
    "/printers/found",
    permission="printer.edit",
    response=FoundPrintersView,
    query={"network": "192.168.1.0/24"},
)
def find_printers(call: Call) -> FoundPrintersView:
    """List who on a network listens where raw printing does, and which of them are printers of the hall.

    Raises:
        Malformed: no network, too large a one, or one where no printer may be.
    """
    said = call.query.get("network", "")
    try:
        network = find.read_network(said, call.hall.writer.state.timeouts.printer_reach)
    except BadNetwork as error:
        zh = f"{quoted(said)} 不是可查找打印机的网段（如 192.168.1.0/24，最多 {find.MOST} 个地址）"
        raise Malformed(Why(zh, str(error))) from error
    there = call.hall.run_in_threadpool(find.find, network)
    with call.hall.reading() as connection:
        rows = read_rows(connection, select(schema.printers), PrinterRow)
    known = {row.address.removeprefix("tcp://"): row.code for row in rows}
    found = (f"{each}:{find.RAW_PORT}" for each in there)
    return FoundPrintersView(
        str(network), tuple(FoundPrinter(f"tcp://{each}", known.get(each)) for each in found)
    )


@route("POST", f"{ONE}/test", permission="printer.test", response=QueuedSlip, status=202)
def print_test(call: Call) -> Act:
    """Print a test slip, through the same spool as every slip."""
    printer: str = call.args["printer"]

    def command(work: CommandContext) -> QueuedSlip:
        return QueuedSlip(spool.queue_test(work, call.who, printer), printer)

    return Act(command)


@route(
    "POST",
    f"{ONE}/closing-slip",
    permission="day.close",
    body=ClosingSlipBody,
    response=QueuedSlip,
    status=202,
)
def print_closing(call: Call) -> Act:
    """Print the closing slip of a sealed day: its figures and the hash to compare."""
    printer: str = call.args["printer"]
    day = call.body.day

    def command(work: CommandContext) -> QueuedSlip:
        return QueuedSlip(slips.queue_closing(work, call.who, printer, day or work.day), printer)

    return Act(command)


@route("POST", f"{ONE}/paper-changed", permission="printer.care")
def change_paper(call: Call) -> Act:
    """Reset the paper counter after a new roll."""
    return _care(call, printers.change_paper)


@route("POST", f"{ONE}/looked-at", permission="printer.care")
def look_at(call: Call) -> Act:
    """Unmute a printer after staff have looked at it."""
    return _care(call, printers.look_at)


def _care(call: Call, verb: Any) -> Act:
    who: Principal = call.who
    return Act(partial(verb, who=who, printer=call.args["printer"]))


def _view(row: PrinterRow, counted: dict[str, Any]) -> PrinterView:
    methods, problems = dict(counted.get("methods", {})), dict(counted.get("problems", {}))
    left, by = _paper_left(row)
    return PrinterView(
        row.code,
        row.name,
        row.address,
        row.profile,
        Condition(row.state),
        row.detail,
        row.read_at,
        sum(counted.get("open", {}).values()),
        sum(methods.values()),
        neighbour=row.neighbour,
        roll_m=row.roll_m,
        muted_at=row.muted_at,
        muted_for=row.muted_for,
        paper_left=left,
        paper_by=by,
        paper_changed_at=row.paper_changed_at,
        used_mm=row.used_mm,
        used_slips=row.used_slips,
        total_mm=row.total_mm,
        methods=methods,
        problems=problems,
    )


def _paper_left(row: PrinterRow) -> tuple[int | None, str | None]:
    """Return the paper left: the sensor's low or out, else by what was printed since the roll was changed."""
    if row.state == "paper_out":
        return 0, "sensor"
    left = printers.left_percent(row.used_mm, row.roll_m)
    estimate = left if row.paper_changed_at else None
    if row.state == "paper_low":
        return min(printers.LOW_PERCENT, estimate if estimate is not None else printers.LOW_PERCENT), "sensor"
    if estimate is not None:
        return estimate, "odometer"
    # no change of the roll is on record: it was whole when the printer was added, at best
    return (left, "assumed") if row.used_mm and left else (None, None)
