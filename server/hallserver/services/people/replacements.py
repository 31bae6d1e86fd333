"""Replacements during a term need the hall's consent (期间不予调换): requested, then consented or refused."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import TermView
from hallserver.core import events
from hallserver.core.errors import Malformed, NotFound, ReferenceUsed, ReplacementAsked
from hallserver.core.events import ReplacementConsented, ReplacementRefused
from hallserver.core.language.why import Why
from hallserver.core.people.terms import Asked, Ended, Role, Term
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import terms
from hallserver.store.joined import SecondedRow, has_begun
from hallserver.store.prepared import read_row
from hallserver.store.rows import ReplacementRow
from hallserver.store.schema import replacements, secondments


def ask(work: CommandContext, who: Principal, term: int, reason: str, successor: str | None) -> TermView:
    """Request, as a department, to replace a staffer.

    Raises:
        TermState: the term is not in force. ReplacementAsked: the last request is still unanswered.
        NotAllowed: a staffer of another department.
    """
    row = terms.need(work, term)
    for staffer in (row.staffer, *([successor] if successor else [])):
        terms.check_own(work, who, staffer)
    if row.state != Term.SECONDED or row.end_kind is not None:
        raise terms.term_state(row, ("申请调换", "replaced"))
    said = {
        "secondment": term,
        "asked_by": who.label,
        "asked_at": work.now,
        "reason": reason,
        "successor": successor,
        "state": str(Asked.ASKED),
    }
    try:
        request = work.connection.execute(
            insert(replacements).returning(replacements.c.id), said
        ).scalar_one()
    except IntegrityError as twice:
        raise ReplacementAsked({"secondment": term}, staffer=row.staffer) from twice
    work.publish(
        who,
        events.ReplacementAsked(
            replacement=request, secondment=term, staffer=row.staffer, reason=reason, successor=successor
        ),
    )
    return terms.view(work, term)


def consent(work: CommandContext, who: Principal, request: int, reference: str, effective: date) -> TermView:
    """Consent: the old term ends before the effective day; the successor still needs three signatures.

    Raises:
        TermState: answered already. Malformed: a day outside the term. ReferenceUsed.
    """
    asked, row = _need_open(work, request)
    if not max(work.day, row.from_day) <= effective <= row.to_day:
        raise Malformed(
            Why(
                f"调换生效日须在今天与派驻期满（{row.to_day}）之间",
                f"the effective day lies between today and the end of the term, {row.to_day}",
            )
        )
    answer = {"state": str(Asked.CONSENTED), "reference": reference, "effective_day": effective}
    try:
        _answer(work, who, asked, answer)
    except IntegrityError as twice:
        raise ReferenceUsed({"reference": reference}, reference=reference) from twice
    work.publish(
        who,
        ReplacementConsented(
            replacement=request,
            secondment=row.id,
            staffer=row.staffer,
            reference=reference,
            effective=effective.isoformat(),
        ),
    )
    _end_before(work, who, row, effective, reference)
    if asked.successor is not None and not terms.is_nominated(work, asked.successor):
        wish = terms.Nomination(asked.successor, Role(row.role), first=effective, replaces=row.id)
        terms.nominate(work, who, wish)
    return terms.view(work, row.id)


def refuse(work: CommandContext, who: Principal, request: int, reason: str) -> TermView:
    """Refuse a replacement with a reason; the term goes on.

    Raises:
        TermState: answered already.
    """
    asked, row = _need_open(work, request)
    _answer(work, who, asked, {"state": str(Asked.REFUSED), "answer": reason})
    work.publish(
        who, ReplacementRefused(replacement=request, secondment=row.id, staffer=row.staffer, reason=reason)
    )
    return terms.view(work, row.id)


def _need_open(work: CommandContext, request: int) -> tuple[ReplacementRow, SecondedRow]:
    asked = read_row(
        work.connection, select(replacements).where(replacements.c.id == request), ReplacementRow
    )
    if asked is None:
        raise NotFound(what="replacement", name=request)
    row = terms.need(work, asked.secondment)
    if asked.state != Asked.ASKED or row.state != Term.SECONDED or not has_begun(row):
        raise terms.term_state(row, ("再次答复调换", "answered for again"))
    return asked, row


def _answer(work: CommandContext, who: Principal, asked: ReplacementRow, answer: dict[str, object]) -> None:
    by = {"answered_by": who.label, "answered_at": work.now}
    work.connection.execute(update(replacements).where(replacements.c.id == asked.id).values(**answer, **by))


def _end_before(
    work: CommandContext, who: Principal, row: SecondedRow, effective: date, reference: str
) -> None:
    if effective == work.day:
        terms.end(work, who, row, Ended.REPLACED, reference)
        return
    last = max(effective - timedelta(days=1), row.from_day)
    values = {"to_day": last, "end_kind": str(Ended.REPLACED), "end_reason": reference}
    work.connection.execute(update(secondments).where(secondments.c.id == row.id).values(**values))
