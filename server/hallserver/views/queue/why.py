"""Why a ticket was or was not called, read from the log, in words that a citizen understands in ten seconds.

Visitors see a class only as “statutory priority”, and any other credit as a due time. Supervision sees the
class.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from hallserver.contract import PassedOver, Reason, ReasonCount, TicketView, WhyView, Words
from hallserver.core.events import ABSENT, Event, Facts, StopFacts, TicketCalled, TicketHeld, fact, facts_of
from hallserver.core.events.tickets import DecisionFacts
from hallserver.core.language import said
from hallserver.core.language.said import HELD, OVERTAKEN, TICKET_STATES
from hallserver.core.language.words import Said
from hallserver.core.queue.order import SELECTED, Place
from hallserver.core.queue.overtaking import why_before
from hallserver.core.queue.tickets import DAY_ENDED, RAISED, UNRAISED, State
from hallserver.store.catalogue import Plan
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.queue.places import place_of
from hallserver.store.rows import EventRow
from hallserver.store.schema import decisions, events, session_matters, sessions, stops, tickets
from hallserver.store.types import from_ms
from hallserver.views.queue.visits import ticket_view

_OF_TICKET = Prepared(
    select(events).where(events.c.ticket == bindparam("ticket")).order_by(events.c.seq), EventRow
)
_NUMBER = PreparedValue(select(tickets.c.number).where(tickets.c.id == bindparam("ticket")))


class _CallRow(Row):
    """A call with its event and the called visitor."""

    seq: int
    at: datetime
    body: str
    arrived_at: datetime
    number: str
    visitor_class: str


_CALLS = Prepared(
    select(
        decisions.c.seq,
        events.c.at,
        events.c.body,
        stops.c.arrived_at,
        tickets.c.number,
        tickets.c.visitor_class,
    )
    .join(events, events.c.seq == decisions.c.seq)
    .join(stops, stops.c.id == decisions.c.stop)
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(
        decisions.c.seq > bindparam("since"),
        stops.c.line == bindparam("line"),
        stops.c.ticket != bindparam("ticket"),
    )
    .order_by(decisions.c.seq),
    _CallRow,
)


_ABILITIES = PreparedValue(select(sessions.c.abilities).where(sessions.c.id == bindparam("session")))
_SERVES = PreparedValue(
    select(func.count()).where(
        session_matters.c.session == bindparam("session"), session_matters.c.matter == bindparam("matter")
    )
)


def why(connection: Connection, plan: Plan, ticket: int, now: Any, *, full: bool = False) -> WhyView | None:
    """All events of the ticket, and the calls before it with their reasons; None without such a ticket.

    Args:
        connection: any connection.
        plan: the plan in force.
        ticket: its id.
        now: hall time, aware UTC.
        full: for supervision: name the classes.
    """
    number = _NUMBER.first(connection, {"ticket": ticket})
    if number is None:
        return None
    events_ = [event_of(row) for row in _OF_TICKET.run(connection, {"ticket": ticket})]
    reasons = tuple(
        Reason(event.seq, event.at, event.kind, sentence(event, plan, full=full))
        for event in events_
        if event.kind in SENTENCES
    )
    passed = _passed_over(connection, plan, ticket, events_, full=full)
    view = ticket_view(connection, plan, ticket, now)
    counts = Counter(each.reason for each in passed)
    return WhyView(
        number,
        view.state,
        _standing(view, sum(counts.values())),
        reasons,
        tuple(ReasonCount(code, OVERTAKEN[code], counts[code]) for code in OVERTAKEN if counts[code]),
        tuple(passed[::-1]),
    )


def _standing(view: TicketView, before: int) -> Said:
    """One sentence: the present state of the ticket, and what happened while it waited."""
    number, state = view.number, TICKET_STATES[view.state]
    if view.state is State.WAITING and not view.windows:
        return said.standing_nobody(number=number, ahead=view.ahead)
    if view.state is State.WAITING:
        return _waiting(view, before)
    if view.held is not None:
        return said.standing_held(number=number, why=view.held)
    if view.window:
        return _at(view, view.window, before)
    if not before:
        return said.standing_else_first(number=number, state=state)
    return said.standing_else(number=number, state=state, before=before)


def _waiting(view: TicketView, before: int) -> Said:
    number, ahead, windows = view.number, view.ahead, len(view.windows)
    if not before:
        return said.standing_waiting_first(number=number, ahead=ahead, windows=windows)
    return said.standing_waiting(number=number, ahead=ahead, windows=windows, before=before)


def _at(view: TicketView, window: str, before: int) -> Said:
    number, state = view.number, TICKET_STATES[view.state]
    if not before:
        return said.standing_at_first(number=number, state=state, window=window)
    return said.standing_at(number=number, state=state, window=window, before=before)


def _passed_over(
    connection: Connection, plan: Plan, ticket: int, told: list[Event], *, full: bool
) -> list[PassedOver]:
    """Calls in the ticket's lines while one of its stops waited there."""
    by_stop: dict[int, list[tuple[Event, StopFacts]]] = defaultdict(list)
    for event in told:
        facts = facts_of(event)
        if isinstance(facts, StopFacts):
            by_stop[facts.stop].append((event, facts))
    found: list[PassedOver] = []
    for spells in map(_spells, by_stop.values()):
        if not spells:
            continue
        line = spells[0].line
        for call in _CALLS.run(connection, {"since": spells[0].since, "line": line, "ticket": ticket}):
            spell = next(
                (each for each in spells if each.since < call.seq < each.until and each.line == line), None
            )
            if spell is not None:
                found.append(_explain(connection, plan, call, spell, full=full))
    return sorted(found, key=lambda each: each.seq)


