"""Every call judged again from the log alone: were these the heads, was the cap obeyed, was the right one called?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hallserver.core.events import Event
from hallserver.core.order import Cap, Head, Place, next_run, next_up
from hallserver.core.rules import QueueRules, rules_of
from hallserver.store.types import from_ms

SELECTED = "selected"


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

    def hear(self, event: Event) -> str | None:
        """Take one event; None when all is as it should be."""
        facts = event.facts
        if event.kind == "rules.published":
            self.rules = rules_of(facts["version"], facts["rules"])
        elif event.kind in {"window.opened", "window.planned", "window.closed"}:
            self._sit(event.kind, facts)
        elif event.kind.startswith("ticket."):
            why = self._judge(facts) if "decision" in facts else None
            self._move(facts)
            return why
        return None

    def _sit(self, kind: str, facts: Mapping[str, Any]) -> None:
        window = facts["window"]
        if kind == "window.closed":
            self._sessions.pop(window, None)
        elif "matters" in facts:
            staffer = facts.get("staffer") or self._sessions[window].staffer
            self._sessions[window] = _Session(staffer, frozenset(facts["matters"]), frozenset(facts["lines"]))

    def _move(self, facts: Mapping[str, Any]) -> None:
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
