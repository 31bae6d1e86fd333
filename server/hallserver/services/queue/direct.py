"""Walk a visitor straight to a free window: issued and called in one act, with its reason, on record."""

from __future__ import annotations

from hallserver.contract import IssuedTicket
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, windows


def walk(work: CommandContext, who: Principal, window: str, wish: numbers.Wish, reason: str) -> IssuedTicket:
    """Issue a number and call it at once, at this window; a finding where others wait for the window.

    Raises:
        UnknownMatter, HallClosed, MatterUnplanned, QuotaExhausted, AppointmentOnly: no number would be given.
        NotFound, WindowClosed, WindowBusy, WindowPaused, WindowWorking: the window is not free.
        NotAllowed: whoever sits there may not serve the matter. Then no number was given.
    """
    issued = numbers.issue(work, who, wish)
    windows.call_straight(work, who, window, issued.id, reason)
    return issued
