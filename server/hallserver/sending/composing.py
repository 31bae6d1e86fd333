"""A message put together from the database: the event, the hall's words for it, and a visitor's number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, select

from halldisplay.tongues import Tongue
from hallserver.core.events import Event, RatingGiven
from hallserver.core.language import said
from hallserver.core.language.why import Why
from hallserver.core.language.words import Words
from hallserver.core.outgoing.states import CALLED, NOTICES, SOON
from hallserver.sending.message import Message
from hallserver.sending.refused import Refused
from hallserver.store.catalogue import Plan
from hallserver.store.disk.phone_keys import PhoneKeys
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared
from hallserver.store.rows import EventRow, OutboxRow, PhoneRow
from hallserver.store.schema import events, outbox, phones
from hallserver.views.figures.rated import rated_facts
from hallserver.views.supervision.told import tell

_ROW = Prepared(select(outbox).where(outbox.c.id == bindparam("message")), OutboxRow)
_EVENT = Prepared(select(events).where(events.c.seq == bindparam("seq")), EventRow)
_PHONE = Prepared(select(phones).where(phones.c.ticket == bindparam("ticket")), PhoneRow)


def compose(
    connection: Connection, plan: Plan, tongues: Mapping[str, Tongue], data: Path, message: int
) -> Message:
    """Read a message.

    Raises:
        Refused: the visitor's number is destroyed, so there is nobody to tell any more.
    """
    row = _ROW.run(connection, {"message": message}).one()
    found = _EVENT.run(connection, {"seq": row.seq}).first() if row.seq is not None else None
    event = event_of(found) if found else None
    words = _words(row, event, plan)
    phone, tongue = None, None
    if row.kind in NOTICES:
        bound = _PHONE.run(connection, {"ticket": row.ticket}).one_or_none()
        phone = PhoneKeys(data).open(bound.key_id, bound.body) if bound else None
        if phone is None:
            raise Refused(
                Why("群众的手机号已销毁", "the visitor's number has been destroyed"), permanent=True
            )
        tongue = (row.facts or {}).get("lang", "zh")
    text = _in_language(words, tongue or "zh", tongues)
    facts = _facts(row, event, connection)
    places = _places(row, facts, plan)
    places |= {"text": text, "text_zh": words.zh, "text_en": words.en, "phone": phone}
    at = event.at if event else row.queued_at
    return Message(row.uid, row.kind, at, facts, places, text, phone)


def _words(row: OutboxRow, event: Event | None, plan: Plan) -> Words:
    told = row.facts or {}
    if row.kind == SOON and told["ahead"]:
        return said.texting_soon(hall=plan.name, number=told["number"], ahead=told["ahead"])
    if row.kind == SOON:
        return said.texting_next(hall=plan.name, number=told["number"])
    if row.kind == CALLED:
        return said.texting_called(hall=plan.name, number=told["number"], window=told["window"])
    return tell(event, plan) if event else said.texting_test(hall=plan.name)


def _in_language(words: Words, lang: str, tongues: Mapping[str, Tongue]) -> str:
    if lang in tongues:
        return tongues[lang].say(words)
    return words.en if lang == "en" else words.zh


def _facts(row: OutboxRow, event: Event | None, connection: Connection) -> dict[str, Any]:
    """What the log says; of a rating, also what was rated."""
    if row.kind in NOTICES or event is None:
        return {name: value for name, value in (row.facts or {}).items() if name != "lang"}
    facts = {"seq": event.seq, "day": event.day.isoformat(), "actor": event.actor, **event.facts}
    if event.kind == RatingGiven.KIND:
        facts |= rated_facts(connection, event.facts["stop"])
    return facts


def _places(row: OutboxRow, facts: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    at = row.queued_at.astimezone(plan.hours.zone)
    return {
        **facts,
        "id": row.uid,
        "kind": row.kind,
        "seq": row.seq,
        "at": f"{at:%Y-%m-%d %H:%M:%S}",
        "at_ms": int(row.queued_at.timestamp() * 1000),
        "hall": plan.name.zh,
        "hall_code": plan.code,
    }
