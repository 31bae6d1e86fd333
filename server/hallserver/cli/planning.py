"""A hall's plan: import a plan or a table's sheet, with a dry run; export a table as a template."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

import click

from halldisplay.languages import languages_in
from hallserver.cli.options import FOLDED, data_option, is_founded, need_hall, store_option

MOST_ROWS = 200
FIRST_MANAGER = "manager"
SHEET_ENDS = {".csv", ".xlsx"}
MARKS = {"added": "+", "changed": "~", "gone": "-"}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@store_option
@click.option(
    "--kind",
    type=FOLDED,
    help="The table that a sheet is of: departments, matters, lines, windows, staffers, …",
)
@click.option("--dry-run", is_flag=True, help="Check, and show what would change; change nothing.")
def import_plan(file: Path, data: Path, *, kind: str | None, dry_run: bool) -> None:
    """Import a hall's plan (TOML) or a table's sheet (CSV, XLSX), all or nothing."""
    from hallserver.services.planning.sheetfiles import read_text

    if kind is not None:
        _take_sheet(kind, file, data, dry_run=dry_run)
    elif file.suffix.lower() in SHEET_ENDS:
        raise click.UsageError("a sheet needs --kind: which table it is of")
    else:
        _take_whole(file, read_text(file.read_bytes(), file.name), data, dry_run=dry_run)


@click.command()
@click.argument("name")
@data_option
@store_option
@click.option("--english", default=None, help="Its name in English. [the same]")
def new(name: str, data: Path, english: str | None) -> None:
    """Make an empty hall called NAME; the rest is set up on its pages, or from sheets.

    Prints the link by which the first manager comes in: start the hall, open it, and follow the checklist.
    """
    code = found_empty(data.resolve(), name, english or name)
    click.echo(f"{data}: {name}")
    click.echo(f"1. 启动 start:  hall serve --data {data}")
    click.echo(f"2. 打开 open:   /office/setup#link={code}")


def found_empty(data: Path, name: str, english: str) -> str:
    """Found an empty hall; return the code of the first manager's link.

    Raises:
        ClickException: there is a hall already.
    """
    from hallserver.alone import found_hall
    from hallserver.cli.people import make_link
    from hallserver.core.plans.plan import read_plan
    from hallserver.local import me

    text = f'[hall]\ncode = "hall"\n[hall.name]\nzh = {json.dumps(name)}\nen = {json.dumps(english)}\n'
    try:
        found_hall(data, read_plan(text, "new"), me(), demo=False)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    return make_link(data, "manager", FIRST_MANAGER, None, None)


@click.command()
def example() -> None:
    """Print a small hall's plan, to be changed and imported."""
    click.echo(resources.files("hallserver").joinpath("small_hall.toml").read_text("utf-8"), nl=False)


@click.command()
@click.argument("kind", type=FOLDED)
@data_option
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [standard output]"
)
def export(kind: str, data: Path, out: Path | None) -> None:
    """Write a table as a sheet (CSV, or XLSX by the file's name) that can be changed and imported again."""
    from hallserver.core.plans.sheets import cells_of, need_sheet, write_sheet
    from hallserver.store import catalogue, connect
    from hallserver.store.plan_rows import said_plan

    kind = need_sheet(kind)
    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        connect.check_schema(connection)
        rows = said_plan(connection, catalogue.load_rules(connection)).tables[kind]
    reader.dispose()
    languages = languages_in(data / "words")
    if out is None:
        sys.stdout.write(write_sheet(kind, rows, languages))
        return
    if out.suffix.lower() == ".xlsx":
        from hallserver.web.routes.planning.sheets import template_book

        out.write_bytes(template_book(kind, *cells_of(kind, rows, languages)))
    else:  # the byte order mark lets spreadsheets read it as UTF-8
        out.write_text(write_sheet(kind, rows, languages), encoding="utf-8-sig", newline="")
    click.echo(f"{out}: {len(rows)} {kind}")


def _take_whole(file: Path, text: str, data: Path, *, dry_run: bool) -> None:
    from hallserver.alone import found_hall
    from hallserver.core.plans.plan import read_plan
    from hallserver.local import me
    from hallserver.services.planning import catalogue

    plan = read_plan(text, file.name, languages_in(data / "words"))
    if not is_founded(data):
        if dry_run:
            counts = ", ".join(f"{len(rows)} {name}" for name, rows in plan.tables.items())
            click.echo(f"{file}: good; a new hall with {counts}")
            return
        found_hall(data.resolve(), plan, me(), demo=False)
        click.echo(f"{data}: a new hall, {plan.hall['name']['en']}")
        return
    body = {"file": file.name, "text": text, "dry_run": dry_run}
    _do(data, "/local/plan", body, lambda work: catalogue.take_whole(work, me(), plan, dry_run=dry_run))


def _take_sheet(kind: str, file: Path, data: Path, *, dry_run: bool) -> None:
    from hallserver.cli.options import file_body
    from hallserver.core.plans.sheets import need_sheet, read_sheet
    from hallserver.local import me
    from hallserver.services.planning import catalogue
    from hallserver.services.planning.sheetfiles import read_grid

    kind = need_sheet(kind)
    raw = file.read_bytes()
    sheet = read_sheet(kind, file.name, read_grid(raw, file.name), languages_in(data / "words"))
    body = {"kind": kind, **file_body(file.name, raw), "dry_run": dry_run}
    _do(data, "/local/sheet", body, lambda work: catalogue.take_sheet(work, me(), sheet, dry_run=dry_run))


def _do(data: Path, path: str, body: dict[str, Any], alone: Any) -> None:
    import msgspec

    from hallserver.core.language.text import printable
    from hallserver.local import do
    from hallserver.services.planning.catalogue import Rehearsed

    try:
        told = do(need_hall(data), path, body, alone)
    except Rehearsed as tried:
        told = tried.told
    found = told if isinstance(told, dict) else msgspec.to_builtins(told)
    changes = found["changes"]
    for line in _lines(changes):
        click.echo(printable(line))
    for note in found["notes"]:
        click.echo(printable(f"! {note['en']} · {note['zh']}"))
    counts = {what: sum(each["what"] == what for each in changes) for what in MARKS}
    nothing = "no rows changed" if found["notes"] else "nothing changed"
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or nothing
    click.echo(f"{data}: {said}" + (" (dry run: nothing was written)" if body["dry_run"] else ""))


def _lines(changes: Iterable[dict[str, Any]]) -> Iterable[str]:
    for number, each in enumerate(changes):
        if number == MOST_ROWS:
            yield "  …"
            return
        kept = each["table"] not in ("shifts", "duties", "quotas")
        stays = "  (no longer named; stays as it is)" if each["what"] == "gone" and kept else ""
        yield f"{MARKS[each['what']]} {each['table']} {each['code']}{stays}"
        if each["what"] == "changed":
            for field in each["fields"]:
                yield f"    {field['field']}: {field['old'] or '(nothing)'} → {field['new'] or '(nothing)'}"


COMMANDS = (new, example, import_plan, export)
