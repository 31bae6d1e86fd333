"""Events of a number: issued, called, served, transferred, ended."""

from __future__ import annotations

from typing import Any, ClassVar, NotRequired, Required, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class StopKeys(TypedDict):
    """The fields of every event of a stop: which stop, and its state after the event."""

    ticket: int
    stop: int
    number: str
    line: str
    matter: str
    state: str
    window: str | None


class PlaceKeys(TypedDict):
    """The place of a stop in its line."""

    tier: int
    effective_ms: int
    place_seq: int


class WhoseKeys(TypedDict):
    """The person who acted."""

    staffer: str
    secondment: int
    department: str


class ServiceFacts(TypedDict):
    """One part of a service as the log records it; durations in ms, fees in fen."""

    part: int
    staffer: str
    secondment: int
    letter: str | None
    department: str
    session: int
    hour: int
    visitor_class: str
    wait_ms: int
    walk_ms: int
    service_ms: int
    parked_ms: int
    outcome: str
    reason: str | None
    fee_fen: int | None
    decidable: int
    auto: int
    covers: str | None
    excluded: str | None
    called_ms: int
    started_ms: int
    finished_ms: int
    promised_until: str | None
    norm_ms: int
    quantity: NotRequired[int]  # pieces handled; records from before it was asked have none: one
    fee_off_fen: NotRequired[int]
    fee_reason: NotRequired[str | None]


class HeadFacts(TypedDict):
    """One of the stops that were compared for a call."""

    ticket: int
    number: str
    line: str
    matter: str
    tier: int
    effective_ms: int
    seq: int


class DecisionFacts(TypedDict):
    """The reason for a call: rule, version of the rules, compared stops, lines that had to yield."""

    rule: str
    rules: int
    chosen: int
    compared: list[HeadFacts]
    capped: list[str]


class ExcludedFacts(TypedDict):
    """Which part of a service no longer counts, and why."""

    part: int
    why: str


class ApprovalKeys(TypedDict, total=False):
    """Who approved a project's use of the green channel, and why; empty where no approval was needed."""

    approver: str
    reason: str | None
    project: str


class BookedKeys(ApprovalKeys):
    """The fields of a booking."""

    matter: Required[str]
    department: Required[str]
    line: Required[str]
    booked_ms: Required[int]


class StopFacts(Facts, frozen=True, kw_only=True):
    """An event of one stop of a visit; its fields are `StopKeys`."""

    STREAM: ClassVar[Stream] = Stream.PUBLIC

    ticket: int
    stop: int
    number: str
    line: str
    matter: str
    state: str
    window: str | None


class PlacedFacts(StopFacts, frozen=True, kw_only=True):
    """An event that sets a stop's place in a line; its further fields are `PlaceKeys`."""

    tier: int
    effective_ms: int
    place_seq: int


class TicketIssued(PlacedFacts, frozen=True, kw_only=True):
    """A number was issued; a further stop of the visit has its own event (`TicketPlaced`)."""

    KIND: ClassVar[str] = "ticket.issued"
    PRINTS: ClassVar[bool] = True

    class_: str
    evidence: str | None
    counter: int
    position: int
    wait_from_ms: int
    told: list[int]
    printer: str | None
    held: str | None
    after: int | None
    case: str | Absent = ABSENT
    needs: list[str] | Absent = ABSENT  # what windows must be able to give
    lane: str | Absent = ABSENT
    told_by: str | Absent = ABSENT  # the version of the habits; absent: by the mean service


class TicketPlaced(PlacedFacts, frozen=True, kw_only=True):
    """A stop got a place after the number was issued; `reason` says why.

    A further stop of a visit; one that left the private line of an absent person or window; a raised class.
    """

    KIND: ClassVar[str] = "ticket.placed"

    class_: str | Absent = ABSENT
    evidence: str | Absent | None = ABSENT
    counter: int | Absent = ABSENT
    position: int | Absent = ABSENT
    wait_from_ms: int | Absent = ABSENT
    told: list[int] | Absent = ABSENT
    printer: str | Absent | None = ABSENT
    held: str | Absent | None = ABSENT
    after: int | Absent | None = ABSENT
    case: str | Absent = ABSENT
    lane: str | Absent = ABSENT
    reason: str | Absent = ABSENT
    told_by: str | Absent = ABSENT
    needs: list[str] | Absent = ABSENT
    was: dict[str, Any] | Absent = ABSENT  # class, evidence and place before the number was raised


