"""Letters: issue, renew under a new document no., withdraw at once; the scan; the reminder before expiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select, text, update

from hallserver.contract import LetterView
from hallserver.core.casework.letters import Power, Standing, standing
from hallserver.core.errors import LetterOver, LetterThere, Malformed, NotFound, UnknownMatter, UnknownValue
from hallserver.core.events import (
    LetterImported,
    LetterIssued,
    LetterReminded,
    LetterScanned,
    LetterWithdrawn,
)
from hallserver.core.events.people import LetterKeys
from hallserver.core.language.why import Why, hints
from hallserver.core.people.terms import REMIND_DAYS
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.people import terms
from hallserver.services.queue import staff
from hallserver.store import queries
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import LetterMatterRow, LetterRow
from hallserver.store.schema import letter_matters, letters
from hallserver.views.casework.letters import letters_view

OVER_WORDS = {Standing.WITHDRAWN: ("已收回", "was withdrawn"), Standing.OVER: ("已到期", "has run out")}


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter: its staffer, first and last day, and the matters they may decide on the spot or only accept.

    `renews` names the letter that this one follows; if no matters are given, they are taken from that letter.
    """

    document: str
    staffer: str
    first: date
    last: date
    decide: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    renews: str | None = None


def issue(work: CommandContext, who: Principal, paper: Paper) -> LetterView:
    """Register a letter; if it is valid today, its staffer's open window follows it at once.

    Raises:
        LetterThere: the document no. is taken. UnknownValue, UnknownMatter, Malformed.
    """
    if paper.last < paper.first:
        raise Malformed(Why("授权书的截止日期不能早于起始日期", "a letter ends after it begins"))
    staffer = queries.staffer(work.connection, paper.staffer)
    if staffer is None:
        raise UnknownValue(what="staffer", name=paper.staffer)
    if work.connection.execute(select(letters.c.id).where(letters.c.document == paper.document)).first():
        raise LetterThere({"document": paper.document}, document=paper.document)
    powers = _powers(work, paper)
    if not powers:
        raise Malformed(Why("授权书至少载明一个事项", "a letter names at least one matter"))
    row = {
        "document": paper.document,
        "staffer": paper.staffer,
        "from_day": paper.first,
        "to_day": paper.last,
        "renews": paper.renews,
    }
    letter = work.connection.execute(insert(letters).returning(letters.c.id), row).scalar_one()
    _write_powers(work, paper.document, powers)
    work.publish(who, LetterIssued(**facts_of(work, letter)))
    staff.follow_letter(work, paper.staffer, "letter_issued")
    return view(work, letter)


def withdraw(work: CommandContext, who: Principal, letter: int, reason: str) -> LetterView:
    """Withdraw a letter: from now on nobody calls or decides under it.

    Raises:
        NotFound. LetterOver: it was withdrawn or has expired.
    """
    row = need(work, letter)
    _check_alive(work, row)
    over = {"withdrawn_at": work.now, "withdrawn_by": who.label, "withdrawn_reason": reason}
    taken = work.connection.execute(
        update(letters).where(letters.c.id == letter, letters.c.withdrawn_at.is_(None)).values(**over)
    )
    if taken.rowcount != 1:  # pragma: no cover - one writer
        raise _over(row, Standing.WITHDRAWN)
    work.publish(who, LetterWithdrawn(**facts_of(work, letter), reason=reason))
    staff.follow_letter(work, row.staffer, "letter_withdrawn")
    return view(work, letter)


def attach(work: CommandContext, who: Principal, letter: int, hashed: str, kind: str) -> LetterView:
    """Attach the scan to a letter; a department may do so only for its own staffers.

    Raises:
        NotFound, NotAllowed. LetterOver: it was withdrawn.
    """
    row = need(work, letter)
    terms.check_own(work, who, row.staffer)
    if row.withdrawn_at is not None:
        raise _over(row, Standing.WITHDRAWN)
    work.connection.execute(
        update(letters).where(letters.c.id == letter).values(scan_hash=hashed, scan_type=kind)
    )
    work.publish(
        who, LetterScanned(letter=letter, document=row.document, staffer=row.staffer, hash=hashed, type=kind)
    )
    return view(work, letter)


