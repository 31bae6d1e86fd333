"""A hall's plan as it is written by people: parsed strictly; an error names file, line, field and the nearest value.

The file is TOML (toml.io, 1.0). Python's own reader gives no line numbers, so the place is found again in the text.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hallserver.core.errors import BadPlan, BadRules
from hallserver.core.rules import LARGEST_MINUTES, LARGEST_NUMBER, QueueRules, merge_rules
from hallserver.core.workdays import WEEKDAYS, parse_span

Row = dict[str, Any]
PREFIX = re.compile(r"[A-HJ-NPR-Z]{1,2}")  # no I, O, Q: they read as 1 and 0
CODE = re.compile(r"[A-Za-z0-9._-]{1,40}")
MISSED = re.compile(r"keep|void|back:[1-9]\d?")
LONGEST_DAYS = 3650
MOST_POSTS, MOST_NUMBERS = 1000, 100_000
LARGEST_FEE_FEN = 10**12
LARGEST_M, LARGEST_INCH, LARGEST_PX = 1000, 1000, 100_000
WORDS = "words"  # a table {zh, en}
SPAN = "span"  # 09:00-12:00
NEEDS_WORDS = "needs { zh = “…”, en = “…” }, both with words"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table: its type, whether it may be missing, which values it may have, where it points."""

    kind: type | str
    default: Any = ...
    one_of: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    of: str | None = None  # a code of that table; for a list: each of its items, once
    at_least: int | None = None
    at_most: int | None = None


PROFILES = tuple(
    f"{paper}{kind}" for paper in ("80mm", "58mm") for kind in ("", "-simple", "-silent", "-hybrid")
)
_CODE = Field(str, form=CODE)
_NAME = Field(WORDS)
TABLES: dict[str, dict[str, Field]] = {
    "departments": {"code": _CODE, "name": _NAME, "short": _NAME, "area": Field(str, ""), "posts": Field(int, 0, at_least=0, at_most=MOST_POSTS)},
    "lines": {
        "code": _CODE, "prefix": Field(str, form=PREFIX), "name": _NAME,
        "missed": Field(str, "keep", form=MISSED), "tier0_cap": Field(int, 2, at_least=1, at_most=LARGEST_NUMBER),
        "more_time_minutes": Field(int, 5, at_least=0, at_most=LARGEST_MINUTES), "green": Field(bool, False),
        "kind": Field(str, "ordinary", ("ordinary", "collection")),
    },
    "matters": {
        "code": _CODE, "department": Field(str, of="departments"), "line": Field(str, None, of="lines"), "name": _NAME,
        "audience": Field(str, "both", ("person", "business", "both")),
        "kind": Field(str, one_of=("on_the_spot", "promised")), "norm_minutes": Field(int, None, at_least=1, at_most=LARGEST_MINUTES),
        "promised_days": Field(int, 0, at_least=0, at_most=LONGEST_DAYS), "legal_days": Field(int, 0, at_least=0, at_most=LONGEST_DAYS), "fee": _NAME, "usual": Field(bool, False),
        "joint": Field(list, [], of="departments"),  # departments that work on it too: one case, one clock (联办件)
        "initials": Field(str, ""), "materials": Field(list, []), "guide": Field(WORDS, None),
        # what is charged when the fee is one sum, in fen (1/100 yuan)
        "fee_fen": Field(int, None, at_least=0, at_most=LARGEST_FEE_FEN),
        # 应进未进: a matter of the department that is not handled in the hall, with the reason
        "in_hall": Field(bool, True), "reason": Field(WORDS, None),
    },
    "groups": {"code": _CODE, "name": _NAME, "matters": Field(list, of="matters")},
    "windows": {
        "code": _CODE, "name": _NAME, "zone": Field(str, ""), "department": Field(str, None, of="departments"),
        "lines": Field(list, [], of="lines"), "groups": Field(list, [], of="groups"),
        "mandate": Field(str, "none", ("none", "accept", "decide")),
        "printer": Field(str, None, of="printers"),
    },
    # what a window serves in a half-day, where that is not its ordinary plan; nothing at all: closed
    "shifts": {
        "window": Field(str, of="windows"), "days": Field(list, one_of=WEEKDAYS), "half": Field(str, one_of=("am", "pm")),
        "lines": Field(list, [], of="lines"), "groups": Field(list, [], of="groups"),
    },
    # duty windows (值班窗口): open while the hall is not, over lunch or at the weekend
    "duties": {"window": Field(str, of="windows"), "days": Field(list, one_of=WEEKDAYS), "span": Field(SPAN)},
    # how many numbers a line gives in a day, or in a part of it
    "quotas": {"line": Field(str, of="lines"), "span": Field(SPAN, None), "most": Field(int, at_least=0, at_most=MOST_NUMBERS)},
    "printers": {
        "code": _CODE, "name": _NAME, "address": Field(str), "profile": Field(str, "80mm", PROFILES),
        "neighbour": Field(str, None, of="printers"), "roll_m": Field(int, 80, at_least=1, at_most=LARGEST_M),
    },
    "kiosks": {"code": _CODE, "name": _NAME, "printer": Field(str, None, of="printers")},
    "screens": {
        "code": _CODE, "name": _NAME, "zone": Field(str, ""), "diagonal_inch": Field(int, 55, at_least=1, at_most=LARGEST_INCH),
        "farthest_m": Field(int, 8, at_least=1, at_most=LARGEST_M), "pixels": Field(list, [1920, 1080]), "day": Field(list, []),
    },
    "zones": {"code": _CODE, "name": _NAME, "silent": Field(bool, False), "volume": Field(list, [])},
    "staffers": {"code": _CODE, "department": Field(str, of="departments"), "name": _NAME},
    "secondments": {
        "staffer": Field(str, of="staffers"), "role": Field(str, "staff", ("chief", "staff")),
        "from": Field(date), "to": Field(date),
    },
    "letters": {
        "document": Field(str), "staffer": Field(str, of="staffers"), "from": Field(date), "to": Field(date),
        "decide": Field(list, [], of="matters"), "accept": Field(list, [], of="matters"),
    },
}  # fmt: skip
HALL = {
    "code": _CODE, "name": _NAME, "zone": Field(str, "Asia/Shanghai"), "always_open": Field(bool, False),
    "service_level_minutes": Field(int, 15, at_least=1, at_most=LARGEST_MINUTES), "hours": Field(dict, {}),
}  # fmt: skip
CALENDAR = {
    "source": Field(str, "none", ("none", "cn")),
    "holidays": Field(list, []),
    "workdays": Field(list, []),
}
HOLIDAY = {"day": Field(date), "name": Field(WORDS, {"zh": "放假", "en": "Holiday"})}
WORKDAY = {
    "day": Field(date), "like": Field(str, "mon", WEEKDAYS),
    "name": Field(WORDS, {"zh": "调休上班", "en": "Make-up working day"}),
}  # fmt: skip
UNIQUE = (("lines", "prefix"), ("letters", "document"))


