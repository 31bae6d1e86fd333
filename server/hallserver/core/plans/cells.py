"""Read a spreadsheet's cell as the type that the field needs, or as a reason why that fails.

A spreadsheet turns days into `2026/7/1`, numbers into `30.0` and `1,200`, long codes into `2.02612E+11`. A
value that is certain is accepted; a value that was lost is reported, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from hallserver.core.language.text import clean, fold
from hallserver.core.language.why import Why, quoted

Cell = str | int | float | bool | datetime | date | time | None

_DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日?|([0-9]{2})([0-9]{2}))"
)
_CLOCK = re.compile(
    r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?)?|[时点] ?(?:([0-9]{1,2}) ?分?)?)"
)
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})\Z")
_WHOLE = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0*)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_OTHER_WAY = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}.*")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar (ECMA-376, 18.17.4.1)
_EXACT = 2**53
_LONG = 400  # more digits than any limit has
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "对", "√", "✓", "✔", "☑", "v"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "不", "×", "✗", "✘", "☐", "x"})
_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "「": "」", "《": "》", "〔": "〕", "“": "”"}
DAY_LIKE = Why("日期，如 2026-03-02", "a day like 2026-03-02")
TIME_LIKE = Why("日期和时间，如 2026-03-02 09:30", "a day and a time like 2026-03-02 09:30")
LOST = Why(
    "已被表格软件改成科学计数，原文丢失；请先将该列设为文本格式",
    "was cut by a spreadsheet: its last digits are lost; format the column as text first",
)


class BadCell(ValueError):
    """The cell does not have the type that the field needs; `why` says so in both languages."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.en)
        self.why = why


