"""The hall's memory as tables: guarantees stand here first, in unique and partial unique indexes, checks and keys."""

from __future__ import annotations

from hallserver.store.schema.form import SCHEMA, metadata
from hallserver.store.schema.log import answers, event_privates, events
from hallserver.store.schema.paper import JOB_OPEN, JOB_STATES, print_jobs
from hallserver.store.schema.people import (
    accounts,
    letter_matters,
    letters,
    links,
    secondments,
    session_matters,
    session_pauses,
    sessions,
    staffers,
    tokens,
)
from hallserver.store.schema.plan import (
    departments,
    hall,
    kiosks,
    lines,
    matters,
    printers,
    screens,
    window_lines,
    windows,
)
from hallserver.store.schema.visits import counters, decisions, ratings, services, stops, tickets

__all__ = [
    "JOB_OPEN",
    "JOB_STATES",
    "SCHEMA",
    "accounts",
    "answers",
    "counters",
    "decisions",
    "departments",
    "event_privates",
    "events",
    "hall",
    "kiosks",
    "letter_matters",
    "letters",
    "lines",
    "links",
    "matters",
    "metadata",
    "print_jobs",
    "printers",
    "ratings",
    "screens",
    "secondments",
    "services",
    "session_matters",
    "session_pauses",
    "sessions",
    "staffers",
    "stops",
    "tickets",
    "tokens",
    "window_lines",
    "windows",
]
