"""The context of a command: connection, time, log and plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from hallprinters.reach import Reach
from hallserver.core.events import Event, Facts
from hallserver.core.rights import CLOCK_ID, Principal
from hallserver.store.catalogue import Plan
from hallserver.store.log import Log

T = TypeVar("T")
PRIVATE_REACH = Reach()  # private networks and this machine only


@dataclass(frozen=True, slots=True)
class Timeouts:
    """The settings that commands use; the rest of the configuration never reaches them."""

    min_call_ms: int = 10_000
    longest_block_ms: int = 30_000
    lease_ms: int = 30_000
    job_life_ms: int = 120_000
    move_after_ms: int = 4_000
    pairing_ms: int = 600_000
    cookie_ms: int = 12 * 3_600_000
    link_ms: int = 24 * 3_600_000
    staff_token_ms: int = 365 * 24 * 3_600_000
    fresh_link_ms: int = (
        15 * 60_000
    )  # how long after a one-time link a page may set a password or remove a second factor without the old one
    printer_reach: Reach = PRIVATE_REACH


@dataclass(slots=True)
class CommandContext:
    """The writer's connection inside its transaction, hall time, log and plan; new for each command."""

    connection: Connection
    log: Log
    plan: Plan
    now: datetime
    timeouts: Timeouts
    live_zones: frozenset[str] = frozenset()  # zones with a live screen; "" is a board of all zones
    day: date = field(init=False)  # the business day, in the hall's time zone

    def __post_init__(self) -> None:
        self.day = self.plan.hours.business_day(self.now)

    def publish(self, who: Principal, facts: Facts, private: Mapping[str, Any] | None = None) -> Event:
        """Append an event to the log; the caller changes the tables before or right after.

        Raises:
            ValueError: a private part that this kind of event does not have.
        """
        if private and not set(private) <= set(facts.PRIVATE):
            raise ValueError(f"{facts.KIND} keeps nothing private but {facts.PRIVATE}")
        return self.log.append(self.now, self.day, who.id, who.name, facts, private)


Command = Callable[[CommandContext], T]

CLOCK = Principal(CLOCK_ID, "local", CLOCK_ID)
