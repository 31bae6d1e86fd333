"""Import a plan, all or nothing; what the plan no longer names stays while anything refers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from hallserver.core.errors import MatterInUse, PrefixTaken
from hallserver.core.events import ABSENT, HallPlanned
from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.tables import PlanRow
from hallserver.core.rights import Principal
from hallserver.core.rules import QueueRules, merge_rules
from hallserver.core.workdays import WEEKDAYS
from hallserver.services.casework import cases
from hallserver.services.context import CommandContext
from hallserver.services.people import letters, terms
from hallserver.services.planning.calendars import calendar_rows
from hallserver.services.planning.rules import publish_rules
from hallserver.services.printing import printers
from hallserver.services.queue import slots, staff
from hallserver.store import schema
from hallserver.store.catalogue import load_plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import CounterRow, PrinterRow, SecondmentRow, SessionRow

NO_NORM = 1  # for a matter that is not in the hall
_COPIED = {
    "departments": "short area",
    "lines": "prefix kind",
    "matters": "department line audience kind promised_days legal_days fee fee_fen materials joint initials guide reason "
    "norm_minutes",
    "windows": "zone department mandate printer abilities",
    "printers": "address profile neighbour roll_m",
    "groups": "",
    "kiosks": "printer zone idle_s ask_s attract_s",
    "screens": "zone diagonal_inch farthest_m day",
    "zones": "volume",
    "staffers": "department abilities",
}
"""The tables of a plan, and the columns that are copied as they are."""
_WORKED_OUT: dict[str, Callable[[PlanRow, int], PlanRow]] = {
    "lines": lambda row, _: {"green": int(row["green"])},
    "matters": lambda row, n: {"in_hall": int(row["in_hall"]), "usual": int(row["usual"]), "position": n},
    "windows": lambda _, n: {"position": n},
    "screens": lambda row, _: {"width_px": row["pixels"][0], "height_px": row["pixels"][1]},
    "zones": lambda row, _: {"silent": int(row["silent"])},
}


@dataclass(frozen=True, slots=True)
class Difference:
    """The effect of an import: new and changed rows per table, and how many promises moved."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    recounted: int = 0

    def sentence(self) -> str:
        """Return it as a sentence."""
        parts = [f"{count} {name} added" for name, count in self.added.items() if count]
        parts += [f"{count} {name} changed" for name, count in self.changed.items() if count]
        return "; ".join(parts) or "nothing changed"


def take_plan(
    work: CommandContext,
    who: Principal,
    plan: HallPlan,
    base: QueueRules | None = None,
    sheet: tuple[str, list[Any]] | None = None,
) -> Difference:
    """Write a checked plan: new codes are added, known ones changed; codes in the log never vanish.

    `base` is the rules that the plan's rules override: the defaults, or those in force. Open windows follow
    at once.
    """
    added: dict[str, int] = {}
    changed: dict[str, int] = {}
    _check_moves(work, plan)
    _check_prefixes(work, plan)
    _check_printers(work, plan)
    _take_hall(work, plan.hall)
    _free_prefixes(work, plan)
    for name, table, rows in _rows(plan):
        added[name], changed[name] = _put(work, table, rows)
    slots.follow_plan(work)
    stepped = _step_over(work, plan)
    _replace(work, plan)
    added["secondments"], changed["secondments"] = _put_secondments(work, who, plan)
    added["letters"], changed["letters"] = _put_letters(work, who, plan)
    of_table, changes = sheet or (ABSENT, ABSENT)
    published = _rules_of(work, plan, base or QueueRules())
    if published.as_facts() != work.plan.rules.as_facts() or not work.plan.rules.version:
        publish_rules(work, who, published)
    work.publish(
        who,
        HallPlanned(added=added, changed=changed, stepped=stepped or ABSENT, table=of_table, changes=changes),
    )
    was = work.plan.hours
    follow(work, who)
    return Difference(added, changed, cases.recount(work, who, was))


class _LiveOfMatter(Row):
    """A matter and its number of live tickets."""

    matter: str
    live: int


def follow(work: CommandContext, who: Principal) -> None:
    """Load the new plan and apply it to the open windows."""
    work.plan = load_plan(work.connection).taught_as(work.plan)
    for session in read_rows(work.connection, select(schema.sessions).where(schema.IS_OPEN), SessionRow):
        staff.follow_plan(work, who, session, "plan")


def _take_hall(work: CommandContext, hall: PlanRow) -> None:
    work.connection.execute(
        update(schema.hall).values(
            code=hall["code"],
            name=hall["name"],
            zone=hall["zone"],
            hours=hall["hours"],
            always_open=int(hall["always_open"]),
            service_level_ms=hall["service_level_minutes"] * 60_000,
        )
    )


