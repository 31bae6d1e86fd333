"""Why a ticket was or was not called, read from the log and said so that a citizen understands it in ten seconds.

To visitors a class is only “statutory priority”; any other credit is said as a due time. Supervision is told the class.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from hallserver.core.events import Event
from hallserver.core.order import Place
from hallserver.core.outcomes import outcome_words
from hallserver.core.overtaking import OVERTAKEN, why_before
from hallserver.core.shapes import PassedOver, Reason, ReasonCount, WhyView, Words
from hallserver.core.tickets import HELD_WORDS, WORDS, Held, State
from hallserver.store.catalogue import Plan
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.rows import EventRow
from hallserver.store.schema import decisions, events, session_matters, stops, tickets
from hallserver.store.types import from_ms
from hallserver.store.visit_views import ticket_view

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
        decisions.c.seq, decisions.c.facts, stops.c.arrived_at, tickets.c.number, tickets.c.visitor_class,
    )
    .join(stops, stops.c.id == decisions.c.stop)
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(decisions.c.seq > bindparam("since"), stops.c.line == bindparam("line"), stops.c.ticket != bindparam("ticket"))
    .order_by(decisions.c.seq), _CallRow)  # fmt: skip


class _CallEvent(Row):
    """When a call was made, and what the log says of it."""

    at: datetime
    body: str


_CALL_EVENT = Prepared(select(events.c.at, events.c.body).where(events.c.seq == bindparam("seq")), _CallEvent)
_SERVES = PreparedValue(
    select(func.count()).where(session_matters.c.session == bindparam("session"), session_matters.c.matter == bindparam("matter"))
)  # fmt: skip


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
    told = [event_of(row) for row in _OF_TICKET.run(connection, {"ticket": ticket})]
    reasons = tuple(
        Reason(event.seq, event.at, event.kind, sentence(event, plan, full=full))
        for event in told
        if event.kind in _SENTENCES
    )
    passed = _passed_over(connection, plan, ticket, told, full=full)
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
    if view.state == State.WAITING and not view.windows:
        return Words(
            f"{view.number} 等候中，前面还有 {view.ahead} 人。该事项目前没有窗口在岗，有人签到后即按号叫号。",
            f"{view.number} is waiting, {view.ahead} ahead. Nobody is at a window for it yet; calling starts when staff sign on.",
        )
    if view.state == State.WAITING:
        return Words(
            f"{view.number} 等候中，前面还有 {view.ahead} 人，由 {len(view.windows)} 个窗口办理。取号后本队列已先叫 {before} 个号，原因见下。",
            f"{view.number} is waiting: {view.ahead} ahead; windows that serve it: {len(view.windows)}. Called first in this line: {before}; the reasons are below.",
        )
    if view.held is not None:
        return Words(f"{view.number} 暂缓叫号：{view.held.zh}。", f"{view.number} is held: {view.held.en}.")
    where_zh = f"，{view.window} 号窗口" if view.window else ""
    where_en = f" at window {view.window}" if view.window else ""
    return Words(
        f"{view.number} {zh}{where_zh}。等候期间本队列先叫了 {before} 个号，原因见下。",
        f"{view.number} is {en}{where_en}. While it waited, {before} of this line came first; the reasons are below.",
    )


def _passed_over(
    connection: Connection, plan: Plan, ticket: int, told: list[Event], *, full: bool
) -> list[PassedOver]:
    """Calls in the ticket's lines while one of its stops waited there."""
    found: list[PassedOver] = []
    for stop in {event.facts["stop"]: None for event in told if "stop" in event.facts}:
        spells = _spells([event for event in told if event.facts.get("stop") == stop])
        if not spells:
            continue
        asked = {"since": spells[0].since, "line": spells[0].line, "ticket": ticket}
        for call in _CALLS.run(connection, asked):
            spell = next(
                (
                    each
                    for each in spells
                    if each.since < call.seq < each.until and each.line == asked["line"]
                ),
                None,
            )
            if spell is not None:
                found.append(_explain(connection, plan, call, spell, full=full))
    return sorted(found, key=lambda each: each.seq)


class _Spell:
    """A time during which a stop waited at one place: from one event to the next."""

    __slots__ = ("arrived_ms", "line", "matter", "place", "since", "until")

    def __init__(self, event: Event, place: Place, arrived_ms: int) -> None:
        self.since, self.until = event.seq, 2**62
        self.line, self.matter = event.facts["line"], event.facts["matter"]
        self.place, self.arrived_ms = place, arrived_ms


