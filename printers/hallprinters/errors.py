"""What can go wrong with paper, as one tree.

    PrintingError
    ├── BadAddress      permanent   the address names no printer that we can use
    ├── BadSlip         permanent   the slip cannot be drawn as it is
    ├── NoFont          permanent   no font on this machine can draw a slip
    ├── Unreachable                 no connection to the address
    ├── Torn                        the connection broke; `sent` bytes had been sent by then
    ├── Stuck                       the printer took no byte for 3 s; `sent` as above
    ├── DeskAway                    the server does not answer, or says "later"
    ├── DeskRefused     permanent   the server refused
    └── LeaseLost       permanent   another agent holds the job now

`permanent`: a retry cannot help; `code` never changes.
"""

from typing import ClassVar


class PrintingError(Exception):
    """An error in printing that the caller must handle."""

    code: ClassVar[str] = "printing"
    permanent: ClassVar[bool] = False


class BadAddress(PrintingError):
    """The address names no printer that we can use."""

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
    """No connection to the address: refused, no route, or silence for 1.5 s."""

    code = "unreachable"


class BrokenOff(PrintingError):
    """A connection ended early; `sent` bytes of our data had been sent by then."""

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
    """The server understood and refused."""

    code = "desk_refused"
    permanent = True


class LeaseLost(PrintingError):
    """Another agent holds the job now: nothing more of it may be sent."""

    code = "lease_lost"
    permanent = True
