"""Judge every call from the log alone: were the heads right, was the cap kept, was the right stop called?

It also checks what the schema enforces: legal moves only, one ticket at a window, one window for a visitor,
numbers without a gap. So a guard that is missing in the schema is detected here, whatever the tables say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hallserver.core.events import (
    ABSENT,
    EVENTS,
    Event,
    HallPlanned,
    NumbersLeapt,
    RulesPublished,
    StopFacts,
    TicketCalled,
    TicketIssued,
    TicketPlaced,
    TicketTransferred,
    WindowClosed,
    WindowOpened,
    WindowPlanned,
    facts_of,
)
from hallserver.core.events.tickets import DecisionFacts
from hallserver.core.queue.needs import LANE
from hallserver.core.queue.order import ORDER_RULES, SELECTED, Cap, Head, Place
from hallserver.core.queue.tickets import AT_WINDOW, MOVES
from hallserver.core.rules import UNPUBLISHED, QueueRules, rules_of
from hallserver.store.queue.places import place_of

# the moves that each kind of event may make, by its name in the log
_LEGAL: dict[str, set[tuple[str, str]]] = {}
for _move in MOVES.values():
    _LEGAL.setdefault(_move.event, set()).update((str(source), str(_move.target)) for source in _move.source)
_LEGAL["ticket.held"].add(("held", "held"))  # held again for another reason
_HEARD = {
    each.KIND
    for each in (RulesPublished, HallPlanned, WindowOpened, WindowPlanned, WindowClosed, NumbersLeapt)
} | {kind for kind, each in EVENTS.items() if issubclass(each, StopFacts)}


@dataclass(slots=True)
class _Waiting:
    """A stop in the state that the log has left it in."""

    stop: int
    ticket: int
    number: str
    line: str
    matter: str
    place: Place
    lane: str = "own"
    window: str | None = None
    staffer: str | None = None
    needs: frozenset[str] = frozenset()
    state: str = "waiting"

    def head(self) -> Head:
        """The stop as a window compares it."""
        return Head(self.stop, self.ticket, self.number, self.line, self.matter, self.place)


@dataclass(slots=True)
class _Session:
    """The staffer at a window, and what was computed for the window at sign-on."""

    staffer: str
    matters: frozenset[str]
    lines: frozenset[str]
    abilities: frozenset[str]


@dataclass(slots=True)
class Judge:
    """Reads the events in order and reports the first call that broke the rule."""

    rules: QueueRules = field(default=UNPUBLISHED)
    _stops: dict[int, _Waiting] = field(default_factory=dict)
    _pool: dict[int, _Waiting] = field(default_factory=dict)
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _runs: dict[str, int] = field(default_factory=dict)
    _at_window: dict[str, _Waiting] = field(default_factory=dict)
    _active: dict[int, _Waiting] = field(default_factory=dict)
    _counters: dict[tuple[str, str], int] = field(default_factory=dict)

    def hear(self, event: Event) -> str | None:
        """Apply one event; return a sentence for a fault, or None."""
        told = facts_of(event) if event.kind in _HEARD else None
        match told:
            case RulesPublished():
                self.rules = rules_of(told.version, told.rules)
            case HallPlanned():
                self._step(event, told)
            case WindowOpened() | WindowPlanned():
                self._sit(told)
            case WindowClosed():
                self._sessions.pop(told.window, None)
            case NumbersLeapt():
                return self._leap(event, told)
            case StopFacts():
                return self._hear_stop(event, told)
        return None

    def _hear_stop(self, event: Event, told: StopFacts) -> str | None:
        why = None
        if isinstance(told, TicketCalled) and told.decision is not ABSENT:
            why = self._judge(told, told.decision)
        return why or self._judge_move(event, told) or self._move(told)

    def _step(self, event: Event, told: HallPlanned) -> None:
        """A line that took over a prefix during the day continues after the numbers issued with it."""
        stepped = {} if told.stepped is ABSENT else told.stepped
        for line, behind in stepped.items():
            self._counters[event.day.isoformat(), line] = behind

    def _sit(self, told: WindowOpened | WindowPlanned) -> None:
        if told.matters is ABSENT:
            return
        staffer = told.staffer if isinstance(told, WindowOpened) else self._sessions[told.window].staffer
        abilities = frozenset(() if told.abilities is ABSENT else told.abilities)
        matters, lines = frozenset(told.matters), frozenset(told.lines)
        self._sessions[told.window] = _Session(staffer, matters, lines, abilities)

    def _judge_move(self, event: Event, told: StopFacts) -> str | None:
        stop = self._stops.get(told.stop)
        if isinstance(told, TicketIssued):
            return self._judge_number(event, told)
        if stop is None or isinstance(told, TicketPlaced):
            return None
        if (stop.state, told.state) not in _LEGAL.get(event.kind, ()):
            return f"{told.number} went from {stop.state} to {told.state} by {event.kind}"
        return None

    def _leap(self, event: Event, told: NumbersLeapt) -> str | None:
        """Numbers that may exist on paper are skipped; the event names the range of each line."""
        for line, each in told.lines.items():
            key = (event.day.isoformat(), line)
            if self._counters.get(key, 0) != each["last"] or each["to"] < each["last"]:
                return f"line {line} leapt from {each['last']}, and its last number was {self._counters.get(key, 0)}"
            self._counters[key] = each["to"]
        return None

    def _judge_number(self, event: Event, told: TicketIssued) -> str | None:
        key = (event.day.isoformat(), told.line)
        expected = self._counters.get(key, 0) + 1
        self._counters[key] = told.counter
        if told.counter != expected:
            return f"{told.number} is number {told.counter} of its line, and {expected} was next"
        return None

    def _move(self, told: StopFacts) -> str | None:
        """Apply the move; return a sentence if a window or a visitor would be in two places."""
        stop, place = self._stops.get(told.stop), place_of(told)
        if stop is None:
            if place is None:
                return f"{told.number} was never placed in a line"
            stop = self._stops[told.stop] = _Waiting(
                told.stop, told.ticket, told.number, told.line, told.matter, place
            )
        stop.place = place or stop.place
        if isinstance(told, TicketTransferred):
            stop.lane, stop.window, stop.staffer = told.lane, told.to_window, told.to_staffer
        elif isinstance(told, TicketIssued | TicketPlaced):
            if told.lane is not ABSENT:
                stop.lane, stop.window, stop.staffer = told.lane, None, None
            if told.needs is not ABSENT:
                stop.needs = frozenset(told.needs)
        stop.line, stop.state = told.line, told.state
        if stop.state == "waiting":
            self._pool[stop.stop] = stop
        else:
            self._pool.pop(stop.stop, None)
        return self._occupy(stop, told)

    def _occupy(self, stop: _Waiting, told: StopFacts) -> str | None:
        for place in [code for code, there in self._at_window.items() if there is stop]:
            del self._at_window[place]
        if self._active.get(stop.ticket) is stop:
            del self._active[stop.ticket]
        if stop.state not in AT_WINDOW:
            return None
        there = self._at_window.setdefault(told.window or "", stop)
        if there is not stop:
            return f"window {told.window} has {there.number} and {stop.number} at once"
        other = self._active.setdefault(stop.ticket, stop)
        return None if other is stop else f"{stop.number} is at two windows at once"

    def _judge(self, told: TicketCalled, decision: DecisionFacts) -> str | None:
        chosen = self._pool.get(told.stop)
        if chosen is None:
            return f"{told.number} was called and did not wait"
        if decision["rules"] != self.rules.version:
            return f"the call names rules {decision['rules']}, in force were {self.rules.version}"
        if self.rules.order not in ORDER_RULES:
            return f"calls are decided by {self.rules.order}, which this version does not know"
        why = None
        if not decision["rule"].startswith(SELECTED):
            why = self._judge_order(told, decision, self._sessions.get(told.window or ""))
        self._count(chosen)
        return why

    def _judge_order(
        self, told: TicketCalled, decision: DecisionFacts, session: _Session | None
    ) -> str | None:
        """Judge by the version of the rule that was in force at the time of the call."""
        if session is None:
            return f"window {told.window} called {told.number} with nobody signed on"
        if decision["rule"] != self.rules.order:
            return f"{told.number} was called by {decision['rule']}, in force was {self.rules.order}"
        caps = {line: Cap(run, self.rules.of_line(line).cap) for line, run in self._runs.items() if run}
        decided = self.rules.order_rule.next_up(self._heads(told.window or "", session), caps)
        if decided is None or decided.chosen.stop != told.stop:
            due = decided.chosen.number if decided else "nobody"
            return f"window {told.window} called {told.number}, and {due} was next"
        if decided.as_facts(self.rules.version) != decision:
            return f"the heads compared for {told.number} were not the heads of the queues"
        return None

    def _heads(self, window: str, session: _Session) -> list[Head]:
        whole = self.rules.order_rule.whole_private
        queues: dict[tuple[str, ...], list[_Waiting]] = {}
        for stop in self._pool.values():
            key = _queue(stop, window, session)
            if key is not None:
                queues.setdefault((*key, stop.line) if whole else key, []).append(stop)
        return [
            head
            for (lane, *_), queue in queues.items()
            for head in _first(queue, alone=lane == "private" and not whole)
        ]

    def _count(self, chosen: _Waiting) -> None:
        waits = any(
            stop.line == chosen.line and stop.place.tier > 0 and stop is not chosen
            for stop in self._pool.values()
        )
        was, next_run = self._runs.get(chosen.line, 0), self.rules.order_rule.next_run
        self._runs[chosen.line] = next_run(was, chosen.place.tier, ordinary_waits=waits)


def _queue(stop: _Waiting, window: str, session: _Session) -> tuple[str, ...] | None:
    """The queue in which the window sees the stop; None when it does not see it."""
    if stop.lane == "own" and stop.matter in session.matters:
        return ("own", stop.line, stop.matter)
    if stop.lane == LANE and stop.matter in session.matters and stop.needs <= session.abilities:
        return (LANE, stop.line, stop.matter)
    if stop.lane == "guest" and stop.line in session.lines:
        return ("guest", stop.line)
    if (stop.lane == "window" and stop.window == window) or (
        stop.lane == "staffer" and stop.staffer == session.staffer
    ):
        return ("private", stop.lane)
    return None


def _first(queue: Iterable[_Waiting], *, alone: bool) -> list[Head]:
    """The head of a queue; unless it is compared alone, behind a statutory one also the first ordinary stop, for the cap."""
    waiting = sorted(queue, key=lambda stop: stop.place)
    first = waiting[0]
    ordinary = next((stop for stop in waiting if stop.place.tier > 0), None)
    if alone or first.place.tier > 0 or ordinary is None:
        return [first.head()]
    return [first.head(), ordinary.head()]
