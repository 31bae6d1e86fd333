"""Why a ticket was or was not called, read from the log and said so that a citizen understands it in ten seconds.

To visitors a class is only “statutory priority”; any other credit is said as a due time. Supervision is told the class.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from hallserver.contract import PassedOver, Reason, ReasonCount, WhyView, Words
from hallserver.core.events import ABSENT, Event, Facts, StopFacts, TicketCalled, TicketHeld, fact, facts_of
from hallserver.core.events.tickets import DecisionFacts
from hallserver.core.order import SELECTED, Place
from hallserver.core.outcomes import outcome_words
from hallserver.core.overtaking import OVERTAKEN, why_before
from hallserver.core.tickets import HELD_WORDS, WORDS, Held, State
from hallserver.store.catalogue import Plan
from hallserver.store.log import event_of
from hallserver.store.places import place_of
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.rows import EventRow
from hallserver.store.schema import decisions, events, session_matters, stops, tickets
from hallserver.store.types import from_ms
from hallserver.views.visits import ticket_view

_OF_TICKET = Prepared(
    select(events).where(events.c.ticket == bindparam("ticket")).order_by(events.c.seq), EventRow
)
_NUMBER = PreparedValue(select(tickets.c.number).where(tickets.c.id == bindparam("ticket")))


class _CallRow(Row):
    """A call with its decision and who was called."""

    seq: int
    facts: dict[str, Any]
    arrived_at: datetime
    number: str
    visitor_class: str


_CALLS = Prepared(
    select(
        decisions.c.seq,
        decisions.c.facts,
        stops.c.arrived_at,
        tickets.c.number,
        tickets.c.visitor_class,
    )
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


class _CallEvent(Row):
    """When a call was made, and what the log says of it."""

    at: datetime
    body: str


_CALL_EVENT = Prepared(select(events.c.at, events.c.body).where(events.c.seq == bindparam("seq")), _CallEvent)
_SERVES = PreparedValue(
    select(func.count()).where(
        session_matters.c.session == bindparam("session"), session_matters.c.matter == bindparam("matter")
    )
)


def why(connection: Connection, plan: Plan, ticket: int, now: Any, *, full: bool = False) -> WhyView | None:
    """All that touched the ticket, and who was called before it and why; None when there is no such ticket.

    Args:
        connection: any.
        plan: in force.
        ticket: its id.
        now: hall time, aware UTC.
        full: for supervision: classes by name.
    """
    number = _NUMBER.first(connection, {"ticket": ticket})
    if number is None:
        return None
    events_ = [event_of(row) for row in _OF_TICKET.run(connection, {"ticket": ticket})]
    reasons = tuple(
        Reason(event.seq, event.at, event.kind, sentence(event, plan, full=full))
        for event in events_
        if event.kind in _SENTENCES
    )
    passed = _passed_over(connection, plan, ticket, events_, full=full)
    view = ticket_view(connection, plan, ticket, now)
    counts = Counter(each.reason for each in passed)
    return WhyView(
        number,
        view.state,
        _standing(view, sum(counts.values())),
        reasons,
        tuple(ReasonCount(code, Words(*OVERTAKEN[code]), counts[code]) for code in OVERTAKEN if counts[code]),
        tuple(passed[::-1]),
    )


def _standing(view: Any, before: int) -> Words:
    """One sentence: where the ticket is now, and what happened while it waited."""
    zh, en = WORDS[State(view.state)]
    first = (
        Words(
            f"本队列先叫了 {before} 个号，原因见下。",
            f"{before} of this line came first; the reasons are below.",
        )
        if before
        else Words("本队列没有先叫别的号。", "no other of this line came first.")
    )
    if view.state == State.WAITING and not view.windows:
        return Words(
            f"{view.number} 等候中，前面还有 {view.ahead} 人。该事项目前没有窗口在岗，有人签到后即按号叫号。",
            f"{view.number} is waiting, {view.ahead} ahead. Nobody is at a window for it yet; calling starts when staff sign on.",
        )
    if view.state == State.WAITING:
        return Words(
            f"{view.number} 等候中，前面还有 {view.ahead} 人，由 {len(view.windows)} 个窗口办理。取号后{first.zh}",
            f"{view.number} is waiting: {view.ahead} ahead; windows that serve it: {len(view.windows)}. Since it was taken, {first.en}",
        )
    if view.held is not None:
        return Words(f"{view.number} 暂缓叫号：{view.held.zh}。", f"{view.number} is held: {view.held.en}.")
    where_zh = f"，{view.window} 号窗口" if view.window else ""
    where_en = f" at window {view.window}" if view.window else ""
    return Words(
        f"{view.number} {zh}{where_zh}。等候期间{first.zh}",
        f"{view.number} is {en}{where_en}. While it waited, {first.en}",
    )


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
    """A time during which a stop waited at one place: from one event to the next."""

    since: int
    line: str
    matter: str
    place: Place
    arrived_ms: int
    until: int = 2**62


def _spells(told: list[tuple[Event, StopFacts]]) -> list[_Spell]:
    spells: list[_Spell] = []
    place, arrived_ms = None, 0
    for event, facts in told:
        if spells:
            spells[-1].until = min(spells[-1].until, event.seq)
        place = place_of(facts) or place
        arrived_ms = arrived_ms or round(event.at.timestamp() * 1000)
        if facts.state == State.WAITING and place is not None:
            spells.append(_Spell(event.seq, facts.line, facts.matter, place, arrived_ms))
    return spells


def _explain(connection: Connection, plan: Plan, call: Any, spell: _Spell, *, full: bool) -> PassedOver:
    facts = call.facts
    chosen = next(each for each in facts["compared"] if each["ticket"] == facts["chosen"])
    at = _CALL_EVENT.run(connection, {"seq": call.seq}).one()
    called = TicketCalled.from_facts(json.loads(at.body)["facts"])
    serves = bool(_SERVES.one(connection, {"session": called.session, "matter": spell.matter}))
    place = Place(chosen["tier"], from_ms(chosen["effective_ms"]), chosen["seq"])
    earlier_ms = spell.arrived_ms - round(call.arrived_at.timestamp() * 1000)
    code, words = why_before(facts, place, spell.place, arrived_earlier_ms=earlier_ms, serves=serves)
    if full:
        known = plan.rules.classes.get(call.visitor_class)
        words = Words(f"{words.zh}（{known.zh}）", f"{words.en} ({known.en})") if known else words
    return PassedOver(call.seq, call.number, called.window or "", at.at, code, words)


def sentence(event: Event, plan: Plan, *, full: bool) -> Words:
    """An event in words; one that has no sentence of its own is named by its kind."""
    told = facts_of(event)
    zh, en = _SENTENCES.get(event.kind, (event.kind, event.kind))
    service = fact(told, "service")
    ended = outcome_words(service["outcome"] if service else None) or ("", "")
    line = plan.lines.get(fact(told, "line") or "")
    matter = plan.matters.get(fact(told, "matter") or "")
    held = HELD_WORDS[Held(told.reason)] if isinstance(told, TicketHeld) else ("", "")
    given = {
        "window": fact(told, "window") or fact(told, "source") or "",
        "line_zh": line.name.zh if line else "",
        "line_en": line.name.en if line else "",
        "matter_zh": matter.name.zh if matter else "",
        "matter_en": matter.name.en if matter else "",
        "why_zh": _called(told, zh=True),
        "why_en": _called(told, zh=False),
        "held_zh": held[0],
        "held_en": held[1],
        "outcome_zh": ended[0],
        "outcome_en": ended[1],
        "class_zh": _class(told, plan, zh=True, full=full),
        "class_en": _class(told, plan, zh=False, full=full),
    }
    return Words(zh.format_map(given), en.format_map(given))


def _class(told: Facts, plan: Plan, *, zh: bool, full: bool) -> str:
    known = plan.rules.classes.get(fact(told, "class_") or "")
    if known is None or not (full or known.tier == 0) or known.code == "ordinary":
        return ""
    return f"（{known.zh}）" if zh else f" ({known.en})"


def _called(told: Facts, *, zh: bool) -> str:
    if not isinstance(told, TicketCalled):
        return ""
    if told.decision is ABSENT:
        return "，挂起后回呼" if zh else ", back from a break"
    return _decided(told, told.decision, zh=zh)


def _decided(told: TicketCalled, decision: DecisionFacts, *, zh: bool) -> str:
    if decision["rule"].startswith(SELECTED):
        return "（窗口选呼，理由已登记）" if zh else " (selected by the window; the reason is on record)"
    others = [each["number"] for each in decision["compared"] if each["ticket"] != told.ticket]
    names = "、".join(others[:3]) if zh else ", ".join(others[:3])
    if any(each["ticket"] == told.ticket and each["tier"] == 0 for each in decision["compared"]):
        return (
            f"：法定优先{f'，先于 {names}' if others else ''}"
            if zh
            else f": statutory priority{f', ahead of {names}' if others else ''}"
        )
    if told.line in decision["capped"]:
        return (
            "：法定优先已连续多人，按规定轮到普通号"
            if zh
            else ": after several priority calls in a row it was an ordinary number's turn"
        )
    return (
        f"：排在最前{f'，先于 {names}' if others else ''}"
        if zh
        else f": first in line{f', ahead of {names}' if others else ''}"
    )


_SENTENCES: dict[str, tuple[str, str]] = {
    "ticket.issued": (
        "取号，进入“{line_zh}”队列{class_zh}",
        "Number taken, in the line “{line_en}”{class_en}",
    ),
    "ticket.placed": ("“{matter_zh}”排入“{line_zh}”队列", "“{matter_en}” placed in the line “{line_en}”"),
    "ticket.held": ("“{matter_zh}”暂缓叫号：{held_zh}", "“{matter_en}” held: {held_en}"),
    "ticket.released": (
        "“{matter_zh}”恢复叫号，保留原位",
        "“{matter_en}” can be called again, in its old place",
    ),
    "ticket.called": ("{window} 号窗口叫号{why_zh}", "Called to window {window}{why_en}"),
    "ticket.recalled": ("{window} 号窗口重呼", "Called again to window {window}"),
    "ticket.started": ("{window} 号窗口开始办理", "Service began at window {window}"),
    "ticket.finished": ("{window} 号窗口办结：{outcome_zh}", "Finished at window {window}: {outcome_en}"),
    "ticket.missed": ("叫号后未到 {window} 号窗口，已过号", "Did not come to window {window} when called"),
    "ticket.returned": ("过号后重新排队", "Back in line after a missed call"),
    "ticket.parked": ("{window} 号窗口挂起", "Put on hold at window {window}"),
    "ticket.transferred": ("由 {window} 号窗口转移", "Transferred from window {window}"),
    "ticket.cancelled": ("已取消", "Cancelled"),
    "ticket.expired": ("当日结束，号票失效", "The business day ended; the number is no longer valid"),
    "ticket.voided": ("过号后作废", "Void after a missed call"),
    "ticket.reopened": ("在一分钟内恢复", "Taken back within the minute"),
    "appointment.kept": ("凭预约签到", "Checked in by appointment"),
    "code.issued": ("已发给再次来办所需的取件码", "A code for coming back was given"),
    "slip.printed": ("号票已打印", "The slip was printed"),
    "slip.sent": ("号票已送打印机", "The slip was sent to the printer"),
    "slip.unconfirmed": ("打印机未确认出票，号码仍有效", "The printer did not confirm; the number is valid"),
    "slip.expired": ("号票未能打印，号码仍有效", "The slip could not be printed; the number is valid"),
    "slip.failed": ("号票打印失败，号码仍有效", "Printing failed; the number is valid"),
    "slip.queued": ("补打号票", "A copy of the slip was asked for"),
}
