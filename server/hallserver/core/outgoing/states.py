"""The sheet's name, and the states of a message that leaves the hall."""

from __future__ import annotations

from enum import StrEnum

FILE = "outbox.toml"  # in the hall's folder
TEST = "test"
SOON, CALLED = "notice.soon", "notice.called"
NOTICES = (SOON, CALLED)


class Outgoing(StrEnum):
    """How far a message is; the last three are its ends. What has lapsed is wanted by nobody any more."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"
    LAPSED = "lapsed"
