"""Visitors: numbers, stops, decisions, the record of services, ratings."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from hallserver.core.tickets import State
from hallserver.store.schema.form import duration, index, metadata, one_of
from hallserver.store.types import Day, UtcDateTime

counters = Table(
    "counter",
    metadata,
    Column("day", Day, primary_key=True),
    Column("line", ForeignKey("line.code"), primary_key=True),
    Column("last", Integer, CheckConstraint("last >= 0"), nullable=False),
)

tickets = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("counter", Integer, CheckConstraint("counter > 0"), nullable=False),
    Column("number", String, nullable=False),
    Column("visitor_class", String, nullable=False),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("device", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("evidence", String),
    Column("told_ahead", Integer, nullable=False),
    Column("told_low_ms", Integer, nullable=False),
    Column("told_high_ms", Integer, nullable=False),
    UniqueConstraint("day", "line", "counter", name="number_once_a_day"),
    UniqueConstraint("day", "number", name="number_unique_in_the_hall"),
)

stops = Table(
    "stop",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("ticket.id"), nullable=False),
    Column("day", Day, nullable=False),
    Column("matter", ForeignKey("matter.code"), nullable=False),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("state", String, nullable=False),
    Column("tier", Integer, nullable=False),
    Column("effective_at", UtcDateTime, nullable=False),
    Column("seq", BigInteger, nullable=False),
    # where a transfer put it: `own` with others of its matter, `guest` in a line that is not its matter's,
    # `window` and `staffer` in the private line of one window, one person
    Column("lane", String, nullable=False, server_default="own"),
    Column("only_window", ForeignKey("window.code")),
    Column("only_staffer", ForeignKey("staffer.code")),
    Column("window", ForeignKey("window.code")),
    Column("session", ForeignKey("session.id")),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("called_at", UtcDateTime),
    Column("call_seq", BigInteger),
    Column("recalls", Integer, nullable=False, server_default="0"),
    Column("started_at", UtcDateTime),
    Column("wait_ms", BigInteger, CheckConstraint("wait_ms >= 0")),
    Column("walk_ms", BigInteger, CheckConstraint("walk_ms >= 0")),
    Column("parts", Integer, nullable=False, server_default="0"),
    Column("comment", String),
    Column("parked_at", UtcDateTime),
    Column("parked_ms", BigInteger, CheckConstraint("parked_ms >= 0"), nullable=False, server_default="0"),
    Column("park_reason", String),
    Column("due_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("shown_at", UtcDateTime),
    Column("outcome", String),
    one_of("state", [str(each) for each in State]),
    one_of("lane", ("own", "guest", "window", "staffer")),
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
# the lane stands in the key as well: two equal columns win over `line_places`, which holds everybody who waits
index("guest_places", stops.c.lane, stops.c.line, *_PLACE, where=_GUEST)
index("window_places", stops.c.only_window, *_PLACE, where=_WINDOW)
index("staffer_places", stops.c.only_staffer, *_PLACE, where=_STAFFER)
index("line_places", stops.c.line, *_PLACE, where=_ANY)
index("stops_of_a_ticket", stops.c.ticket)
index("stop_of_a_call", stops.c.call_seq, where=text("call_seq IS NOT NULL"))
index("calls_of_a_day", stops.c.day, stops.c.called_at, where=text("called_at IS NOT NULL"))
_LIVE = text("state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')")
index("live_stops", stops.c.day, stops.c.state, where=_LIVE)

decisions = Table(
    "decision",
    metadata,
    Column("seq", BigInteger, primary_key=True),  # of the call's event
    Column("stop", ForeignKey("stop.id"), nullable=False),
    Column("facts", JSON, nullable=False),
)
index("decisions_of_a_stop", decisions.c.stop)

services = Table(
    "service",
    metadata,
    Column("stop", ForeignKey("stop.id"), primary_key=True),
    Column("part", Integer, primary_key=True),  # a stop that is transferred while served has one per window
    Column("ticket", ForeignKey("ticket.id"), nullable=False),
    Column("number", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("hour", Integer, CheckConstraint("hour BETWEEN 0 AND 23"), nullable=False),
    Column("window", ForeignKey("window.code"), nullable=False),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("secondment", ForeignKey("secondment.id"), nullable=False),
    Column("letter", ForeignKey("letter.document")),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column("matter", ForeignKey("matter.code"), nullable=False),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("session", ForeignKey("session.id"), nullable=False),
    Column("visitor_class", String, nullable=False),
    Column("called_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime, nullable=False),
    duration("wait_ms"),
    duration("walk_ms"),
    duration("service_ms"),
    duration("parked_ms"),
    Column("outcome", String, nullable=False),
    Column("reason", String),
    Column("fee_fen", BigInteger),
    Column("promised_until", Day),
    Column("decidable", Integer, nullable=False),
    Column("excluded", String),  # why the record is shown but not counted
)
index("services_by_day", services.c.day)
index("services_by_matter", services.c.matter, services.c.finished_at)

ratings = Table(
    "rating",
    metadata,
    Column("stop", ForeignKey("stop.id"), primary_key=True),  # one per service
    Column("level", Integer, CheckConstraint("level BETWEEN 1 AND 5"), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("device", String, nullable=False),
)
