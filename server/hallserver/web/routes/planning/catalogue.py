"""The catalogue's tables: read, also as templates; rows, sheets and plans applied, or tried by dry run."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response

from halldisplay.languages import languages_in
from hallserver.contract import PlanColumn, PlanDifference, PlanTable
from hallserver.contract.requests import LocalSheetBody, PlanBody, PlanRowBody, SheetBody
from hallserver.core.errors import UnknownValue
from hallserver.core.language.text import meant
from hallserver.core.language.why import hints
from hallserver.core.plans.plan import read_plan
from hallserver.core.plans.sheets import PAIRED, cells_of, read_form, read_sheet, write_sheet
from hallserver.core.plans.tables import TABLES, WORDS, Field
from hallserver.services.context import Command
from hallserver.services.planning import catalogue
from hallserver.store.plan_rows import said_plan
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.planning.files import grid_of
from hallserver.web.routes.planning.sheets import FORMATS, as_file
from hallserver.web.routes.planning.sheets import Table as SheetTable

# terms and letters are left out: they need signatures and document numbers
PAGES = ("departments", "matters", "groups", "lines", "windows", "kiosks", "staffers")
LARGEST_SHEET = 4 * 2**20
FORM = "form"
_KINDS: dict[type | str, str] = {str: "text", int: "whole", bool: "yes_no", list: "list", WORDS: "words"}


@route(
    "GET",
    "/plan/{table}",
    permission="catalogue.read",
    response=PlanTable,
    query={"format": "json, or csv or xlsx: a sheet that can be changed and sent back"},
)
def read_table(call: Call) -> Any:
    """Return a table of the plan in force; as CSV or XLSX it is a template for changes."""
    table = _need(call.args["table"])
    with call.hall.reading() as connection:
        rows = said_plan(connection, call.hall.plan.rules).tables[table]
    form = chosen(call, "format", FORMATS, "json")
    if form == "xlsx":
        head, *cells = cells_of(table, rows, _languages(call))
        return as_file(form, table, SheetTable(table, head, cells, template=True))
    if form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
        text = write_sheet(table, rows, _languages(call)).encode("utf-8-sig")
        return Response(text, content_type="text/csv; charset=utf-8", headers=headers)
    columns = tuple(_column(name, field) for name, field in TABLES[table].items())
    return PlanTable(table, columns, rows)


@route(
    "POST",
    "/plan/{table}",
    permission="catalogue.write",
    body=PlanRowBody,
    response=PlanDifference,
)
def put_row(call: Call) -> Act:
    """Add or change one row; omitted fields stay. With `dry_run` only report what would change."""
    sheet = read_form(_need(call.args["table"]), FORM, call.body.row, _languages(call))
    return act_or_try(
        call, partial(catalogue.take_sheet, who=call.who, sheet=sheet, dry_run=call.body.dry_run)
    )


@route(
    "POST",
    "/plan/{table}/sheet",
    permission="catalogue.write",
    body=SheetBody,
    response=PlanDifference,
    largest=LARGEST_SHEET,
)
def put_sheet(call: Call) -> Act:
    """Apply a table's sheet (CSV or XLSX), all or nothing. With `dry_run` only report what would change."""
    sheet = call.hall.run_in_threadpool(
        read_sheet, _need(call.args["table"]), call.body.file, grid_of(call), _languages(call)
    )
    return act_or_try(
        call, partial(catalogue.take_sheet, who=call.who, sheet=sheet, dry_run=call.body.dry_run)
    )


@route(
    "POST",
    "/local/plan",
    permission="hall.plan",
    body=PlanBody,
    response=PlanDifference,
    local=True,
)
def local_plan(call: Call) -> Act:
    """Apply a plan to the running hall, all or nothing."""
    plan = call.hall.run_in_threadpool(read_plan, call.body.text, call.body.file, _languages(call))
    return act_or_try(call, partial(catalogue.take_whole, who=call.who, plan=plan, dry_run=call.body.dry_run))


@route(
    "POST",
    "/local/sheet",
    permission="hall.plan",
    body=LocalSheetBody,
    response=PlanDifference,
    local=True,
)
def local_sheet(call: Call) -> Act:
    """Apply a sheet of any table, at the machine itself."""
    sheet = call.hall.run_in_threadpool(
        read_sheet, call.body.kind, call.body.file, grid_of(call), _languages(call)
    )
    return act_or_try(
        call, partial(catalogue.take_sheet, who=call.who, sheet=sheet, dry_run=call.body.dry_run)
    )


def act_or_try(call: Call, command: Command[PlanDifference]) -> Act:
    """Run a dry run at once and roll it back; its answer is stored under the idempotency key as usual."""
    if not call.body.dry_run:
        return Act(command)
    try:
        told = call.hall.writer(command)
    except catalogue.Rehearsed as tried:
        told = tried.told
    return Act(lambda _work: told)


def _languages(call: Call) -> tuple[str, ...]:
    return languages_in(call.hall.settings.data / "words")


def _need(table: str) -> str:
    found = meant(table, PAGES)
    if found is None:
        raise UnknownValue(what="table", name=table, **hints(table, PAGES, listed=True))
    return found


def _column(name: str, field: Field) -> PlanColumn:
    kind = "materials" if name in PAIRED else _KINDS[field.kind]
    return PlanColumn(name, kind, field.default is ..., field.one_of, field.of)
