"""The schema of the log: one frozen struct per kind of event; `line.py` hashes and chains them.

A new kind is a class in the file of its topic, with its stream; `docs/reference.md` and the streams are
generated from the classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hallserver.core.events.access import (
    AccountSignedOff,
    AccountSignedOn,
    DevicePaired,
    LinkIssued,
    LinkUsed,
    PinSet,
    TokenIssued,
    TokenRevoked,
)
from hallserver.core.events.cases import (
    CaseDueSoon,
    CaseExtended,
    CaseFacts,
    CaseHandedOver,
    CaseKept,
    CaseOpened,
    CaseOverdue,
    CasePartReady,
    CaseReady,
    CaseRecounted,
    CaseResumed,
    CaseSupplemented,
    CaseUndecided,
    CaseWithdrawn,
)
from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream
from hallserver.core.events.hall import (
    ClockAccepted,
    ClockStepped,
    DayClosed,
    DayClosing,
    DayOpened,
    HallDamaged,
    HallFounded,
    HallPlanned,
    HallStarted,
    HelpAnswered,
    HelpAsked,
    NoticePosted,
    NoticeWithdrawn,
    NumbersLeapt,
    RecordsRebuilt,
    RulesPublished,
)
from hallserver.core.events.line import GENESIS, Event, canonical, chain, iso, seal
from hallserver.core.events.paper import (
    PrinterChanged,
    PrinterLookedAt,
    PrinterMuted,
    PrinterPaperChanged,
    PrinterPaperLow,
    PrinterState,
    SlipExpired,
    SlipFailed,
    SlipLogoChanged,
    SlipMoved,
    SlipPrinted,
    SlipQueued,
    SlipSent,
    SlipTemplated,
    SlipUnconfirmed,
)
from hallserver.core.events.people import (
    LetterFacts,
    LetterImported,
    LetterIssued,
    LetterReminded,
    LetterScanned,
    LetterWithdrawn,
    ProjectClosed,
    ProjectOpened,
    ReplacementAsked,
    ReplacementConsented,
    ReplacementRefused,
    SecondmentBegun,
    SecondmentDeclined,
    SecondmentEnded,
    SecondmentImported,
    SecondmentNominated,
    SecondmentReminded,
    SecondmentSigned,
    StafferAdded,
)
from hallserver.core.events.supervision import (
    ConcernAnswered,
    ConcernRaised,
    ContestOpened,
    ContestReviewed,
    LogVerified,
    RectificationAppealed,
    RectificationCalledBack,
    RectificationDone,
    RectificationFacts,
    RectificationOpened,
    RectificationOverdue,
    RectificationReviewed,
    ReportRead,
    SchemePublished,
)
from hallserver.core.events.tickets import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentKept,
    AppointmentLapsed,
    CallShown,
    CallSpoken,
    CodeIssued,
    DecisionFacts,
    ExcludedFacts,
    HeadFacts,
    ParkOver,
    PlacedFacts,
    PlaceKeys,
    RatingGiven,
    ServiceFacts,
    StopFacts,
    StopKeys,
    TicketCalled,
    TicketCancelled,
    TicketExpired,
    TicketFinished,
    TicketHeld,
    TicketIssued,
    TicketMissed,
    TicketParked,
    TicketPlaced,
    TicketRecalled,
    TicketReleased,
    TicketReopened,
    TicketReturned,
    TicketStarted,
    TicketTransferred,
    TicketVoided,
    WhoseKeys,
)
from hallserver.core.events.windows import (
    AbsenceNoted,
    RegisteredOften,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowPlanned,
    WindowResumed,
)


def _kinds(base: type[Facts]) -> Iterator[type[Facts]]:
    for each in base.__subclasses__():
        if "KIND" in each.__dict__:
            yield each
        yield from _kinds(each)


EVENTS: dict[str, type[Facts]] = {each.KIND: each for each in sorted(_kinds(Facts), key=lambda one: one.KIND)}
"""Every kind of event, by its name in the log."""
KINDS = frozenset(EVENTS)
PUBLIC_KINDS = frozenset(kind for kind, each in EVENTS.items() if each.STREAM is Stream.PUBLIC)
STAFF_KINDS = frozenset(kind for kind, each in EVENTS.items() if each.STREAM is Stream.STAFF)
LOGGED_KINDS = frozenset(kind for kind, each in EVENTS.items() if each.STREAM is Stream.LOG)
PLAN_KINDS = frozenset(kind for kind, each in EVENTS.items() if each.REPLANS)
"""Kinds after which the plan is read again."""


def facts_of(event: Event) -> Facts:
    """The facts of an event, typed.

    Raises:
        KeyError: the kind is unknown. TypeError: a fact is missing.
    """
    return EVENTS[event.kind].from_facts(event.facts)


def fact(told: Facts, name: str) -> Any:
    """A fact that only some kinds have, for pages that show any event.

    None when the event does not have it.
    """
    value = getattr(told, name, None)
    return None if value is ABSENT else value


__all__ = [
    "ABSENT",
    "EVENTS",
    "GENESIS",
    "KINDS",
    "LOGGED_KINDS",
    "PLAN_KINDS",
    "PUBLIC_KINDS",
    "STAFF_KINDS",
    "AbsenceNoted",
    "Absent",
    "AccountSignedOff",
    "AccountSignedOn",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentChanged",
    "AppointmentKept",
    "AppointmentLapsed",
    "CallShown",
    "CallSpoken",
    "CaseDueSoon",
    "CaseExtended",
    "CaseFacts",
    "CaseHandedOver",
    "CaseKept",
    "CaseOpened",
    "CaseOverdue",
    "CasePartReady",
    "CaseReady",
    "CaseRecounted",
    "CaseResumed",
    "CaseSupplemented",
    "CaseUndecided",
    "CaseWithdrawn",
    "ClockAccepted",
    "ClockStepped",
    "CodeIssued",
    "ConcernAnswered",
    "ConcernRaised",
    "ContestOpened",
    "ContestReviewed",
    "DayClosed",
    "DayClosing",
    "DayOpened",
    "DecisionFacts",
    "DevicePaired",
    "Event",
    "ExcludedFacts",
    "Facts",
    "HallDamaged",
    "HallFounded",
    "HallPlanned",
    "HallStarted",
    "HeadFacts",
    "HelpAnswered",
    "HelpAsked",
    "LetterFacts",
    "LetterImported",
    "LetterIssued",
    "LetterReminded",
    "LetterScanned",
    "LetterWithdrawn",
    "LinkIssued",
    "LinkUsed",
    "LogVerified",
    "NoticePosted",
    "NoticeWithdrawn",
    "NumbersLeapt",
    "ParkOver",
    "PinSet",
    "PlaceKeys",
    "PlacedFacts",
    "PrinterChanged",
    "PrinterLookedAt",
    "PrinterMuted",
    "PrinterPaperChanged",
    "PrinterPaperLow",
    "PrinterState",
    "ProjectClosed",
    "ProjectOpened",
    "RatingGiven",
    "RecordsRebuilt",
    "RectificationAppealed",
    "RectificationCalledBack",
    "RectificationDone",
    "RectificationFacts",
    "RectificationOpened",
    "RectificationOverdue",
    "RectificationReviewed",
    "RegisteredOften",
    "ReplacementAsked",
    "ReplacementConsented",
    "ReplacementRefused",
    "ReportRead",
    "RulesPublished",
    "SchemePublished",
    "SecondmentBegun",
    "SecondmentDeclined",
    "SecondmentEnded",
    "SecondmentImported",
    "SecondmentNominated",
    "SecondmentReminded",
    "SecondmentSigned",
    "ServiceFacts",
    "SlipExpired",
    "SlipFailed",
    "SlipLogoChanged",
    "SlipMoved",
    "SlipPrinted",
    "SlipQueued",
    "SlipSent",
    "SlipTemplated",
    "SlipUnconfirmed",
    "StafferAdded",
    "StopFacts",
    "StopKeys",
    "Stream",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketFinished",
    "TicketHeld",
    "TicketIssued",
    "TicketMissed",
    "TicketParked",
    "TicketPlaced",
    "TicketRecalled",
    "TicketReleased",
    "TicketReopened",
    "TicketReturned",
    "TicketStarted",
    "TicketTransferred",
    "TicketVoided",
    "TokenIssued",
    "TokenRevoked",
    "WhoseKeys",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
    "WindowPlanned",
    "WindowResumed",
    "canonical",
    "chain",
    "fact",
    "facts_of",
    "iso",
    "seal",
]