def _spells(told: list[Event]) -> list[_Spell]:
    spells: list[_Spell] = []
    place, arrived_ms = None, 0
    for event in told:
        facts = event.facts
        if not event.kind.startswith("ticket."):
            continue
        if spells:
            spells[-1].until = min(spells[-1].until, event.seq)
        if "place_seq" in facts:
            place = Place(facts["tier"], from_ms(facts["effective_ms"]), facts["place_seq"])
        arrived_ms = arrived_ms or round(event.at.timestamp() * 1000)
        if facts["state"] == State.WAITING and place is not None:
            spells.append(_Spell(event, place, arrived_ms))
    return spells


def _explain(connection: Connection, plan: Plan, call: Any, spell: _Spell, *, full: bool) -> PassedOver:
    facts = call.facts
    chosen = next(each for each in facts["compared"] if each["ticket"] == facts["chosen"])
    at = _CALL_EVENT.run(connection, {"seq": call.seq}).one()
    said = json.loads(at.body)["facts"]
    serves = bool(_SERVES.one(connection, {"session": said["session"], "matter": spell.matter}))
    place = Place(chosen["tier"], from_ms(chosen["effective_ms"]), chosen["seq"])
    earlier_ms = spell.arrived_ms - round(call.arrived_at.timestamp() * 1000)
    code, words = why_before(facts, place, spell.place, arrived_earlier_ms=earlier_ms, serves=serves)
    if full:
        known = plan.rules.classes.get(call.visitor_class)
        words = Words(f"{words.zh}（{known.zh}）", f"{words.en} ({known.en})") if known else words
    return PassedOver(call.seq, call.number, said["window"], at.at, code, words)


def sentence(event: Event, plan: Plan, *, full: bool) -> Words:
    """An event in words; one that has no sentence of its own is named by its kind."""
    facts = event.facts
    zh, en = _SENTENCES.get(event.kind, (event.kind, event.kind))
    window = facts.get("window") or facts.get("source") or ""
    outcome = (facts.get("service") or {}).get("outcome")
    ended = outcome_words(outcome)
    line = plan.lines.get(facts.get("line", ""))
    matter = plan.matters.get(facts.get("matter", ""))
    held = HELD_WORDS.get(Held(facts["reason"])) if facts.get("reason") in set(Held) else ("", "")
    given = {
        "window": window,
        "line_zh": line.name.zh if line else "", "line_en": line.name.en if line else "",
        "matter_zh": matter.name.zh if matter else "", "matter_en": matter.name.en if matter else "",
        "why_zh": _called(facts, zh=True), "why_en": _called(facts, zh=False),
        "held_zh": held[0] if held else "", "held_en": held[1] if held else "",
        "outcome_zh": ended[0] if ended else "", "outcome_en": ended[1] if ended else "",
        "class_zh": _class(facts, plan, zh=True, full=full), "class_en": _class(facts, plan, zh=False, full=full),
    }  # fmt: skip
    return Words(zh.format_map(given), en.format_map(given))


def _class(facts: Mapping[str, Any], plan: Plan, *, zh: bool, full: bool) -> str:
    known = plan.rules.classes.get(facts.get("class", ""))
    if known is None or not (full or known.tier == 0) or known.code == "ordinary":
        return ""
    return f"（{known.zh}）" if zh else f" ({known.en})"


def _called(facts: Mapping[str, Any], *, zh: bool) -> str:
    if facts.get("brought_back"):
        return "，挂起后回呼" if zh else ", back from a break"
    decision = facts.get("decision") or {}
    if str(decision.get("rule", "")).startswith("selected"):
        return "（窗口选呼，理由已登记）" if zh else " (selected by the window; the reason is on record)"
    heads = decision.get("compared", ())
    others = [each["number"] for each in heads if each["ticket"] != facts.get("ticket")]
    names = "、".join(others[:3]) if zh else ", ".join(others[:3])
    if any(each["ticket"] == facts.get("ticket") and each["tier"] == 0 for each in heads):
        return (
            f"：法定优先{f'，先于 {names}' if others else ''}"
            if zh
            else f": statutory priority{f', ahead of {names}' if others else ''}"
        )
    if facts.get("line") in decision.get("capped", ()):
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
