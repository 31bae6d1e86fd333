"""The supervision office (监察效能室): reads everything, each reading logged; answers reports and contests."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

import gevent
import gevent.subprocess
from sqlalchemy import Connection, select

from hallserver.contract import (
    ConcernFile,
    ConcernFiles,
    ContestView,
    FeedItem,
    FeedView,
    FindingsView,
    NewsView,
    OversightView,
    ProofsView,
    RankingView,
    ReadingsView,
    ServedView,
    StoryView,
    VerifiedView,
    WeeksView,
)
from hallserver.contract.requests import AnswerBody, ContestBody, ReviewBody
from hallserver.core.errors import (
    StillVerifying,
)
from hallserver.core.figures.findings import Finding
from hallserver.hall import Hall
from hallserver.history.questions import AskFindings, read_view
from hallserver.services.supervision import oversight as verbs
from hallserver.store import schema
from hallserver.views.supervision import found, oversight, readings, trends
from hallserver.views.supervision.found import Ask
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.oversight import findings_file
from hallserver.web.routes.oversight.readings import reading_of
from hallserver.web.routes.planning.days import DAYS, read_day, read_days, whole
from hallserver.web.routes.planning.sheets import FORMATS

T = TypeVar("T")
VERIFIED_WITHIN_S = 1800
FEED = 60
WHOSE = {"window": "code", "staffer": "code", "department": "code"}


@route(
    "GET",
    "/supervision",
    permission="oversight.read",
    response=OversightView,
    query=DAYS,
)
def read_oversight(call: Call) -> OversightView:
    """Return a period's findings with their events, rates by window against the letter, unused matters."""
    return call.hall.read_beside(oversight.oversight_view, call.hall.plan, _ask(call))


@route("GET", "/supervision/weeks", permission="oversight.read", response=WeeksView)
def read_weeks(call: Call) -> WeeksView:
    """Return the findings of each kind in each of the last twelve weeks."""
    return call.hall.read_beside(trends.weeks_view, _today(call))


@route("GET", "/supervision/ranking", permission="oversight.read", response=RankingView, query=DAYS)
def read_ranking(call: Call) -> RankingView:
    """Rank departments by findings per 100 services, beside the days before; twelve weeks when left out."""
    if "from" in call.query:
        first, last = read_days(call)
    else:
        last = read_day(call, "to")
        first = last - timedelta(days=trends.WEEKS * trends.DAYS_A_WEEK - 1)
    return call.hall.read_beside(trends.ranking_view, call.hall.plan, first, last)


@route("GET", "/supervision/news", permission="oversight.read", response=NewsView)
def read_news(call: Call) -> NewsView:
    """Return what is new since this account's last visit, which is in the log."""

    def read(connection: Connection) -> NewsView:
        visit = readings.last_visit(connection, call.who.id, call.now)
        return trends.news_view(connection, _today(call), visit)

    return call.hall.read_beside(read)


@route(
    "GET",
    "/supervision/findings",
    permission="oversight.read",
    response=FindingsView,
    query={
        **DAYS,
        "kind": "of one kind",
        **WHOSE,
        "after": "seq after which to begin",
        "offset": "how many to leave out at the beginning",
        "format": "json, or all of them as csv or xlsx",
        "lang": "zh or en: the headings of a file",
    },
)
def read_findings(call: Call) -> Any:
    """List findings one by one, newest first, fifty at a time, each with its time."""
    form = str(chosen(call, "format", FORMATS, "json"))
    lang = str(chosen(call, "lang", findings_file.LANGS, "zh", "language"))
    ask = _ask(call)
    if form == "json":
        return call.hall.read_beside(found.findings_view, call.hall.plan, ask, call.now)
    question = AskFindings(
        first_day=ask.first_day,
        last_day=ask.last_day,
        now=call.now,
        kind=ask.kind,
        window=ask.window,
        staffer=ask.staffer,
        department=ask.department,
    )
    view = read_view(call.hall.ask_past(question), FindingsView)
    return findings_file.respond(view, call.hall.plan, form, lang)


@route(
    "GET",
    "/supervision/services",
    permission="oversight.read",
    response=ServedView,
    query={**DAYS, "window": "code", "offset": "how many to leave out at the beginning"},
)
def read_served(call: Call) -> ServedView:
    """List a window's decisions behind its rates."""
    return call.hall.read_beside(oversight.served_view, _ask(call))


@route(
    "GET",
    "/supervision/tickets/{number}",
    permission="oversight.read",
    response=StoryView,
    query={"day": "2026-03-02; today when left out"},
)
def read_story(call: Call) -> StoryView:
    """Return everything in the log about a ticket, by its number on a day."""
    day = read_day(call, "day")
    with call.hall.reading() as connection:
        number: str = call.args["number"]
        return oversight.story_view(connection, call.hall.plan, number, day)


