"""Visitors: numbers, stops, decisions, the record of services, ratings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    UniqueConstraint,
    func,
    text,
)

from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.outcomes import HANDED_ON, Outcome
from hallserver.core.casework.pieces import MOST_PIECES
from hallserver.core.queue.tickets import LIVE, Held, State
from hallserver.store.schema.form import MS, Columns, duration, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


class CounterColumns(Columns):
    day: Named[date] = Column(Day, primary_key=True)
    line: Named[str] = Column(ForeignKey("line.code"), primary_key=True)
    last: Named[int] = Column(Integer, CheckConstraint("last >= 0"))


counters = Table(
    "counter",
    metadata,
    CounterColumns,
)


class TicketColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Day)
    line: Named[str] = Column(ForeignKey("line.code"))
    counter: Named[int] = Column(Integer, CheckConstraint("counter > 0"))
    number: Named[str] = Column(String)
    visitor_class: Named[str] = Column(String)
    arrived_at: Named[datetime] = Column(UtcDateTime)
    device: Named[str] = Column(String)
    lang: Named[str] = Column(String)
    # how many times as high the letters of its slips are as usual
    letters: Named[int] = Column(Integer, CheckConstraint("letters IN (1, 2)"), server_default="1")
    evidence: Named[str | None] = Column(String)
    stops: Named[int] = Column(Integer, CheckConstraint("stops >= 1"), server_default="1")
    identity_last: Named[str | None] = Column(String)
    told_ahead: Named[int] = Column(Integer)
    told_low_ms: Named[int] = Column(MS)
    told_high_ms: Named[int] = Column(MS)
    # by which version of the learned habits the wait was told; empty: by the mean service
    told_by: Named[str] = Column(String, server_default="")


tickets = Table(
    "ticket",
    metadata,
    TicketColumns,
    UniqueConstraint("day", "line", "counter", name="number_once_a_day"),
    UniqueConstraint("day", "number", name="number_unique_in_the_hall"),
)


class StopColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    ticket: Named[int] = Column(ForeignKey("ticket.id"))
    position: Named[int] = Column(Integer, CheckConstraint("position >= 1"), server_default="1")
    # another stop of the same visit that has to end first
    after: Named[int | None] = Column(ForeignKey("stop.id"))
    day: Named[date] = Column(Day)
    matter: Named[str] = Column(ForeignKey("matter.code"))
    line: Named[str] = Column(ForeignKey("line.code"))
    state: Named[str] = Column(String)
    held_reason: Named[str | None] = Column(String)
    # the visitor's identity, hashed with the key of the day; useless once that key is destroyed
    identity: Named[bytes | None] = Column(LargeBinary)
    # the case that the visitor comes for: to add papers or to collect; a trigger checks that it exists
    case_number: Named[str | None] = Column(String)
    tier: Named[int] = Column(Integer)
    effective_at: Named[datetime] = Column(UtcDateTime)
    seq: Named[int] = Column(BigInteger)
    # the queue: `own` among others of its matter, `need` so for windows that can give what is needed; after a transfer `guest` in a line of another matter,
    # `window` and `staffer` in the private line of one window or one person
    needs: Named[str] = Column(String, server_default="")  # what windows must be able to give, with commas
    lane: Named[str] = Column(String, server_default="own")
    only_window: Named[str | None] = Column(ForeignKey("window.code"))
    only_staffer: Named[str | None] = Column(ForeignKey("staffer.code"))
    window: Named[str | None] = Column(ForeignKey("window.code"))
    session: Named[int | None] = Column(ForeignKey("session.id"))
    arrived_at: Named[datetime] = Column(UtcDateTime)
    callable_at: Named[datetime] = Column(UtcDateTime)  # since when a waiting stop may be called
    wait_from: Named[datetime] = Column(UtcDateTime)  # the arrival, or the booked time of an appointment
    more_time: Named[int] = Column(Integer, CheckConstraint("more_time IN (0, 1)"), server_default="0")
    called_at: Named[datetime | None] = Column(UtcDateTime)
    first_called_at: Named[datetime | None] = Column(UtcDateTime)  # what a told wait is held against
    call_seq: Named[int | None] = Column(BigInteger)
    recalled_at: Named[datetime | None] = Column(UtcDateTime)
    # the seq of the newest recall; a screen may acknowledge the call or the recall
    recall_seq: Named[int | None] = Column(BigInteger)
    recalls: Named[int] = Column(Integer, server_default="0")
    started_at: Named[datetime | None] = Column(UtcDateTime)
    # started by the timer
    auto: Named[int] = Column(Integer, CheckConstraint("auto IN (0, 1)"), server_default="0")
    wait_ms: Named[int | None] = Column(BigInteger, CheckConstraint("wait_ms >= 0"))
    walk_ms: Named[int | None] = Column(BigInteger, CheckConstraint("walk_ms >= 0"))
    parts: Named[int] = Column(Integer, server_default="0")
    comment: Named[str | None] = Column(String)
    parked_at: Named[datetime | None] = Column(UtcDateTime)
    parked_ms: Named[int] = Column(BigInteger, CheckConstraint("parked_ms >= 0"), server_default="0")
    park_reason: Named[str | None] = Column(String)
    due_at: Named[datetime | None] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)
    shown_at: Named[datetime | None] = Column(UtcDateTime)
    spoken_at: Named[datetime | None] = Column(UtcDateTime)
    outcome: Named[str | None] = Column(String)


stops = Table(
    "stop",
    metadata,
    StopColumns,
    one_of("state", [str(each) for each in State]),
    UniqueConstraint("ticket", "position", name="stops_are_numbered"),
    CheckConstraint("state <> 'held' OR held_reason IS NOT NULL", name="held_says_why"),
    CheckConstraint(
        "held_reason NOT IN ('grace', 'booked', 'more_time') OR due_at IS NOT NULL",
        name="held_by_the_clock_ends",
    ),
    one_of("held_reason", [str(each) for each in Held]),
    one_of("outcome", [str(each) for each in Outcome]),
    one_of("lane", ("own", "guest", "window", "staffer", "need")),
    CheckConstraint("lane <> 'need' OR needs <> ''", name="need_lane_says_what"),
    CheckConstraint("lane <> 'window' OR only_window IS NOT NULL", name="window_lane_names_one"),
    CheckConstraint("lane <> 'staffer' OR only_staffer IS NOT NULL", name="staffer_lane_names_one"),
    CheckConstraint(
        "state NOT IN ('called', 'serving', 'parked') OR (window IS NOT NULL AND session IS NOT NULL)",
        name="at_a_window",
    ),
)
_AT_WINDOW = text("state IN ('called', 'serving')")
_OWN = text("state = 'waiting' AND lane = 'own'")
_GUEST = text("state = 'waiting' AND lane = 'guest'")
_WINDOW = text("state = 'waiting' AND lane = 'window'")
_STAFFER = text("state = 'waiting' AND lane = 'staffer'")
_ANY = text("state = 'waiting'")
index("one_ticket_per_window", stops.c.window, unique=True, where=_AT_WINDOW)
index("one_stop_per_visit", stops.c.ticket, unique=True, where=_AT_WINDOW)
_PLACE = (stops.c.tier, stops.c.effective_at, stops.c.seq)
index("waiting_places", stops.c.line, stops.c.matter, *_PLACE, where=_OWN)
# the lane is in the key, too: with two equal columns SQLite prefers it to `line_places`, which holds all
index("guest_places", stops.c.lane, stops.c.line, *_PLACE, where=_GUEST)
index("window_places", stops.c.only_window, *_PLACE, where=_WINDOW)
index("staffer_places", stops.c.only_staffer, *_PLACE, where=_STAFFER)
index("need_places", stops.c.lane, *_PLACE, where=text("state = 'waiting' AND lane = 'need'"))
index("line_places", stops.c.line, *_PLACE, where=_ANY)
index("longest_waits", stops.c.line, stops.c.wait_from, where=_ANY)
index("stops_of_a_ticket", stops.c.ticket)
index("stop_of_a_recall", stops.c.recall_seq, where=text("recall_seq IS NOT NULL"))
index("stop_of_a_call", stops.c.call_seq, where=text("call_seq IS NOT NULL"))
# what a window did last, for whoever wants to take it back
index("left_a_window", stops.c.window, stops.c.call_seq, where=text("state IN ('missed', 'finished')"))
index("calls_of_a_day", stops.c.day, stops.c.called_at, where=text("called_at IS NOT NULL"))
_LIVE_STATES = ", ".join(f"'{each}'" for each in State if each in LIVE)
_LIVE = f"state IN ({_LIVE_STATES})"
IS_LIVE = text(f"stop.{_LIVE}")  # exactly as in the partial indexes, so that queries use them
index("live_stops", stops.c.day, stops.c.state, where=text(_LIVE))
index("parked_stops", stops.c.window, stops.c.day, where=text("state = 'parked'"))
index("held_stops", stops.c.due_at, where=text("state = 'held' AND due_at IS NOT NULL"))
_KNOWN = text(f"identity IS NOT NULL AND {_LIVE}")
index("one_live_ticket_per_identity", stops.c.identity, stops.c.matter, unique=True, where=_KNOWN)
index("one_live_stop_per_matter", stops.c.ticket, stops.c.matter, unique=True, where=text(_LIVE))

_FOR_A_CASE = text(f"case_number IS NOT NULL AND {_LIVE}")
index("one_live_ticket_per_case", stops.c.case_number, unique=True, where=_FOR_A_CASE)


# the windows that asked a visitor back, newest last: a stack
class ComeBackColumns(Columns):
    stop: Named[int] = Column(ForeignKey("stop.id"), primary_key=True)
    depth: Named[int] = Column(Integer, CheckConstraint("depth >= 1"), primary_key=True)
    window: Named[str] = Column(ForeignKey("window.code"))
    staffer: Named[str] = Column(ForeignKey("staffer.code"))


come_backs = Table(
    "come_back",
    metadata,
    ComeBackColumns,
)


class AppointmentColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    day: Named[date] = Column(Day)
    booked_at: Named[datetime] = Column(UtcDateTime)
    matter: Named[str] = Column(ForeignKey("matter.code"))
    state: Named[str] = Column(String)
    # for a green channel: who approved the use, and why
    approver: Named[str | None] = Column(String)
    reason: Named[str | None] = Column(String)
    project: Named[str | None] = Column(ForeignKey("project.code"))
    ticket: Named[int | None] = Column(ForeignKey("ticket.id"), unique=True)
    booked_by: Named[str] = Column(String)


appointments = Table(
    "appointment",
    metadata,
    AppointmentColumns,
    one_of("state", [str(each) for each in AppointmentState]),
    CheckConstraint("(state = 'kept') = (ticket IS NOT NULL)", name="kept_with_a_ticket"),
    CheckConstraint(
        "project IS NULL OR (approver IS NOT NULL AND reason IS NOT NULL)", name="a_projects_use_is_approved"
    ),
)
index("appointments_of_a_project", appointments.c.project, where=text("project IS NOT NULL"))
# codes are compared without regard to case
index("one_appointment_per_code", func.upper(appointments.c.code), unique=True)
index("appointments_of_a_day", appointments.c.day, appointments.c.booked_at)


# the code with which a visitor returns: to bring a supplement or to collect a result
class ReturnCodeColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    stop: Named[int] = Column(ForeignKey("stop.id"), unique=True)
    matter: Named[str] = Column(ForeignKey("matter.code"))
    good_until: Named[date] = Column(Day)
    # what the visitor was told, once, to bring (一次性告知): lines as the clerk ticked or wrote them
    papers: Named[list[str] | None] = Column(JSON)
    used_by: Named[int | None] = Column(ForeignKey("ticket.id"), unique=True)


return_codes = Table(
    "return_code",
    metadata,
    ReturnCodeColumns,
)


# a closed day: the figures at the end of its log, as on its closing slip
class ClosingColumns(Columns):
    day: Named[date] = Column(Day, primary_key=True)
    at: Named[datetime] = Column(UtcDateTime)
    reason: Named[str] = Column(String)
    seq: Named[int] = Column(BigInteger)
    hash: Named[bytes] = Column(LargeBinary)
    figures: Named[dict[str, Any]] = Column(JSON)


closings = Table(
    "closing",
    metadata,
    ClosingColumns,
)


# how many wait, kept by triggers: the cost of a query does not grow with the line
class TallyColumns(Columns):
    line: Named[str] = Column(String, primary_key=True)
    matter: Named[str] = Column(String, primary_key=True)
    lane: Named[str] = Column(String, primary_key=True)
    waiting: Named[int] = Column(Integer, CheckConstraint("waiting >= 0"))


tally = Table(
    "tally",
    metadata,
    TallyColumns,
)
triggers(
    """CREATE TRIGGER stop_enters AFTER INSERT ON stop WHEN NEW.state = 'waiting' BEGIN
      INSERT INTO tally (line, matter, lane, waiting) VALUES (NEW.line, NEW.matter, NEW.lane, 1)
      ON CONFLICT (line, matter, lane) DO UPDATE SET waiting = waiting + 1; END""",
    """CREATE TRIGGER stop_leaves AFTER UPDATE OF state, line, matter, lane ON stop WHEN OLD.state = 'waiting' BEGIN
      UPDATE tally SET waiting = waiting - 1
      WHERE line = OLD.line AND matter = OLD.matter AND lane = OLD.lane; END""",
    """CREATE TRIGGER stop_returns AFTER UPDATE OF state, line, matter, lane ON stop WHEN NEW.state = 'waiting' BEGIN
      INSERT INTO tally (line, matter, lane, waiting) VALUES (NEW.line, NEW.matter, NEW.lane, 1)
      ON CONFLICT (line, matter, lane) DO UPDATE SET waiting = waiting + 1; END""",
    """CREATE TRIGGER stop_stays BEFORE DELETE ON stop BEGIN SELECT RAISE(ABORT, 'a stop is never deleted'); END""",
)


class DecisionColumns(Columns):
    seq: Named[int] = Column(
        BigInteger, primary_key=True
    )  # of the call event, whose facts say what was compared
    stop: Named[int] = Column(ForeignKey("stop.id"))


decisions = Table(
    "decision",
    metadata,
    DecisionColumns,
)
index("decisions_of_a_stop", decisions.c.stop)


class ServiceColumns(Columns):
    stop: Named[int] = Column(ForeignKey("stop.id"), primary_key=True)
    # a stop that is transferred while served has one part per window
    part: Named[int] = Column(Integer, primary_key=True)
    ticket: Named[int] = Column(ForeignKey("ticket.id"))
    number: Named[str] = Column(String)
    day: Named[date] = Column(Day)
    hour: Named[int] = Column(Integer, CheckConstraint("hour BETWEEN 0 AND 23"))
    window: Named[str] = Column(ForeignKey("window.code"))
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    secondment: Named[int] = Column(ForeignKey("secondment.id"))
    letter: Named[str | None] = Column(ForeignKey("letter.document"))
    department: Named[str] = Column(ForeignKey("department.code"))
    matter: Named[str] = Column(ForeignKey("matter.code"))
    line: Named[str] = Column(ForeignKey("line.code"))
    session: Named[int] = Column(ForeignKey("session.id"))
    visitor_class: Named[str] = Column(String)
    called_at: Named[datetime] = Column(UtcDateTime)
    started_at: Named[datetime] = Column(UtcDateTime)
    finished_at: Named[datetime] = Column(UtcDateTime)
    wait_ms: Named[int] = duration("wait_ms")
    walk_ms: Named[int] = duration("walk_ms")
    service_ms: Named[int] = duration("service_ms")
    parked_ms: Named[int] = duration("parked_ms")
    outcome: Named[str] = Column(String)
    reason: Named[str | None] = Column(String)
    fee_fen: Named[int | None] = Column(BigInteger)
    promised_until: Named[date | None] = Column(Day)
    decidable: Named[int] = Column(Integer)
    auto: Named[int] = Column(Integer, server_default="0")
    covers: Named[str | None] = Column(ForeignKey("staffer.code"))  # whom the staffer replaced (AB岗)
    excluded: Named[str | None] = Column(String)  # why the record is shown but not counted
    quantity: Named[int] = Column(
        Integer, CheckConstraint(f"quantity BETWEEN 1 AND {MOST_PIECES}"), server_default="1"
    )


services = Table(
    "service",
    metadata,
    ServiceColumns,
    one_of("outcome", [*(str(each) for each in Outcome), HANDED_ON]),
)
# a staffer sees the own day beside each visitor: all that it tells stands in the index (`store/queue/served.py`)
index(
    "services_by_day",
    services.c.day,
    services.c.staffer,
    services.c.excluded,
    services.c.service_ms,
    services.c.quantity,
    services.c.outcome,
)
index("services_by_matter", services.c.matter, services.c.finished_at)
# what supervision counts by department and window
index(
    "services_decided",
    services.c.day,
    services.c.department,
    services.c.window,
    services.c.outcome,
    services.c.decidable,
    where=text("excluded IS NULL"),
)


class RatingColumns(Columns):
    stop: Named[int] = Column(ForeignKey("stop.id"), primary_key=True)  # one per service
    level: Named[int] = Column(Integer, CheckConstraint("level BETWEEN 1 AND 5"))
    reasons: Named[list[str]] = Column(JSON)
    at: Named[datetime] = Column(UtcDateTime)
    device: Named[str] = Column(String)


ratings = Table(
    "rating",
    metadata,
    RatingColumns,
)
