"""The content of a slip: its elements in order, without layout or printer."""

from typing import Literal

import msgspec

from hallprinters.errors import BadSlip

Size = Literal["small", "body", "large", "head"]
Align = Literal["left", "center", "right"]


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A paragraph, wrapped at the paper's edge."""

    words: str
    size: Size = "body"
    align: Align = "left"
    bold: bool = False


class Number(msgspec.Struct, frozen=True, tag="number"):
    """The ticket number, as large as the paper allows, centred."""

    words: str


class Pair(msgspec.Struct, frozen=True, tag="pair"):
    """A label on the left and its value on the right."""

    left: str
    right: str
    size: Size = "body"


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A dashed line across the paper."""


class Mark(msgspec.Struct, frozen=True, tag="mark"):
    """White on black across the paper: 补打 REPRINT, 作废 VOID."""

    words: str


class Qr(msgspec.Struct, frozen=True, tag="qr"):
    """A QR code, its caption beside it."""

    data: str
    caption: str = ""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A logo: a PNG in base64, shrunk to the paper if wider, never enlarged."""

    png: str


class Cut(msgspec.Struct, frozen=True, tag="cut"):
    """A cut: what follows is a slip of its own."""


Element = Text | Number | Pair | Rule | Mark | Qr | Picture | Cut


class Slip(msgspec.Struct, frozen=True):
    """One slip: its elements from top to bottom; `title` names it in lists and is never printed.

    `letters`: times as high as usual; 2 for a visitor who reads large print.
    """

    elements: tuple[Element, ...]
    title: str = ""
    letters: Literal[1, 2] = 1


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Slip)


def to_json(slip: Slip) -> bytes:
    """Return the slip as the JSON that server and print agent exchange."""
    return _encoder.encode(slip)


def from_json(text: bytes | str) -> Slip:
    """Return the slip of a JSON text.

    Raises:
        BadSlip: it is not JSON, or not a slip; the sentence names the place.
    """
    try:
        return _decoder.decode(text)
    except msgspec.DecodeError as error:
        raise BadSlip(f"not a slip: {error}") from error


def words_of(slip: Slip) -> str:
    """Return every word that will be drawn, to check the font's coverage."""
    spoken: list[str] = []
    for element in slip.elements:
        match element:
            case Text(words=words) | Number(words=words) | Mark(words=words):
                spoken.append(words)
            case Pair(left=left, right=right):
                spoken += (left, right)
            case Qr(caption=caption):
                spoken.append(caption)
            case Rule() | Picture() | Cut():
                pass
    return " ".join(spoken)


def marked(slip: Slip, words: str) -> Slip:
    """Return the same slip under a mark, for a second copy."""
    return msgspec.structs.replace(slip, elements=(Mark(words), *slip.elements))
