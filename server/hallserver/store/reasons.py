"""Why a ticket was or was not called, read from the log and said in plain words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from hallserver.core.shapes import Reason, WhyView, Words
from hallserver.core.tickets import OUTCOME_WORDS, WORDS, Outcome, State
from hallserver.store.catalogue import Plan
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared
from hallserver.store.schema import events, stops, tickets

_OF_TICKET = Prepared(select(events).where(events.c.ticket == bindparam("ticket")).order_by(events.c.seq))
_STATE = Prepared(
    select(stops.c.state, tickets.c.number).join(tickets).where(stops.c.ticket == bindparam("ticket"))
)


def why(connection: Connection, plan: Plan, ticket: int) -> WhyView | None:
    """All that touched the ticket, oldest first; None when there is no such ticket."""
    row = _STATE.run(connection, {"ticket": ticket}).first()
    if row is None:
        return None
    reasons = []
    for each in _OF_TICKET.run(connection, {"ticket": ticket}):
        event = event_of(each)
        if event.kind.startswith(("ticket.", "slip.")):
            reasons.append(Reason(event.seq, event.at, event.kind, _words(event.kind, event.facts, plan)))
    zh, en = WORDS[State(row.state)]
    return WhyView(
        row.number, row.state, Words(f"{row.number} {zh}", f"{row.number} is {en}"), tuple(reasons)
    )


def _words(kind: str, facts: Any, plan: Plan) -> Words:
    say = _SENTENCES.get(kind)
    if say is None:
        return Words(kind, kind)
    zh, en = say
    window = facts.get("window") or facts.get("source") or ""
    decision = facts.get("decision") or {}
    others = [
        each["number"] for each in decision.get("compared", ()) if each["ticket"] != facts.get("ticket")
    ]
    compared_zh = f"，先于 {'、'.join(others[:3])}" if others else ""
    compared_en = f", ahead of {', '.join(others[:3])}" if others else ""
    outcome = (facts.get("service") or {}).get("outcome")
    ended = OUTCOME_WORDS.get(Outcome(outcome)) if outcome in set(Outcome) else None
    given = {
        "window": window,
        "line_zh": plan.lines[facts["line"]].name.zh if facts.get("line") in plan.lines else "",
        "line_en": plan.lines[facts["line"]].name.en if facts.get("line") in plan.lines else "",
        "why_zh": _why(facts, decision, compared_zh, zh=True),
        "why_en": _why(facts, decision, compared_en, zh=False),
        "printer": facts.get("printer") or "",
        "outcome_zh": ended[0] if ended else "",
        "outcome_en": ended[1] if ended else "",
    }
    return Words(zh.format_map(given), en.format_map(given))


def _why(facts: Any, decision: Any, compared: str, *, zh: bool) -> str:
    if facts.get("brought_back"):
        return "，挂起后回呼" if zh else ", back from a break"
    if str(decision.get("rule", "")).startswith("selected"):
        return "（窗口选呼，理由已记录）" if zh else " (selected by the window; the reason is on record)"
    statutory = any(
        e["ticket"] == facts.get("ticket") and e["tier"] == 0 for e in decision.get("compared", ())
    )
    if statutory:
        return f"：法定优先{compared}" if zh else f": statutory priority{compared}"
    return f"：排在最前{compared}" if zh else f": first in line{compared}"


_SENTENCES: dict[str, tuple[str, str]] = {
    "ticket.issued": ("取号，进入“{line_zh}”队列", "Number taken, in the line “{line_en}”"),
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
    "slip.printed": ("号票已打印", "The slip was printed"),
    "slip.sent": ("号票已送打印机", "The slip was sent to the printer"),
    "slip.unconfirmed": ("打印机未确认出票，号码仍有效", "The printer did not confirm; the number is valid"),
    "slip.expired": ("号票未能打印，号码仍有效", "The slip could not be printed; the number is valid"),
    "slip.failed": ("号票打印失败，号码仍有效", "Printing failed; the number is valid"),
    "slip.queued": ("补打号票", "A copy of the slip was asked for"),
}
