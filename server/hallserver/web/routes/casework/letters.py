"""Authorization letters: public list, register, issue, renew, withdraw; the scans."""

from __future__ import annotations

from functools import partial

from flask import Response
from sqlalchemy import select

from hallserver.contract import Done, LettersView, LetterView
from hallserver.contract.requests import LetterBody, ReasonBody
from hallserver.core.casework.letters import Standing, scan_type, standing
from hallserver.core.errors import (
    BadScan,
    HallError,
    NotAllowed,
    NotFound,
)
from hallserver.core.rights import Principal
from hallserver.services.people import letters
from hallserver.store import schema
from hallserver.store.disk import scans
from hallserver.store.prepared import read_row
from hallserver.store.rows import LetterRow
from hallserver.views.casework.letters import letters_view
from hallserver.web.door import Act, Call, route

LARGEST_SCAN = 5 * 2**20


@route("GET", "/letters", permission=None, response=LettersView)
def read_posted(call: Call) -> Response:
    """List the letters valid today, and the windows at which they apply now."""
    today = call.hall.plan.hours.business_day(call.now)

    def make() -> LettersView:
        with call.hall.reading() as connection:
            return letters_view(connection, today)

    return call.hall.shared.respond(call.request, "letters", (call.hall.writer.head_seq, today), make)


@route("GET", "/letters/register", permission="letter.read", response=LettersView)
def read_register(call: Call) -> LettersView:
    """List all letters: future, valid, expired, withdrawn; a department sees its own."""
    only = call.who.confined_to
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return letters_view(connection, today, valid_only=False, department=only)


@route(
    "POST",
    "/letters",
    permission="letter.write",
    body=LetterBody,
    response=LetterView,
    status=201,
)
def issue(call: Call) -> Act:
    """Register a letter, or a renewal; its staffer's open window follows it at once."""
    said: LetterBody = call.body
    paper = letters.Paper(
        said.document, said.staffer, said.from_, said.to, said.decide, said.accept, said.renews
    )
    return Act(partial(letters.issue, who=call.who, paper=paper))


@route(
    "POST",
    "/letters/{letter:int}/withdraw",
    permission="letter.write",
    body=ReasonBody,
    response=LetterView,
)
def withdraw(call: Call) -> Act:
    """Withdraw a letter: from now on nobody calls or decides under it."""
    act = partial(letters.withdraw, who=call.who, letter=call.args["letter"])
    return Act(partial(act, reason=call.body.reason))


@route(
    "POST",
    "/letters/{letter:int}/scan",
    permission="letter.scan",
    body=bytes,
    response=LetterView,
    largest=LARGEST_SCAN,
)
def attach(call: Call) -> Act:
    """Attach the scan to a letter: the file itself, PDF, PNG or JPEG, at most 5 MiB."""
    kind = scan_type(call.body)
    if kind is None:
        raise BadScan
    letter = call.args["letter"]
    _check_own(call, letter)  # before any of it is written to disk
    hashed = call.hall.run_in_threadpool(scans.keep, call.hall.settings.data, call.body)
    act = partial(letters.attach, who=call.who, letter=letter)
    return Act(partial(act, hashed=hashed, kind=kind))


@route("GET", "/letters/{letter:int}/scan", permission=None, response=Done)
def read_scan(call: Call) -> Response:
    """Return the scan of a letter: public if valid today, else for staff. A PDF is sent as a download."""
    letter = call.args["letter"]
    row = _posted(call, letter)
    if row is None:
        raise NotFound(what="scan", name=letter)
    kept = {"Cache-Control": "no-cache", "ETag": f'"{row.scan_hash}"'}
    if call.request.if_none_match.contains(row.scan_hash):
        return Response(status=304, headers=kept)
    raw = call.hall.run_in_threadpool(scans.find, call.hall.settings.data, row.scan_hash)
    if raw is None:
        raise NotFound(what="scan", name=letter)
    form = row.scan_type.partition("/")[2]
    shown = "inline" if row.scan_type.startswith("image/") else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="letter-{letter}.{form}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        **kept,
    }
    return Response(raw, content_type=row.scan_type, headers=headers)


class _Scanned(LetterRow):
    """A letter that has a scan, with its staffer's department."""

    scan_hash: str
    scan_type: str
    department: str


def _posted(call: Call, letter: int) -> _Scanned | None:
    """Return the letter if the caller may read its scan; expired ones only staff, departments their own."""
    query = (
        select(schema.letters, schema.staffers.c.department)
        .join(schema.staffers, schema.staffers.c.code == schema.letters.c.staffer)
        .where(schema.letters.c.id == letter, schema.letters.c.scan_hash.is_not(None))
    )
    with call.hall.reading() as connection:
        row = read_row(connection, query, _Scanned)
    if row is None:
        return None
    today = call.hall.plan.hours.business_day(call.now)
    withdrawn = row.withdrawn_at is not None
    if standing(today, row.from_day, row.to_day, withdrawn=withdrawn) is Standing.VALID:
        return row
    who = _staff(call)
    if who is None or not who.may("letter.read"):
        return None
    return None if who.is_outside(row.department) else row


def _staff(call: Call) -> Principal | None:
    """Return the caller of a public route; None without valid credentials."""
    try:
        came = call.hall.keyring.who(call.request, call.now)
    except HallError:
        return None
    return None if came.owes else came.principal


def _check_own(call: Call, letter: int) -> None:
    with call.hall.reading() as connection:
        owner = connection.execute(
            select(schema.staffers.c.department)
            .join(schema.letters, schema.letters.c.staffer == schema.staffers.c.code)
            .where(schema.letters.c.id == letter)
        ).scalar_one_or_none()
    if owner is None:
        raise NotFound(what="letter", name=letter)
    if call.who.is_outside(owner):
        raise NotAllowed(permission="letters of another department")
