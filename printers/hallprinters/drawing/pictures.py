"""QR codes and logos of a slip, as dots."""

import base64
import binascii
import io

import segno
from PIL import Image

from hallprinters.errors import BadSlip

_WIDEST = 4000
_MODULE = 4


def modules(data: str) -> Image.Image:
    """Return a QR code (ISO/IEC 18004, level M or better) with its quiet zone, 4 dots a module.

    Raises:
        BadSlip: more than a QR code can hold.
    """
    # A fixed mask: all eight are legal, and choosing the best takes 14 ms a slip.
    try:
        rows = [bytes(row) for row in segno.make(data, error="m", micro=False, mask=3).matrix_iter(border=4)]
    except (segno.DataOverflowError, ValueError) as error:
        raise BadSlip(f"this QR code cannot be: {error}") from error
    side = len(rows)
    # Below 4 dots (0.5 mm) a module blurs on worn heads; above, it only wastes paper and bytes.
    dots = Image.frombytes("L", (side, side), b"".join(rows)).point(lambda dark: 0 if dark else 255)
    return dots.resize((side * _MODULE, side * _MODULE), Image.Resampling.NEAREST).convert("1")


def logo(encoded: str, room: int) -> Image.Image:
    """Return a PNG in base64 as dots, no wider than `room`.

    Raises:
        BadSlip: it is no PNG, or far too large.
    """
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(encoded, validate=True)), formats=["PNG"])
        if max(picture.size) > _WIDEST:
            raise BadSlip(f"a picture of {picture.width} × {picture.height}: {_WIDEST} is the most")
        inked = picture.convert("RGBA")
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadSlip(f"the picture is no PNG: {error}") from error
    ground = Image.new("RGBA", inked.size, "white")
    ground.alpha_composite(inked)
    if ground.width > room:
        ground = ground.resize((room, max(1, ground.height * room // ground.width)))
    return ground.convert("1")
