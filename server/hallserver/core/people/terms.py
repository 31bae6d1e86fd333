"""The life of a secondment: three signatures, a term of two years, and three ways to end."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

YEARS = 2  # 派驻期
REMIND_DAYS = 30
FEBRUARY, LEAP_DAY = 2, 29


class Role(StrEnum):
    """The role of a seconded staffer."""

    CHIEF = "chief"
    STAFF = "staff"


class Term(StrEnum):
    """The states of a secondment."""

    NOMINATED = "nominated"
    SECONDED = "seconded"
    ENDED = "ended"
    DECLINED = "declined"


class Signature(StrEnum):
    """The signatures needed before a term begins, each once."""

    ORGANIZATION = "organization"
    PERSONNEL = "personnel"
    HALL = "hall"


class Ended(StrEnum):
    """How a term ended."""

    TERM_OVER = "term_over"
    REPLACED = "replaced"
    RETURNED = "returned"


class Asked(StrEnum):
    """The states of a department's request for a replacement."""

    ASKED = "asked"
    CONSENTED = "consented"
    REFUSED = "refused"


TERM_WORDS: dict[Term, tuple[str, str]] = {
    Term.NOMINATED: ("已推荐，待签署", "Nominated, to be signed for"),
    Term.SECONDED: ("派驻中", "Seconded"),
    Term.ENDED: ("已结束", "Ended"),
    Term.DECLINED: ("未获同意", "Declined"),
}


def last_day(first: date, years: int = YEARS) -> date:
    """The last day of a term that begins on `first`.

    >>> last_day(date(2026, 7, 1)), last_day(date(2024, 2, 29))
    (datetime.date(2028, 6, 30), datetime.date(2026, 2, 28))
    """
    if (first.month, first.day) == (FEBRUARY, LEAP_DAY):
        return date(first.year + years, FEBRUARY, 28)
    return first.replace(year=first.year + years) - timedelta(days=1)
