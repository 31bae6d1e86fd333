"""What supervision has read, in words: the address that the log keeps, said as what stood there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from hallserver.contract import ReadingItem, Words
from hallserver.core.events import Event, fact, facts_of
from hallserver.core.figures.findings import FINDING_WORDS, Finding
from hallserver.core.language import said
from hallserver.core.rights import LIMIT_WORDS
from hallserver.store.catalogue import Plan
from hallserver.web import door

API = "/api/v1"
_READ: tuple[tuple[str, str], ...] = (
    (r"/supervision/findings", "findings"),
    (r"/supervision/services", "services"),
    (r"/supervision/tickets/[^/]+|/tickets/\d+/story", "story"),
    (r"/supervision/events/\d+", "event"),
    (r"/supervision/concerns", "concerns"),
    (r"/supervision/proofs", "proofs"),
    (r"/supervision/readings", "readings"),
    (r"/supervision/(?:weeks|ranking|news)", "desk"),
    (r"/supervision", "rates"),
    (r"/contests", "contests"),
    (r"/rectifications", "ratings"),
    (r"/scores(?:/.*)?", "scores"),
    (r"/sittings", "sittings"),
    (r"/cases(?:/.*)?", "cases"),
    (r"/(?:reports|county)(?:/.*)?", "reports"),
    (r"/secondments", "people"),
    (r"/letters(?:/.*)?", "letters_read"),
    (r"/days/numbers", "numbers"),
)
_SHOWN = ("day", "from", "to", "month", "kind", "department", "window", "staffer", "matter")


def reading_of(event: Event, plan: Plan) -> ReadingItem:
    """A reading of the log in words: what was read, and of which days, kind, department and so on."""
    address = urlsplit(str(fact(facts_of(event), "what") or ""))
    path = unquote(address.path).removeprefix(API)
    query = dict(parse_qsl(address.query))
    return ReadingItem(event.seq, event.at, _what(path, query), _about(path, query, plan))


def _what(path: str, query: Mapping[str, str]) -> Words:
    slug = next((slug for pattern, slug in _READ if re.fullmatch(pattern, path)), None)
    if slug == "findings" and query.get("format", "json") != "json":
        slug = "findings_file"
    if slug is not None:
        return said.READINGS[slug]
    permission = _permission(path)
    known = LIMIT_WORDS.get(permission or "")
    return Words(known.zh, known.en) if known else said.event_said_report_read()


def _permission(path: str) -> str | None:
    """The permission of the route with this address."""
    for row in door.ROUTES:
        if row.method == "GET" and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", row.path), path):
            return row.permission
    return None


def _about(path: str, query: Mapping[str, str], plan: Plan) -> Words:
    parts = [_named(name, query[name], plan) for name in _SHOWN if query.get(name)]
    if path.startswith("/supervision/tickets/"):
        number = path.rpartition("/")[2]
        parts.insert(0, Words(number, number))
    return Words(" · ".join(each.zh for each in parts), " · ".join(each.en for each in parts))


def _named(name: str, value: str, plan: Plan) -> Words:
    if name == "kind" and value in FINDING_WORDS:
        return Words(*FINDING_WORDS[Finding(value)])
    known = _names(name, plan).get(value)
    return known or Words(value, value)


def _names(name: str, plan: Plan) -> Mapping[str, Words]:
    match name:
        case "department":
            return {code: each.name for code, each in plan.departments.items()}
        case "window":
            return {code: each.name for code, each in plan.windows.items()}
        case "matter":
            return {code: each.name for code, each in plan.matters.items()}
    return {}