def text_of(cell: Cell) -> str:
    """A cell as text; a number as a spreadsheet shows it.

    Raises:
        BadCell: a spreadsheet has converted the value, and the original is lost.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        if not abs(cell) < _EXACT:
            raise BadCell(Why(f"{quoted(cell)} ", f"{quoted(cell)} ").then(LOST))
        return str(int(cell)) if isinstance(cell, int) or cell.is_integer() else repr(cell)
    if isinstance(cell, date | time):
        turned = Why(
            f"{quoted(cell)} 已被表格软件改成日期或时间；请先将该列设为文本格式",
            f"{quoted(cell)} was turned into a day or a time by a spreadsheet; format the column as text first",
        )
        raise BadCell(turned)
    if "+" in cell and _SCIENTIFIC.fullmatch(fold(cell)):
        raise BadCell(Why(f"{quoted(cell)} ", f"{quoted(cell)} ").then(LOST))
    return clean(cell)


def whole(cell: Cell) -> int:
    """A whole number: `30`, `30.0`, `1,200`, `３０`.

    Raises:
        BadCell.
    """
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    found = _WHOLE.fullmatch(fold(cell)) if isinstance(cell, str) and len(cell) < _LONG else None
    if found is None:
        raise _needs(cell, Why("整数", "a whole number"))
    return int(found[1] + found[2].replace(",", ""))


def yes_no(cell: Cell) -> bool:
    """Yes or no: `是`, `yes`, `TRUE`, `1`, `√` and their opposites.

    Raises:
        BadCell.
    """
    if isinstance(cell, bool):
        return cell
    said = fold("1" if cell == 1 else "0" if cell == 0 else str(cell)).casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise _needs(cell, Why("是或否", "yes or no"))


def day(cell: Cell) -> date:
    """A day: `2026-07-01`, `2026/7/1`, `2026年7月1日`; a midnight after it is accepted.

    Raises:
        BadCell: it is not a day, or the order of day and month is unclear.
    """
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise _needs(cell, DAY_LIKE)
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = fold(str(cell))
    found = _DAY.match(said)
    rest = said[found.end() :].lstrip("T ") if found else ""
    if found is None or (rest and _clock(rest) != time()):
        raise _needs(cell, DAY_LIKE)
    return _day_of(cell, found, DAY_LIKE)


def moment(cell: Cell) -> datetime:
    """A day with its time: `2026-12-01T09:30`, `2026/12/1 9:30`, `2026年12月1日 9时30分`; naive without a zone.

    Raises:
        BadCell: it is not a time; a day alone is not enough.
    """
    if isinstance(cell, datetime):
        return cell
    said = fold(str(cell))
    try:
        if _ZONE.search(said):
            return datetime.fromisoformat(said)
    except ValueError as error:
        raise _needs(cell, TIME_LIKE) from error
    found = _DAY.match(said)
    rest = said[found.end() :].lstrip("T ") if found else ""
    clock = _clock(rest) if rest else None
    if found is None or clock is None:
        if found and not rest:
            raise BadCell(Why(f"{quoted(cell)} 没有时间", f"{quoted(cell)} has no time of day"))
        raise _needs(cell, TIME_LIKE)
    return datetime.combine(_day_of(cell, found, TIME_LIKE), clock)


def items(cell: Cell) -> list[str]:
    r"""A list: one item per line or, on a single line, separated by `;` or `；` outside brackets.

    >>> items("甲（原件；复印件）；乙"), items("a;b\n")
    (['甲（原件；复印件）', '乙'], ['a;b'])
    """
    return [each for each in places(cell) if each]


def places(cell: Cell) -> list[str]:
    """Like `items`, but an item that is left out keeps its place: an empty text.

    >>> places("a;;c"), places("a;"), places("")
    (['a', '', 'c'], ['a', ''], [])
    """
    if isinstance(cell, str) and "\n" in cell:
        lines = cell.replace("\r", "").split("\n")
        return [clean(each) for each in (lines[:-1] if lines[-1] == "" else lines)]
    said = text_of(cell)
    return [clean(part) for part in _split(said)] if said else []


def joined(values: list[str]) -> str:
    """Join a list into one cell that `places`, and without gaps `items`, reads back unchanged."""
    line = ";".join(values)
    return line if places(line) == values else "\n".join([*values, ""])


def _split(said: str) -> list[str]:
    """Split at separators outside brackets; a bracket that is never closed is ignored."""
    parts, start, open_ones = [], 0, []
    for place, each in enumerate(said):
        if each in _PAIRS and _PAIRS[each] in said[place:]:
            open_ones.append(_PAIRS[each])
        elif open_ones and each == open_ones[-1]:
            open_ones.pop()
        elif each in ";；" and not open_ones:
            parts.append(said[start:place])
            start = place + 1
    return [*parts, said[start:]]


def _day_of(cell: Cell, found: re.Match[str], like: Why) -> date:
    month, of_month = [each for each in found.groups()[1:] if each is not None]
    try:
        return date(int(found[1]), int(month), int(of_month))
    except ValueError as error:
        raise _needs(cell, like) from error


def _clock(said: str) -> time | None:
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    hour, minute, second, spoken = found.groups()
    try:
        return time(int(hour), int(minute or spoken or 0), int(second or 0))
    except ValueError:
        return None


def _needs(cell: Cell, what: Why) -> BadCell:
    """Return the error; for a value that a spreadsheet converted, with its probable meaning."""
    said = fold(str(cell))
    why = Why(f"须为{what.zh}，而不是 {quoted(cell)}", f"needs {what.en}, not {quoted(cell)}")
    if what in {DAY_LIKE, TIME_LIKE}:
        if _OTHER_WAY.fullmatch(said):
            why = why.then(Why("（请把年写在前面）", " (write the year first)"))
        elif _SERIAL.fullmatch(said):
            meant = _EPOCH + timedelta(days=int(float(said)))
            why = why.then(
                Why(f"（表格软件的第 {said} 天即 {meant}）", f" (a spreadsheet's day {said} is {meant})")
            )
    return BadCell(why)


READERS: dict[type | str, Callable[[Cell], Any]] = {int: whole, date: day, bool: yes_no, list: items}
