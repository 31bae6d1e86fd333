"""Which ticket is next, and why: one pure rule, so that anybody can recompute it from the log.

A ticket has a place `(tier, effective_at, seq)`. Among the tickets that a window may serve, the smallest
place is next. `effective_at = arrival − credit(class)`; the passing of time never changes a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from hallserver.core.events.tickets import DecisionFacts

ORDER_1 = "order/1"
ORDER_2 = "order/2"
SELECTED = "selected"  # prefix of the rule of a call out of turn; its reason follows
DEFAULT_CAP = 2


@dataclass(frozen=True, slots=True)
class VisitorClass:
    """A class of visitors: tier 0 for statutory classes only; the others have a credit in minutes."""

    code: str
    tier: int
    credit_minutes: int
    zh: str
    en: str
    needs_evidence: bool = False
    from_age: int | None = None  # given automatically when the shown identity has this age
    by_code: bool = False  # needs a code that was issued in advance; it cannot just be claimed


CLASSES: dict[str, VisitorClass] = {
    each.code: each
    for each in (
        VisitorClass("ordinary", 1, 0, "普通", "Ordinary"),
        VisitorClass("statutory", 0, 0, "法定优先", "Statutory priority", needs_evidence=True),
        VisitorClass("appointment", 1, 30, "预约", "Appointment", by_code=True),
        VisitorClass("returned", 1, 20, "回访号", "Returned", by_code=True),
        VisitorClass("elderly", 1, 15, "敬老优待", "Senior", needs_evidence=True),
    )
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A ticket's place; smaller is earlier. `seq` makes it unique."""

    tier: int
    effective_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Head:
    """The first waiting stop of one (line, matter, tier), or of one (line, tier) in a private line."""

    stop: int
    ticket: int
    number: str
    line: str
    matter: str
    place: Place


@dataclass(frozen=True, slots=True)
class Cap:
    """How many tier-0 calls in a row a line has had, and how many it may have while a tier-1 waits."""

    run: int
    limit: int = DEFAULT_CAP

    @property
    def reached(self) -> bool:
        """Whether the next call of the line must be its first tier-1 stop, if it has one."""
        return self.run >= self.limit


@dataclass(frozen=True, slots=True)
class Decision:
    """The reason for a call, stored with it, so that `why` can be answered years later."""

    chosen: Head
    rule: str
    compared: tuple[Head, ...]
    capped: tuple[str, ...]

    def as_facts(self, version: int) -> DecisionFacts:
        """Return the decision in the form of the log: integers and text only; times in ms since 1970.

        `version` is the version of the published rules that applied.
        """
        return {
            "rule": self.rule,
            "rules": version,
            "chosen": self.chosen.ticket,
            "compared": [
                {
                    "ticket": head.ticket,
                    "number": head.number,
                    "line": head.line,
                    "matter": head.matter,
                    "tier": head.place.tier,
                    "effective_ms": int(head.place.effective_at.timestamp() * 1000),
                    "seq": head.place.seq,
                }
                for head in self.compared
            ],
            "capped": list(self.capped),
        }


def place(arrival: datetime, visitor_class: VisitorClass, seq: int) -> Place:
    """Compute the place on entry into a line."""
    credit = timedelta(minutes=visitor_class.credit_minutes)
    return Place(visitor_class.tier, arrival - credit, seq)


def next_up(heads: Iterable[Head], caps: Mapping[str, Cap], *, rule: str = ORDER_2) -> Decision | None:
    """Decide who is next among the heads that a window may serve; None when no visitor waits.

    Args:
        heads: for each (line, matter) the first waiting stop of each tier, as the rule looks at them.
        caps: for each line, its run of tier-0 calls; a missing line has had none.
        rule: the name of the version that decides.
    """
    offered = sorted(heads, key=lambda head: head.place)
    capped = tuple(sorted(line for line in _lines(offered) if _must_yield(offered, line, caps)))
    for head in offered:
        if head.place.tier > 0 or head.line not in capped:
            return Decision(head, rule, tuple(offered), capped)
    return None


def next_run(run: int, tier: int, *, ordinary_waits: bool) -> int:
    """Count the tier-0 calls in a row; only calls made while a tier-1 visitor of the line waits count."""
    if tier > 0:
        return 0
    return run + 1 if ordinary_waits else run


class NextRun(Protocol):
    """How to count tier-0 calls in a row."""

    def __call__(self, run: int, tier: int, *, ordinary_waits: bool) -> int:
        """The count after a call."""
        ...


@dataclass(frozen=True, slots=True)
class OrderRule:
    """One version of the rule.

    A version that ever decided a call is never changed: old days are judged by it.

    Attributes:
        name: as rules, decisions and the log name it.
        next_up: decides a call.
        next_run: counts the tier-0 calls in a row.
        whole_private: whether of a window's or a staffer's private line the first of each line and tier is compared;
            else its first stop alone.
    """

    name: str
    next_up: Callable[[Iterable[Head], Mapping[str, Cap]], Decision | None]
    next_run: NextRun
    whole_private: bool = True


ORDER_RULES: dict[str, OrderRule] = {
    ORDER_1: OrderRule(ORDER_1, partial(next_up, rule=ORDER_1), next_run, whole_private=False),
    ORDER_2: OrderRule(ORDER_2, next_up, next_run),
}
"""Every version by its name; the published rules say which one is in force (`QueueRules.order`)."""


def coming(waiting: Sequence[Head], cap: Cap, rule: OrderRule, most: int) -> list[Head]:
    """Who of one line is called next, one after the other, if nobody comes or goes.

    `waiting` is the line in the order of its places: all of its tier 0, and at least `most` of the others.
    """
    tiers = [[head for head in waiting if (head.place.tier > 0) is later] for later in (False, True)]
    found: list[Head] = []
    while len(found) < most:
        decision = rule.next_up([tier[0] for tier in tiers if tier], {head.line: cap for head in waiting})
        if decision is None:
            break
        found.append(decision.chosen)
        for tier in tiers:
            if tier and tier[0] is decision.chosen:
                del tier[0]
        run = rule.next_run(cap.run, decision.chosen.place.tier, ordinary_waits=bool(tiers[1]))
        cap = Cap(run, cap.limit)
    return found


def _lines(heads: Sequence[Head]) -> set[str]:
    return {head.line for head in heads}


def _must_yield(heads: Sequence[Head], line: str, caps: Mapping[str, Cap]) -> bool:
    cap = caps.get(line)
    if cap is None or not cap.reached:
        return False
    return any(head.line == line and head.place.tier > 0 for head in heads)
