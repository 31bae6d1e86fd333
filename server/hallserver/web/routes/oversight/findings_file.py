"""Findings as a file, with headings in the reader's language and durations in minutes."""

from __future__ import annotations

from flask import Response

from hallserver.contract import FindingsView, FoundView, Words
from hallserver.core.figures.findings import Finding
from hallserver.core.language import said
from hallserver.store.catalogue import Plan
from hallserver.web.routes.planning.sheets import Cell, Columns, as_file, filled

MINUTE_MS, YUAN_FEN = 60_000, 100
LANGS = ("zh", "en")


def respond(view: FindingsView, plan: Plan, form: str, lang: str) -> Response:
    """Return the findings as csv or xlsx.

    Raises:
        UnknownValue: for another form.
    """
    columns = [(str(said.FOUND_COLUMNS[name][lang]), cell) for name, cell in _columns(plan, lang)]
    title = str(said.READINGS["findings"][lang])
    return as_file(form, f"findings-{view.first_day}-{view.last_day}", filled(title, columns, view.findings))


def _columns(plan: Plan, lang: str) -> Columns[FoundView]:
    def words(found: Words | None) -> str:
        return str(found[lang]) if found else ""

    def department(row: FoundView) -> Cell:
        known = plan.departments.get(row.department or "")
        return words(known.name) if known else ""

    def window(row: FoundView) -> Cell:
        known = plan.windows.get(row.window or "")
        return words(known.name) if known else ""

    def matter(row: FoundView) -> Cell:
        known = plan.matters.get(row.matter or "")
        return words(known.name) if known else ""

    def time(row: FoundView) -> Cell:
        return row.at.astimezone(plan.hours.zone).strftime("%H:%M:%S")

    return (
        ("day", lambda row: row.day.isoformat()),
        ("time", time),
        ("kind", lambda row: words(row.name)),
        ("department", department),
        ("window", window),
        ("person", lambda row: words(row.staffer_name)),
        ("matter", matter),
        ("number", lambda row: row.number or ""),
        ("minutes", lambda row: "" if row.length_ms is None else round(row.length_ms / MINUTE_MS, 1)),
        ("waited", lambda row: "" if row.waited is None else row.waited),
        ("off", _off),
        ("detail", lambda row: words(row.said)),
        ("lifted", lambda row: words(row.lifted)),
        ("contest", lambda row: row.contest.reason if row.contest else ""),
        ("event", lambda row: row.seq),
    )


def _off(row: FoundView) -> Cell:
    """How far from a standard: percent of the norm, or yuan."""
    if row.kind == Finding.SLOW:
        return f"{row.amount} %"
    return f"¥{row.amount / YUAN_FEN:.2f}" if row.kind == Finding.FEE_OFF else ""