@dataclass(slots=True)
class _Spell:
    """A time in which a stop waited at one place: from one event to the next."""

    since: int
    line: str
    matter: str
    place: Place
    arrived_ms: int
    needs: frozenset[str] = frozenset()
    until: int = 2**62


def _spells(told: list[tuple[Event, StopFacts]]) -> list[_Spell]:
    spells: list[_Spell] = []
    place, arrived_ms = None, 0
    needs: frozenset[str] = frozenset()
    for event, facts in told:
        if spells:
            spells[-1].until = min(spells[-1].until, event.seq)
        place = place_of(facts) or place
        needs = needs if (found := fact(facts, "needs")) is None else frozenset(found)
        arrived_ms = arrived_ms or round(event.at.timestamp() * 1000)
        if facts.state == State.WAITING and place is not None:
            spells.append(_Spell(event.seq, facts.line, facts.matter, place, arrived_ms, needs))
    return spells


def _explain(connection: Connection, plan: Plan, call: Any, spell: _Spell, *, full: bool) -> PassedOver:
    called = TicketCalled.from_facts(json.loads(call.body)["facts"])
    facts = called.decision
    if facts is ABSENT:
        raise ValueError(f"event {call.seq} is no call that was decided for")
    chosen = next(each for each in facts["compared"] if each["ticket"] == facts["chosen"])
    serves = bool(_SERVES.one(connection, {"session": called.session, "matter": spell.matter}))
    place = Place(chosen["tier"], from_ms(chosen["effective_ms"]), chosen["seq"])
    earlier_ms = spell.arrived_ms - round(call.arrived_at.timestamp() * 1000)
    able = spell.needs <= frozenset(_ABILITIES.one(connection, {"session": called.session}))
    code, words = why_before(
        facts, place, spell.place, arrived_earlier_ms=earlier_ms, serves=serves, able=able
    )
    if full:
        known = plan.rules.classes.get(call.visitor_class)
        words = Words(f"{words.zh}（{known.zh}）", f"{words.en} ({known.en})") if known else words
    return PassedOver(call.seq, call.number, called.window or "", call.at, code, words)


def sentence(event: Event, plan: Plan, *, full: bool) -> Words:
    """An event in words; one without a sentence of its own is named by its kind."""
    say = SENTENCES.get(event.kind)
    return say(_Told(facts_of(event), plan, full=full)) if say else Words(event.kind, event.kind)


