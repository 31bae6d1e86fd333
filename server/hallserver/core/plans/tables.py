"""The tables of a hall's plan: fields, allowed values, references; the one list for all ways of input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from hallserver.core.queue.needs import NEEDS
from hallserver.core.rules import LARGEST_MINUTES, LARGEST_NUMBER
from hallserver.core.workdays import WEEKDAYS

PlanRow = dict[str, Any]
PREFIX = re.compile(r"[A-HJ-NPR-Z]{1,2}")  # no I, O, Q: they read as 1 and 0
LONGEST_CODE = 64  # a province's item codes have 46 to 55
CODE = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_CODE}}}")
MISSED = re.compile(r"keep|void|back:[1-9]\d?")
LONGEST_DAYS = 3650
MOST_POSTS, MOST_NUMBERS = 1000, 100_000
LARGEST_FEE_FEN = 10**12
LEAST_IDLE_S, LONGEST_IDLE_S, LEAST_ASK_S, LONGEST_ASK_S, LONGEST_ATTRACT_S = 10, 600, 5, 120, 3600
LARGEST_M, LARGEST_INCH, LARGEST_PX = 1000, 1000, 100_000
LONGEST_WORDS, LONGEST_SHORT, LONGEST_TEXT = 200, 60, 2000
MOST_ITEMS = 2000
WORDS = "words"  # a table {zh, en}; one of the two is enough
SPAN = "span"  # 09:00-12:00


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table: its type, default, allowed values and reference."""

    kind: type | str
    default: Any = ...
    one_of: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    of: str | None = None  # a code of that table; in a list, each item once
    at_least: int | None = None
    at_most: int | None = None
    longest: int = LONGEST_WORDS
    lines: bool = False  # words may have several lines


PROFILES = tuple(
    f"{paper}{kind}" for paper in ("80mm", "58mm") for kind in ("", "-simple", "-silent", "-hybrid")
)
_CODE = Field(str, form=CODE)
_NAME = Field(WORDS)
_SHORT = Field(WORDS, None, longest=LONGEST_SHORT)  # the name, where it is left out
TABLES: dict[str, dict[str, Field]] = {
    "departments": {"code": _CODE, "name": _NAME, "short": _SHORT, "area": Field(str, ""), "posts": Field(int, 0, at_least=0, at_most=MOST_POSTS)},
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
        "joint": Field(list, [], of="departments"),  # others that work on it: one case, one clock (联办件)
        "initials": Field(str, ""), "materials": Field(list, []), "guide": Field(WORDS, None, longest=LONGEST_TEXT, lines=True),
        # the amount when the fee is one fixed sum, in fen (1/100 yuan)
        "fee_fen": Field(int, None, at_least=0, at_most=LARGEST_FEE_FEN),
        # 应进未进: a matter of the department that is handled outside the hall, with the reason
        "in_hall": Field(bool, True), "reason": Field(WORDS, None, longest=LONGEST_TEXT, lines=True),
    },
    "groups": {"code": _CODE, "name": _NAME, "matters": Field(list, of="matters")},
    "windows": {
        "code": _CODE, "name": _NAME, "zone": Field(str, ""), "department": Field(str, None, of="departments"),
        "lines": Field(list, [], of="lines"), "groups": Field(list, [], of="groups"),
        "mandate": Field(str, "none", ("none", "accept", "decide")),
        "printer": Field(str, None, of="printers"), "abilities": Field(list, [], tuple(NEEDS)),
    },
    # what a window serves in a half-day, if not its ordinary plan; without entries it is closed
    "shifts": {
        "window": Field(str, of="windows"), "days": Field(list, one_of=WEEKDAYS), "half": Field(str, one_of=("am", "pm")),
        "lines": Field(list, [], of="lines"), "groups": Field(list, [], of="groups"),
    },
    # duty windows (值班窗口): open while the hall is closed, over lunch or at the weekend
    "duties": {"window": Field(str, of="windows"), "days": Field(list, one_of=WEEKDAYS), "span": Field(SPAN)},
    # how many numbers a line issues in a day, or in a part of it
    "quotas": {"line": Field(str, of="lines"), "span": Field(SPAN, None), "most": Field(int, at_least=0, at_most=MOST_NUMBERS)},
    "printers": {
        "code": _CODE, "name": _NAME, "address": Field(str), "profile": Field(str, "80mm", PROFILES),
        "neighbour": Field(str, None, of="printers"), "roll_m": Field(int, 80, at_least=1, at_most=LARGEST_M),
    },
    "kiosks": {
        "code": _CODE, "name": _NAME, "printer": Field(str, None, of="printers"), "zone": Field(str, ""),
        # what it offers: these departments and these matters; both empty: everything
        "departments": Field(list, [], of="departments"), "matters": Field(list, [], of="matters"),
        # of nothing, until it asks; from then until it goes home; until the page of notices and pictures (0: never)
        "idle_s": Field(int, 30, at_least=LEAST_IDLE_S, at_most=LONGEST_IDLE_S),
        "ask_s": Field(int, 20, at_least=LEAST_ASK_S, at_most=LONGEST_ASK_S),
        "attract_s": Field(int, 180, at_least=0, at_most=LONGEST_ATTRACT_S),
    },
    "screens": {
        "code": _CODE, "name": _NAME, "zone": Field(str, ""), "diagonal_inch": Field(int, 55, at_least=1, at_most=LARGEST_INCH),
        "farthest_m": Field(int, 8, at_least=1, at_most=LARGEST_M), "pixels": Field(list, [1920, 1080]), "day": Field(list, []),
    },
    "zones": {"code": _CODE, "name": _NAME, "silent": Field(bool, False), "volume": Field(list, [])},
    "staffers": {"code": _CODE, "department": Field(str, of="departments"), "name": _NAME, "abilities": Field(list, [], tuple(NEEDS))},
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
# the key of rows without a code: two rows with the same key are a fault
KEYS: dict[str, tuple[str, ...]] = {
    "secondments": ("staffer", "from"),
    "letters": ("document",),
    "shifts": ("window", "days", "half"),
    "duties": ("window", "days", "span"),
    "quotas": ("line", "span"),
}
