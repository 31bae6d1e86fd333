"""Signed webhooks (standardwebhooks.com, 1.0): type, timestamp, data; HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import binascii
from datetime import UTC, datetime

import msgspec
from standardwebhooks import Webhook as Signer

from hallserver.core.events import iso
from hallserver.core.language.why import Why
from hallserver.sending import http
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter


def send(letter: Letter) -> None:
    """Post the event, signed now; the id stays the same at every try."""
    message = letter.message
    body = msgspec.json.encode(
        {"type": message.kind, "timestamp": iso(message.at), "data": dict(message.facts)}
    )
    now = datetime.now(UTC)
    try:
        signature = Signer(letter.secrets[0]).sign(message.uid, now, body.decode())
    except (binascii.Error, ValueError) as error:
        raise Refused(Why("密钥应为 whsec_ 加 base64", "the secret is no whsec_ and base64")) from error
    headers = {
        "content-type": "application/json",
        "webhook-id": message.uid,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    http.ask(letter.receiver, letter.data, "POST", letter.receiver.url, headers=headers, content=body)
