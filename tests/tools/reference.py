"""Writes docs/reference.md out of the source's own tables: `python -m tests.tools.reference`; a test compares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from msgspec import structs

from hallserver.config import Settings
from hallserver.core import errors
from hallserver.core.errors import HallError
from hallserver.core.events import ABSENT, EVENTS, Facts, Stream
from hallserver.core.figures.findings import FINDING_WORDS
from hallserver.core.language.said import OUTCOMES, TICKET_STATES
from hallserver.core.people.scores import DEFAULTS, TENTHS
from hallserver.core.queue.tickets import MOVES, State
from hallserver.core.rights import PERMISSIONS, ROLES, SOCKET_EVENTS
from hallserver.web.metrics import METRICS
from hallserver.web.routes import all_routes

FILE = Path(__file__).parents[2] / "docs/reference.md"
ROUTES = all_routes()
SETTINGS = {
    "host": "address that is listened on; other addresses than loopback want TLS",
    "port": "TCP port of pages and API",
    "public_port": "a second port for a guest network: only the visitor's own page and the public page; 0: none",
    "public_host": "address of that port; empty: that of the first",
    "public_url": "what a visitor's phone can reach; empty: slips carry no QR code",
    "rating_page": "the page of ratings of the province or city, as a QR code at windows; `{hall}`, `{window}`, `{number}`, `{matter}`, `{day}` are filled in",
    "origins": "further origins, separated by commas, whose pages may open a socket",
    "cert": "file of the TLS certificate",
    "key": "file of the TLS key",
    "proxies": "addresses or networks, separated by commas, of proxies whose X-Forwarded-* headers are believed",
    "printer_networks": "where a printer may be: addresses or networks; empty: the private ones, and this machine where the hall listens on loopback only",
    "silent_connections": "of one address that have shown no token; a further one ends one of them",
    "join_s": "how long a socket may be open before it has shown a good token",
    "socket_messages_s": "how many messages a second one socket may send",
    "idle_minutes": "without a hand at it for so long, a staff page is signed out; 0: never",
    "account_rule": "what is asked of passwords beside ten characters and no leaked one: `nist` (nothing) or `gbt22239` (three kinds of characters, changed every 90 days: GB/T 22239-2019, level 2)",
    "second_factor": "roles, separated by commas, whose accounts must have a second factor; others may",
    "backup_to": "the folder, on another disk or a share, in which the back office makes a backup each day; empty: none",
    "backup_at": "the hour of the hall's clock at which it is made, as 20:30",
    "backup_keep": "so many of them stay",
    "private_days": "for so many days what somebody told in private can be read",
    "keep": "the same by kind, as `concerns=180, codes=90`; kinds: `concerns`, `ratings`, `contests`, `cases`, `notes`, `codes`, `emergencies`",
    "numbers_a_minute": "of one device; a faster one is remarked, not refused",
    "socket_burst": "how many at once; what sends more is closed (1008)",
    "min_call_s": "how long a call must have been shown before it may be marked missed",
    "longest_block_s": "after so long it may be marked missed even if no screen has shown it, and the staff is told",
    "spoken_within_s": "after so long the staff is told of a call that no loudspeaker has spoken",
    "lease_s": "how long a print agent holds a job without a word",
    "job_life_s": "after so long a slip that was not begun is not printed any more",
    "move_after_s": "after so long without a byte sent a slip goes to the printer's neighbour",
    "ping_s": "heartbeat of the sockets",
    "store": "where the hall's tables are, as `postgresql://hall@db/halls`; empty: the file `DIR/hall.db`",
    "wait": "where another server is this hall, wait for its end instead of refusing to open: for a pair of servers with one PostgreSQL",
    "standby_port": "port at which a second machine gets its copy of the hall (`hall standby offer`); 0: none",
    "largest_pages": "of the database; 0 for no limit",
    "insecure_staff": "staff pages in the clear on other than loopback, said aloud",
    "stock_fan_out": "broadcasts go the library's own way, one queue per socket",
    "voice": "the engine that speaks calls: `auto`, `neural`, `espeak`, `chime`",
    "voice_models": "folder with a neural voice's files; empty: `DIR/voice`",
    "back_office": "whether the print agent and what computes long run beside the desk",
}
HEAD = """# Reference

