"""Supervision: answers reports, decides contests, verifies the log; everything it reads is logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import ConcernFile, ContestView, SchemeView, VerifiedView
from hallserver.core.casework.outcomes import DECISIONS, TAKEN_IN
from hallserver.core.errors import (
    AnsweredAlready,
    BadRules,
    ContestedAlready,
    NotAllowed,
    NotContestable,
    NotFound,
)
from hallserver.core.events import (
    ConcernAnswered,
    ContestOpened,
    ContestReviewed,
    LogVerified,
    RegisteredOften,
    ReportRead,
    SchemePublished,
)
from hallserver.core.events.tickets import ServiceFacts
from hallserver.core.figures.findings import Finding
from hallserver.core.figures.measures import is_often, is_registered
from hallserver.core.language.why import Why
from hallserver.core.people.scores import read_scheme
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.store.prepared import Prepared, PreparedValue, Row, need_row, read_row
from hallserver.store.rows import ConcernRow, ContestRow, FindingRow
from hallserver.store.schema import concerns, contests, findings, matters, score_schemes, services
from hallserver.views.people.scores import Month, scheme_for, scheme_view
from hallserver.views.supervision import oversight
from hallserver.views.supervision.found import contest_view

LONGEST_PATH = 300


class _EndedToday(Row):
    """A service that ended today: its outcome, and whether the window could decide."""

    outcome: str
    decidable: int


_TODAY = Prepared(
    select(services.c.outcome, services.c.decidable).where(
        services.c.day == bindparam("day"),
        services.c.window == bindparam("window"),
        services.c.excluded.is_(None),
    ),
    _EndedToday,
)
_TOLD = PreparedValue(
    select(findings.c.seq)
    .where(
        findings.c.day == bindparam("day"),
        findings.c.kind == bindparam("kind"),
        findings.c.window == bindparam("window"),
    )
    .limit(1)
)


def note_reading(work: CommandContext, who: Principal, what: str) -> None:
    """Log what supervision has read, so that its reading can itself be supervised."""
    work.publish(who, ReportRead(what=what[:LONGEST_PATH]))


def note_verified(work: CommandContext, who: Principal, found: VerifiedView) -> VerifiedView:
    """Log the result of a log verification that was started by button."""
    work.publish(who, LogVerified(good=int(found.good), said=found.said, head=found.seq))
    return found


def note_registered(work: CommandContext, window: str, service: ServiceFacts) -> None:
    """Report a window, once a day, that often only accepts what its letter lets it decide (S7)."""
    if not (service["decidable"] and service["outcome"] in TAKEN_IN):
        return
    today = {"day": work.day, "window": window}
    served = _TODAY.run(work.connection, today).all()
    registered = sum(map(is_registered, served))
    decidable = sum(bool(each.decidable) and each.outcome in DECISIONS for each in served)
    told = _TOLD.first(work.connection, {**today, "kind": str(Finding.REGISTERED_OFTEN)})
    if told is None and is_often(registered, decidable):
        often = RegisteredOften(
            window=window,
            registered=registered,
            decidable=decidable,
            staffer=service["staffer"],
            secondment=service["secondment"],
            department=service["department"],
        )
        work.publish(CLOCK, often)


def answer_concern(
    work: CommandContext, who: Principal, concern: int, words: str, *, upheld: bool
) -> ConcernFile:
    """Answer a report of “could not be done”, once: the findings, and whether the report was true.

    Raises:
        NotFound: no such report. AnsweredAlready: it has its answer.
    """
    found = read_row(work.connection, select(concerns).where(concerns.c.id == concern), ConcernRow)
    if found is None:
        raise NotFound(what="concern", name=concern)
    values = {"answered_at": work.now, "answered_by": who.name, "answer": words, "upheld": int(upheld)}
    taken = work.connection.execute(
        update(concerns).where(concerns.c.id == concern, concerns.c.answered_at.is_(None)).values(**values)
    )
    if taken.rowcount != 1:
        raise AnsweredAlready({"concern": concern, "state": "answered"})
    facts: dict[str, Any] = {
        "report": concern,
        "report_seq": found.seq,
        "concern": found.kind,
        "matter": found.matter,
        "upheld": int(upheld),
        "in_time": int(work.day <= found.due),
        "detail": found.kind,
    }
    if found.matter is not None:
        home = select(matters.c.department).where(matters.c.code == found.matter)
        facts["department"] = work.connection.execute(home).scalar_one()
    work.publish(who, ConcernAnswered(**facts), {"words": words})
    return oversight.concern_files(work.connection, work.day, concern).concerns[0]


def contest(work: CommandContext, who: Principal, kind: str, seq: int, reason: str) -> ContestView:
    """Contest, once, a finding against the department or one of its staffers; supervision decides.

    Raises:
        NotFound: no such finding. NotAllowed: another department's. NotContestable: it does not count.
        ContestedAlready: it was contested before.
    """
    found = read_row(
        work.connection, select(findings).where(findings.c.kind == kind, findings.c.seq == seq), FindingRow
    )
    if found is None:
        raise NotFound(what="finding", name=f"{kind} {seq}")
    if who.is_outside(found.department):
        raise NotAllowed(permission="findings of another department")
    if found.lifted is not None or kind == Finding.BAD_RATING:
        raise NotContestable({"kind": kind, "seq": seq, "state": found.lifted or "counts"})
    row = {
        "kind": kind,
        "seq": seq,
        "day": work.day,
        "reason": reason,
        "contested_by": f"{who.role}:{who.name}",
        "contested_at": work.now,
    }
    try:
        made = work.connection.execute(insert(contests).returning(contests.c.id), row).scalar_one()
    except IntegrityError as twice:
        raise ContestedAlready({"kind": kind, "seq": seq, "state": "contested"}) from twice
    work.publish(
        who,
        ContestOpened(contest=made, finding=kind, finding_seq=seq, department=found.department),
        {"reason": reason},
    )
    return _view(work, made)


def review(
    work: CommandContext, who: Principal, contest_id: int, reason: str, *, upheld: bool
) -> ContestView:
    """Decide a contest: if upheld, the finding is shown but not counted; else it stands.

    Raises:
        NotFound: no such contest. AnsweredAlready: it was decided.
    """
    found = read_row(work.connection, select(contests).where(contests.c.id == contest_id), ContestRow)
    if found is None:
        raise NotFound(what="contest", name=contest_id)
    values = {
        "upheld": int(upheld),
        "review": reason,
        "reviewed_by": f"{who.role}:{who.name}",
        "reviewed_at": work.now,
    }
    taken = work.connection.execute(
        update(contests).where(contests.c.id == contest_id, contests.c.upheld.is_(None)).values(**values)
    )
    if taken.rowcount != 1:
        raise AnsweredAlready({"contest": contest_id, "state": "reviewed"})
    work.publish(
        who,
        ContestReviewed(contest=contest_id, finding=found.kind, finding_seq=found.seq, upheld=int(upheld)),
        {"reason": reason},
    )
    return _view(work, contest_id)


def _view(work: CommandContext, contest_id: int) -> ContestView:
    return contest_view(
        work.plan, need_row(work.connection, select(contests).where(contests.c.id == contest_id), ContestRow)
    )


def publish_scheme(work: CommandContext, who: Principal, text: str, from_month: str | None) -> SchemeView:
    """Publish a deduction scheme; by default from next month, so that nobody is scored backwards.

    Raises:
        BadRules: every fault in it, or a month that is over.
    """
    now = Month.of(work.day)
    following = Month.of(now.last + timedelta(days=1))
    month = Month.read(from_month) if from_month else following
    if month.first < now.first:
        over = Why(f"该月已结束，最早可为 {now}", f"is over; the first it may be is {now}")
        raise BadRules([("from_month", over)])
    found = read_scheme(text, scheme_for(work.connection, month))
    version = 1 + (work.connection.execute(select(func.max(score_schemes.c.version))).scalar_one() or 0)
    facts = found.as_facts()
    row = {
        "version": version,
        "body": facts,
        "from_month": str(month),
        "published_at": work.now,
        "published_by": who.id,
    }
    work.connection.execute(insert(score_schemes), row)
    work.publish(who, SchemePublished(version=version, from_month=str(month), scheme=facts))
    return scheme_view(work.connection, month)
