"""A request made of templates: SMS gateways, and whatever else takes JSON or a form over HTTP."""

from __future__ import annotations

from typing import Any

import msgspec

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import Accepted, HttpTemplate
from hallserver.sending import http
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter

SHOWN = 120


def send(letter: Letter) -> None:
    """Send the request; it was taken when the status and, where the sheet says so, the answer's own field say it."""
    receiver: HttpTemplate = letter.receiver
    fields = {name: letter.fill(each) for name, each in receiver.fields.items()}
    headers = {name: _one_line(letter.fill(each)) for name, each in receiver.headers.items()}
    headers["idempotency-key"] = letter.message.uid
    sent: dict[str, Any] = {"headers": headers}
    if receiver.as_ == "json":
        headers["content-type"] = "application/json"
        sent["content"] = msgspec.json.encode(inwards(fields))
    elif receiver.as_ == "form":
        sent["data"] = fields
    else:
        sent["params"] = fields
    answer = http.ask(receiver, letter.data, receiver.method, receiver.url, **sent)
    if receiver.accepted is not None:
        check(answer.body, receiver.accepted)


def inwards(fields: dict[str, str]) -> dict[str, Any]:
    """Return fields whose names have dots as objects in each other.

    >>> inwards({"to": "1", "data.code": "2", "data.text": "3"})
    {'to': '1', 'data': {'code': '2', 'text': '3'}}
    """
    made: dict[str, Any] = {}
    for name, value in fields.items():
        *way, last = name.split(".")
        place = made
        for each in way:
            place = place.setdefault(each, {})
        place[last] = value
    return made


def check(body: bytes, accepted: Accepted) -> None:
    """Look for the field that says whether the message was taken: many gateways refuse with 200.

    Raises:
        Refused: it says otherwise, or is missing.
    """
    try:
        found: Any = msgspec.json.decode(body)
        for each in accepted.field.split("."):
            found = found[int(each)] if isinstance(found, list) else found[each]
    except (msgspec.MsgspecError, KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        shown = body[:SHOWN].decode("utf-8", "replace")
        missing = Why(f"答复中没有“{accepted.field}”", f"no “{accepted.field}” in the answer: {shown}")
        raise Refused(missing) from error
    if str(found) not in accepted.values:
        shown = body[:SHOWN].decode("utf-8", "replace")
        raise Refused(f"{accepted.field} = {found}: {shown}", permanent=str(found) in accepted.permanent)


def _one_line(value: str) -> str:
    return " ".join(value.split())
