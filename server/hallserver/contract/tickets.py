"""A ticket, and why it was or was not called."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.contract.cases import CaseInBrief
from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.language.words import Words
from hallserver.core.queue.offers import OfferState, Reach
from hallserver.core.queue.tickets import State


class WaitRange(Struct, frozen=True):
    """From–to, P50–P90 rounded outwards to 5 min, above an hour to 10; `about` when it rests on a norm or a plan."""

    low_ms: int
    high_ms: int
    about: bool


class OfferView(Struct, frozen=True):
    """What the hall offers for a matter at this moment.

    Attributes:
        state: what a visitor meets; `takeable`: whether a number would be given.
        words: the sentence where it is not simply open; `at`: when that changes, by the plan.
        reach: whether a number taken now is called before closing; `reach_words`: the sentence where it is not sure.
    """

    state: OfferState
    takeable: bool
    words: Words | None = None
    at: datetime | None = None
    reach: Reach = Reach.SURE
    reach_words: Words | None = None


class PrintView(Struct, frozen=True):
    """The print state: the job's state, `none` when no printer is meant.

    `elsewhere`: printed not by the requested printer but by its neighbour, whose name is `name`.
    """

    state: str
    printer: str | None
    name: Words | None = None
    elsewhere: bool = False


class StopView(Struct, frozen=True):
    """One matter of a visit.

    `after` is the matter that must be finished first, `held` is why it cannot be called.
    """

    matter: str
    name: Words
    line: str
    state: State
    state_words: Words
    after: str | None
    window: str | None
    held: Words | None
    due_at: datetime | None
    outcome: Outcome | None


class AppointmentView(Struct, frozen=True):
    """An appointment; `number` after check-in; approver and reason in a green channel."""

    code: str
    matter: str
    at: datetime
    business_day: date
    state: AppointmentState
    number: str | None
    approver: str | None
    reason: str | None
    project: str | None = None


class AppointmentsView(Struct, frozen=True):
    """All appointments of a day, by time.

    For an imported list: its rows, and how many were unchanged or changed.
    """

    business_day: date
    appointments: tuple[AppointmentView, ...]
    unchanged: int = 0
    changed: int = 0


class IssuedTicket(Struct, frozen=True):
    """The response with a newly issued number. `follow` is the visitor's own key; it is shown only here."""

    id: int
    number: str
    line: str
    matter: str
    ahead: int
    wait: WaitRange
    windows: tuple[str, ...]
    issued_at: datetime
    business_day: date
    follow: str
    print: PrintView
    notice: Words | None = None
    stops: tuple[StopView, ...] = ()


class FollowLink(Struct, frozen=True):
    """The address of the visitor's own page, and its QR code as an SVG document."""

    link: str
    svg: str


class PlaceView(Struct, frozen=True):
    """The stored place; among the tickets that a window may serve, the smallest is next."""

    tier: int
    effective_at: datetime
    seq: int


class TicketView(Struct, frozen=True):
    """A ticket as a device, the staff or its follower sees it; `papers`: what a visitor with a way back is to bring."""

    id: int
    number: str
    line: str
    matter: str
    state: State
    state_words: Words
    ahead: int
    wait: WaitRange | None
    place: PlaceView
    window: str | None
    windows: tuple[str, ...]
    issued_at: datetime
    business_day: date
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None
    rated: bool
    print: PrintView
    now: datetime
    held: Words | None = None
    due_at: datetime | None = None
    more_time_minutes: int = 0
    return_code: str | None = None
    stops: tuple[StopView, ...] = ()
    cases: tuple[CaseInBrief, ...] = ()
    notice: Words | None = None
    papers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Reason(Struct, frozen=True):
    """One decision that affected a ticket, in words."""

    seq: int
    at: datetime
    kind: str
    words: Words


class PassedOver(Struct, frozen=True):
    """A call before this ticket while it waited in the same line, and why."""

    seq: int
    number: str
    window: str
    at: datetime
    reason: str
    words: Words


class ReasonCount(Struct, frozen=True):
    """How many calls came before for one reason."""

    reason: str
    words: Words
    count: int


class WhyView(Struct, frozen=True):
    """Why a ticket was or was not called: its state in a sentence, earlier calls and why, its decisions."""

    number: str
    state: State
    words: Words
    reasons: tuple[Reason, ...]
    counts: tuple[ReasonCount, ...] = ()
    passed: tuple[PassedOver, ...] = ()