@dataclass(frozen=True, slots=True)
class _Told:
    """The facts of an event, as the sentences need them."""

    facts: Facts
    plan: Plan
    full: bool

    @property
    def window(self) -> str:
        return str(fact(self.facts, "window") or fact(self.facts, "source") or "")

    @property
    def line(self) -> Words:
        found = self.plan.lines.get(fact(self.facts, "line") or "")
        return found.name if found else _NOTHING

    @property
    def matter(self) -> Words:
        found = self.plan.matters.get(fact(self.facts, "matter") or "")
        return found.name if found else _NOTHING

    @property
    def held(self) -> Words:
        return HELD[self.facts.reason] if isinstance(self.facts, TicketHeld) else _NOTHING

    @property
    def outcome(self) -> Words:
        service = fact(self.facts, "service")
        return said.OUTCOMES.get(service["outcome"] or "", _NOTHING) if service else _NOTHING

    @property
    def visitor_class(self) -> Words:
        """The class in brackets, if it may be shown."""
        known = self.plan.rules.classes.get(fact(self.facts, "class_") or "")
        if known is None or not (self.full or known.tier == 0) or known.code == "ordinary":
            return _NOTHING
        return Words(f"（{known.zh}）", f" ({known.en})")


def _placed(told: _Told) -> Said:
    reason = fact(told.facts, "reason")
    if reason == RAISED:
        return said.story_raised(class_=told.visitor_class)
    if reason == UNRAISED:
        return said.story_unraised()
    return said.story_placed(matter=told.matter, line=told.line)


def _called(told: _Told) -> Said:
    facts, window = told.facts, told.window
    if not isinstance(facts, TicketCalled) or facts.decision is ABSENT:
        return said.story_called_back(window=window)
    return _decided(facts, facts.decision, window)


def _decided(told: TicketCalled, decision: DecisionFacts, window: str) -> Said:
    if decision["rule"].startswith(SELECTED):
        return said.story_called_selected(window=window)
    names = [each["number"] for each in decision["compared"] if each["ticket"] != told.ticket][:3]
    others = Words("、".join(names), ", ".join(names))
    if any(each["ticket"] == told.ticket and each["tier"] == 0 for each in decision["compared"]):
        if not names:
            return said.story_called_statutory(window=window)
        return said.story_called_statutory_ahead(window=window, others=others)
    if told.line in decision["capped"]:
        return said.story_called_turn(window=window)
    if not names:
        return said.story_called_first(window=window)
    return said.story_called_first_ahead(window=window, others=others)


_NOTHING = Words("", "")


def _expired(told: _Told) -> Said:
    """By the end of the day, or because somebody closed the hall, with the reason that was given for it."""
    reason = str(fact(told.facts, "reason") or DAY_ENDED)
    return said.story_expired() if reason == DAY_ENDED else said.story_closed(reason=reason)


SENTENCES: dict[str, Callable[[_Told], Said]] = {
    "ticket.issued": lambda told: said.story_issued(line=told.line, class_=told.visitor_class),
    "ticket.placed": _placed,
    "ticket.held": lambda told: said.story_held(matter=told.matter, why=told.held),
    "ticket.released": lambda told: said.story_released(matter=told.matter),
    "ticket.called": _called,
    "ticket.recalled": lambda told: said.story_recalled(window=told.window),
    "ticket.started": lambda told: said.story_started(window=told.window),
    "ticket.finished": lambda told: said.story_finished(window=told.window, outcome=told.outcome),
    "ticket.missed": lambda told: said.story_missed(window=told.window),
    "ticket.returned": lambda _: said.story_returned(),
    "ticket.parked": lambda told: said.story_parked(window=told.window),
    "ticket.transferred": lambda told: said.story_transferred(window=told.window),
    "ticket.cancelled": lambda _: said.story_cancelled(),
    "ticket.expired": _expired,
    "ticket.voided": lambda _: said.story_voided(),
    "ticket.reopened": lambda _: said.story_reopened(),
    "appointment.kept": lambda _: said.story_booked(),
    "code.issued": lambda _: said.story_code(),
    "slip.printed": lambda _: said.story_slip_printed(),
    "slip.sent": lambda _: said.story_slip_sent(),
    "slip.unconfirmed": lambda _: said.story_slip_unconfirmed(),
    "slip.expired": lambda _: said.story_slip_expired(),
    "slip.failed": lambda _: said.story_slip_failed(),
    "slip.queued": lambda _: said.story_slip_queued(),
}
