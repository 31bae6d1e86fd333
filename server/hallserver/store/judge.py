"""Every call judged again from the log alone: were these the heads, was the cap obeyed, was the right one called?

Beside the order it holds what the schema holds: legal moves only, one ticket at a window, one window for a visitor, numbers
that count on without a gap. So a guard that is gone shows here, whatever the tables say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hallserver.core.events import Event
from hallserver.core.order import Cap, Head, Place, next_run, next_up
from hallserver.core.rules import QueueRules, rules_of
from hallserver.core.tickets import AT_WINDOW, MOVES
from hallserver.store.types import from_ms

SELECTED = "selected"
# what each kind of event may do to a state: the table of moves, by the name the log gives them
_LEGAL: dict[str, set[tuple[str, str]]] = {}
for _move in MOVES.values():
    _LEGAL.setdefault(_move.event, set()).update((str(source), str(_move.target)) for source in _move.source)
_LEGAL["ticket.held"].add(("held", "held"))  # held for another reason


@dataclass(slots=True)
class _Waiting:
    """A stop as the log has left it."""

    stop: int
    ticket: int
    number: str
    line: str
    matter: str
    place: Place
    lane: str = "own"
    window: str | None = None
    staffer: str | None = None
    state: str = "waiting"

    def head(self) -> Head:
        """As a window sees it."""
        return Head(self.stop, self.ticket, self.number, self.line, self.matter, self.place)


@dataclass(slots=True)
class _Session:
    """Who sits at a window and what was worked out for it at sign-on."""

    staffer: str
    matters: frozenset[str]
    lines: frozenset[str]


@dataclass(slots=True)
class Judge:
    """Hears the log in order; gives a sentence for the first call that was not the rule's."""

    rules: QueueRules = field(default_factory=lambda: QueueRules(version=0))
    _stops: dict[int, _Waiting] = field(default_factory=dict)
    _pool: dict[int, _Waiting] = field(default_factory=dict)
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _runs: dict[str, int] = field(default_factory=dict)
    _at_window: dict[str, _Waiting] = field(default_factory=dict)
    _active: dict[int, _Waiting] = field(default_factory=dict)
    _counters: dict[tuple[str, str], int] = field(default_factory=dict)

    def hear(self, event: Event) -> str | None:
        """Take one event; None when all is as it should be."""
        facts = event.facts
        if event.kind == "rules.published":
            self.rules = rules_of(facts["version"], facts["rules"])
        elif event.kind == "hall.planned":
            self._step(event)
        elif event.kind in {"window.opened", "window.planned", "window.closed"}:
            self._sit(event.kind, facts)
        elif event.kind == "numbers.leapt":
            return self._leap(event)
        elif event.kind.startswith("ticket."):
            why = self._judge(facts) if "decision" in facts else None
            return why or self._judge_move(event) or self._move(facts)
        return None

    def _step(self, event: Event) -> None:
        """A line that took up letters in the middle of a day goes on behind the numbers that had them."""
        for line, behind in event.facts.get("stepped", {}).items():
            self._counters[event.day.isoformat(), line] = behind

    def _sit(self, kind: str, facts: Mapping[str, Any]) -> None:
        window = facts["window"]
        if kind == "window.closed":
            self._sessions.pop(window, None)
        elif "matters" in facts:
            staffer = facts.get("staffer") or self._sessions[window].staffer
            self._sessions[window] = _Session(staffer, frozenset(facts["matters"]), frozenset(facts["lines"]))

    def _judge_move(self, event: Event) -> str | None:
        facts = event.facts
        stop = self._stops.get(facts["stop"])
        if event.kind == "ticket.issued":
            return self._judge_number(event)
        if stop is None or event.kind == "ticket.placed":
            return None
        was, target = stop.state, facts["state"]
        if (was, target) not in _LEGAL.get(event.kind, ()):
            return f"{facts['number']} went from {was} to {target} by {event.kind}"
        return None

    def _leap(self, event: Event) -> str | None:
        """Numbers that may be out on paper are stepped over; each line says from where to where."""
        for line, each in event.facts["lines"].items():
            key = (event.day.isoformat(), line)
            if self._counters.get(key, 0) != each["last"] or each["to"] < each["last"]:
                return f"line {line} leapt from {each['last']}, and its last number was {self._counters.get(key, 0)}"
            self._counters[key] = each["to"]
        return None

    def _judge_number(self, event: Event) -> str | None:
        facts = event.facts
        key = (event.day.isoformat(), facts["line"])
        expected = self._counters.get(key, 0) + 1
        self._counters[key] = facts["counter"]
        if facts["counter"] != expected:
            return f"{facts['number']} is number {facts['counter']} of its line, and {expected} was next"
        return None

    def _move(self, facts: Mapping[str, Any]) -> str | None:
        """Take the stop where the event says; a sentence when a window or a visitor would be in two places."""
        stop = self._stops.get(facts["stop"])
        if stop is None:
            stop = self._stops[facts["stop"]] = _Waiting(
                facts["stop"], facts["ticket"], facts["number"], facts["line"], facts["matter"], _place(facts)
            )
        if "place_seq" in facts:
            stop.place = _place(facts)
        if "lane" in facts:
            stop.lane, stop.window, stop.staffer = (
                facts["lane"],
                facts.get("to_window"),
                facts.get("to_staffer"),
            )
        stop.line, stop.state = facts["line"], facts["state"]
        if stop.state == "waiting":
            self._pool[stop.stop] = stop
        else:
            self._pool.pop(stop.stop, None)
        return self._occupy(stop, facts)

    def _occupy(self, stop: _Waiting, facts: Mapping[str, Any]) -> str | None:
        for place in [code for code, there in self._at_window.items() if there is stop]:
            del self._at_window[place]
        if self._active.get(stop.ticket) is stop:
            del self._active[stop.ticket]
        if stop.state not in AT_WINDOW:
            return None
        there = self._at_window.setdefault(facts["window"], stop)
        if there is not stop:
            return f"window {facts['window']} has {there.number} and {stop.number} at once"
        other = self._active.setdefault(stop.ticket, stop)
        return None if other is stop else f"{stop.number} is at two windows at once"

    def _judge(self, facts: Mapping[str, Any]) -> str | None:
        decision, window = facts["decision"], facts["window"]
        chosen = self._pool.get(facts["stop"])
        if chosen is None:
            return f"{facts['number']} was called and did not wait"
        if decision["rules"] != self.rules.version:
            return f"the call names rules {decision['rules']}, in force were {self.rules.version}"
        why = None
        if not decision["rule"].startswith(SELECTED):
            why = self._judge_order(facts, self._sessions.get(window))
        self._count(chosen)
        return why

    def _judge_order(self, facts: Mapping[str, Any], session: _Session | None) -> str | None:
        if session is None:
            return f"window {facts['window']} called {facts['number']} with nobody signed on"
        caps = {line: Cap(run, self.rules.of_line(line).cap) for line, run in self._runs.items()}
        heads = self._heads(facts["window"], session)
        decided = next_up(heads, caps)
        if decided is None or decided.chosen.stop != facts["stop"]:
            due = decided.chosen.number if decided else "nobody"
            return f"window {facts['window']} called {facts['number']}, and {due} was next"
        said = decided.as_facts(self.rules.version)
        if said != facts["decision"]:
            return f"the heads compared for {facts['number']} were not the heads of the queues"
        return None

    def _heads(self, window: str, session: _Session) -> list[Head]:
        queues: dict[Any, list[_Waiting]] = {}
        for stop in self._pool.values():
            key = _queue(stop, window, session)
            if key is not None:
                queues.setdefault(key, []).append(stop)
        return [head for key, queue in queues.items() for head in _first(queue, private=key[0] == "private")]

    def _count(self, chosen: _Waiting) -> None:
        waits = any(
            stop.line == chosen.line and stop.place.tier > 0 and stop is not chosen
            for stop in self._pool.values()
        )
        was = self._runs.get(chosen.line, 0)
        self._runs[chosen.line] = next_run(was, chosen.place.tier, ordinary_waits=waits)


def _queue(stop: _Waiting, window: str, session: _Session) -> tuple[str, ...] | None:
    """The queue in which the window sees the stop; None when it does not."""
    if stop.lane == "own" and stop.matter in session.matters:
        return ("own", stop.line, stop.matter)
    if stop.lane == "guest" and stop.line in session.lines:
        return ("guest", stop.line)
    if (stop.lane == "window" and stop.window == window) or (
        stop.lane == "staffer" and stop.staffer == session.staffer
    ):
        return ("private", stop.lane)
    return None


def _first(queue: Iterable[_Waiting], *, private: bool) -> list[Head]:
    """A queue's head; behind a statutory one its first ordinary one as well, for the cap."""
    waiting = sorted(queue, key=lambda stop: stop.place)
    first = waiting[0]
    ordinary = next((stop for stop in waiting if stop.place.tier > 0), None)
    if private or first.place.tier > 0 or ordinary is None:
        return [first.head()]
    return [first.head(), ordinary.head()]


def _place(facts: Mapping[str, Any]) -> Place:
    return Place(facts["tier"], from_ms(facts["effective_ms"]), facts["place_seq"])