class TicketHeld(StopFacts, frozen=True, kw_only=True):
    """A waiting stop cannot be called for now; names the reason."""

    KIND: ClassVar[str] = "ticket.held"

    reason: str
    due_ms: int | None


class TicketReleased(PlacedFacts, frozen=True, kw_only=True):
    """A held stop can be called again, in its old place."""

    KIND: ClassVar[str] = "ticket.released"

    reason: str | None


class TicketCalled(StopFacts, frozen=True, kw_only=True):
    """A window called a stop: by the rule (`decision`), out of turn (also `reason`), or back from a break.

    `passed`: sent there straight by the guide desk, while so many waited for the window.
    """

    KIND: ClassVar[str] = "ticket.called"

    session: int
    decision: DecisionFacts | Absent = ABSENT
    reason: str | Absent = ABSENT
    staffer: str | Absent = ABSENT
    secondment: int | Absent = ABSENT
    department: str | Absent = ABSENT
    brought_back: int | Absent = ABSENT
    service: ServiceFacts | Absent = ABSENT
    passed: int | Absent = ABSENT


class TicketRecalled(StopFacts, frozen=True, kw_only=True):
    """A call was repeated; gives the number of recalls."""

    KIND: ClassVar[str] = "ticket.recalled"

    recalls: int


class TicketStarted(StopFacts, frozen=True, kw_only=True):
    """The visitor came and the service began."""

    KIND: ClassVar[str] = "ticket.started"

    session: int
    wait_ms: int | None
    walk_ms: int | None
    auto: int


class TicketFinished(StopFacts, frozen=True, kw_only=True):
    """The service ended with an outcome."""

    KIND: ClassVar[str] = "ticket.finished"
    PRINTS: ClassVar[bool] = True
    PRIVATE: ClassVar[tuple[str, ...]] = ("note",)

    service: ServiceFacts
    window_state: str


class TicketMissed(StopFacts, frozen=True, kw_only=True):
    """The visitor did not come; `shown` says whether a screen had shown the call."""

    KIND: ClassVar[str] = "ticket.missed"

    shown: int
    window_state: str
    staffer: str
    secondment: int
    department: str


class TicketReturned(PlacedFacts, frozen=True, kw_only=True):
    """A stop is back in line after a missed call."""

    KIND: ClassVar[str] = "ticket.returned"

    policy: str


class TicketParked(StopFacts, frozen=True, kw_only=True):
    """A service was interrupted."""

    KIND: ClassVar[str] = "ticket.parked"

    reason: str
    minutes: int | None
    window_state: str


class TicketTransferred(PlacedFacts, frozen=True, kw_only=True):
    """A stop was sent on to a line, a window or a person, or back to the window that had asked for it."""

    KIND: ClassVar[str] = "ticket.transferred"
    PRIVATE: ClassVar[tuple[str, ...]] = ("note", "comment")

    was: str
    source: str
    lane: str
    position: str
    to_window: str | None
    to_staffer: str | None
    window_state: str
    come_back: int | Absent = ABSENT
    came_back: int | Absent = ABSENT
    service: ServiceFacts | Absent = ABSENT
    opinion: str | Absent = ABSENT
    staffer: str | Absent = ABSENT
    secondment: int | Absent = ABSENT
    department: str | Absent = ABSENT


class TicketCancelled(StopFacts, frozen=True, kw_only=True):
    """A stop was given up before it was called."""

    KIND: ClassVar[str] = "ticket.cancelled"

    was: str


class TicketExpired(StopFacts, frozen=True, kw_only=True):
    """A stop ended with the day."""

    KIND: ClassVar[str] = "ticket.expired"

    was: str
    reason: str
    service: ServiceFacts | Absent = ABSENT
    window_state: str | Absent = ABSENT


class TicketVoided(StopFacts, frozen=True, kw_only=True):
    """A stop was missed, in a line where this ends it."""

    KIND: ClassVar[str] = "ticket.voided"

    policy: str


