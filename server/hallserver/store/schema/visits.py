"""Visitors: numbers, stops, decisions, the record of services, ratings."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    func,
    text,
)

from hallserver.core.tickets import Held, State
from hallserver.store.schema.form import duration, index, metadata, on_sqlite, one_of
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
    Column("stops", Integer, CheckConstraint("stops >= 1"), nullable=False, server_default="1"),
    Column("identity_last", String),
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
    Column("position", Integer, CheckConstraint("position >= 1"), nullable=False, server_default="1"),
    Column("after", ForeignKey("stop.id")),  # another stop of the visit that has to end first
    Column("day", Day, nullable=False),
    Column("matter", ForeignKey("matter.code"), nullable=False),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("state", String, nullable=False),
    Column("held_reason", String),
    # the day's keyed mark of who shows an identity; of no use once the day's key is destroyed
    Column("identity", LargeBinary),
    # the case that the visitor comes for: with a supplement, or to collect; a trigger knows that there is one
    Column("case_number", String),
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
    Column("callable_at", UtcDateTime, nullable=False),  # since when a window may call it, once it waits
    Column("wait_from", UtcDateTime, nullable=False),  # the arrival; for an appointment the booked time
    Column("more_time", Integer, CheckConstraint("more_time IN (0, 1)"), nullable=False, server_default="0"),
    Column("called_at", UtcDateTime),
    Column("call_seq", BigInteger),
    Column("recalled_at", UtcDateTime),
    Column("recall_seq", BigInteger),  # of the newest recall: a screen may acknowledge either
    Column("recalls", Integer, nullable=False, server_default="0"),
    Column("started_at", UtcDateTime),
    Column(
        "auto", Integer, CheckConstraint("auto IN (0, 1)"), nullable=False, server_default="0"
    ),  # started by the clock
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
    Column("spoken_at", UtcDateTime),
    Column("outcome", String),
    one_of("state", [str(each) for each in State]),
    UniqueConstraint("ticket", "position", name="stops_are_numbered"),
    CheckConstraint("state <> 'held' OR held_reason IS NOT NULL", name="held_says_why"),
    CheckConstraint(
        "held_reason NOT IN ('grace', 'booked', 'more_time') OR due_at IS NOT NULL",
        name="held_by_the_clock_ends",
    ),
    one_of("held_reason", [str(each) for each in Held]),
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
index("stop_of_a_recall", stops.c.recall_seq, where=text("recall_seq IS NOT NULL"))
index("stop_of_a_call", stops.c.call_seq, where=text("call_seq IS NOT NULL"))
index("calls_of_a_day", stops.c.day, stops.c.called_at, where=text("called_at IS NOT NULL"))
_LIVE = text("state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')")
index("live_stops", stops.c.day, stops.c.state, where=_LIVE)
index("parked_stops", stops.c.window, stops.c.day, where=text("state = 'parked'"))
index("held_stops", stops.c.due_at, where=text("state = 'held' AND due_at IS NOT NULL"))
_KNOWN = text(
    "identity IS NOT NULL AND state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')"
)
index("one_live_ticket_per_identity", stops.c.identity, stops.c.matter, unique=True, where=_KNOWN)

_FOR_A_CASE = text(
    "case_number IS NOT NULL AND state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')"
)
index("one_live_ticket_per_case", stops.c.case_number, unique=True, where=_FOR_A_CASE)

# who asked a visitor back, newest last: a stack
come_backs = Table(
    "come_back",
    metadata,
    Column("stop", ForeignKey("stop.id"), primary_key=True),
    Column("depth", Integer, CheckConstraint("depth >= 1"), primary_key=True),
    Column("window", ForeignKey("window.code"), nullable=False),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
)

appointments = Table(
    "appointment",
    metadata,
    Column("code", String, primary_key=True),
    Column("day", Day, nullable=False),
    Column("booked_at", UtcDateTime, nullable=False),
    Column("matter", ForeignKey("matter.code"), nullable=False),
    Column("state", String, nullable=False),
    # a green channel names who approved the use, and why
    Column("approver", String),
    Column("reason", String),
    Column("project", ForeignKey("project.code")),
    Column("ticket", ForeignKey("ticket.id"), unique=True),
    Column("booked_by", String, nullable=False),
    one_of("state", ("booked", "kept", "cancelled", "lapsed")),
    CheckConstraint("(state = 'kept') = (ticket IS NOT NULL)", name="kept_with_a_ticket"),
    CheckConstraint(
        "project IS NULL OR (approver IS NOT NULL AND reason IS NOT NULL)", name="a_projects_use_is_approved"
    ),
)
index("appointments_of_a_project", appointments.c.project, where=text("project IS NOT NULL"))
# a code is looked for however a reader or a person spells it
index("one_appointment_per_code", func.upper(appointments.c.code), unique=True)
index("appointments_of_a_day", appointments.c.day, appointments.c.booked_at)

# what a visitor brings back with a supplement or fetches a result with
return_codes = Table(
    "return_code",
    metadata,
    Column("code", String, primary_key=True),
    Column("stop", ForeignKey("stop.id"), nullable=False, unique=True),
    Column("matter", ForeignKey("matter.code"), nullable=False),
    Column("good_until", Day, nullable=False),
    Column("used_by", ForeignKey("ticket.id"), unique=True),
)

# a day that is over: what stood at the end of its log, as its closing slip says it
closings = Table(
    "closing",
    metadata,
    Column("day", Day, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("figures", JSON, nullable=False),
)

# how many wait, kept by the schema's own triggers: what is told of a line costs the same however long it is
tally = Table(
    "tally",
    metadata,
    Column("line", String, primary_key=True),
    Column("matter", String, primary_key=True),
    Column("lane", String, primary_key=True),
    Column("waiting", Integer, CheckConstraint("waiting >= 0"), nullable=False),
)
on_sqlite(
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
    Column("auto", Integer, nullable=False, server_default="0"),
    Column("covers", ForeignKey("staffer.code")),  # for whom the staffer sat there (AB岗)
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
