"""Leave as a sheet: a row for each leave, headed in either language; every fault of every row at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from hallserver.core.errors import Fault
from hallserver.core.language import leave_said, leave_sheet_said
from hallserver.core.language.text import fold
from hallserver.core.language.why import Why, quoted
from hallserver.core.people.leave import LONGEST_LEAVE, Leave, LeaveKind
from hallserver.core.plans.cells import BadCell, Cell, day, text_of
from hallserver.core.plans.grids import Grid, fault, is_empty, under_header
from hallserver.core.plans.reader import MISSING
from hallserver.core.workdays import HALVES

COLUMNS = ("staffer", "name", "department", "kind", "from", "to", "half")
MOST = 200  # rows: one change of the hall, during which no number is called
NEEDED = ("staffer", "kind", "from")
Name = tuple[str, str]
T = TypeVar("T")


def said_of(column: str) -> Name:
    """A column's heading in Chinese and English."""
    found: Name = getattr(leave_sheet_said, column.upper())
    return found


def kind_said(kind: LeaveKind) -> Name:
    """A kind's name in Chinese and English."""
    found: Name = getattr(leave_said, kind.upper())
    return found


def half_said(half: str | None) -> Name:
    """A half-day's name; empty for whole days."""
    found: Name = getattr(leave_sheet_said, half.upper()) if half else ("", "")
    return found


def unfit(wish: Leave) -> Why | None:
    """Why this cannot be a leave, whoever takes it."""
    if wish.last < wish.first:
        return Why("请假的截止日期不能早于起始日期", "leave ends after it begins")
    if wish.half is not None and wish.last != wish.first:
        return Why("半天请假只能为同一天", "half a day of leave is of one day")
    if (wish.last - wish.first).days > LONGEST_LEAVE:
        return Why(f"请假最长 {LONGEST_LEAVE} 天", f"leave is of at most {LONGEST_LEAVE} days")
    return None


def read_leaves(
    grid: Grid, person: Callable[[str], str | Why]
) -> tuple[list[tuple[int, Leave]], list[Fault]]:
    """Return the rows of a sheet with their lines, and every fault within a row; name and department are not read.

    Args:
        grid: with the columns staffer, kind and from, and optionally to and half, headed by these or their names.
        person: finds the code of the person that a cell means, or says why nobody is meant.
    """
    found = under_header(_headed(grid), COLUMNS, NEEDED)
    faults = list(found.faults)
    if len(found.rows) > MOST:
        return [], [*faults, fault(1, "-", Why(f"不得超过 {MOST} 行", f"may have {MOST} rows"))]
    rows = [
        (line, wish)
        for line, cells in found.rows
        if (wish := _read_row(line, cells, person, faults)) is not None
    ]
    return rows, faults


def _headed(grid: Grid) -> Grid:
    """The same with each heading as its column's own name."""
    names = {fold(said): column for column in COLUMNS for said in said_of(column)}
    first = next((n for n, (_, cells) in enumerate(grid.rows) if not all(map(is_empty, cells))), None)
    if first is None:
        return grid
    line, head = grid.rows[first]
    named = tuple(names.get(fold(cell), cell) if isinstance(cell, str) else cell for cell in head)
    return Grid((*grid.rows[:first], (line, named), *grid.rows[first + 1 :]), grid.faults, grid.lossy)


def _read_row(
    line: int, cells: Mapping[str, Cell], person: Callable[[str], str | Why], faults: list[Fault]
) -> Leave | None:
    before = len(faults)
    row = _Row(line, cells, faults)
    staffer = row.read("staffer", lambda cell: _meant(person(text_of(cell))))
    kind = row.read("kind", _kind)
    first = row.read("from", day)
    last = row.read("to", day, needed=False)
    half = row.read("half", _half, needed=False)
    if len(faults) > before or staffer is None or kind is None or first is None:
        return None
    wish = Leave(staffer, kind, first, last or first, half)
    if why := unfit(wish):
        faults.append(fault(line, "to", why))
        return None
    return wish


class _Row:
    """Reads the cells of one row; what cannot be read is a fault of its line."""

    def __init__(self, line: int, cells: Mapping[str, Cell], faults: list[Fault]) -> None:
        self._line, self._cells, self._faults = line, cells, faults

    def read(self, name: str, reader: Callable[[Cell], T], *, needed: bool = True) -> T | None:
        cell = self._cells.get(name)
        if is_empty(cell):
            if needed:
                self._faults.append(fault(self._line, name, MISSING))
            return None
        try:
            return reader(cell)
        except BadCell as error:
            self._faults.append(fault(self._line, name, error.why))
            return None


def _meant(found: str | Why) -> str:
    if isinstance(found, Why):
        raise BadCell(found)
    return found


def _kind(cell: Cell) -> LeaveKind:
    return _one_of(cell, {each: kind_said(each) for each in LeaveKind})


def _half(cell: Cell) -> str:
    return _one_of(cell, {each: half_said(each) for each in HALVES})


def _one_of(cell: Cell, known: Mapping[T, Name]) -> T:
    """The value that is meant by its code, or by its name in either language."""
    said = fold(text_of(cell))
    for value, names in known.items():
        if said in {fold(str(value)), *map(fold, names)}:
            return value
    listed: Sequence[Name] = tuple(known.values())
    among = Why("、".join(zh for zh, _ in listed), ", ".join(en for _, en in listed))
    raise BadCell(Why(f"{quoted(said)} 不在其中：{among.zh}", f"{quoted(said)} is none of {among.en}"))


def cells_of(wish: Leave, name: str, department: str, lang: int) -> list[str]:
    """A leave as a row of the sheet, in Chinese (0) or English (1); `read_leaves` reads it back."""
    return [
        wish.staffer,
        name,
        department,
        kind_said(wish.kind)[lang],
        wish.first.isoformat(),
        wish.last.isoformat(),
        half_said(wish.half)[lang],
    ]
