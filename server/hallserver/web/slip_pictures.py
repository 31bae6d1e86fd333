"""Slips and logos as pictures for the office; drawn in a thread, so errors are returned, not raised."""

from __future__ import annotations

import base64

from hallprinters.drawing.papers import draw
from hallprinters.drawing.pictures import logo
from hallprinters.drawing.raster import MM80, missing_glyphs, png
from hallprinters.drawing.slip import Slip
from hallprinters.encode import bands
from hallprinters.errors import BadSlip
from hallprinters.profiles import profile_named
from hallserver.contract import SlipPicture

DOTS_A_MM = 8


def drawn(document: Slip, profile: str) -> SlipPicture | BadSlip:
    """Return the slip as a printer of that profile would print it, and how many bytes it takes."""
    try:
        made = draw(document, profile_named(profile).dots)
    except BadSlip as wrong:
        return wrong  # raised in gevent's pool it would print a traceback
    size = sum(len(band) for band in bands(made))
    shown = base64.b64encode(png(made)).decode()
    return SlipPicture(shown, made.width, made.height // DOTS_A_MM, size, missing_glyphs(document))


def inked(raw: bytes) -> bytes | BadSlip:
    """Return the logo as PNG in black and white, at the width of a slip."""
    try:
        return png(logo(base64.b64encode(raw).decode(), MM80))
    except BadSlip as wrong:
        return wrong
