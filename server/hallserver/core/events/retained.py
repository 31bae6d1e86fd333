"""Which events have a private part, by what it is kept as: one table, and what of it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hallserver.core.casework.retention import RetainedKind
from hallserver.core.events import cases, hall, supervision, tickets
from hallserver.core.events.facts import Facts

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


def over_by_event(days: Mapping[RetainedKind, int], today: date) -> dict[str, date]:
    """Event kind → the day before which its private parts are no longer kept."""
    return {
        event.KIND: today - timedelta(days=days[kind])
        for kind, events in RETAINED.items()
        for event in events
    }
