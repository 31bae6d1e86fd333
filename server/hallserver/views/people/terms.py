"""Read secondments: who is in force on a day, and each term with its signatures and requests."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection, select

from hallserver.contract import ReplacementView, SignatureView, TermsView, TermView, Words
from hallserver.core.people.terms import REMIND_DAYS, Asked, Ended, Role, Term
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import ReplacementRow, SecondmentRow, SecondmentSignatureRow
from hallserver.store.schema import (
    IS_OPEN,
    departments,
    replacements,
    secondments,
    sessions,
    signatures,
    staffers,
)


class _Term(SecondmentRow):
    """A secondment with the staffer's and the department's names."""

    name: Words
    department: str
    department_name: Words


class _SatAt(Row):
    """The window where a seconded staffer is signed on."""

    secondment: int
    window: str


def terms_view(
    connection: Connection, today: date, department: str | None, term: int | None = None
) -> TermsView:
    """All secondments, those of one department, or one; by department and staffer, newest first."""
    query = (
        select(
            secondments,
            staffers.c.name,
            staffers.c.department,
            departments.c.name.label("department_name"),
        )
        .join(staffers, staffers.c.code == secondments.c.staffer)
        .join(departments, departments.c.code == staffers.c.department)
        .order_by(staffers.c.department, staffers.c.code, secondments.c.id.desc())
    )
    if department is not None:
        query = query.where(staffers.c.department == department)
    if term is not None:
        query = query.where(secondments.c.id == term)
    signed, asked = _signatures(connection), _replacements(connection)
    sat = {row.secondment: row.window for row in read_rows(connection, _SITTING, _SatAt)}
    return TermsView(
        today,
        tuple(
            _term(row, today, tuple(signed[row.id]), tuple(asked[row.id]), sat.get(row.id))
            for row in read_rows(connection, query, _Term)
        ),
    )


_SITTING = select(sessions.c.secondment, sessions.c.window).where(IS_OPEN)


def ends_soon(row: SecondmentRow, today: date) -> bool:
    """Whether the reminder is due: the term is in force and its last day is near."""
    if row.state != Term.SECONDED or row.to_day is None:
        return False
    return row.to_day - today <= timedelta(days=REMIND_DAYS)


def replacement_view(row: ReplacementRow) -> ReplacementView:
    """A request for a replacement."""
    return ReplacementView(
        row.id,
        row.secondment,
        Asked(row.state),
        row.asked_by,
        row.asked_at,
        row.reason,
        row.successor,
        row.reference,
        row.effective_day,
        row.answered_by,
        row.answered_at,
        row.answer,
    )


def _term(
    row: _Term,
    today: date,
    signed: tuple[SignatureView, ...],
    asked: tuple[ReplacementView, ...],
    window: str | None,
) -> TermView:
    left = None
    if row.state == Term.SECONDED and row.from_day is not None and row.to_day is not None:
        left = max((row.to_day - max(today, row.from_day)).days + 1, 0)
    return TermView(
        id=row.id,
        staffer=row.staffer,
        name=row.name,
        department=row.department,
        department_name=row.department_name,
        role=Role(row.role),
        state=Term(row.state),
        nominated_by=row.nominated_by,
        nominated_at=row.nominated_at,
        wished_from=row.wished_from,
        wished_to=row.wished_to,
        note=row.note,
        replaces=row.replaces,
        from_day=row.from_day,
        to_day=row.to_day,
        days_left=left,
        ends_soon=ends_soon(row, today),
        end_kind=Ended(row.end_kind) if row.end_kind else None,
        end_reason=row.end_reason,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        window=window,
        signatures=signed,
        replacements=asked,
    )


def _signatures(connection: Connection) -> dict[int, list[SignatureView]]:
    found: dict[int, list[SignatureView]] = defaultdict(list)
    for row in read_rows(
        connection, select(signatures).order_by(signatures.c.at, signatures.c.kind), SecondmentSignatureRow
    ):
        found[row.secondment].append(SignatureView(row.kind, row.by, row.at))
    return found


def _replacements(connection: Connection) -> dict[int, list[ReplacementView]]:
    found: dict[int, list[ReplacementView]] = defaultdict(list)
    for row in read_rows(connection, select(replacements).order_by(replacements.c.id), ReplacementRow):
        found[row.secondment].append(replacement_view(row))
    return found