def _rows(plan: HallPlan) -> list[tuple[str, Table, list[PlanRow]]]:
    return [
        (
            name,
            getattr(schema, name),
            [_row(row, n, columns.split(), _WORKED_OUT.get(name)) for n, row in enumerate(plan.tables[name])],
        )
        for name, columns in _COPIED.items()
    ]


def _row(
    row: PlanRow, n: int, columns: list[str], worked_out: Callable[[PlanRow, int], PlanRow] | None
) -> PlanRow:
    copied = {"code": row["code"], "name": row["name"], **{column: row[column] for column in columns}}
    return copied | (worked_out(row, n) if worked_out else {})


def _check_moves(work: CommandContext, plan: HallPlan) -> None:
    """Refuse to move a matter to another line while it has live tickets, which would be lost from the line.

    Raises:
        MatterInUse: with the number of its live tickets.
    """
    lines = {row["code"]: row["line"] for row in plan.tables["matters"]}
    for matter, live in live_of_matters(work.connection).items():
        known = work.plan.matters.get(matter)
        if known and lines.get(matter, known.line) != known.line:
            raise MatterInUse({"matter": matter, "tickets": live}, matter=matter, count=live)


def live_of_matters(connection: Connection) -> dict[str, int]:
    """The matters that somebody waits for or is served with, and how many each."""
    live = (
        select(schema.stops.c.matter, func.count().label("live"))
        .where(schema.IS_LIVE)
        .group_by(schema.stops.c.matter)
    )
    return {row.matter: row.live for row in read_rows(connection, live, _LiveOfMatter)}


def _check_printers(work: CommandContext, plan: HallPlan) -> None:
    """Check the addresses of new and moved printers, as the office's page does.

    Raises:
        Malformed: names the address.
    """
    known = {row.code: row.address for row in read_rows(work.connection, select(schema.printers), PrinterRow)}
    for row in plan.tables["printers"]:
        if known.get(row["code"]) != row["address"]:
            printers.check_address(work, row["address"])


def _check_prefixes(work: CommandContext, plan: HallPlan) -> None:
    """Refuse a prefix that belongs to a line the plan does not name, as that line stays as it is.

    Raises:
        PrefixTaken: with the line that has it.
    """
    wanted = {row["prefix"] for row in plan.tables["lines"]}
    named = {row["code"] for row in plan.tables["lines"]}
    for code, line in work.plan.lines.items():
        if code not in named and line.prefix in wanted:
            raise PrefixTaken(
                {"line": code, "prefix": line.prefix},
                line=code,
                prefix=line.prefix,
                line_zh=line.name.zh,
                line_en=line.name.en,
            )


def _step_over(work: CommandContext, plan: HallPlan) -> dict[str, int]:
    """Make lines with a new prefix continue after the numbers issued today with it: none is issued twice.

    Returns line → the number after which it continues, for lines that skip any.
    """
    fresh = {
        row["code"]: row["prefix"]
        for row in plan.tables["lines"]
        if row["code"] not in work.plan.lines or work.plan.lines[row["code"]].prefix != row["prefix"]
    }
    given: dict[str, int] = {}
    today = select(schema.tickets.c.number, schema.tickets.c.counter).where(schema.tickets.c.day == work.day)
    for number, counter in work.connection.execute(today) if fresh else ():
        prefix = number.rstrip("0123456789")
        given[prefix] = max(given.get(prefix, 0), counter)
    table = schema.counters
    own = select(table).where(table.c.day == work.day)
    last = {row.line: row.last for row in read_rows(work.connection, own, CounterRow)}
    stepped = {
        code: given[prefix] for code, prefix in fresh.items() if given.get(prefix, 0) > last.get(code, 0)
    }
    for code, behind in stepped.items():
        where = (table.c.day == work.day, table.c.line == code)
        if code in last:
            work.connection.execute(update(table).where(*where).values(last=behind))
        else:
            work.connection.execute(insert(table), {"day": work.day, "line": code, "last": behind})
    return stepped


def _free_prefixes(work: CommandContext, plan: HallPlan) -> None:
    """Set changing prefixes to placeholders first: they must stay unique while lines swap them."""
    wanted = {row["code"]: row["prefix"] for row in plan.tables["lines"]}
    changing = [
        code for code, line in work.plan.lines.items() if wanted.get(code, line.prefix) != line.prefix
    ]
    for i, code in enumerate(changing):
        aside = update(schema.lines).where(schema.lines.c.code == code).values(prefix=f"{i:02d}")
        work.connection.execute(aside)