@route("GET", "/supervision/feed", permission="oversight.read", response=FeedView, quiet=True)
def read_feed(call: Call) -> FeedView:
    """Return the newest ticket events with reasons; polling this feed is not logged, opening the desk is."""
    with call.hall.reading() as connection:
        head = connection.execute(select(schema.hall.c.head_seq)).scalar_one()
        return oversight.feed_view(connection, call.hall.plan, head, FEED)


@route(
    "GET",
    "/supervision/events/{seq:int}",
    permission="oversight.read",
    response=FeedItem,
)
def read_event(call: Call) -> FeedItem:
    """Return one event as a sentence."""
    with call.hall.reading() as connection:
        return oversight.event_view(connection, call.hall.plan, call.args["seq"])


@route("GET", "/supervision/concerns", permission="oversight.read", response=ConcernFiles)
def read_concern_files(call: Call) -> ConcernFiles:
    """List reports of “could not be done” with the visitors' own words, open ones first."""
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return oversight.concern_files(connection, today)


@route(
    "POST",
    "/concerns/{concern:int}/answer",
    permission="concern.answer",
    body=AnswerBody,
    response=ConcernFile,
)
def answer_concern(call: Call) -> Act:
    """Answer a report: the findings, and whether the report was true."""
    act = partial(verbs.answer_concern, who=call.who, concern=call.args["concern"])
    return Act(partial(act, words=call.body.words, upheld=call.body.upheld))


@route(
    "POST",
    "/contests",
    permission="score.contest",
    body=ContestBody,
    response=ContestView,
    status=201,
)
def contest(call: Call) -> Act:
    """Contest a finding, once."""
    body: ContestBody = call.body
    return Act(partial(verbs.contest, who=call.who, kind=body.kind, seq=body.seq, reason=body.reason))


@route(
    "POST",
    "/contests/{contest:int}/review",
    permission="score.review",
    body=ReviewBody,
    response=ContestView,
)
def review(call: Call) -> Act:
    """Decide a contest: if upheld, the finding is shown but not counted."""
    act = partial(verbs.review, who=call.who, contest_id=call.args["contest"])
    return Act(partial(act, reason=call.body.reason, upheld=call.body.upheld))


@route(
    "GET",
    "/supervision/readings",
    permission="oversight.read",
    response=ReadingsView,
    query={"before": "seq before which they are; the newest when left out"},
)
def read_readings(call: Call) -> ReadingsView:
    """List what this account has read, newest first, fifty at a time."""
    before = call.query.get("before")
    until = None if before is None else whole(before, "before")
    told = call.hall.read_beside(readings.readings_of, call.who.id, until)
    shown = told[: readings.AT_ONCE]
    return ReadingsView(
        tuple(reading_of(each, call.hall.plan) for each in shown),
        shown[-1].seq if len(told) > len(shown) else None,
    )


@route("GET", "/supervision/proofs", permission="oversight.read", response=ProofsView)
def read_proofs(call: Call) -> ProofsView:
    """List the newest proofs of the log and seals of days, and the log's head."""
    with call.hall.reading() as connection:
        return readings.proofs_view(connection, call.hall.plan)


@route("POST", "/supervision/verify", permission="log.verify", response=VerifiedView)
def verify(call: Call) -> Act:
    """Verify the whole log now, as `hall verify` does; the result is logged."""
    return Act(
        partial(verbs.note_verified, who=call.who, found=call.hall.verifying.get(partial(_verify, call.hall)))
    )


def _verify(hall: Hall) -> VerifiedView:
    """Verify in a separate process, as long computations would block the server.

    Raises:
        StillVerifying: it takes longer than half an hour.
    """
    with hall.reading() as connection:
        head = connection.execute(select(schema.hall.c.head_seq)).scalar_one()
    begun = time.monotonic()
    words = [sys.executable, "-m", "hallserver.cli", "verify", "--data", str(hall.settings.data)]
    try:
        done = gevent.subprocess.run(words, capture_output=True, text=True, timeout=VERIFIED_WITHIN_S)
    except gevent.subprocess.TimeoutExpired as late:
        raise StillVerifying from late
    took_ms = int(1000 * (time.monotonic() - begun))
    return VerifiedView(done.returncode == 0, (done.stdout or done.stderr).strip(), head, took_ms)


def _today(call: Call) -> date:
    today: date = call.hall.plan.hours.business_day(call.now)
    return today


def _ask(call: Call) -> Ask:
    first, last = read_days(call)
    said = call.query
    kind = chosen(call, "kind", list(Finding))
    after = said.get("after")
    return Ask(
        first,
        last,
        kind,
        said.get("window"),
        said.get("staffer"),
        said.get("department"),
        None if after is None else whole(after, "after"),
        whole(said.get("offset", "0"), "offset"),
    )
