"""What leaves the hall: its receivers, the messages on their way, and how they fared."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from hallserver.core.language.words import Words
from hallserver.core.outgoing.states import Outgoing


class ReceiverView(Struct, frozen=True):
    """A receiver: what it is, what it is told, and how many of its messages are where.

    `listed`: it stands in outbox.toml; one that does not any more gets nothing. `events` are kinds of events.
    `sent` counts three days, `given_up` thirty.
    """

    name: str
    kind: str
    listed: bool
    visitors: bool
    events: tuple[str, ...]
    waiting: int
    sent: int
    given_up: int
    refusal: str | None


class OutgoingView(Struct, frozen=True):
    """A message that leaves the hall; `uid` is the id by which its receiver can tell a repetition."""

    id: int
    uid: str
    receiver: str
    kind: str
    words: Words
    seq: int | None
    state: Outgoing
    tries: int
    queued_at: datetime
    next_at: datetime
    until_at: datetime
    ended_at: datetime | None
    refusal: str | None


class OutboxView(Struct, frozen=True):
    """The receivers, and those of their newest messages that wait or were given up."""

    receivers: tuple[ReceiverView, ...]
    messages: tuple[OutgoingView, ...]


class ClaimedMessage(Struct, frozen=True):
    """A message that its holder sends now; `tries` names the try in its report."""

    id: int
    uid: str
    tries: int


class PhoneView(Struct, frozen=True):
    """Whether visitors can be told by telephone in this hall, and whether this ticket's visitor is."""

    offered: bool
    bound: bool
    ahead: int
