"""Rows of joined tables that several modules read, with the columns that build them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeGuard

from hallserver.core.language.words import Words
from hallserver.store.prepared import Row
from hallserver.store.rows import (
    AppointmentRow,
    CaseFileRow,
    ConcernRow,
    PrintJobRow,
    SecondmentRow,
    SessionRow,
    StopRow,
)
from hallserver.store.schema import secondments, sessions, staffers, stops, tickets


class Stop(StopRow):
    """A stop with fields of its ticket: number, class, language, line of the number, count of stops."""

    number: str
    visitor_class: str
    lang: str
    number_line: str
    stop_count: int


class StopAtWindow(Stop):
    """A stop that is called, served or parked: the schema guarantees that it has a window and a session."""

    window: str
    session: int
    called_at: datetime
    call_seq: int


class ServedStop(StopAtWindow):
    """A stop whose service has begun."""

    started_at: datetime


class SessionWithStaffer(SessionRow):
    """A session with its staffer's name and department, and the role of the secondment."""

    name: Words
    department: str
    role: str


class NumberedConcern(ConcernRow):
    """A report of “could not be done” with its ticket's number."""

    number: str | None


class NumberedAppointment(AppointmentRow):
    """An appointment with the number that was issued for it."""

    number: str | None


class SecondedRow(SecondmentRow):
    """A secondment that has begun: the schema guarantees that its days are set."""

    from_day: date
    to_day: date


class NumberedCase(CaseFileRow):
    """A case with its ticket's number."""

    ticket_number: str


class LeasedJobRow(PrintJobRow):
    """A print job with its printer's address and profile."""

    address: str
    profile: str


class PlaceRow(Row):
    """The place of a stop in its line."""

    tier: int
    effective_at: datetime
    seq: int


class LiveNumber(Row):
    """A number that is live: its ticket and the state of the stop."""

    ticket: int
    state: str
    number: str


def is_at_window(stop: Stop) -> TypeGuard[StopAtWindow]:
    """Whether the stop is at a window: called, served or parked."""
    return stop.window is not None and stop.session is not None and stop.called_at is not None


def is_served(stop: Stop) -> TypeGuard[ServedStop]:
    """Whether the service of the stop has begun."""
    return is_at_window(stop) and stop.started_at is not None


def has_begun(term: SecondmentRow) -> TypeGuard[SecondedRow]:
    """Whether the secondment has begun, so that its days are set."""
    return term.from_day is not None and term.to_day is not None


STOP_COLUMNS = (
    stops,
    tickets.c.number,
    tickets.c.visitor_class,
    tickets.c.lang,
    tickets.c.line.label("number_line"),
    tickets.c.stops.label("stop_count"),
)
SESSION_COLUMNS = (sessions, staffers.c.name, staffers.c.department, secondments.c.role)
