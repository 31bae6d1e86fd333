"""Senders, one module for each kind of receiver, each with one verb: `send(letter)`. It returns when the receiver has taken the message.

Nothing happened when it raises `Refused`; where that is not certain, the same message is sent again under the same id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from hallserver.core.outgoing.filling import fill
from hallserver.core.outgoing.receivers import (
    Apprise,
    HttpTemplate,
    Mail,
    Ratings,
    Receiver,
    Smpp,
    Webhook,
    WeChat,
)
from hallserver.sending.message import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A message and its receiver, with the receiver's secrets."""

    receiver: Any
    message: Message
    data: Path
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def fill(self, template: str) -> str:
        """Fill a template with the message's facts."""
        secret = {"secret": self.secrets[0]} if self.secrets else {}
        return fill(template, {**self.message.places, **secret})


MODULES: dict[type[Receiver], str] = {
    Webhook: "webhook",
    Mail: "mail",
    HttpTemplate: "template",
    Smpp: "smpp",
    WeChat: "wechat",
    Apprise: "by_apprise",
    Ratings: "ratings",
}
"""Each kind's module, loaded with its first message: a hall without it needs none of its libraries."""


def send(letter: Letter) -> None:
    """Send a message to its receiver.

    Raises:
        Refused: it was not taken, or it is not certain.
    """
    verb: Callable[[Letter], None] = import_module(f"{__name__}.{MODULES[type(letter.receiver)]}").send
    verb(letter)
