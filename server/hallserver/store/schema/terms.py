"""Secondments: nominated, signed three times, in force for a term, ended; and replacement requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    UniqueConstraint,
    and_,
    text,
)

from hallserver.core.people.terms import Asked, Ended, Role, Signature, Term
from hallserver.store.schema.form import Columns, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


class SecondmentColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    role: Named[str] = Column(String)
    state: Named[str] = Column(String)
    nominated_by: Named[str] = Column(String)
    nominated_at: Named[datetime] = Column(UtcDateTime)
    # the days that the department wishes for; the term itself begins with the third signature
    wished_from: Named[date | None] = Column(Day)
    wished_to: Named[date | None] = Column(Day)
    replaces: Named[int | None] = Column(ForeignKey("secondment.id"))
    note: Named[str | None] = Column(String)
    from_day: Named[date | None] = Column(Day)
    to_day: Named[date | None] = Column(Day)
    reminded_at: Named[datetime | None] = Column(UtcDateTime)
    end_kind: Named[str | None] = Column(String)  # set before the end if the day of the replacement is known
    end_reason: Named[str | None] = Column(String)
    ended_at: Named[datetime | None] = Column(UtcDateTime)
    ended_by: Named[str | None] = Column(String)


secondments = Table(
    "secondment",
    metadata,
    SecondmentColumns,
    UniqueConstraint("staffer", "from_day"),
    CheckConstraint("to_day >= from_day", name="term_runs_forward"),
    CheckConstraint(
        "(state IN ('seconded', 'ended')) = (from_day IS NOT NULL AND to_day IS NOT NULL)",
        name="a_term_has_its_days",
    ),
    CheckConstraint(
        "(state IN ('ended', 'declined')) = (ended_at IS NOT NULL)", name="what_is_over_says_when"
    ),
    CheckConstraint("state <> 'ended' OR end_kind IS NOT NULL", name="an_end_says_how"),
    CheckConstraint(
        "(state <> 'declined' AND end_kind IS NOT 'returned') OR end_reason IS NOT NULL",
        name="unfit_says_why",
    ),
    one_of("role", [str(each) for each in Role]),
    one_of("state", [str(each) for each in Term]),
    one_of("end_kind", [str(each) for each in Ended]),
)
index("one_nomination_per_staffer", secondments.c.staffer, unique=True, where=text("state = 'nominated'"))
index("terms_in_force", secondments.c.to_day, where=text("state = 'seconded'"))


class SecondmentSignatureColumns(Columns):
    secondment: Named[int] = Column(ForeignKey("secondment.id"), primary_key=True)
    kind: Named[str] = Column(String, primary_key=True)  # each kind once
    by: Named[str] = Column(String)
    at: Named[datetime] = Column(UtcDateTime)


signatures = Table(
    "secondment_signature",
    metadata,
    SecondmentSignatureColumns,
    one_of("kind", [str(each) for each in Signature]),
)


class ReplacementColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    secondment: Named[int] = Column(ForeignKey("secondment.id"))
    asked_by: Named[str] = Column(String)
    asked_at: Named[datetime] = Column(UtcDateTime)
    reason: Named[str] = Column(String)
    successor: Named[str | None] = Column(ForeignKey("staffer.code"))
    state: Named[str] = Column(String)
    reference: Named[str | None] = Column(String, unique=True)
    effective_day: Named[date | None] = Column(Day)
    answered_by: Named[str | None] = Column(String)
    answered_at: Named[datetime | None] = Column(UtcDateTime)
    answer: Named[str | None] = Column(String)


replacements = Table(
    "replacement",
    metadata,
    ReplacementColumns,
    CheckConstraint(
        "(state = 'consented') = (reference IS NOT NULL AND effective_day IS NOT NULL)",
        name="consent_has_its_reference",
    ),
    CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="an_answer_says_when"),
    CheckConstraint("state <> 'refused' OR answer IS NOT NULL", name="a_refusal_says_why"),
    one_of("state", [str(each) for each in Asked]),
)
index("one_open_request", replacements.c.secondment, unique=True, where=text("state = 'asked'"))

triggers(
    """CREATE TRIGGER term_begins_as_nomination BEFORE INSERT ON secondment WHEN NEW.state <> 'nominated' BEGIN
      SELECT RAISE(ABORT, 'a secondment begins as a nomination'); END""",
    """CREATE TRIGGER term_needs_signatures BEFORE UPDATE OF state ON secondment
      WHEN NEW.state = 'seconded' AND (SELECT count(*) FROM secondment_signature WHERE secondment = NEW.id) <> 3
      BEGIN SELECT RAISE(ABORT, 'a term needs three signatures'); END""",
    """CREATE TRIGGER terms_apart BEFORE UPDATE OF staffer, from_day, to_day ON secondment
      WHEN EXISTS (SELECT 1 FROM secondment AS other WHERE other.staffer = NEW.staffer AND other.id <> NEW.id
        AND other.from_day <= NEW.to_day AND other.to_day >= NEW.from_day)
      BEGIN SELECT RAISE(ABORT, 'terms of one person never overlap'); END""",
    """CREATE TRIGGER term_replaced_by_consent BEFORE UPDATE OF end_kind ON secondment
      WHEN NEW.end_kind = 'replaced' AND NOT EXISTS (
        SELECT 1 FROM replacement WHERE secondment = NEW.id AND state = 'consented')
      BEGIN SELECT RAISE(ABORT, 'nobody is replaced without the consent of the hall'); END""",
    """CREATE TRIGGER term_is_history BEFORE UPDATE ON secondment WHEN OLD.state IN ('ended', 'declined') BEGIN
      SELECT RAISE(ABORT, 'a term that is over is history'); END""",
    """CREATE TRIGGER term_stays BEFORE DELETE ON secondment BEGIN
      SELECT RAISE(ABORT, 'a secondment is never deleted'); END""",
    """CREATE TRIGGER signature_stays BEFORE DELETE ON secondment_signature BEGIN
      SELECT RAISE(ABORT, 'a signature is never taken back'); END""",
    """CREATE TRIGGER signature_is_as_given BEFORE UPDATE ON secondment_signature BEGIN
      SELECT RAISE(ABORT, 'a signature is never changed'); END""",
    """CREATE TRIGGER answer_is_final BEFORE UPDATE ON replacement WHEN OLD.state <> 'asked' BEGIN
      SELECT RAISE(ABORT, 'an answered request is history'); END""",
)


def in_force(day: Any) -> ColumnElement[bool]:
    """Whether a secondment is in force on a day; an immediate end takes effect at once."""
    return and_(
        text("secondment.state = 'seconded'"), secondments.c.from_day <= day, secondments.c.to_day >= day
    )
