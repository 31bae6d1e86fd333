"""The floor: voice clips, notices, figures of the day, help, concerns, services to rate."""

from __future__ import annotations

from functools import partial

from flask import Response, send_file

from halldisplay.voice.clips import Clips
from halldisplay.voice.words import LANGS, Utterance, spoken
from hallserver import watch
from hallserver.contract import (
    ConcernsView,
    ConcernView,
    Done,
    FiguresView,
    HelpsView,
    HelpView,
    NoticesView,
    NoticeView,
    NumbersOfDayView,
    NumbersView,
    RatingPageView,
    StoryView,
    TicketView,
    ToRate,
    UnheardView,
)
from hallserver.contract.requests import ConcernBody, NoticeBody, both_words
from hallserver.core.casework.rating_page import address_of
from hallserver.core.errors import NotAllowed, NotFound, UnknownValue
from hallserver.core.language.why import Why
from hallserver.core.queue.tickets import State
from hallserver.services.supervision import floor as verbs
from hallserver.store import queries
from hallserver.views.hall import floor
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue.numbers import SHOWN, Sought, numbers_of_day, numbers_view
from hallserver.views.supervision.oversight import story_of
from hallserver.web.codes import code_of
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.planning.days import read_day, whole

LONGEST_CODE = 64


@route("GET", "/clips/{half}/{code}/{lang}", permission="clip.read", response=Done)
def read_clip(call: Call) -> Response:
    """Return a WAV: half a call (`ticket`, `window`, `brief`), a `matter`, a `sentence`; 404 until made."""
    kind, code, lang = (call.args[name] for name in ("half", "code", "lang"))
    said = _utterance(call, kind, code, lang)
    if said is None:
        raise UnknownValue(what="clip", name=f"{kind}/{code}/{lang}")
    found = Clips(call.hall.settings.data / "clips").find(said)
    own = kind == "ticket" and lang in call.hall.tongues
    if found is None or (own and not _speaks(call, code, lang)):
        raise NotFound(what="clip", name=f"{kind} {code} {lang}")
    return send_file(found, mimetype="audio/wav", max_age=0)


def _utterance(call: Call, kind: str, code: str, lang: str) -> Utterance | None:
    tongue = call.hall.tongues.get(lang)
    if len(code) > LONGEST_CODE or (tongue is None and lang not in LANGS):
        return None
    matter = call.hall.plan.matters.get(code) if kind == "matter" else None
    return spoken(kind, code, lang, tongue, matter.name if matter else None)


def _speaks(call: Call, number: str, lang: str) -> bool:
    """Whether today's visitor with this number chose the language: a clip may be left from another day's."""
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return queries.LANG_OF_NUMBER.first(connection, {"day": today, "number": number}) == lang


@route(
    "GET",
    "/calls/unheard",
    permission="call.watch",
    response=UnheardView,
    query={"window": "only this window's"},
)
def read_unheard(call: Call) -> UnheardView:
    """List the calls not shown or spoken in time where a screen or a loudspeaker is present."""
    return UnheardView(call.now, watch.unheard_now(call.hall, call.now, call.query.get("window")))


@route("GET", "/figures", permission="board.read", response=FiguresView)
def read_figures(call: Call) -> FiguresView:
    """Return the day's figures so far: served, waiting, durations, ratings."""
    with call.hall.reading() as connection:
        return floor.figures(connection, call.hall.plan, call.hall.plan.hours.business_day(call.now))


@route("GET", "/notices", permission="board.read", response=NoticesView, query={"zone": "only this zone's"})
def read_notices(call: Call) -> NoticesView:
    """List the notices in force."""
    with call.hall.reading() as connection:
        return floor.notices_view(connection, call.now, call.query.get("zone", ""))


@route(
    "POST",
    "/notices",
    permission="notice.write",
    body=NoticeBody,
    response=NoticeView,
    status=201,
)
def post_notice(call: Call) -> Act:
    """Show a sentence at the foot of the boards."""
    body: NoticeBody = call.body
    words = both_words(body.zh, body.en)
    return Act(partial(verbs.post_notice, who=call.who, words=words, zone=body.zone, until=body.until))


@route("DELETE", "/notices/{notice:int}", permission="notice.write")
def withdraw_notice(call: Call) -> Act:
    """Withdraw a notice."""
    return Act(partial(verbs.withdraw_notice, who=call.who, notice=call.args["notice"]))


@route("GET", "/help", permission="help.answer", response=HelpsView)
def read_helps(call: Call) -> HelpsView:
    """List the calls for help that are not answered yet."""
    with call.hall.reading() as connection:
        return floor.helps_view(connection)


