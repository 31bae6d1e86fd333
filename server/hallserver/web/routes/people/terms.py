"""Secondments: read, nominate, sign, decline, return; replacements requested and answered."""

from __future__ import annotations

from functools import partial

from hallserver.contract import TermsView, TermView
from hallserver.contract.requests import AskBody, ConsentBody, NominationBody, ReasonBody, SignBody
from hallserver.services.people import replacements, terms
from hallserver.views.people.terms import terms_view
from hallserver.web.door import Act, Call, route


@route("GET", "/secondments", permission="secondment.read", response=TermsView)
def read_terms(call: Call) -> TermsView:
    """List all secondments with signatures, ends and requests; a department sees only its own staffers."""
    today = call.hall.plan.hours.business_day(call.now)
    only = call.who.confined_to
    with call.hall.reading() as connection:
        return terms_view(connection, today, only)


@route(
    "POST",
    "/secondments",
    permission="secondment.nominate",
    body=NominationBody,
    response=TermView,
    status=201,
)
def nominate(call: Call) -> Act:
    """Nominate a staffer of the caller's department; three signatures turn it into a term."""
    body: NominationBody = call.body
    name = body.name.both() if body.name else None
    wish = terms.Nomination(body.staffer, body.role, name, body.from_, body.to, body.note)
    return Act(partial(terms.nominate, who=call.who, wish=wish))


@route(
    "POST",
    "/secondments/{term:int}/sign",
    permission="secondment.sign",
    body=SignBody,
    response=TermView,
)
def sign(call: Call) -> Act:
    """Record a signature: organization, personnel or hall, each once; the third begins the term."""
    body: SignBody = call.body
    return Act(partial(terms.sign, who=call.who, term=call.args["term"], kind=body.kind, by=body.by))


@route(
    "POST",
    "/secondments/{term:int}/decline",
    permission="secondment.sign",
    body=ReasonBody,
    response=TermView,
)
def decline(call: Call) -> Act:
    """Decline a nomination, with the reason."""
    return Act(partial(terms.decline, who=call.who, term=call.args["term"], reason=call.body.reason))


@route(
    "POST",
    "/secondments/{term:int}/return",
    permission="secondment.end",
    body=ReasonBody,
    response=TermView,
)
def return_unfit(call: Call) -> Act:
    """Return a staffer as unfit, at once; a visitor at their window keeps the place in line."""
    return Act(partial(terms.return_unfit, who=call.who, term=call.args["term"], reason=call.body.reason))


@route(
    "POST",
    "/secondments/{term:int}/replacement",
    permission="replacement.ask",
    body=AskBody,
    response=TermView,
    status=201,
)
def ask(call: Call) -> Act:
    """Ask the hall to replace a staffer of the caller's department."""
    said: AskBody = call.body
    act = partial(replacements.ask, who=call.who, term=call.args["term"])
    return Act(partial(act, reason=said.reason, successor=said.successor))


@route(
    "POST",
    "/replacements/{request:int}/consent",
    permission="replacement.answer",
    body=ConsentBody,
    response=TermView,
)
def consent(call: Call) -> Act:
    """Consent to a replacement: reference no. and effective day; a named successor is nominated."""
    said: ConsentBody = call.body
    act = partial(replacements.consent, who=call.who, request=call.args["request"])
    return Act(partial(act, reference=said.reference, effective=said.effective))


@route(
    "POST",
    "/replacements/{request:int}/refuse",
    permission="replacement.answer",
    body=ReasonBody,
    response=TermView,
)
def refuse(call: Call) -> Act:
    """Refuse a replacement, with the reason; the term goes on."""
    act = partial(replacements.refuse, who=call.who, request=call.args["request"])
    return Act(partial(act, reason=call.body.reason))