def _put(work: CommandContext, table: Table, rows: list[PlanRow]) -> tuple[int, int]:
    columns = [table.c[name] for name in (rows[0] if rows else ())]
    known = {row.code: row._asdict() for row in work.connection.execute(select(*columns))} if rows else {}
    if table is schema.matters:
        rows = [_kept(row, known.get(row["code"], {})) for row in rows]
    new = [row for row in rows if row["code"] not in known]
    other = [row for row in rows if row["code"] in known and known[row["code"]] != row]
    if new:
        work.connection.execute(insert(table), new)
    for row in other:
        work.connection.execute(update(table).where(table.c.code == row["code"]).values(**row))
    return len(new), len(other)


def _kept(row: PlanRow, known: PlanRow) -> PlanRow:
    """Keep the line and norm of a matter that leaves the hall, for its past tickets."""
    norm = row["norm_minutes"] or known.get("norm_minutes") or NO_NORM
    return {**row, "line": row["line"] or known.get("line"), "norm_minutes": norm}


def _replace(work: CommandContext, plan: HallPlan) -> None:
    """Rewrite the tables that only a plan defines."""
    tables = plan.tables
    named = {"lines": schema.window_lines, "groups": schema.window_groups}
    rows: dict[Table, list[PlanRow]] = {
        table: [
            {"window": window["code"], name.removesuffix("s"): each}
            for window in tables["windows"]
            for each in window[name]
        ]
        for name, table in named.items()
    }
    offered = {"departments": schema.kiosk_departments, "matters": schema.kiosk_matters}
    rows |= {
        table: [
            {"kiosk": kiosk["code"], name.removesuffix("s"): each}
            for kiosk in tables["kiosks"]
            for each in kiosk[name]
        ]
        for name, table in offered.items()
    }
    rows[schema.group_matters] = [
        {"group": group["code"], "matter": matter}
        for group in tables["groups"]
        for matter in group["matters"]
    ]
    rows[schema.shifts] = [
        {
            "window": shift["window"],
            "weekday": WEEKDAYS.index(day),
            "half": shift["half"],
            "lines": shift["lines"],
            "groups": shift["groups"],
        }
        for shift in tables["shifts"]
        for day in shift["days"]
    ]
    rows[schema.duties] = [
        {"window": duty["window"], "weekday": WEEKDAYS.index(day), "span": duty["span"]}
        for duty in tables["duties"]
        for day in duty["days"]
    ]
    rows[schema.quotas] = [
        {"line": quota["line"], "span": quota["span"] or "", "most": quota["most"]}
        for quota in tables["quotas"]
    ]
    if plan.calendar:  # a sheet of one table has no calendar
        rows[schema.calendar_days] = calendar_rows(plan.calendar, work.day)
    for table, said in rows.items():
        work.connection.execute(delete(table))
        if said:
            work.connection.execute(insert(table), said)


def _rules_of(work: CommandContext, plan: HallPlan, base: QueueRules) -> QueueRules:
    """Return the rules of a plan: its `[rules]`, and each line's own."""
    lines = {
        row["code"]: replace(
            base.of_line(row["code"]),
            cap=row["tier0_cap"],
            missed=row["missed"],
            more_time_minutes=row["more_time_minutes"],
        )
        for row in plan.tables["lines"]
    }
    said = merge_rules(plan.rules, base, lines)
    return replace(said, lines={**work.plan.rules.lines, **lines})


def _put_secondments(work: CommandContext, who: Principal, plan: HallPlan) -> tuple[int, int]:
    """Import the plan's terms; a term that has ended, or whose end is already agreed, stays as it is."""
    table = schema.secondments
    known = {
        (row.staffer, row.from_day): row for row in read_rows(work.connection, select(table), SecondmentRow)
    }
    said = [(row, known.get((row["staffer"], row["from"]))) for row in plan.tables["secondments"]]
    changed = [
        (row, was)
        for row, was in said
        if was is not None and was.end_kind is None and (was.role, was.to_day) != (row["role"], row["to"])
    ]
    for row, was in changed:
        values = {"role": row["role"], "to_day": row["to"]}
        terms.check_apart(work, row["staffer"], row["from"], row["to"], nominated=False, besides=was.id)
        work.connection.execute(update(table).where(table.c.id == was.id).values(**values))
        terms.tell_imported(work, who, was.id)
    added = [row for row, was in said if was is None]
    for row in added:
        terms.take_term(work, who, row["staffer"], row["role"], (row["from"], row["to"]))
    return len(added), len(changed)


def _put_letters(work: CommandContext, who: Principal, plan: HallPlan) -> tuple[int, int]:
    """Import the plan's letters; a withdrawn letter stays withdrawn."""
    told = [
        letters.take_letter(
            work,
            who,
            letters.Paper(
                row["document"],
                row["staffer"],
                row["from"],
                row["to"],
                tuple(row["decide"]),
                tuple(row["accept"]),
            ),
        )
        for row in plan.tables["letters"]
    ]
    return told.count("added"), told.count("changed")