@dataclass(frozen=True, slots=True)
class HallPlan:
    """A plan that was checked: the hall's row and each table's rows, defaults filled in."""

    hall: Row
    tables: Mapping[str, tuple[Row, ...]]
    rules: Row = dataclasses.field(default_factory=dict)
    calendar: Row = dataclasses.field(default_factory=dict)


def read_plan(text: str, file: str) -> HallPlan:
    """Parse and check a plan.

    Raises:
        BadPlan: the first error, with file, line, field and the nearest known value.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadPlan(file=file, line=line[1] if line else 1, field="-", why=str(error)) from error
    return check_plan(said, Reader(text, file))


def check_plan(said: Mapping[str, Any], reader: Reader) -> HallPlan:
    """Check a plan however it was written; the reader knows where each field stands.

    Raises:
        BadPlan: the first error, with file, line, field and the nearest known value.
    """
    reader.known_keys(said, {"hall", "rules", "calendar", *TABLES}, "", 0)
    hall = reader.row("hall", -1, said.get("hall", {}), HALL)
    reader.check_zone(hall["zone"])
    reader.check_hours(hall["hours"])
    tables = {
        name: tuple(reader.row(name, i, row, fields) for i, row in enumerate(reader.rows(name, said)))
        for name, fields in TABLES.items()
    }
    reader.check_codes(tables)
    reader.check_references(tables)
    reader.check_details(tables)
    reader.check_terms(tables)
    rules = reader.check_rules(said.get("rules", {}), tables["lines"])
    return HallPlan(hall, tables, rules, reader.calendar(said.get("calendar", {})))


class Reader:
    """Knows the text, so that an error can name its line."""

    def __init__(self, text: str, file: str) -> None:
        """Split the text into lines."""
        self.lines, self.file = text.splitlines(), file

    def refuse(self, table: str, index: int, field: str, why: str) -> BadPlan:
        """The error, with the place of the field."""
        return BadPlan(
            file=self.file, line=self.place(table, index, field), field=f"{table}.{field}", why=why
        )

    def place(self, table: str, index: int, field: str) -> int:
        """The line of a field in the index-th `[[table]]`; of the table's head when the field is not there."""
        heads = [
            number
            for number, line in enumerate(self.lines)
            if re.match(rf"\s*\[{{1,2}}\s*{re.escape(table)}\s*\]{{1,2}}", line)
        ]
        start = heads[max(index, 0)] if len(heads) > max(index, 0) else 0
        for number in range(start + 1, len(self.lines)):
            line = self.lines[number]
            if re.match(rf"\s*{re.escape(field)}\s*=", line):
                return number + 1
            if re.match(r"\s*\[", line):
                break
        return start + 1

    def known_keys(self, row: Mapping[str, Any], known: Iterable[str], table: str, index: int) -> None:
        """Refuse a name that the table does not have."""
        for key in row:
            if key not in known:
                raise self.refuse(table or key, index, key, f"unknown field “{key}”{near(key, known)}")

    def rows(self, table: str, said: Mapping[str, Any]) -> list[Any]:
        """A table's rows, as they were written."""
        found = said.get(table, [])
        if not isinstance(found, list):
            raise self.refuse(table, 0, "-", f"is written [[{table}]], once for each")
        return found

    def row(self, table: str, index: int, said: Any, fields: Mapping[str, Field]) -> Row:
        """One row, each field checked, defaults filled in."""
        if not isinstance(said, dict):
            raise self.refuse(table, index, "-", "is no table")
        self.known_keys(said, fields, table, index)
        return {name: self.value(table, index, name, field, said) for name, field in fields.items()}

    def value(self, table: str, index: int, name: str, field: Field, said: Row) -> Any:
        """One field of a row, or its default."""
        if name not in said:
            if field.default is ...:
                raise self.refuse(table, index, name, "is missing")
            return field.default
        value: Any = said[name]
        if field.kind == WORDS:
            if not _are_words(value):
                raise self.refuse(table, index, name, NEEDS_WORDS)
            return value
        if field.kind == SPAN:
            return self.span(table, index, name, value)
        if type(value) is not field.kind:
            kind = getattr(field.kind, "__name__", field.kind)
            raise self.refuse(table, index, name, f"needs {kind}, not {type(value).__name__}")
        if field.at_least is not None and isinstance(value, int) and value < field.at_least:
            raise self.refuse(table, index, name, f"is {value}, and must be at least {field.at_least}")
        if field.at_most is not None and isinstance(value, int) and value > field.at_most:
            raise self.refuse(table, index, name, f"is too large, and may be {field.at_most} at most")
        self.check_value(table, index, name, field, value)
        return value

    def check_value(self, table: str, index: int, name: str, field: Field, value: Any) -> None:
        """Refuse what is none of the values, or not of the form."""
        text = str(value)
        for each in value if isinstance(value, list) else [value]:
            if field.one_of and each not in field.one_of:
                known = f"{', '.join(field.one_of)}{near(str(each), field.one_of)}"
                raise self.refuse(table, index, name, f"“{each}” is none of {known}")
        if field.form and not field.form.fullmatch(text):
            raise self.refuse(table, index, name, f"“{value}” is not of the form {field.form.pattern}")

    def span(self, table: str, index: int, name: str, value: Any) -> str:
        """A span of hours, in its one form."""
        try:
            return parse_span(str(value)).words()
        except ValueError as error:
            raise self.refuse(table, index, name, str(error)) from error

    def check_rules(self, said: Any, lines: tuple[Row, ...]) -> Row:
        """The `[rules]` table, as a rules file would be read; lines say theirs in their own table."""
        if not isinstance(said, dict):
            raise self.refuse("rules", 0, "-", "is no table")
        if "lines" in said:
            raise self.refuse("rules", 0, "lines", "is said in each line's own table")
        try:
            merge_rules(said, QueueRules(), {row["code"]: row for row in lines})
        except BadRules as error:
            name = str(error.facts["field"])
            raise self.refuse("rules", 0, name, str(error.facts["why"])) from error
        return said

    def calendar(self, said: Any) -> Row:
        """The `[calendar]` table."""
        row = self.row("calendar", 0, said, CALENDAR)
        holidays = [self.row("calendar", 0, each, HOLIDAY) for each in row["holidays"]]
        workdays = [self.row("calendar", 0, each, WORKDAY) for each in row["workdays"]]
        days = [each["day"] for each in (*holidays, *workdays)]
        for day in days:
            if days.count(day) > 1:
                raise self.refuse("calendar", 0, "holidays", f"{day} is there twice")
        return {"source": row["source"], "holidays": holidays, "workdays": workdays}

    def check_hours(self, hours: Row) -> None:
        """The hall's hours, day by day."""
        for day, spans in hours.items():
            if day not in WEEKDAYS:
                raise self.refuse("hall.hours", 0, day, f"unknown day “{day}”{near(day, WEEKDAYS)}")
            if not (isinstance(spans, list) and all(isinstance(span, str) for span in spans)):
                raise self.refuse("hall.hours", 0, day, "needs a list of spans like [“09:00-12:00”]")
            for span in spans:
                try:
                    parse_span(span)
                except ValueError as error:
                    raise self.refuse("hall.hours", 0, day, str(error)) from error

    def check_zone(self, zone: str) -> None:
        """The time zone, which has to be known."""
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise self.refuse("hall", 0, "zone", f"“{zone}” is no time zone like Asia/Shanghai") from error

    def check_details(self, tables: Mapping[str, tuple[Row, ...]]) -> None:
        """What one field has to be in the light of another."""
        for index, row in enumerate(tables["matters"]):
            if not all(map(_are_words, row["materials"])):
                raise self.refuse("matters", index, "materials", f"each {NEEDS_WORDS}")
            self.check_joint(index, row)
            self.check_place(index, row)
        for index, row in enumerate(tables["printers"]):
            if row["neighbour"] == row["code"]:
                raise self.refuse("printers", index, "neighbour", "a printer is not its own neighbour")
        for index, row in enumerate(tables["screens"]):
            sides = row["pixels"]
            if [type(side) for side in sides] != [int, int] or min(sides) < 1 or max(sides) > LARGEST_PX:
                raise self.refuse("screens", index, "pixels", "needs width and height in pixels")
            self.check_spans("screens", index, "day", row["day"])
        for index, row in enumerate(tables["zones"]):
            said = [str(each).partition("=") for each in row["volume"]]
            self.check_spans("zones", index, "volume", [span for span, _, _ in said])
            if not all(percent.isdigit() and int(percent) <= 100 for _, _, percent in said):  # noqa: PLR2004 - percent
                raise self.refuse(
                    "zones", index, "volume", "needs a list like [“08:00-12:00=80”], 0 to 100 percent"
                )

    def check_joint(self, index: int, row: Row) -> None:
        """A joint matter is promised, and names the departments beside its own."""
        if row["department"] in row["joint"]:
            raise self.refuse("matters", index, "joint", "names the others, not the matter's own department")
        if row["joint"] and row["kind"] != "promised":
            raise self.refuse("matters", index, "joint", "needs kind = “promised”")

    def check_place(self, index: int, row: Row) -> None:
        """A matter in the hall has its line and norm; one that is not says why, and has no line."""
        for name in ("line", "norm_minutes") if row["in_hall"] else ("reason",):
            if row[name] is None:
                raise self.refuse("matters", index, name, "is missing")
        if not row["in_hall"] and row["line"] is not None:
            raise self.refuse("matters", index, "line", "a matter that is not in the hall has no line")

    def check_spans(self, table: str, index: int, field: str, spans: list[Any]) -> None:
        """A list of spans."""
        for span in spans:
            try:
                parse_span(str(span))
            except ValueError as error:
                raise self.refuse(table, index, field, str(error)) from error

    def check_terms(self, tables: Mapping[str, tuple[Row, ...]]) -> None:
        """Terms and letters run forward, and the terms of one person never overlap."""
        for table in ("secondments", "letters"):
            for index, row in enumerate(tables[table]):
                if row["to"] < row["from"]:
                    raise self.refuse(table, index, "to", f"ends on {row['to']}, before it begins")
        terms = sorted(
            (row["staffer"], row["from"], row["to"], i) for i, row in enumerate(tables["secondments"])
        )
        for before, after in pairwise(terms):
            if before[0] == after[0] and after[1] <= before[2]:
                raise self.refuse("secondments", after[3], "from", f"overlaps another term of “{after[0]}”")

    def check_codes(self, tables: Mapping[str, tuple[Row, ...]]) -> None:
        """What has to be unique."""
        for table, field in (*((name, "code") for name in TABLES if "code" in TABLES[name]), *UNIQUE):
            seen: dict[str, int] = {}
            for index, row in enumerate(tables[table]):
                if row[field] in seen:
                    raise self.refuse(table, index, field, f"“{row[field]}” is there already")
                seen[row[field]] = index

    def check_references(self, tables: Mapping[str, tuple[Row, ...]]) -> None:
        """What points somewhere points at something."""
        codes = {
            name: {row["code"] for row in rows} for name, rows in tables.items() if "code" in TABLES[name]
        }
        for table, fields in TABLES.items():
            pointing = {name: field.of for name, field in fields.items() if field.of}
            for index, row in enumerate(tables[table]):
                for name, target in pointing.items():
                    self._check_row(table, index, name, row[name], codes[target])

    def _check_row(self, table: str, index: int, name: str, value: Any, known: set[str]) -> None:
        named = value if isinstance(value, list) else [value]
        for i, each in enumerate(named):
            if each is not None and not (isinstance(each, str) and each in known):
                raise self.refuse(table, index, name, f"“{each}” is unknown{near(str(each), known)}")
            if each in named[:i]:
                raise self.refuse(table, index, name, f"“{each}” is there twice")


def near(word: str, known: Iterable[str]) -> str:
    """Name the nearest known value, for the end of a sentence."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean “{close[0]}”?" if close else ""


def _are_words(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"zh", "en"}
        and all(isinstance(each, str) and each.strip() for each in value.values())
    )