class TicketReopened(StopFacts, frozen=True, kw_only=True):
    """An end or a miss was undone within the minute: the stop waits again, is called again, or is served on.

    `excluded`: the record that does not count then; `unmissed`: the seq of the miss that was undone.
    """

    KIND: ClassVar[str] = "ticket.reopened"

    tier: int | Absent = ABSENT
    effective_ms: int | Absent = ABSENT
    place_seq: int | Absent = ABSENT
    excluded: ExcludedFacts | Absent = ABSENT
    session: int | Absent = ABSENT
    unmissed: int | Absent = ABSENT


class AtWindowFacts(Facts, frozen=True, kw_only=True):
    """An event for staff about a number at a window."""

    STREAM: ClassVar[Stream] = Stream.STAFF

    ticket: int
    stop: int
    number: str
    window: str | None


class ParkOver(AtWindowFacts, frozen=True, kw_only=True):
    """The time of an interrupted service is over."""

    KIND: ClassVar[str] = "park.over"


class CallFacts(AtWindowFacts, frozen=True, kw_only=True):
    """A device has presented the call with this seq."""

    call: int


class CallShown(CallFacts, frozen=True, kw_only=True):
    """A screen confirmed that it showed the call with this seq."""

    KIND: ClassVar[str] = "call.shown"


class CallSpoken(CallFacts, frozen=True, kw_only=True):
    """A loudspeaker confirmed that it spoke the call with this seq."""

    KIND: ClassVar[str] = "call.spoken"


class RatingGiven(Facts, frozen=True, kw_only=True):
    """A finished service was rated, 1 to 5."""

    KIND: ClassVar[str] = "rating.given"

    ticket: int
    stop: int
    level: int


class PhoneBound(Facts, frozen=True, kw_only=True):
    """A visitor bound a telephone number to a ticket, to be told there; the number itself stands in no log."""

    KIND: ClassVar[str] = "phone.bound"

    ticket: int
    lang: str


class PhoneForgotten(Facts, frozen=True, kw_only=True):
    """Numbers were destroyed: one that its visitor took back, or those of visits that are over."""

    KIND: ClassVar[str] = "phone.forgotten"

    ticket: int | None
    reason: str
    numbers: int


class ApprovedFacts(Facts, frozen=True, kw_only=True):
    """An event of an appointment that may have needed an approval; its fields are `ApprovalKeys`."""

    approver: str | Absent = ABSENT
    reason: str | Absent | None = ABSENT
    project: str | Absent = ABSENT


class BookedFacts(ApprovedFacts, frozen=True, kw_only=True):
    """An appointment with its booking; its further fields are `BookedKeys`."""

    PRIVATE: ClassVar[tuple[str, ...]] = ("code",)

    matter: str
    department: str
    line: str
    booked_ms: int


class AppointmentBooked(BookedFacts, frozen=True, kw_only=True):
    """An appointment was booked."""

    KIND: ClassVar[str] = "appointment.booked"


class AppointmentChanged(BookedFacts, frozen=True, kw_only=True):
    """An appointment got another time, matter or approval under the same code."""

    KIND: ClassVar[str] = "appointment.changed"

    was_ms: int
    was_matter: str


class AppointmentKept(ApprovedFacts, frozen=True, kw_only=True):
    """The visitor of an appointment came and took the number."""

    KIND: ClassVar[str] = "appointment.kept"

    ticket: int
    number: str
    booked_ms: int
    matter: str
    department: str


class GivenUpFacts(Facts, frozen=True, kw_only=True):
    """An appointment for which no visitor comes."""

    matter: str
    booked_ms: int


class AppointmentCancelled(GivenUpFacts, frozen=True, kw_only=True):
    """An appointment was cancelled."""

    KIND: ClassVar[str] = "appointment.cancelled"


class AppointmentLapsed(GivenUpFacts, frozen=True, kw_only=True):
    """The visitor of an appointment did not come."""

    KIND: ClassVar[str] = "appointment.lapsed"


class CodeIssued(Facts, frozen=True, kw_only=True):
    """A return code was issued."""

    KIND: ClassVar[str] = "code.issued"
    PRIVATE: ClassVar[tuple[str, ...]] = ("code", "papers")

    ticket: int
    stop: int
    matter: str
    good_until: str
    papers: int | Absent = ABSENT  # how many the visitor was told to bring
