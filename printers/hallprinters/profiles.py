"""What each kind of printer can do: its paper, and how it can confirm that a slip came out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hallprinters.drawing.raster import MM58, MM80
from hallprinters.errors import BadAddress


@dataclass(frozen=True)
class Profile:
    """One kind of printer.

    `talks`: answers status requests (DLE EOT); a printer that does not is trusted, never confirmed.
    `process_id`: reports the end of each job by its id (GS ( H). `gs_r`: answers after processing (GS r).
    `clears`: drops its buffer on request (DLE DC4 8). `hybrid`: gets text as text where it can print it
    itself, for slow serial lines; it must have a Chinese font. `escpos`: python-escpos's name for the kind.
    """

    code: str
    dots: int
    escpos: str
    talks: bool = True
    process_id: bool = True
    gs_r: bool = True
    clears: bool = True
    hybrid: bool = False

    def mute(self) -> Profile:
        """Return the same printer behind a channel without answers, such as a CUPS queue."""
        return replace(self, talks=False, process_id=False, gs_r=False, clears=False)

    @property
    def row_bytes(self) -> int:
        """Return the bytes in one full row of dots."""
        return self.dots // 8


_KINDS = (
    Profile("80mm", MM80, "TM-T20II"),
    Profile("58mm", MM58, "POS-5890"),
    # A clone prints the parameters of commands it does not know, so it is not sent any.
    Profile("80mm-simple", MM80, "TM-T20II", process_id=False, clears=False),
    Profile("58mm-simple", MM58, "POS-5890", process_id=False, clears=False),
    Profile("80mm-hybrid", MM80, "TM-T20II", process_id=False, clears=False, hybrid=True),
    Profile("58mm-hybrid", MM58, "POS-5890", process_id=False, clears=False, hybrid=True),
    Profile("80mm-silent", MM80, "TM-T20II", talks=False, process_id=False, gs_r=False, clears=False),
    Profile("58mm-silent", MM58, "POS-5890", talks=False, process_id=False, gs_r=False, clears=False),
)
PROFILES = {kind.code: kind for kind in _KINDS} | {"80": _KINDS[0], "58": _KINDS[1]}


def profile_named(name: str) -> Profile:
    """Return a profile by name: "80mm" (or "80"), "58mm" (or "58"), also "-simple", "-hybrid", "-silent".

    Raises:
        BadAddress: there is none.
    """
    try:
        return PROFILES[name]
    except KeyError:
        raise BadAddress(f"no printer profile {name!r}; there are {', '.join(PROFILES)}") from None
