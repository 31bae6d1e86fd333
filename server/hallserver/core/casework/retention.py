"""How long what is personal can be read: one table of kinds, each with its events and what it is called.

The chain keeps a salted hash of each private part, so a day's log is whole also when its parts can no longer be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from hallserver.core.events import cases, hall, supervision, tickets
from hallserver.core.events.facts import Facts

LEAST_DAYS, MOST_DAYS = (
    30,
    3_650,
)  # a contest or a rectification is worked on for weeks; nothing personal is kept for ever


class RetainedKind(StrEnum):
    """What somebody told, by what it was told for."""

    CONCERNS = "concerns"
    RATINGS = "ratings"
    CONTESTS = "contests"
    CASES = "cases"
    NOTES = "notes"
    CODES = "codes"
    EMERGENCIES = "emergencies"


RETAINED: Mapping[RetainedKind, tuple[type[Facts], ...]] = {
    RetainedKind.CONCERNS: (supervision.ConcernRaised, supervision.ConcernAnswered),
    RetainedKind.RATINGS: (
        supervision.RectificationDone,
        supervision.RectificationCalledBack,
        supervision.RectificationAppealed,
        supervision.RectificationReviewed,
    ),
    RetainedKind.CONTESTS: (supervision.ContestOpened, supervision.ContestReviewed),
    RetainedKind.CASES: (
        cases.CasePartReady,
        cases.CaseReady,
        cases.CaseExtended,
        cases.CaseSupplemented,
        cases.CaseSentOut,
    ),
    RetainedKind.NOTES: (tickets.TicketFinished, tickets.TicketTransferred),
    RetainedKind.CODES: (
        cases.CaseOpened,
        tickets.CodeIssued,
        tickets.AppointmentBooked,
        tickets.AppointmentChanged,
    ),
    RetainedKind.EMERGENCIES: (hall.EmergencyReset,),
}
"""Every event with a private part stands in one row, and each row has its words in the catalogues (by test)."""


def read_days(written: str, usual: int) -> Mapping[RetainedKind, int]:
    """Read days by kind, as `concerns=180, codes=90`; a kind that is not named is kept for the `usual` days.

    Raises:
        ValueError: an unknown kind, or days that are no number or out of bounds; its text says which.
    """
    found = dict.fromkeys(RetainedKind, usual)
    for each in filter(None, (part.strip() for part in written.split(","))):
        name, _, written_days = (part.strip() for part in each.partition("="))
        if name not in set(RetainedKind) or not written_days.isdecimal():
            raise ValueError(f"“{each}” is no kind with its days; kinds: {', '.join(RetainedKind)}")
        found[RetainedKind(name)] = int(written_days)
    for kind, days in found.items():
        if not LEAST_DAYS <= days <= MOST_DAYS:
            raise ValueError(f"{kind}: {days} days; from {LEAST_DAYS} to {MOST_DAYS} can be kept")
    return found


def over_by_event(days: Mapping[RetainedKind, int], today: date) -> dict[str, date]:
    """Event kind → the day before which its private parts are no longer kept."""
    return {
        event.KIND: today - timedelta(days=days[kind])
        for kind, events in RETAINED.items()
        for event in events
    }
