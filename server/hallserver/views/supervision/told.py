"""Any event in words, for supervision: what happened, and who did it. No code of the log stands on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hallserver.core.casework.concerns import CONCERNS, ConcernKind
from hallserver.core.casework.outcomes import FORWARD_REASONS
from hallserver.core.events import (
    AbsenceNoted,
    AccountSignedOn,
    AlarmCleared,
    AlarmRaised,
    CaseDueSoon,
    CaseExtended,
    CaseHandedOver,
    CaseOpened,
    CaseOverdue,
    CasePartReady,
    CaseReady,
    CaseRecounted,
    CaseResumed,
    CaseSentOut,
    CaseSupplemented,
    ConcernAnswered,
    ConcernRaised,
    ContestOpened,
    ContestReviewed,
    DevicePaired,
    DeviceRenamed,
    Event,
    Facts,
    KioskStopped,
    LogVerified,
    RatingGiven,
    RectificationCalledBack,
    RectificationDone,
    RectificationOpened,
    RectificationOverdue,
    RectificationReviewed,
    RegisteredOften,
    ReportRead,
    SignOnRefused,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowPlanned,
    WindowResumed,
    WindowWorked,
    WindowWorking,
    fact,
    facts_of,
)
from hallserver.core.figures.findings import FINDING_WORDS, LATE_MS, RETIRED, Finding
from hallserver.core.floor.alarms import AlarmKind
from hallserver.core.language import said
from hallserver.core.language.words import Said, Words
from hallserver.core.rights import CLOCK_ID
from hallserver.store.catalogue import Plan
from hallserver.views.queue import why as reasons

MINUTE_MS = 60_000
_NUMBERED = re.compile(r"[a-z]+-(\d+)")


def tell(event: Event, plan: Plan) -> Words:
    """An event as a sentence, whatever its kind."""
    if event.kind in reasons.SENTENCES:
        return reasons.sentence(event, plan, full=True)
    say = _SENTENCES.get(event.kind)
    return say(facts_of(event), plan) if say else said.EVENT_KINDS[event.kind.replace(".", "_")]


def who_did(actor: str, plan: Plan) -> Words:
    """The actor of an event (`window:18`) as people call it."""
    role, _, name = account_of(actor).partition(":")
    known = said.ACTORS.get(role)
    if role == "window" and name:
        return said.actor_names_window_no(n=name)
    if role == "department" and name in plan.departments:
        return plan.departments[name].name
    if known is None:
        return Words(actor, actor)
    if not name or name == role or role in {CLOCK_ID, "local", "follower"}:
        return known
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return said.actor_names_one(role=known, n=int(numbered[1]))
    return said.actor_names_named(role=known, name=name)


def account_of(actor: str) -> str:
    """An actor without the number of its sign-on: `supervision:office#182` is the account `supervision:office`."""
    return actor.partition("#")[0]


def detail_of(detail: str) -> Words:
    """What was written down with a finding: a reason from a list by its words, everything else as it was written."""
    if detail in FORWARD_REASONS:
        return Words(*FORWARD_REASONS[detail])
    if detail in CONCERNS:
        return Words(*CONCERNS[ConcernKind(detail)])
    return Words(detail, detail)


def _minutes(ms: int) -> int:
    return ms // MINUTE_MS


def _absent(told: AbsenceNoted, _: Plan) -> Said:
    waiting = fact(told, "waiting")
    if waiting is None:  # written before it was counted
        return said.event_said_absence(window=told.window, minutes=told.minutes)
    return said.event_said_absence_waiting(window=told.window, minutes=told.minutes, n=waiting)


def _opened(told: WindowOpened, _: Plan) -> Said:
    late_ms, who = fact(told, "late_ms") or 0, Words(told.name["zh"], told.name["en"])
    if late_ms <= LATE_MS:
        return said.event_said_window_opened(window=told.window, who=who)
    return said.event_said_window_opened_late(window=told.window, who=who, minutes=_minutes(late_ms))


def _closed(told: WindowClosed, _: Plan) -> Said:
    if told.reason == "day_ended":
        return said.event_said_window_left_open(window=told.window)
    return said.event_said_window_closed(window=told.window)


def _part_ready(told: CasePartReady, plan: Plan) -> Said:
    known = plan.departments.get(told.part)
    name = known.name if known else Words(told.part, told.part)
    return said.event_said_case_part_ready(case=told.case, department=name)


def _finding(kind: str) -> Words:
    return Words(*(RETIRED.get(kind) or FINDING_WORDS[Finding(kind)]))


def _reviewed(told: ContestReviewed, _: Plan) -> Said:
    say = said.event_said_contest_upheld if told.upheld else said.event_said_contest_stands
    return say(finding=_finding(told.finding))


def _alarm_raised(told: AlarmRaised, _: Plan) -> Words:
    say = _ALARMS.get(told.detail)
    return say(told.value) if say else said.EVENT_KINDS["alarm_raised"]


def _alarm_cleared(told: AlarmCleared, _: Plan) -> Words:
    return said.event_said_device_back() if told.detail in _ALARMS else said.EVENT_KINDS["alarm_cleared"]


_ALARMS: dict[str, Callable[[int], Words]] = {
    AlarmKind.SCREEN_DARK: lambda minutes: said.event_said_device_silent(minutes=minutes),
    AlarmKind.DEVICE_SILENT: lambda minutes: said.event_said_device_silent(minutes=minutes),
    AlarmKind.PART_DOWN: lambda n: said.event_said_device_parts(n=n),
    AlarmKind.HASTY: lambda _: said.event_said_device_hasty(),
}
"""Alarms about a device, by the figure that raised them."""


_SENTENCES: dict[str, Callable[[Any, Plan], Words]] = {}
"""Kinds whose facts are told; every other kind has its words in the catalogue, by its name."""


def _signed_on(told: AccountSignedOn, _: Plan) -> Words:
    means = fact(told, "means")
    if means is None:  # written before it was noted
        return said.EVENT_KINDS["account_signed_on"]
    return said.event_said_signed_on(account=told.account, means=said.SIGN_ON_MEANS[means])


def _refused(told: SignOnRefused, _: Plan) -> Words:
    reason = said.SIGN_ON_REASONS.get(told.reason, said.SIGN_ON_REASONS["other"])
    means = said.SIGN_ON_MEANS[told.means]
    once = (
        said.event_said_refused_known(account=told.account, means=means, reason=reason)
        if told.account
        else said.event_said_refused(means=means, reason=reason)
    )
    more = fact(told, "more")
    return said.event_said_refused_more(n=more, told=once) if more else once


def _says(kind: type[Facts], say: Callable[..., Words]) -> None:
    _SENTENCES[kind.KIND] = say


_says(AbsenceNoted, _absent)
_says(AccountSignedOn, _signed_on)
_says(SignOnRefused, _refused)
_says(WindowOpened, _opened)
_says(WindowClosed, _closed)
_says(WindowPaused, lambda told, _: said.event_said_window_paused(window=told.window))
_says(WindowResumed, lambda told, _: said.event_said_window_resumed(window=told.window))
_says(WindowWorking, lambda told, _: said.event_said_window_working(window=told.window))
_says(
    WindowWorked,
    lambda told, _: said.event_said_window_worked(window=told.window, minutes=_minutes(told.lasted_ms)),
)
_says(WindowPlanned, lambda told, _: said.event_said_window_planned(window=told.window))
_says(
    RegisteredOften,
    lambda told, _: said.event_said_registered_often(
        window=told.window, registered=told.registered, decidable=told.decidable
    ),
)
_says(CaseOpened, lambda told, _: said.event_said_case_opened(case=told.case, due=told.due))
_says(CasePartReady, _part_ready)
_says(CaseReady, lambda told, _: said.event_said_case_ready(case=told.case))
_says(CaseExtended, lambda told, _: said.event_said_case_extended(case=told.case, was=told.was, due=told.due))
_says(
    CaseRecounted, lambda told, _: said.event_said_case_recounted(case=told.case, was=told.was, due=told.due)
)
_says(CaseSupplemented, lambda told, _: said.event_said_case_supplemented(case=told.case, n=told.papers))
_says(CaseResumed, lambda told, _: said.event_said_case_resumed(case=told.case))
_says(CaseDueSoon, lambda told, _: said.event_said_case_due_soon(case=told.case, due=told.due))
_says(CaseOverdue, lambda told, _: said.event_said_case_overdue(case=told.case, due=told.due))
_says(
    CaseHandedOver,
    lambda told, _: said.event_said_case_handed_over(case=told.case, window=told.handed_window),
)
_says(CaseSentOut, lambda told, _: said.event_said_case_sent_out(case=told.case))
_says(RatingGiven, lambda told, _: said.event_said_rating(level=told.level))
_says(RectificationOpened, lambda told, _: said.event_said_rectification_opened(due=told.due))
_says(RectificationOverdue, lambda told, _: said.event_said_rectification_overdue(due=told.due))
_says(RectificationDone, lambda *_: said.event_said_rectification_done())
_says(RectificationCalledBack, lambda *_: said.event_said_rectification_called_back())
_says(
    RectificationReviewed,
    lambda told, _: (
        said.event_said_rectification_upheld() if told.upheld else said.event_said_rectification_stands()
    ),
)
_says(
    ConcernRaised,
    lambda told, _: said.event_said_concern_raised(concern=detail_of(told.concern), due=told.due),
)
_says(
    ConcernAnswered,
    lambda told, _: said.event_said_concern_true() if told.upheld else said.event_said_concern_false(),
)
_says(ContestOpened, lambda told, _: said.event_said_contest_opened(finding=_finding(told.finding)))
_says(ContestReviewed, _reviewed)
_says(AlarmRaised, _alarm_raised)
_says(AlarmCleared, _alarm_cleared)
_says(DevicePaired, lambda told, _: said.event_said_device_paired(name=told.name))
_says(DeviceRenamed, lambda told, _: said.event_said_device_renamed(was=told.was, name=told.name))
_says(
    KioskStopped,
    lambda told, _: said.event_said_kiosk_stopped(
        kiosk=told.kiosk, words=Words(told.zh or told.en, told.en or told.zh)
    ),
)
_says(ReportRead, lambda *_: said.event_said_report_read())
_says(LogVerified, lambda told, _: said.event_said_verified() if told.good else said.event_said_broken())