def remind_due(work: CommandContext) -> int:
    """Remind, once, of every letter that expires soon; return how many."""
    near_end = select(letters).where(
        text("withdrawn_at IS NULL AND reminded_at IS NULL"),
        letters.c.to_day.between(work.day, work.day + timedelta(days=REMIND_DAYS)),
    )
    rows = read_rows(work.connection, near_end, LetterRow)
    for row in rows:
        work.connection.execute(update(letters).where(letters.c.id == row.id).values(reminded_at=work.now))
        work.publish(
            CLOCK,
            LetterReminded(
                letter=row.id, document=row.document, staffer=row.staffer, to=row.to_day.isoformat()
            ),
        )
    return len(rows)


def take_letter(work: CommandContext, who: Principal, paper: Paper) -> str:
    """Import a letter: "added", "changed" or "" when unchanged; a withdrawn letter stays withdrawn."""
    row = read_row(work.connection, select(letters).where(letters.c.document == paper.document), LetterRow)
    powers = _powers(work, paper)
    said = {"staffer": paper.staffer, "from_day": paper.first, "to_day": paper.last}
    if row is None:
        new = insert(letters).returning(letters.c.id)
        letter = work.connection.execute(new, {"document": paper.document, **said}).scalar_one()
    elif row.withdrawn_at is not None or (
        said == {name: getattr(row, name) for name in said} and powers == _known(work, paper.document)
    ):
        return ""
    else:
        letter = row.id
        work.connection.execute(
            update(letters).where(letters.c.id == letter).values(**said, reminded_at=None)
        )
        work.connection.execute(letter_matters.delete().where(letter_matters.c.document == paper.document))
    _write_powers(work, paper.document, powers)
    work.publish(who, LetterImported(**facts_of(work, letter)))
    return "changed" if row is not None else "added"


def need(work: CommandContext, letter: int) -> LetterRow:
    """Return a letter's row.

    Raises:
        NotFound.
    """
    row = read_row(work.connection, select(letters).where(letters.c.id == letter), LetterRow)
    if row is None:
        raise NotFound(what="letter", name=letter)
    return row


def facts_of(work: CommandContext, letter: int) -> LetterKeys:
    """Return the whole letter, as logged."""
    row = need(work, letter)
    staffer = queries.staffer(work.connection, row.staffer)
    powers = _known(work, row.document)
    return {
        "letter": row.id,
        "document": row.document,
        "staffer": row.staffer,
        "department": staffer.department if staffer else None,
        "from_": row.from_day.isoformat(),
        "to": row.to_day.isoformat(),
        "renews": row.renews,
        "matters": {matter: str(power) for matter, power in sorted(powers.items())},
    }


def view(work: CommandContext, letter: int) -> LetterView:
    """Return the letter as it is after the command."""
    return letters_view(work.connection, work.day, valid_only=False, letter=letter).letters[0]


def _powers(work: CommandContext, paper: Paper) -> dict[str, Power]:
    """Return matter → power, the stronger one if a letter names both; a renewal without matters keeps them.

    Raises:
        UnknownMatter, UnknownValue: it renews no letter of that staffer.
    """
    powers = dict.fromkeys(paper.accept, Power.ACCEPT) | dict.fromkeys(paper.decide, Power.DECIDE)
    if paper.renews is not None:
        before = read_row(
            work.connection, select(letters).where(letters.c.document == paper.renews), LetterRow
        )
        if before is None or before.staffer != paper.staffer:
            raise UnknownValue(what="letter", name=paper.renews)
        powers = powers or _known(work, paper.renews)
    for code in powers:
        if not queries.is_matter(work.connection, code):
            raise UnknownMatter(name=code, **hints(code, work.plan.matters))
    return powers


def _known(work: CommandContext, document: str) -> dict[str, Power]:
    rows = read_rows(
        work.connection, select(letter_matters).where(letter_matters.c.document == document), LetterMatterRow
    )
    return {row.matter: Power(row.power) for row in rows}


def _write_powers(work: CommandContext, document: str, powers: dict[str, Power]) -> None:
    rows = [{"document": document, "matter": code, "power": str(power)} for code, power in powers.items()]
    if rows:
        work.connection.execute(insert(letter_matters), rows)


def _check_alive(work: CommandContext, row: LetterRow) -> None:
    state = standing(work.day, row.from_day, row.to_day, withdrawn=row.withdrawn_at is not None)
    if state in OVER_WORDS:
        raise _over(row, state)


def _over(row: LetterRow, state: Standing) -> LetterOver:
    zh, en = OVER_WORDS[state]
    return LetterOver(
        {"letter": row.id, "state": str(state)}, document=row.document, state_zh=zh, state_en=en
    )
