"""Read letters: the valid ones for anybody, the whole register for the hall."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from hallserver.contract import LettersView, LetterView, PostedLetter, Words
from hallserver.core.casework.letters import Power, Standing, standing
from hallserver.core.people.terms import REMIND_DAYS, Role
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import LetterMatterRow, LetterRow
from hallserver.store.schema import (
    IS_OPEN,
    departments,
    letter_matters,
    letters,
    secondments,
    sessions,
    staffers,
)
from hallserver.store.schema.terms import in_force

_SITTING = (
    select(
        sessions.c.window,
        sessions.c.staffer,
        sessions.c.letter,
        staffers.c.name,
        secondments.c.role,
    )
    .join(staffers, staffers.c.code == sessions.c.staffer)
    .join(secondments, secondments.c.id == sessions.c.secondment)
    .where(IS_OPEN)
    .order_by(sessions.c.window)
)


class _Seated(Row):
    """The staffer at a window, and the letter in use."""

    window: str
    staffer: str
    letter: str | None
    name: Words
    role: str


class _Letter(LetterRow):
    """A letter with its staffer, department, and the staffer's role today."""

    name: Words
    department: str
    department_name: Words
    role: str | None


def letters_view(
    connection: Connection,
    today: date,
    *,
    valid_only: bool = True,
    department: str | None = None,
    letter: int | None = None,
) -> LettersView:
    """The letters valid today, or the register: all letters, those of one department, or one letter."""
    chief = select(func.min(secondments.c.role)).where(  # takes "chief" before "staff"
        secondments.c.staffer == letters.c.staffer, in_force(today)
    )
    query = (
        select(
            letters,
            staffers.c.name,
            staffers.c.department,
            departments.c.name.label("department_name"),
            chief.scalar_subquery().label("role"),
        )
        .join(staffers, staffers.c.code == letters.c.staffer)
        .join(departments, departments.c.code == staffers.c.department)
        .order_by(staffers.c.department, letters.c.document)
    )
    if valid_only:
        query = query.where(
            letters.c.from_day <= today, letters.c.to_day >= today, letters.c.withdrawn_at.is_(None)
        )
    if department is not None:
        query = query.where(staffers.c.department == department)
    if letter is not None:
        query = query.where(letters.c.id == letter)
    sitting = read_rows(connection, _SITTING, _Seated)
    at = {row.staffer: row.window for row in sitting}
    powers = _powers(connection)
    return LettersView(
        today,
        tuple(
            _view(row, today, powers, at.get(row.staffer)) for row in read_rows(connection, query, _Letter)
        ),
        tuple(PostedLetter(row.window, row.name, Role(row.role), row.letter) for row in sitting),
    )


def _view(
    row: _Letter, today: date, powers: dict[tuple[str, str], list[str]], window: str | None
) -> LetterView:
    state = standing(today, row.from_day, row.to_day, withdrawn=row.withdrawn_at is not None)
    return LetterView(
        id=row.id,
        document=row.document,
        staffer=row.staffer,
        name=row.name,
        department=row.department,
        department_name=row.department_name,
        role=Role(row.role) if row.role else None,
        from_day=row.from_day,
        to_day=row.to_day,
        state=state,
        ends_soon=state is Standing.VALID and row.to_day - today <= timedelta(days=REMIND_DAYS),
        window=window,
        decide=tuple(powers[row.document, Power.DECIDE]),
        accept=tuple(powers[row.document, Power.ACCEPT]),
        scan=row.scan_hash,
        scan_type=row.scan_type,
        renews=row.renews,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
    )


def _powers(connection: Connection) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_rows(
        connection, select(letter_matters).order_by(letter_matters.c.matter), LetterMatterRow
    ):
        found[row.document, row.power].append(row.matter)
    return found
