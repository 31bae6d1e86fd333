"""What can go wrong with paper, as one tree.

    PrintingError
    ├── BadAddress      permanent   the address names no printer that we can speak to
    ├── BadSlip         permanent   the slip cannot be drawn as it is
    ├── NoFont          permanent   no font on this machine can draw a slip
    ├── Unreachable                 nobody answers at the address
    ├── Torn                        the connection broke; `sent` bytes were gone by then
    ├── Stuck                       the printer took no byte for 3 s; `sent` as above
    ├── DeskAway                    the server does not answer, or says "later"
    ├── DeskRefused     permanent   the server says no
    └── LeaseLost       permanent   the job belongs to somebody else by now

`permanent` says whether trying the same thing again can help; `code` never changes.
"""

from typing import ClassVar


class PrintingError(Exception):
    """Something about paper that the caller has to decide on."""

    code: ClassVar[str] = "printing"
    permanent: ClassVar[bool] = False


class BadAddress(PrintingError):
    """The address names no printer that we can speak to."""

    code = "bad_address"
    permanent = True


class BadSlip(PrintingError):
    """The slip cannot be drawn as it is."""

    code = "bad_slip"
    permanent = True


class NoFont(PrintingError):
    """No font on this machine can draw a slip."""

    code = "no_font"
    permanent = True


class Unreachable(PrintingError):
    """Nobody answers at the address: refused, no route, or silence for 1.5 s."""

    code = "unreachable"


class BrokenOff(PrintingError):
    """A conversation ended early; `sent` bytes of what we were saying were gone by then."""

    code = "broken_off"

    def __init__(self, sentence: str, sent: int = 0) -> None:
        super().__init__(sentence)
        self.sent = sent


class Torn(BrokenOff):
    """The connection broke."""

    code = "torn"


class Stuck(BrokenOff):
    """The printer took no byte for the whole stall time."""

    code = "stuck"


class DeskAway(PrintingError):
    """The server does not answer, or answers that it cannot at the moment."""

    code = "desk_away"


class DeskRefused(PrintingError):
    """The server understood and says no."""

    code = "desk_refused"
    permanent = True


class LeaseLost(PrintingError):
    """The job belongs to somebody else by now: nothing more of it may be sent."""

    code = "lease_lost"
    permanent = True