@route("POST", "/help", permission="help.ask", response=HelpView, status=201)
def ask_help(call: Call) -> Act:
    """Call the guide desk for help."""
    return Act(partial(verbs.ask_help, who=call.who))


@route("POST", "/help/{help:int}/answer", permission="help.answer")
def answer_help(call: Call) -> Act:
    """Answer a call for help."""
    return Act(partial(verbs.answer_help, who=call.who, asked=call.args["help"]))


@route("GET", "/concerns", permission="concern.read", response=ConcernsView)
def read_concerns(call: Call) -> ConcernsView:
    """List the concerns without an answer, by due day."""
    with call.hall.reading() as connection:
        return floor.concerns_view(connection)


@route(
    "POST",
    "/concerns",
    permission="concern.raise",
    body=ConcernBody,
    response=ConcernView,
    status=201,
)
def raise_concern(call: Call) -> Act:
    """Record a concern; it is due in five working days."""
    body: ConcernBody = call.body
    concern = verbs.Concern(body.kind, body.matter, body.ticket, body.words, body.contact)
    return Act(partial(verbs.raise_concern, who=call.who, concern=concern))


@route(
    "GET",
    "/numbers",
    permission="ticket.list",
    response=NumbersView,
    query={
        "show": ", ".join(SHOWN),
        "find": "a part of the number",
        "offset": "numbers to leave out at the beginning: the next page",
    },
)
def read_numbers(call: Call) -> NumbersView:
    """List today's numbers, a hundred at once: who waits, is called, was missed, is parked, or has priority."""
    show = str(chosen(call, "show", SHOWN, "waiting"))
    find = call.query.get("find", "").strip().upper() or None
    offset = whole(call.query.get("offset", "0"), "offset")
    with call.hall.reading() as connection:
        return numbers_view(connection, call.hall.plan, call.now, show, find, offset=offset)


@route(
    "GET",
    "/days/numbers",
    permission="ticket.past",
    response=NumbersOfDayView,
    query={
        "day": "2026-03-02; today when left out",
        "find": "a part of the number",
        "line": "a code",
        "window": "a code",
        "state": ", ".join(State),
        "offset": "numbers to leave out at the beginning: the next page",
    },
)
def read_numbers_of_day(call: Call) -> NumbersOfDayView:
    """List the numbers of a day, fifty at once, the newest first, whatever became of them."""
    state = chosen(call, "state", tuple(State))
    sought = Sought(
        day=read_day(call, "day"),
        find=call.query.get("find", "").strip().upper() or None,
        line=call.query.get("line") or None,
        window=call.query.get("window") or None,
        state=State(state) if state else None,
        offset=whole(call.query.get("offset", "0"), "offset"),
    )
    with call.hall.reading() as connection:
        return numbers_of_day(connection, call.hall.plan, sought)


@route("GET", "/tickets/{ticket:int}/story", permission="ticket.past", response=StoryView)
def read_story_of(call: Call) -> StoryView:
    """Return everything in the log about a ticket, first to last."""
    with call.hall.reading() as connection:
        return story_of(connection, call.hall.plan, call.args["ticket"])


@route("GET", "/numbers/{number}", permission="ticket.find", response=TicketView)
def read_number(call: Call) -> TicketView:
    """Return a ticket by today's number, as printed on the slip."""
    number: str = call.args["number"]
    with call.hall.reading() as connection:
        ticket = floor.ticket_of(connection, number, call.hall.plan.hours.business_day(call.now))
        if ticket is None:
            raise NotFound(what="ticket", name=number)
        return visit_views.ticket_view(connection, call.hall.plan, ticket, call.now)


@route("GET", "/windows/{window}/to-rate", permission="ticket.rate", response=ToRate)
def read_to_rate(call: Call) -> ToRate:
    """Return the service that just ended at the window and is not rated yet."""
    window = call.args["window"]
    if call.who.window != window:
        raise NotAllowed(Why(f"{window} 号窗口", f"window {window}"))
    with call.hall.reading() as connection:
        return floor.to_rate(connection, window, call.now)


@route("GET", "/windows/{window}/rating-page", permission="board.read", response=RatingPageView)
def read_rating_page(call: Call) -> RatingPageView:
    """Return the code of the province's page of ratings: at a rating device of the service that has just ended."""
    window, page = call.args["window"], call.hall.settings.page_of_ratings
    if window not in call.hall.plan.windows:
        raise NotFound(what="window", name=window)
    if not page:
        return RatingPageView()
    own = call.who.role == "rating" and call.who.window == window
    with call.hall.reading() as connection:
        facts = floor.rating_facts(connection, call.hall.plan, window, call.now, of_service=own)
    link = address_of(page, facts)
    return RatingPageView(link, call.hall.run_in_threadpool(code_of, link))
