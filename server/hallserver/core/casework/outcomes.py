"""How a service can end: one row per outcome, with all that the hall, the record and the pages need."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallserver.core.casework.cases import Case, Result
from hallserver.core.language import said
from hallserver.core.language.words import Said


class Outcome(StrEnum):
    """How a service ended."""

    DONE = "done"
    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    FORWARDED = "forwarded"
    CONSULTED = "consulted"
    HANDED_OVER = "handed_over"
    LEFT = "left"


HANDED_ON = "transferred"
"""The outcome recorded for a part of a service that another window continues."""


class Asks(StrEnum):
    """What a window must enter besides the outcome."""

    NOTHING = ""
    PROMISE = "promise"
    PAPERS = "papers"
    REASON = "reason"
    FORWARD_REASON = "forward_reason"
    CASE = "case"


class OfCase(StrEnum):
    """The effect of an outcome on the visitor's case."""

    NOTHING = ""
    OPENS = "opens"
    SUPPLEMENTS = "supplements"
    DECIDES = "decides"
    HANDS_OVER = "hands_over"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """The properties of an outcome.

    Attributes:
        decision: whether it counts in the denominator of the on-the-spot and registration-only rates.
        taken_in: whether it only accepts what is decided later, elsewhere.
        on_the_spot: whether the letter of the staffer must let the window decide.
        asks: what the window must enter besides.
        case: its effect on the visitor's case.
        result: the result that it gives a case.
        receipt: the heading of the visitor's receipt; None: no receipt.
        way_back: whether the visitor gets a return code.
    """

    decision: bool
    taken_in: bool = False
    on_the_spot: bool = False
    asks: Asks = Asks.NOTHING
    case: OfCase = OfCase.NOTHING
    result: Result | None = None
    receipt: Said | None = None
    way_back: bool = False

    @property
    def needs_reason(self) -> bool:
        """Whether the outcome needs a reason."""
        return self.asks in {Asks.REASON, Asks.FORWARD_REASON}


OUTCOMES: dict[Outcome, OutcomeRow] = {
    Outcome.DONE: OutcomeRow(
        decision=True,
        on_the_spot=True,
        case=OfCase.DECIDES,
        result=Result.GRANTED,
    ),
    Outcome.ACCEPTED: OutcomeRow(
        decision=True,
        taken_in=True,
        asks=Asks.PROMISE,
        case=OfCase.OPENS,
        receipt=said.RECEIPTS["accepted"],
    ),
    Outcome.SUPPLEMENT: OutcomeRow(
        decision=True,
        asks=Asks.PAPERS,
        case=OfCase.SUPPLEMENTS,
        receipt=said.RECEIPTS["supplement"],
        way_back=True,
    ),
    Outcome.REFUSED: OutcomeRow(
        decision=True,
        asks=Asks.REASON,
        case=OfCase.DECIDES,
        result=Result.REFUSED,
    ),
    Outcome.FORWARDED: OutcomeRow(decision=True, taken_in=True, asks=Asks.FORWARD_REASON),
    Outcome.CONSULTED: OutcomeRow(decision=False),
    Outcome.HANDED_OVER: OutcomeRow(decision=False, asks=Asks.CASE, case=OfCase.HANDS_OVER),
    Outcome.LEFT: OutcomeRow(decision=False),
}


def usual_outcome(*, on_the_spot: bool, may_decide: bool, case: Case | None) -> Outcome | None:
    """How a service usually ends, where one key may end it; None where only the window can know.

    Args:
        on_the_spot: whether the matter is one to be decided at once.
        may_decide: whether the letter lets the window decide it.
        case: the state of the case that the visitor comes for.
    """
    if case is not None:
        return Outcome.HANDED_OVER if case is Case.READY else None
    return Outcome.DONE if on_the_spot and may_decide else Outcome.ACCEPTED


DECISIONS = tuple(str(outcome) for outcome, row in OUTCOMES.items() if row.decision)
"""Outcomes that decide something (order.md, “Measures”)."""
TAKEN_IN = frozenset(str(outcome) for outcome, row in OUTCOMES.items() if row.taken_in)
"""Of these, the outcomes that only accept the matter for a later decision."""
WAYS_BACK = frozenset(str(outcome) for outcome, row in OUTCOMES.items() if row.way_back)
"""Outcomes that give the visitor a code to come back with."""
FORWARD_REASONS: dict[str, tuple[str, str]] = {
    "site_visit": ("现场踏勘", "Site visit"),
    "expert_review": ("专家评审", "Expert review"),
    "meeting": ("会议研究", "Meeting"),
    "leader_signature": ("领导签批", "Leader's signature"),
}
"""Why a matter may be forwarded, with the words for it."""
