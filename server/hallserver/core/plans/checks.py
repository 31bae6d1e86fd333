"""Checks across the tables of a plan: unique, existing references, dates in order, no overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hallserver.core.errors import BadRules
from hallserver.core.language.text import Spellings, meant
from hallserver.core.language.why import Why, near, quoted
from hallserver.core.plans.reader import BAD, MISSING, Reader, fine, read_words
from hallserver.core.plans.tables import KEYS, LARGEST_PX, LONGEST_WORDS, TABLES, UNIQUE, PlanRow
from hallserver.core.rules import QueueRules, merge_rules
from hallserver.core.workdays import WEEKDAYS, NoSpan, Span, overlap, parse_span

Tables = Mapping[str, tuple[PlanRow, ...]]
MOST_PERCENT = 100


def check_zone(reader: Reader, zone: Any) -> None:
    """Check that the time zone is known."""
    if zone is BAD:
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        unknown = Why(
            f"{quoted(zone)} 不是 Asia/Shanghai 这样的时区",
            f"{quoted(zone)} is no time zone like Asia/Shanghai",
        )
        reader.fault("hall", 0, "zone", unknown)


def check_hours(reader: Reader, hours: Any) -> dict[str, list[str]]:
    """Check the hall's hours, day by day; return them sorted, in their normal form."""
    found: dict[str, list[str]] = {}
    for said, spans in hours.items() if hours is not BAD else ():
        day = meant(said, WEEKDAYS)
        if day is None:
            unknown = Why(f"没有星期 {quoted(said)}", f"unknown day {quoted(said)}")
            reader.fault("hall.hours", 0, said, unknown.then(near(said, WEEKDAYS)))
        elif not (isinstance(spans, list) and all(isinstance(span, str) for span in spans)):
            needs = Why("须为时段列表，如 [“09:00-12:00”]", "needs a list of spans like [“09:00-12:00”]")
            reader.fault("hall.hours", 0, said, needs)
        else:
            found[day] = [each.words() for each in check_spans(reader, "hall.hours", 0, said, spans)]
    return found


def check_spans(reader: Reader, table: str, index: int, field: str, spans: list[Any]) -> list[Span]:
    """Return a day's spans in order; overlapping spans are a fault."""
    found: list[Span] = []
    for span in spans:
        try:
            found.append(parse_span(str(span)))
        except NoSpan as error:
            reader.fault(table, index, field, error.why)
    if met := overlap(found):
        one, two = (each.words() for each in met)
        reader.fault(table, index, field, Why(f"时段 {one} 与 {two} 重叠", f"{one} and {two} overlap"))
    return sorted(found, key=lambda each: each.start)


def check_codes(reader: Reader, tables: Tables) -> None:
    """Check that codes and other unique fields are unique."""
    coded = [(name, "code") for name in TABLES if "code" in TABLES[name]]
    for table, field in (*coded, *UNIQUE):
        seen: set[str] = set()
        for index, row in enumerate(tables[table]):
            if not fine(row, field):
                continue
            if row[field] in seen:
                there = Why(f"{quoted(row[field])} 已存在", f"{quoted(row[field])} is there already")
                reader.fault(table, index, field, there)
            seen.add(row[field])


def check_keys(reader: Reader, tables: Tables) -> None:
    """Check that rows without a code are unique by their key fields, for each day that they name."""
    for table, names in KEYS.items():
        if (table, names[0]) in UNIQUE:
            continue
        seen: set[tuple[Any, ...]] = set()
        for index, row in enumerate(tables[table]):
            for key in _keys(row, names):
                if key in seen:
                    said = " · ".join(str(each) for each in key if each is not None)
                    there = Why(f"“{said}”已有一行", f"there is a row for “{said}” already")
                    reader.fault(table, index, "days" if "days" in names else names[-1], there)
                seen.add(key)