Everything here has a stable name: programs may rely on it. Names are added, never changed.
Written out of the source by `python -m tests.tools.reference`; a test fails when the two differ.
"""


def write_reference() -> str:
    """Give the text of docs/reference.md."""
    parts = (
        _errors(),
        _states(),
        _kinds(),
        _deductions(),
        _settings(),
        _rights(),
        _routes(),
        _socket(),
        _metrics(),
    )
    return "\n".join((HEAD, *parts))


def known_errors() -> list[type[HallError]]:
    """All errors with a code of their own, by status and code."""
    found, todo = [], [HallError]
    while todo:
        kind = todo.pop()
        todo += _below(kind)
        if "code" in vars(kind) and kind.__module__ == errors.__name__:
            found.append(kind)
    return sorted(found, key=lambda each: (each.status, each.code))


def _errors() -> str:
    rows = [
        (str(each.status), f"`{each.code}`", each.zh, each.en, each.__doc__ or "") for each in known_errors()
    ]
    text = (
        "Form: `application/problem+json` (RFC 9457). A 409 carries the present `state`; 204 has no body. Which route can "
        f"end with which error stands in its OpenAPI row.\n\n```\n{_tree(HallError)}\n```"
    )
    return _part("Errors", text, ("status", "code", "zh", "en", "when"), rows)


def _below(kind: type[HallError]) -> list[type[HallError]]:
    """The errors below one, but for those of the simulation: no door says them, and not every process knows them."""
    return [each for each in kind.__subclasses__() if not each.__module__.startswith("hallserver.simulation")]


def _tree(kind: type[HallError], depth: int = 0) -> str:
    """The classes of errors, each under its base, with its status."""
    own = f"{'  ' * depth}{kind.__name__}" + (f" {kind.status}" if "status" in kind.__dict__ else "")
    return "\n".join([own, *(_tree(each, depth + 1) for each in _below(kind))])


def _states() -> str:
    moves = [
        (
            f"`{state}`",
            TICKET_STATES[state].zh,
            TICKET_STATES[state].en,
            ", ".join(f"{name} → `{move.target}`" for name, move in MOVES.items() if state in move.source)
            or "—",
        )
        for state in State
    ]
    ends = [(f"`{each}`", row.zh, row.en) for each, row in OUTCOMES.items()]
    return "\n".join(
        [
            _part(
                "States of a ticket",
                "A move that is not here is refused with `wrong_state`.",
                ("state", "zh", "en", "moves"),
                moves,
            ),
            _part("Outcomes of a service", "", ("outcome", "zh", "en"), ends),
        ]
    )


def _kinds() -> str:
    heard = {Stream.PUBLIC: "public and staff streams", Stream.STAFF: "staff stream", Stream.LOG: "log only"}
    rows = [
        (
            f"`{kind}`",
            " ".join((each.__doc__ or "").split()),
            heard[each.STREAM],
            _facts(each),
            ", ".join(each.PRIVATE) or "—",
        )
        for kind, each in EVENTS.items()
    ]
    text = (
        "Every kind stands in the log; some are also told over `/live`. A fact in brackets is not in every event of its "
        "kind. What is private stands in a part of its own, which can be forgotten; the log keeps its hash."
    )
    return _part("Events", text, ("kind", "what happened", "heard on", "facts", "private"), rows)


def _facts(kind: type[Facts]) -> str:
    named = ((each.name.rstrip("_"), each.default is ABSENT) for each in structs.fields(kind))
    return ", ".join(f"[{name}]" if optional else name for name, optional in named)


def _deductions() -> str:
    rows = [
        (
            f"`{kind}`",
            *FINDING_WORDS[kind],
            f"{rule.tenths / TENTHS:g}",
            str(rule.free),
            str(rule.start),
            f"{rule.most / TENTHS:g}",
            "department" if rule.home else "staffer, window",
        )
        for kind, rule in DEFAULTS.items()
    ]
    text = (
        "What supervision finds, and what the house's own scheme deducts of a month's hundred points. `start` is in the "
        "finding's own unit (late: ms; slow: percent of the norm; fee: fen). A manager publishes another scheme in TOML."
    )
    head = ("finding", "zh", "en", "points", "free a month", "start", "most a month", "whose")
    return _part("Findings and deductions", text, head, rows)


def _settings() -> str:
    rows = [
        (
            f"`{each.name}`",
            f"`HALL_{each.name.upper()}`",
            str(each.type),
            f"`{each.default!r}`",
            SETTINGS[each.name],
        )
        for each in fields(Settings)
        if each.name != "data"
    ]
    text = "From `DIR/settings.toml`, then the environment, then the command line; the later wins. Unknown names are errors."
    return _part("Settings", text, ("name", "environment", "type", "default", "meaning"), rows)


def _rights() -> str:
    roles = [role for role in ROLES if role != "local"]
    rows = [
        (f"`{permission}`", *("●" if role in may else "" for role in roles))
        for permission, may in PERMISSIONS.items()
    ]
    text = "What is not marked is refused with `not_allowed`. Whoever may open the server's own socket (`local`) may administer the hall."
    return _part("Roles and permissions", text, ("permission", *roles), rows)


def _routes() -> str:
    rows = [
        (
            f"`{row.method} {row.path.replace(':int', '')}`",
            f"`{row.permission}`" if row.permission else "anybody",
            "own socket only" if row.local else "",
            row.summary,
        )
        for row in sorted(ROUTES, key=lambda row: (row.path, row.method))
    ]
    text = "Under `/api/v1`. Every POST and DELETE needs an `Idempotency-Key`. Shapes: `/api/openapi.json`."
    return _part("Routes", text, ("route", "permission", "where", "gives"), rows)


def _socket() -> str:
    roles = [role for role in ROLES if role != "local"]
    rows = [
        (f"`{name}`", *("●" if any(role in PERMISSIONS[each] for each in needs) else "" for role in roles))
        for name, needs in SOCKET_EVENTS.items()
    ]
    return _part("Socket events", "What a client may send over `/live`.", ("event", *roles), rows)


def _metrics() -> str:
    rows = [
        (
            f"`{name}{'_total' if row.kind == 'counter' else ''}`",
            row.kind,
            ", ".join(row.labels) or "—",
            row.said,
        )
        for name, row in METRICS.items()
    ]
    text = (
        "At `/metrics`, in Prometheus' text format, at most a second old, on the hall's own door only; besides them the process's own "
        "(`process_resident_memory_bytes`, `process_cpu_seconds_total` …). [grafana.json](grafana.json) draws them all: "
        "in Grafana, Dashboards → New → Import. Nothing of a visitor or a staffer is among them."
    )
    return _part("Metrics", text, ("metric", "type", "labels", "what it counts"), rows)


def _part(title: str, text: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [" | ".join(each.replace("|", "\\|") for each in row) for row in (head, *rows)]
    rule = "|".join("---" for _ in head)
    table = "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])
    return "\n".join([f"## {title}", "", *([text, ""] if text else []), table, ""])


if __name__ == "__main__":
    FILE.write_text(write_reference())
