"""The hall's memory as tables: guarantees stand here first, in unique and partial unique indexes, checks and keys."""

from __future__ import annotations

from hallserver.store.schema.cases import (
    case_counters,
    case_extensions,
    case_parts,
    case_supplements,
    cases,
)
from hallserver.store.schema.floor import concerns, helps, notices, pairings, zones
from hallserver.store.schema.form import metadata
from hallserver.store.schema.log import answers, event_privates, events
from hallserver.store.schema.oversight import contests, findings, score_schemes
from hallserver.store.schema.paper import (
    JOB_KINDS,
    JOB_OPEN,
    JOB_STATES,
    print_jobs,
    slip_logo,
    slip_templates,
)
from hallserver.store.schema.people import (
    accounts,
    letter_matters,
    letters,
    links,
    session_matters,
    session_pauses,
    sessions,
    staffers,
    tokens,
)
from hallserver.store.schema.plan import (
    calendar_days,
    departments,
    duties,
    group_matters,
    groups,
    hall,
    kiosks,
    lines,
    matters,
    printers,
    quota_uses,
    quotas,
    rule_sets,
    screens,
    shifts,
    todays,
    window_groups,
    window_lines,
    windows,
)
from hallserver.store.schema.projects import project_effects, projects
from hallserver.store.schema.rectify import rectifications
from hallserver.store.schema.terms import replacements, secondments, signatures
from hallserver.store.schema.visits import (
    appointments,
    closings,
    come_backs,
    counters,
    decisions,
    ratings,
    return_codes,
    services,
    stops,
    tally,
    tickets,
)
from hallserver.store.version import SCHEMA

for _table in metadata.tables.values():
    if "id" in _table.primary_key.columns:  # an id is never given twice, not after a restore either
        _table.dialect_options["sqlite"]["autoincrement"] = True

__all__ = [
    "JOB_KINDS",
    "JOB_OPEN",
    "JOB_STATES",
    "SCHEMA",
    "accounts",
    "answers",
    "appointments",
    "calendar_days",
    "case_counters",
    "case_extensions",
    "case_parts",
    "case_supplements",
    "cases",
    "closings",
    "come_backs",
    "concerns",
    "contests",
    "counters",
    "decisions",
    "departments",
    "duties",
    "event_privates",
    "events",
    "findings",
    "group_matters",
    "groups",
    "hall",
    "helps",
    "kiosks",
    "letter_matters",
    "letters",
    "lines",
    "links",
    "matters",
    "metadata",
    "notices",
    "pairings",
    "print_jobs",
    "printers",
    "project_effects",
    "projects",
    "quota_uses",
    "quotas",
    "ratings",
    "rectifications",
    "replacements",
    "return_codes",
    "rule_sets",
    "score_schemes",
    "screens",
    "secondments",
    "services",
    "session_matters",
    "session_pauses",
    "sessions",
    "shifts",
    "signatures",
    "slip_logo",
    "slip_templates",
    "staffers",
    "stops",
    "tally",
    "tickets",
    "todays",
    "tokens",
    "window_groups",
    "window_lines",
    "windows",
    "zones",
]