def _keys(row: PlanRow, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    if not fine(row, *names):
        return []
    days = row["days"] if "days" in names else [None]
    return [tuple(day if name == "days" else row[name] for name in names) for day in days]


def check_references(reader: Reader, tables: Tables) -> None:
    """Check that every reference names an existing row, and take over that row's spelling."""
    codes = {
        name: Spellings(row["code"] for row in rows if fine(row, "code"))
        for name, rows in tables.items()
        if "code" in TABLES[name]
    }
    for table, fields in TABLES.items():
        pointing = {name: field.of for name, field in fields.items() if field.of}
        for index, row in enumerate(tables[table]):
            for name, target in pointing.items():
                if row[name] is not BAD and row[name] is not None:
                    row[name] = _pointed(reader, (table, index, name), row[name], codes[target])


def _pointed(reader: Reader, where: tuple[str, int, str], value: Any, known: Spellings) -> Any:
    named = value if isinstance(value, list) else [value]
    found: list[str] = []
    for each in named:
        code = known.meant(each) if isinstance(each, str) else None
        if code is None:
            unknown = Why(f"{quoted(each)} 不存在", f"{quoted(each)} is unknown")
            reader.fault(*where, unknown.then(near(str(each), known.known)))
        elif code in found:
            reader.fault(*where, _twice(each))
        else:
            found.append(code)
    if isinstance(value, list):
        return found
    return found[0] if found else BAD


def check_matters(reader: Reader, rows: tuple[PlanRow, ...]) -> None:
    """Check a matter's materials, departments and place."""
    for index, row in enumerate(rows):
        if fine(row, "materials"):
            row["materials"] = [_material(reader, index, each) for each in row["materials"]]
        if fine(row, "department", "joint", "kind"):
            _check_joint(reader, index, row)
        _check_place(reader, index, row)


def _material(reader: Reader, index: int, said: Any) -> Any:
    words = read_words(said, LONGEST_WORDS, reader.languages)
    if isinstance(words, Why):
        reader.fault("matters", index, "materials", Why(f"每项{words.zh}", f"each {words.en}"))
        return BAD
    return words


def _check_joint(reader: Reader, index: int, row: PlanRow) -> None:
    """A joint matter must be a promised one and name the other departments."""
    if row["department"] in row["joint"]:
        own = Why("只写其他部门，不写本部门", "names the others, not the matter's own department")
        reader.fault("matters", index, "joint", own)
    if row["joint"] and row["kind"] != "promised":
        reader.fault(
            "matters", index, "joint", Why("联办件须为 kind = “promised”", "needs kind = “promised”")
        )


def _check_place(reader: Reader, index: int, row: PlanRow) -> None:
    """A matter in the hall needs a line and a norm; one outside needs a reason and has no line."""
    if not fine(row, "in_hall"):
        return
    for name in ("line", "norm_minutes") if row["in_hall"] else ("reason",):
        if row[name] is None:
            reader.fault("matters", index, name, MISSING)
    if not row["in_hall"] and row["line"] is not None:
        outside = Why("不进大厅的事项没有队列", "a matter that is not in the hall has no line")
        reader.fault("matters", index, "line", outside)


def check_devices(reader: Reader, tables: Tables) -> None:
    """Check that a printer's neighbour is another printer, and the figures of screens and zones."""
    for index, row in enumerate(tables["printers"]):
        if fine(row, "neighbour", "code") and row["neighbour"] == row["code"]:
            own = Why("打印机不能以自己为备用", "a printer is not its own neighbour")
            reader.fault("printers", index, "neighbour", own)
    for index, row in enumerate(tables["screens"]):
        if fine(row, "pixels"):
            _check_pixels(reader, index, row["pixels"])
        if fine(row, "day"):
            row["day"] = [each.words() for each in check_spans(reader, "screens", index, "day", row["day"])]
    for index, row in enumerate(tables["zones"]):
        if fine(row, "volume"):
            _check_volume(reader, index, row["volume"])


def _check_pixels(reader: Reader, index: int, sides: list[Any]) -> None:
    if [type(side) for side in sides] != [int, int] or min(sides) < 1 or max(sides) > LARGEST_PX:
        reader.fault(
            "screens", index, "pixels", Why("须为宽与高的像素数", "needs width and height in pixels")
        )


def _check_volume(reader: Reader, index: int, volume: list[Any]) -> None:
    said = [str(each).partition("=") for each in volume]
    check_spans(reader, "zones", index, "volume", [span for span, _, _ in said])
    if not all(
        each.isascii() and each.isdigit() and len(each) <= len("100") and int(each) <= MOST_PERCENT
        for _, _, each in said
    ):
        needs = Why(
            "须为列表，如 [“08:00-12:00=80”]，音量 0 至 100",
            "needs a list like [“08:00-12:00=80”], 0 to 100 percent",
        )
        reader.fault("zones", index, "volume", needs)


def check_terms(reader: Reader, tables: Tables) -> None:
    """Check that terms and letters end after they begin, and that the terms of one person never overlap."""
    for table in ("secondments", "letters"):
        for index, row in enumerate(tables[table]):
            if fine(row, "from", "to") and row["to"] < row["from"]:
                late = Why(f"截止于 {row['to']}，早于起始日期", f"ends on {row['to']}, before it begins")
                reader.fault(table, index, "to", late)
    terms = sorted(
        (row["staffer"], row["from"], row["to"], i)
        for i, row in enumerate(tables["secondments"])
        if fine(row, "staffer", "from", "to")
    )
    for before, after in pairwise(terms):
        if before[0] == after[0] and before[1] < after[1] <= before[2]:
            other = Why(
                f"与 {quoted(after[0])} 的另一派驻期重叠（{before[1]} 至 {before[2]}）",
                f"overlaps another term of {quoted(after[0])} ({before[1]} to {before[2]})",
            )
            reader.fault("secondments", after[3], "from", other)


def check_duties(reader: Reader, rows: tuple[PlanRow, ...]) -> None:
    """Check that the duties of a window on one day do not overlap, so that the start of each is clear."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for index, row in enumerate(rows):
        for day in row["days"] if fine(row, "window", "days", "span") else ():
            of = spans[row["window"], day]
            of.append(parse_span(row["span"]))
            if len(set(map(Span.words, of))) == len(of) and (met := overlap(of)):
                one, two = (each.words() for each in met)
                reader.fault(
                    "duties", index, "span", Why(f"时段 {one} 与 {two} 重叠", f"{one} and {two} overlap")
                )


def check_rules(reader: Reader, said: Any, lines: tuple[PlanRow, ...]) -> PlanRow:
    """Check the `[rules]` table as a rules file; lines have their rules in their own table."""
    if not isinstance(said, dict):
        reader.fault("rules", 0, "-", Why("应为一个表", "is no table"))
        return {}
    if "lines" in said:
        reader.fault("rules", 0, "lines", Why("应写在各队列自己的表中", "is said in each line's own table"))
        return {}
    try:
        merge_rules(said, QueueRules(), {row["code"]: row for row in lines if fine(row, "code")})
    except BadRules as error:
        for each in error.facts["faults"]:
            reader.fault("rules", 0, each["field"], Why(each["zh"], each["en"]))
    return said


def check_calendar(reader: Reader, days: list[Any]) -> None:
    """Check that each day is a holiday or a make-up day, and appears once."""
    for i, day in enumerate(days):
        if day is not BAD and day in days[:i]:
            reader.fault("calendar", 0, "holidays", Why(f"{day} 重复", f"{day} is there twice"))


def _twice(each: Any) -> Why:
    return Why(f"{quoted(each)} 重复", f"{quoted(each)} is there twice")
