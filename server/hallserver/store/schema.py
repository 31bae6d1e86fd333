"""The hall's memory as tables: guarantees stand here first, in unique and partial unique indexes, checks and keys."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)

from hallserver.core.tickets import State
from hallserver.store.types import Day, UtcDateTime

SCHEMA = 1  # refuses a file of another shape; migrations come with the first release

metadata = MetaData()


def _one_of(column: str, values: tuple[str, ...] | list[str]) -> CheckConstraint:
    words = ", ".join(f"'{each}'" for each in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def _index(name: str, *columns: Any, unique: bool = False, where: TextClause | None = None) -> None:
    """An index, partial where `where` is given; a second dialect gets its words here, once."""
    partial: dict[str, Any] = {} if where is None else {"sqlite_where": where}
    Index(name, *columns, unique=unique, **partial)


# --- the hall and its plan -----------------------------------------------------------------------------------------

hall = Table(
    "hall",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("code", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("always_open", Integer, nullable=False),
    Column("service_level_ms", Integer, nullable=False),
    Column("demo", Integer, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
)

departments = Table(
    "department",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("short_zh", String, nullable=False),
    Column("short_en", String, nullable=False),
    Column("area", String, nullable=False),
)

lines = Table(
    "line",
    metadata,
    Column("code", String, primary_key=True),
    Column("prefix", String, CheckConstraint("length(prefix) BETWEEN 1 AND 2"), nullable=False, unique=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("missed", String, nullable=False),
    Column("tier0_cap", Integer, nullable=False),
    Column("tier0_run", Integer, nullable=False, server_default="0"),
)

matters = Table(
    "matter",
    metadata,
    Column("code", String, primary_key=True),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("norm_minutes", Integer, CheckConstraint("norm_minutes > 0"), nullable=False),
    Column("promised_days", Integer, CheckConstraint("promised_days >= 0"), nullable=False),
    Column("legal_days", Integer, nullable=False),
    Column("fee", JSON, nullable=False),
    Column("materials", JSON, nullable=False),
    Column("usual", Integer, nullable=False),
    Column("initials", String, nullable=False),
    Column("position", Integer, nullable=False),
    _one_of("kind", ("on_the_spot", "promised")),
    _one_of("audience", ("person", "business", "both")),
)

windows = Table(
    "window",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("department", ForeignKey("department.code")),
    # what an integrated window may do of its own, beside the letters of who sits there
    Column("mandate", String, nullable=False, server_default="none"),
    Column("position", Integer, nullable=False),
    _one_of("mandate", ("none", "accept", "decide")),
)

window_lines = Table(
    "window_line",
    metadata,
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("line", ForeignKey("line.code"), primary_key=True),
)

printers = Table(
    "printer",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("address", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("state", String, nullable=False, server_default="unknown"),
    Column("detail", String),
    Column("read_at", UtcDateTime),
)

kiosks = Table(
    "kiosk",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("printer", ForeignKey("printer.code")),
)

screens = Table(
    "screen",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("diagonal_inch", Integer, nullable=False),
    Column("farthest_m", Integer, nullable=False),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
)

# --- people, their authority, and who may come in --------------------------------------------------------------------

staffers = Table(
    "staffer",
    metadata,
    Column("code", String, primary_key=True),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("pin_hash", String),
    Column("wrong_pins", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
)

secondments = Table(
    "secondment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("role", String, nullable=False),
    Column("from_day", Day, nullable=False),
    Column("to_day", Day, nullable=False),
    UniqueConstraint("staffer", "from_day"),
    CheckConstraint("to_day >= from_day", name="term_runs_forward"),
    _one_of("role", ("chief", "staff")),
)

letters = Table(
    "letter",
    metadata,
    Column("document", String, primary_key=True),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("from_day", Day, nullable=False),
    Column("to_day", Day, nullable=False),
    CheckConstraint("to_day >= from_day", name="letter_runs_forward"),
)

letter_matters = Table(
    "letter_matter",
    metadata,
    Column("document", ForeignKey("letter.document"), primary_key=True),
    Column("matter", ForeignKey("matter.code"), primary_key=True),
    Column("power", String, nullable=False),
    _one_of("power", ("decide", "accept")),
)

tokens = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("window", ForeignKey("window.code")),
    Column("department", ForeignKey("department.code")),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    # a staff page's token comes in a cookie and needs the header token as well
    Column("cookie", Integer, nullable=False, server_default="0"),
)
_index("one_live_token", tokens.c.role, tokens.c.name, unique=True, where=text("revoked_at IS NULL"))

links = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("window", ForeignKey("window.code")),
    Column("staffer", ForeignKey("staffer.code")),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

accounts = Table(
    "account",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("department", ForeignKey("department.code")),
    Column("password_hash", String),
    Column("wrong_tries", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
)

sessions = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("window", ForeignKey("window.code"), nullable=False),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("secondment", ForeignKey("secondment.id"), nullable=False),
    Column("covers", ForeignKey("staffer.code")),
    Column("letter", ForeignKey("letter.document")),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("pause_reason", String),
    CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="session_runs_forward"),
)
_OPEN = text("closed_at IS NULL")
_index("one_session_per_window", sessions.c.window, unique=True, where=_OPEN)
_index("one_session_per_staffer", sessions.c.staffer, unique=True, where=_OPEN)

session_matters = Table(
    "session_matter",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("matter", ForeignKey("matter.code"), primary_key=True),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("power", String, nullable=False),
    _one_of("power", ("decide", "accept")),
)
_index("session_matter_by_matter", session_matters.c.matter)

session_pauses = Table(
    "session_pause",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("from_at", UtcDateTime, primary_key=True),
    Column("to_at", UtcDateTime),
    Column("reason", String, nullable=False),
)

# --- visitors ----------------------------------------------------------------------------------------------------------

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
    _one_of("state", [str(each) for each in State]),
    _one_of("lane", ("own", "guest", "window", "staffer")),
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
_index("one_ticket_per_window", stops.c.window, unique=True, where=_AT_WINDOW)
_index("one_stop_per_visit", stops.c.ticket, unique=True, where=_AT_WINDOW)
_PLACE = (stops.c.tier, stops.c.effective_at, stops.c.seq)
_index("waiting_places", stops.c.line, stops.c.matter, *_PLACE, where=_OWN)
# the lane stands in the key as well: two equal columns win over `line_places`, which holds everybody who waits
_index("guest_places", stops.c.lane, stops.c.line, *_PLACE, where=_GUEST)
_index("window_places", stops.c.only_window, *_PLACE, where=_WINDOW)
_index("staffer_places", stops.c.only_staffer, *_PLACE, where=_STAFFER)
_index("line_places", stops.c.line, *_PLACE, where=_ANY)
_index("stops_of_a_ticket", stops.c.ticket)
_index("stop_of_a_call", stops.c.call_seq, where=text("call_seq IS NOT NULL"))
_index("calls_of_a_day", stops.c.day, stops.c.called_at, where=text("called_at IS NOT NULL"))
_LIVE = text("state IN ('waiting', 'held', 'called', 'serving', 'parked', 'missed')")
_index("live_stops", stops.c.day, stops.c.state, where=_LIVE)

decisions = Table(
    "decision",
    metadata,
    Column("seq", BigInteger, primary_key=True),  # of the call's event
    Column("stop", ForeignKey("stop.id"), nullable=False),
    Column("facts", JSON, nullable=False),
)
_index("decisions_of_a_stop", decisions.c.stop)


def _duration(name: str) -> Column[int]:
    return Column(name, BigInteger, CheckConstraint(f"{name} >= 0", name=f"{name}_forward"), nullable=False)


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
    _duration("wait_ms"),
    _duration("walk_ms"),
    _duration("service_ms"),
    _duration("parked_ms"),
    Column("outcome", String, nullable=False),
    Column("reason", String),
    Column("fee_fen", BigInteger),
    Column("promised_until", Day),
    Column("decidable", Integer, nullable=False),
    Column("excluded", String),  # why the record is shown but not counted
)
_index("services_by_day", services.c.day)
_index("services_by_matter", services.c.matter, services.c.finished_at)

ratings = Table(
    "rating",
    metadata,
    Column("stop", ForeignKey("stop.id"), primary_key=True),  # one per service
    Column("level", Integer, CheckConstraint("level BETWEEN 1 AND 5"), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("device", String, nullable=False),
)

# --- paper ---------------------------------------------------------------------------------------------------------------

JOB_STATES = (
    "queued", "leased", "sending", "sent", "printed", "stalled", "unconfirmed", "expired", "cancelled", "failed",
)  # fmt: skip
JOB_OPEN = text("state IN ('queued', 'leased', 'sending', 'stalled')")

print_jobs = Table(
    "print_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("ticket.id"), nullable=False),
    Column("copy", Integer, CheckConstraint("copy >= 1"), nullable=False),
    Column("printer", ForeignKey("printer.code"), nullable=False),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("owner", String),
    Column("lease_until", UtcDateTime),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("method", String),
    Column("reason", String),
    Column("bytes_sent", Integer, nullable=False, server_default="0"),
    UniqueConstraint("ticket", "copy", name="copies_are_numbered"),
    _one_of("state", JOB_STATES),
)
_index("jobs_to_print", print_jobs.c.printer, print_jobs.c.id, where=JOB_OPEN)

# --- the log, and what was answered -------------------------------------------------------------------------------------

events = Table(
    "event",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), CheckConstraint("seq > 0"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", String, nullable=False),
    Column("ticket", Integer),
    Column("body", Text, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
)
_index("events_of_a_ticket", events.c.ticket, where=text("ticket IS NOT NULL"))

event_privates = Table(
    "event_private",
    metadata,
    Column("seq", ForeignKey("event.seq"), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
)

answers = Table(
    "answer",
    metadata,
    Column("principal", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("body_hash", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
_index("answers_by_age", answers.c.at)
